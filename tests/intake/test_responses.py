"""Response tables of four councils: their headings, rows over two sheets, and the word for each decision."""

from pathlib import Path
from textwrap import dedent

import pytest

from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.responses import decision_of, find_responses, read_group
from cypsc_desktop.intake.report import ImportReport, ItemFound, ResponseFound
from tests.helpers.make_source import make_source
from tests.helpers.make_tables import a_line, a_sheet, a_source, a_table

HEADS = [
    "SCRUTINY RECOMMENDATION", "CONCLUSIONS", "DEPARTMENT AND CABINET MEMBER RESPONDING",
    "ACCEPT/ REJECT\nRECOMMENDATIONS (inc. reasons for rejection)", "IDENTIFIED OFFICER", "ANY FINANCIAL IMPLICATIONS",
    "TIMETABLE FOR IMPLEMENTATION OF\nRECOMMENDATIONS IF ACCEPTED (ie Action Plan)",
    "DATE OF SCRUTINY MEETING TO REPORT BACK",
]  # fmt: skip
GROUP = ("Report: Bus Passes for Carers (Considered by Families Scrutiny Panel on 7 March 2023)", 8)


def read(*sheets, items: list[ItemFound] | None = None) -> list[ResponseFound]:
    report = ImportReport(file="x.pdf", sha256="0" * 64, items=items or [])
    find_responses(a_source(*sheets), report)
    return report.responses


def test_eight_columns_group_rows_and_a_row_that_two_sheets_share() -> None:
    first = a_table(
        [
            HEADS,
            [GROUP],
            ["1.a That passes be free.\n1.b That they last a year.", "Carers travel daily.", "Cllr Moss\nTransport",
             "Accepted.\nThe pass will be free.", "Una Crane", "£40,000", "April 2023", "6 June\n2023"],
            ["2. That the age limit be", "The limit is", "Cllr Moss", "Rejected. There is no", "Una Crane", "None", "", "6 June 2023"],
        ],
        open_bottom=True,
    )  # fmt: skip
    second = a_table(
        [
            HEADS,
            ["", "not explained.", "", "money for it.", "", "", "", ""],
            [("Report: Night Buses (Considered by Families Scrutiny Panel on 18 April 2023)", 8)],
            ["1. That the night bus return.", "It was missed.", "Cllr Moss", "Partially accepted", "Ben Low", "None.", "TBC", "Autumn"],
        ],
        page=2,
    )  # fmt: skip
    rows = read(a_sheet(1, first), a_sheet(2, second))
    assert [(r.report, r.considered_on, r.decision) for r in rows] == [
        ("Bus Passes for Carers", "2023-03-07", "accepted"),
        ("Bus Passes for Carers", "2023-03-07", "rejected"),
        ("Night Buses", "2023-04-18", "partly"),
    ]
    assert rows[0].recommendation == "1.a That passes be free. 1.b That they last a year."
    assert rows[0].decision_text == "Accepted. The pass will be free."
    assert rows[0].responder == "Cllr Moss Transport"
    assert rows[0].report_back == "2023-06-06"
    assert rows[2].report_back == "Autumn"
    assert rows[1].recommendation == "2. That the age limit be"
    assert rows[1].conclusions == "The limit is not explained."
    assert rows[1].timetable is None
    assert rows[1].decision_text == "Rejected. There is no money for it."
    assert rows[2].at is not None
    assert rows[2].at.page == 2


def test_slivers_other_widths_and_no_second_heading() -> None:
    first = a_table([HEADS, [GROUP], ["1. One.", "A", "B", "Accepted", "C", "D", "E", "F"]], open_bottom=True)
    sliver = [""] * 8
    second = a_table(
        [sliver, ["2. Two, which is long and is cut off at the foot of the", "A", "B", "Accepted", "C", "", "", "1/2/23"]],
        page=2, widths=(120, 60, 80, 100, 90, 90, 90, 60), open_top=True, open_bottom=True,
    )  # fmt: skip
    third = a_table(
        [["sheet before it.", "", "", "", "", "", "", ""], ["3. Three.", "A", "B", "Noted", "C", "D", "E", "F"]], page=3
    )
    rows = read(a_sheet(1, first), a_sheet(2, second), a_sheet(3, third))
    assert [r.recommendation for r in rows] == [
        "1. One.", "2. Two, which is long and is cut off at the foot of the sheet before it.", "3. Three.",
    ]  # fmt: skip
    assert [r.decision for r in rows] == ["accepted", "accepted", "noted"]
    assert rows[1].report_back == "2023-02-01"


