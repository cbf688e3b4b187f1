"""Lists of members and of those present as many councils print them, a habit a test, with invented people."""

import pytest

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import MinutesFound
from tests.helpers.make_source import make_source

AGENDA = "\n! AGENDA\n\n1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n3.    Nursery places    (Pages 5 - 8)\n"
TOP = "\n# Early Years Panel\n\nTuesday 12 March 2024 at 7.00 pm\n"


def members(words: str) -> list[tuple[str, str | None, str]]:
    meeting = recognise(make_source(f"{TOP}\n{words}\n{AGENDA}")).meeting
    return [(m.name, m.office, m.kind) for m in meeting.members] if meeting else []


def one(text: str) -> MinutesFound:
    (minutes,) = recognise(make_source(text)).minutes
    return minutes


def test_an_officer_whose_post_stands_below_is_no_member() -> None:
    words = "Councillors:\n\nAda Penn (Chair)\nBo Quill\n\nIvy Wagstaff\nChief Executive"
    assert members(words) == [("Ada Penn", "Chair", "councillor"), ("Bo Quill", None, "councillor")]


def test_wards_beside_the_names_are_no_members() -> None:
    words = "! MEMBERSHIP\n\nCouncillors\n\nA Penn (Chair)    -    Harefield;\nB Quill    -    Mill and Moor;"
    assert [name for name, _, _ in members(words)] == ["A Penn", "B Quill"]


def test_a_grid_of_names_is_read_cell_by_cell() -> None:
    words = "Councillors:    Ada Penn    Bo Quill    Cy Reed\n    Di Stott    Ed Tull    Flo Unwin"
    assert {name for name, _, _ in members(words)} == {
        "Ada Penn",
        "Bo Quill",
        "Cy Reed",
        "Di Stott",
        "Ed Tull",
        "Flo Unwin",
    }


def test_other_kinds_inside_the_run_of_names() -> None:
    words = "Membership: Councillors A Penn (Chair), B Quill and C Reed; Co-optees D Stott and E Tull"
    assert members(words) == [
        ("A Penn", "Chair", "councillor"), ("B Quill", None, "councillor"), ("C Reed", None, "councillor"),
        ("D Stott", None, "co-opted"), ("E Tull", None, "co-opted"),
    ]  # fmt: skip


def test_a_ward_and_an_office_in_two_brackets() -> None:
    words = "Elected Members\n\nAda Penn, Bo Quill (Mill Moor) (Chairman) and Cy Reed (Harefield)"
    assert ("Bo Quill", "Chairman", "councillor") in members(words)


def test_substitutes_under_a_copy_to_heading() -> None:
    words = "Councillors Ada Penn (Chair), Bo Quill and Cy Reed\n\ncc: Substitute Members of the Panel\n\nCouncillors Di Stott and Ed Tull"
    assert [name for name, _, kind in members(words) if kind == "reserve"] == ["Di Stott", "Ed Tull"]


MINUTES = """
! EARLY YEARS PANEL

! MINUTES of the meeting held at 10.00 am on 6 February 2024 at Corn Hall

{who}

! 12    APOLOGIES

There were none.

! 13    NURSERY PLACES

The Panel noted the report.

! 14    WORK PROGRAMME

The Panel agreed its programme.
"""


@pytest.mark.parametrize(
    ("who", "present"),
    [
        ("PRESENT: - Councillor Ada Penn in the Chair;\nCouncillors Bo Quill and Cy Reed.", ["Ada Penn", "Bo Quill", "Cy Reed"]),
        ("IN ATTENDANCE: Councillors Ada Penn (Chair) and Bo Quill\n\nAPOLOGIES: Councillor Cy Reed", ["Ada Penn", "Bo Quill"]),
        ("Present: Councillors A Penn (Chair) and B Quill together with co-opted members Ms D Stott", ["A Penn", "B Quill", "D Stott"]),
        ("Present:\n\nCouncillor Ada Penn\nCouncillor Bo Quill\n\nOFFICER SUPPORT:\n\nEd Tull, Project Manager", ["Ada Penn", "Bo Quill"]),
    ],
)  # fmt: skip
def test_who_was_present(who: str, present: list[str]) -> None:
    assert [person.name for person in one(MINUTES.format(who=who)).present] == present


def test_members_without_a_star_were_not_there() -> None:
    who = "Elected Members:\n\n*Ada Penn (Chairman)\nBo Quill\n*Cy Reed\n\n(* = present at the meeting)"
    assert [person.name for person in one(MINUTES.format(who=who)).present] == ["Ada Penn", "Cy Reed"]


def test_the_end_told_beside_the_beginning() -> None:
    text = MINUTES.replace(
        "held at 10.00 am on 6 February 2024", "held on 6 February 2024 commencing at 10.00 am and finishing at 1.12 pm"
    )
    assert one(text.format(who="Present:\n\nCouncillor Ada Penn in the chair")).closed == "13:12"


def test_titles_that_run_into_their_text() -> None:
    text = """
! MILL MOOR COUNCIL

! EARLY YEARS PANEL

! 6 February 2024

PRESENT: Councillor Penn in the chair.

Councillors Quill and Reed.

! 219 DECLARATIONS OF INTEREST – There were none that anybody wished to make.

! 220 PUBLIC REQUESTS TO SPEAK – Nobody had asked to speak at this meeting.

! 221 NURSERY PLACES – The Chair opened the discussion and thanked the team.
"""
    minutes = one(text)
    assert minutes.of == "2024-02-06"
    assert [(s.number, s.title) for s in minutes.sections] == [
        ("219", "DECLARATIONS OF INTEREST"), ("220", "PUBLIC REQUESTS TO SPEAK"), ("221", "NURSERY PLACES"),
    ]  # fmt: skip
    assert minutes.sections[0].text.startswith("There were none")
