"""What a seventh round of unseen councils taught, a structure a test, on invented papers."""

import pytest

from cypsc_desktop.intake.layout import Box, Line
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.bodies import body_alone
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.paragraphs import paragraphs_of
from cypsc_desktop.intake.recognise.ranges import cut_ranges, page_column
from cypsc_desktop.intake.recognise.report_header import header_in
from cypsc_desktop.intake.recognise.rows import Row, Segment, all_rows
from cypsc_desktop.intake.report import ImportReport
from tests.helpers.make_source import make_source

TOP = "\n# Fenborough Council\n\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n"
MINUTES = "! FENBOROUGH COUNCIL\n\nMINUTES of a meeting of the Schools Panel held on Tuesday 6 February 2024\n\nPresent: Cllr A Ash\n\n"


def _row(top: float, *words: tuple[float, str]) -> Row:
    segments = tuple(Segment(text, left, left + 5.0 * len(text)) for left, text in words)
    return Row(1, segments, Box(segments[0].left, top, segments[-1].right, top + 11), 11.0, False, 1.0)


def _sections(report: ImportReport) -> list[tuple[str | None, str]]:
    return [(s.number, s.title) for s in report.minutes[0].sections]


def test_an_aside_to_the_agenda_item_may_end_in_a_colon() -> None:
    titles = ("Absence", "Nursery places", "Urgent business")
    body = "\n\n".join(f"{n}. {title} (Agenda Item {n}):\n\nThere were none." for n, title in enumerate(titles, 1))
    assert _sections(recognise(make_source(f"{MINUTES}{body}"))) == [
        ("1", "Absence"),
        ("2", "Nursery places"),
        ("3", "Urgent business"),
    ]


def test_a_year_of_accounts_at_the_head_of_a_title_is_no_minute_number() -> None:
    body = "! 61    Apologies\n\nNone.\n\n! 62    2023/24 Budget monitoring\n\nNoted.\n\n! 63    Work programme\n\nNoted.\n"
    assert _sections(recognise(make_source(f"{MINUTES}{body}")))[1] == ("62", "2023/24 Budget monitoring")


def test_a_short_last_word_in_single_spacing_belongs_to_its_line() -> None:
    lines = [
        Line("Mental health support", Box(60, 100, 160, 110), 1, size=11.0),
        Line("teams", Box(60, 113.2, 85, 119), 1, size=11.0, gap=0.65),
        Line("Next one", Box(60, 136, 100, 146), 1, size=11.0, gap=1.5),
    ]
    assert [p.printed for p in paragraphs_of(lines)] == ["Mental health support teams", "Next one"]


def test_a_header_of_labels_in_line_goes_on_over_one_that_is_not_known() -> None:
    words = (
        "Report for: Schools Panel",
        "Item number: 7",
        "Title: School meals",
        "Report authorised by: Ann Ash",
        "Lead Officer: Bo Beech",
    )
    header = header_in([_row(100 + 25 * n, (60, text)) for n, text in enumerate(words)])
    assert header is not None
    assert (header.subject, header.lead_officer) == ("School meals", "Bo Beech")


@pytest.mark.parametrize(("words", "column"), [("1 to 4", True), ("4", False), ("2023 - 24", False)])
def test_one_range_far_to_the_right_is_a_page_column(words: str, column: bool) -> None:
    rows = [_row(100, (60, "A1."), (95, "Apologies")), _row(120, (60, "B4."), (95, "School meals"), (470, words))]
    assert (page_column(rows, width=595.0) is not None) is column


@pytest.mark.parametrize(
    ("words", "follows"), [("To approve the minutes. To follow", True), ("To follow up the visit", False)]
)
def test_to_follow_behind_a_sentence(words: str, follows: bool) -> None:
    assert cut_ranges([_row(100, (95, words))], column=None).to_follow is follows


def test_a_sentence_ends_the_list_of_members() -> None:
    words = (
        "! Co-opted Members\n\nMs Tina Tarn (Parent Governor)\n\nFr Kit Rye (Church of England)\n\n"
        "In line with the Rules on Public Speaking and Engagement Rules, requests to\nspeak go to the clerk.\n"
    )
    assert [m.name for m in read_members(all_rows(make_source(words).sheets))] == ["Tina Tarn", "Kit Rye"]


def test_a_section_heads_a_group_of_items_and_ends_no_title() -> None:
    items = "1.    APOLOGIES\n2.    MINUTES    (Pages 1 - 4)\nSECTION B - BUDGET\n3.    SAVINGS    (Pages 5 - 8)\n"
    found = recognise(make_source(f"{TOP}\n! AGENDA\n\n{items}")).items
    assert [i.title for i in found] == ["APOLOGIES", "MINUTES", "SAVINGS"]


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Youth Scrutiny Panel Meeting", "Youth Scrutiny Panel"),
        ("Youth Overview Panel 6.15pm", "Youth Overview Panel"),
        ("Ms C. Hall, (Diocesan Board of Education)", None),
        ("Bernard (SEND Parent Forum) Quorum", None),
    ],
)
def test_a_body_without_what_stands_beside_it(line: str, body: str | None) -> None:
    assert body_alone(line) == body


def test_a_council_named_once_in_passing_needs_an_address_that_bears_it_out() -> None:
    assert find_council(["Jo Ashe, Scrutiny Business Council and", "jo.ashe@fenham.gov.uk"], []) is None
    assert find_council(["The seal of Fenham Council and its clerk", "jo.ashe@fenham.gov.uk"], []) == "Fenham Council"


def test_an_agenda_whose_body_stands_only_in_the_minutes_takes_it_from_there() -> None:
    front = "Thursday 14 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n\n! AGENDA\n\n"
    front += "1.    Apologies\n2.    Minutes    (Pages 1 - 2)\n3.    Urgent business\n"
    report = recognise(
        make_source(
            f"{front}\f{MINUTES}! 1    Apologies\n\nNone.\n\n! 2    School meals\n\nHeard.\n\n! 3    Minutes\n\nAgreed.\n"
        )
    )
    assert report.kind == "agenda pack"
    assert report.meeting is not None
    assert report.meeting.body == "Schools Panel"