def test_other_councils_words_with_a_number_column_and_reasons() -> None:
    heads = [
        "No.",
        "Recommendation",
        "Cabinet response",
        "Reasons",
        "Lead officer",
        "Resource implications",
        "By when",
        "Review date",
    ]
    table = a_table(
        [
            heads,
            [
                "1",
                "Open the pool on Sundays",
                "Agreed with amendment",
                "Mornings only",
                "Ola Finch",
                "£2k",
                "May",
                "1 December 2022",
            ],
            ["2", "Heat it", "Not agreed", "Too dear", "Ola Finch", "", "", ""],
            ["3", "Paint it", "Already under way", "", "", "", "", ""],
        ]
    )
    rows = read(a_sheet(1, a_line("Executive response to the task and finish group", top=70), table))
    assert [(r.recommendation, r.decision) for r in rows] == [
        ("1 Open the pool on Sundays", "partly"), ("2 Heat it", "rejected"), ("3 Paint it", "in-progress"),
    ]  # fmt: skip
    assert rows[0].decision_text == "Agreed with amendment Mornings only"
    assert (rows[0].officer, rows[0].financial, rows[0].timetable, rows[0].report_back) == (
        "Ola Finch",
        "£2k",
        "May",
        "2022-12-01",
    )


def test_five_columns_in_a_flow_of_text_and_groups_without_dates() -> None:
    source = make_source(
        dedent("""
        Response of the Cabinet to recommendations of the Scrutiny Panel

        | Recommendation | Portfolio holder | Accepted / Not accepted | Officer | Target date |
        | Report: Play Streets |
        | (a) Close more streets | Cllr Day | Yes, in part | Ann Orr | 2024 |
        | (b) Buy cones | Cllr Day | Awaiting a response | Ann Orr | 2024 |
        """),
        paged=False,
    )
    report = ImportReport(file="x.docx", sha256="0" * 64)
    find_responses(source, report)
    assert [(r.report, r.considered_on, r.recommendation, r.decision) for r in report.responses] == [
        ("Play Streets", None, "(a) Close more streets", "partly"),
        ("Play Streets", None, "(b) Buy cones", "awaiting"),
    ]


def test_a_merged_cell_counts_for_each_of_its_rows() -> None:
    table = a_table(
        [
            ["Scrutiny recommendation", "Conclusions", "Decision", "Officer"],
            ["1. First", ("Both belong together.", 1, 2), "Accepted", "A. Moor"],
            ["2. Second", None, "Accepted", "B. Fell"],
        ]
    )
    rows = read(a_sheet(1, table))
    assert [r.conclusions for r in rows] == ["Both belong together."] * 2
    assert [r.officer for r in rows] == ["A. Moor", "B. Fell"]


def test_tables_of_another_kind_add_nothing() -> None:
    budget = a_table([["Recommendation", "Cost", "Year"], ["Build", "4", "2023"]])
    audit = a_table([["Audit recommendation", "Management response", "Owner"], ["Lock the safe", "Agreed", "Pat"]])
    assert not read(a_sheet(1, budget))
    assert not read(a_sheet(1, a_line("Internal audit of the leisure stores", top=60), audit))
    assert not read(a_sheet(1))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Accepted. The comment is noted for next year.", "accepted"),
        ("Not accepted: the service is statutory", "rejected"),
        ("The Cabinet does not agree", "rejected"),
        ("Agreed in part", "partly"),
        ("Accepted subject to funding", "partly"),
        ("Work is already in progress", "in-progress"),
        ("Interim response: officers will look into it", "interim"),
        ("Deferred to May", "noted"),
        ("Withdrawn by the panel", "withdrawn"),
        ("Response awaited", "awaiting"),
        ("See below. We support this.", "accepted"),
        ("Ask the bus company", None),
        (None, None),
    ],
)
def test_the_word_for_a_decision(text: str | None, word: str | None) -> None:
    assert decision_of(text) == word


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("Report: A Plan (2021-24) (Considered by the Panel on 3 May 2022)", "A Plan (2021-24)", "2022-05-03"),
        ("Review of Libraries - 3 May 2022", "Review of Libraries", "2022-05-03"),
        ("School Meals", "School Meals", None),
        ("Report: not named (Considered on 3 May 2022)", None, "2022-05-03"),
        (None, None, None),
    ],
)
def test_group_rows(text: str | None, title: str | None, date: str | None) -> None:
    assert read_group(text) == (title, date)


def test_the_rest_of_a_row_that_stands_on_the_next_sheet_without_rules() -> None:
    heads = ["Recommendation", "Conclusions", "Decision", "Officer"]
    table = a_table([heads, ["1. One", "It is late and is", "Accepted", "Pat"]], top=400, open_bottom=True)
    rest = [a_line(text, page=2, left=145, top=40 + 14 * n, gap=0.2) for n, text in enumerate(("reflected", "below."))]
    above = a_line("Cabinet response", top=380)
    (row,) = read(a_sheet(1, above, table), a_sheet(2, *rest))
    assert row.conclusions == "It is late and is reflected below."
    prose = a_line("The cabinet met in May and was pleased with what it saw.", page=2, top=40)
    (row,) = read(a_sheet(1, above, table), a_sheet(2, prose))
    assert row.conclusions == "It is late and is"


def test_a_table_of_another_kind_on_the_next_sheet_is_no_continuation() -> None:
    table = a_table([HEADS[:5], ["1. One", "A", "B", "Accepted", "Pat"]], top=300)
    other = a_table([["Ref", "Actions", "Owner", "By when", "Progress"], ["1.1", "Dig", "PQ", "May", "Done"]], page=2)
    assert len(read(a_sheet(1, table), a_sheet(2, other))) == 1


