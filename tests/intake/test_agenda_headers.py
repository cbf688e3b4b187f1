"""Header blocks of reports as different councils set them."""

import pytest

from cypsc_desktop.intake.recognise.report_header import read_header
from tests.helpers.make_source import make_source

TABLE = """
| REPORT TO: | Families Scrutiny Panel~9 May 2024 |
| SUBJECT: | Home visits |
| LEAD OFFICER: | Ann Bee, Director |
| CABINET MEMBER: | Not applicable |
| PERSON LEADING AT SCRUTINY~COMMITTEE MEETING: | Cllr Cy Dee,~Cabinet Member |
| ORIGIN OF ITEM: | Asked for by the Panel. |
| BRIEF FOR THE~COMMITTEE: | To say what should change. |
"""
LINES = """
From:              Cy Dee, Cabinet Member for Families

                   Ann Bee, Corporate Director

To:                Cabinet - 9 May 2024

Subject:           Home visits and what they
                   cost

Decision No:       24/00017

Classification:    Unrestricted

Summary: A short account of the year.
"""
INLINE = """
Report to: Families Scrutiny Panel
Report title: Home visits
Report author: Ann Bee, Head of Early Help
Portfolio holder: Councillor Cy Dee

1. Purpose
"""
WRAPPED_LABELS = """
REPORT TO:                      Families Scrutiny Panel
SUBJECT:                        Home visits
LEAD OFFICER:                   Ann Bee
CABINET                         Cy Dee
MEMBER:
PERSON LEADING AT SCRUTINY      Cllr Cy Dee, Cabinet Member
COMMITTEE MEETING:              for Families
ORIGIN OF ITEM:                 The work programme.
"""
REPORT_OF = """
Families Scrutiny Panel
9 May 2024
Report of the Director of Early Help
! HOME VISITS

1. Purpose
"""


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (
            TABLE,
            {
                "report_to": "Families Scrutiny Panel 9 May 2024",
                "subject": "Home visits",
                "lead_officer": "Ann Bee, Director",
                "cabinet_member": "Not applicable",
                "person_leading": "Cllr Cy Dee, Cabinet Member",
                "origin": "Asked for by the Panel.",
                "brief": "To say what should change.",
            },
        ),
        (
            LINES,
            {
                "report_to": "Cabinet - 9 May 2024",
                "subject": "Home visits and what they cost",
                "lead_officer": "Ann Bee, Corporate Director",
                "cabinet_member": "Cy Dee, Cabinet Member for Families",
                "origin": None,
            },
        ),
        (
            INLINE,
            {
                "report_to": "Families Scrutiny Panel",
                "subject": "Home visits",
                "lead_officer": "Ann Bee, Head of Early Help",
                "cabinet_member": "Councillor Cy Dee",
            },
        ),
        (
            WRAPPED_LABELS,
            {
                "report_to": "Families Scrutiny Panel",
                "cabinet_member": "Cy Dee",
                "person_leading": "Cllr Cy Dee, Cabinet Member for Families",
                "origin": "The work programme.",
            },
        ),
        (REPORT_OF, {"lead_officer": "the Director of Early Help", "subject": "HOME VISITS"}),
    ],
    ids=["ruled table", "from and to", "label and words in one line", "labels over two lines", "report of"],
)
def test_cells_as_printed(text: str, header: dict[str, str | None]) -> None:
    found = read_header(make_source(text).sheet(1))
    assert found is not None
    assert {name: getattr(found, name) for name in header} == header


@pytest.mark.parametrize(
    "text",
    [
        "To whom it may concern\n\nWe write about the school.",
        "Subject to contract, the sale goes on.\nFrom then on all was well.",
        "1. Report to follow\n2. Subject matter",
        "Title          Hours\nPainting       3\nDrawing        4",
    ],
)
def test_what_is_no_header_block(text: str) -> None:
    assert read_header(make_source(text).sheet(1)) is None
