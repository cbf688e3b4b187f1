"""The response table says what the domain's form says, under its eight headings."""

from dataclasses import replace

import pytest

from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Conclusion, Recommendation, Section
from cypsc_desktop.output.document import Document
from cypsc_desktop.output.response_table import recommendation_table, report_heading, response_table
from tests.output.samples import MEETING, response

HEADINGS = [
    "SCRUTINY RECOMMENDATION",
    "CONCLUSIONS",
    "DEPARTMENT AND CABINET MEMBER RESPONDING",
    "ACCEPT/ REJECT RECOMMENDATIONS (inc. reasons for rejection)",
    "IDENTIFIED OFFICER",
    "ANY FINANCIAL IMPLICATIONS",
    "TIMETABLE FOR IMPLEMENTATION OF RECOMMENDATIONS IF ACCEPTED (ie Action Plan)",
    "DATE OF SCRUTINY MEETING TO REPORT BACK",
]


def groups(document: Document) -> dict[str | None, list[tuple[object, ...]]]:
    return {group.heading: [row.cells for row in group.rows] for group in document.tables()[0].groups}


def test_eight_headings_to_the_letter() -> None:
    assert [column.heading for column in response_table([]).tables()[0].columns] == HEADINGS
    assert [column.heading for column in recommendation_table([]).tables()[0].columns] == HEADINGS


def test_a_row_is_the_record_as_printed() -> None:
    document = response_table([response(1)], meetings=[MEETING])
    assert groups(document) == {
        "Report: Short breaks (Considered by Children & Families Scrutiny Panel on 16 January 2024)": [
            (
                "1. That the waiting list be published each quarter.",
                "The list had grown.",
                "Councillor Adeyemi",
                "Accepted. A table follows in June.",
                "J Okafor",
                "None.",
                "June 2024",
                "11 June 2024",
            )
        ]
    }
    assert document.tables()[0].rows()[0].id == response(1).id
    assert document.subtitle == "Children & Families Scrutiny Panel, 12 March 2024"
    assert document.landscape


def test_rows_of_one_report_stand_together() -> None:
    rows = [response(1, report="A"), response(2, report="B"), response(3, report="A")]
    assert [len(found) for found in groups(response_table(rows)).values()] == [2, 1]


@pytest.mark.parametrize(
    ("body", "date", "said"),
    [
        ("Panel", "2024-01-16", "Report: R (Considered by Panel on 16 January 2024)"),
        (None, "2024-01-16", "Report: R (Considered on 16 January 2024)"),
        ("Panel", None, "Report: R (Considered by Panel)"),
        (None, None, "Report: R"),
        (None, "last spring", "Report: R (Considered on last spring)"),
    ],
)
def test_a_group_row_leaves_out_what_is_not_known(body: str | None, date: str | None, said: str) -> None:
    assert report_heading("R", body=body, date=date) == said


def test_a_decision_without_wording_is_its_word() -> None:
    rows = [response(1, decision="partly", decision_text=None), response(2, decision="awaiting", decision_text=None)]
    assert [row.cells[3] for row in response_table(rows).tables()[0].rows()] == ["Accepted with amendment", ""]


@pytest.mark.parametrize(
    ("decision", "wording", "said"),
    [
        ("rejected", "Too costly.", "Rejected. Too costly."),
        ("rejected", "Rejected: too costly.", "Rejected: too costly."),
        ("accepted", "We accept this in full.", "We accept this in full."),
        ("interim", "A report will come in the spring.", "Interim reply. A report will come in the spring."),
        ("noted", "Not this year.", "Noted. Not this year."),
        ("awaiting", "The service is drafting it.", "The service is drafting it."),
    ],
)
def test_a_recorded_decision_is_read_beside_its_wording(decision: str, wording: str, said: str) -> None:
    recorded = response(1, decision=decision, decision_text=wording, at=None)
    assert response_table([recorded]).tables()[0].rows()[0].cells[3] == said


def test_a_printed_reply_stays_as_printed() -> None:
    printed = response(1, decision="rejected", decision_text="Too costly.", at={"document": "d", "page": 3})
    assert response_table([printed]).tables()[0].rows()[0].cells[3] == "Too costly."


def test_what_is_exempt_never_leaves() -> None:
    rows = [response(1), replace(response(2), space=f"exempt:{MEETING.id}"), replace(response(3), space="private:x")]
    assert [row.id for row in response_table(rows).tables()[0].rows()] == [response(1).id]


def test_recommendations_go_out_as_a_table_to_fill() -> None:
    section = Section(id=recognised_id("section", "s"), meeting=MEETING.id, number="12/24", title="Short breaks")
    closed = Section(id=recognised_id("section", "b"), meeting=MEETING.id, number="13/24", title="Secret", part="B")
    made = [
        Recommendation(id=recognised_id("recommendation", str(n)), meeting=MEETING.id, section=where, number=f"{n}.",
                       text=f"That {n} be done.", addressee="Cabinet")
        for n, where in ((1, "12/24"), (2, "12/24"), (3, "13/24"))
    ]  # fmt: skip
    drawn = [Conclusion(id=recognised_id("conclusion", c), meeting=MEETING.id, section="12/24", text=c) for c in "xy"]
    document = recommendation_table(made, meetings=[MEETING], sections=[section, closed], conclusions=drawn)
    assert groups(document) == {
        "Report: 12/24 Short breaks (Considered by Children & Families Scrutiny Panel on 12 March 2024)": [
            ("1. That 1 be done.", "x\n\ny", "Cabinet", "", "", "", "", ""),
            ("2. That 2 be done.", "", "Cabinet", "", "", "", "", ""),
        ]
    }