def test_groups_that_no_merged_cell_shows(tmp_path: Path) -> None:
    heads = "Recommendation,Conclusions,Response,Lead officer,Timescale\n"
    group = "Report: {} (Considered by Youth Scrutiny Panel on {} 2023),,,,\n"
    path = tmp_path / "replies.csv"
    path.write_text(
        heads + group.format("Bikes", "7 March") + "1. More racks,Full,Accepted,Una Crane,May\n"
        "2. Fewer vans,,Rejected,Una Crane,\n" + group.format("Boats", "2 May") + "3. A pier,Worn,Accepted,Ben Low,June\n",
        encoding="utf-8",
    )  # fmt: skip
    found = recognise(open_source(path)).responses
    assert [(r.report, r.considered_on, r.recommendation) for r in found] == [
        ("Bikes", "2023-03-07", "1. More racks"),
        ("Bikes", "2023-03-07", "2. Fewer vans"),
        ("Boats", "2023-05-02", "3. A pier"),
    ]


def test_groups_that_stand_between_the_parts_of_a_table(tmp_path: Path) -> None:
    heads = "Recommendation\tConclusions\tResponse\tLead officer\n---\t---\t---\t---\n"
    path = tmp_path / "replies.md"
    path.write_text(
        "# Cabinet's replies to scrutiny\n\n" + heads + "\n**Report: Bikes** (Considered by Panel on 7 March 2023)\n\n"
        "1. More racks\tFull\tAccepted\t<p>Una Crane</p>\n---\t---\t---\t---\n\n**Report: Boats** (Considered by Panel on 2 May 2023)\n\n"
        "2. A pier\tWorn\tNoted\t<p>Ben Low</p>\n",
        encoding="utf-8",
    )  # fmt: skip
    assert [(r.report, r.recommendation, r.decision) for r in read(open_source(path).sheet(1))] == [
        ("Bikes", "1. More racks", "accepted"),
        ("Boats", "2. A pier", "noted"),
    ]


LABELLED = """# Cabinet response to the Ferry Scrutiny Panel

Report: Bikes on board (Considered by Ferry Scrutiny Panel on 7 March 2023)

**Recommendation 1:** That the ferry carry bikes.

**Response:** Accepted. Racks will be fitted.

The crew will be trained.

**Lead officer:** Una Crane

**Timescale:** May 2023

**Recommendation 2**

That a second ferry be bought.

**Decision:** Not accepted

**Reasons:** The fund has closed.

## Next steps

The Panel will look at this again.
"""


def test_a_tracker_with_columns_for_meeting_and_report(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Meeting date,Agenda item,Scrutiny recommendation,Agreed Y/N,Owner\n"
        "7 March 2023,Bikes,That racks be fitted,Yes,Una Crane\n2 May 2023,Boats,That a pier be built,No,Ben Low\n",
        encoding="utf-8",
    )
    assert [(r.considered_on, r.report, r.recommendation, r.decision) for r in recognise(open_source(path)).responses] == [
        ("2023-03-07", "Bikes", "That racks be fitted", "accepted"),
        ("2023-05-02", "Boats", "That a pier be built", "rejected"),
    ]  # fmt: skip


def test_answers_set_out_as_labelled_text(tmp_path: Path) -> None:
    path = tmp_path / "reply.md"
    path.write_text(LABELLED, encoding="utf-8")
    report = recognise(open_source(path))
    assert report.kind == "response"
    found = report.responses
    assert {(r.report, r.considered_on) for r in found} == {("Bikes on board", "2023-03-07")}
    assert [(r.recommendation, r.decision, r.decision_text, r.officer, r.timetable) for r in found] == [
        ("1. That the ferry carry bikes.", "accepted",
         "Accepted. Racks will be fitted. The crew will be trained.", "Una Crane", "May 2023"),
        ("2. That a second ferry be bought.", "rejected",
         "Not accepted The fund has closed.", None, None),
    ]  # fmt: skip


def test_answers_set_out_in_small_tables_of_labels(tmp_path: Path) -> None:
    path = tmp_path / "reply.md"
    table = "Recommendation {0}\t{1}\n---\t---\nCabinet response\t{2}\nResponsible officer\t{3}\n\n"
    path.write_text(
        "# Executive response to scrutiny\n\n" + table.format(1, "That bikes go free", "Agreed", "Una Crane")
        + "Some words stand between.\n\n" + table.format(2, "That the quay be lit", "Partly agreed, on one side", "Ben Low"),
        encoding="utf-8",
    )  # fmt: skip
    assert [(r.recommendation, r.decision, r.officer) for r in recognise(open_source(path)).responses] == [
        ("1. That bikes go free", "accepted", "Una Crane"),
        ("2. That the quay be lit", "partly", "Ben Low"),
    ]


def test_recommendations_without_answers_are_no_responses(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(LABELLED.replace("Response:", "Why:").replace("Decision:", "Why:"), encoding="utf-8")
    report = recognise(open_source(path))
    assert (report.kind, report.responses) == ("paper", [])
