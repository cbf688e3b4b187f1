"""What an eighth round of unseen councils taught, a structure a test, on invented papers."""

import pytest

from cypsc_desktop.intake.layout import Box
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.attendance import label_kind
from cypsc_desktop.intake.recognise.lists import outcome_kind
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.names import voting_right
from cypsc_desktop.intake.recognise.ranges import cut_ranges
from cypsc_desktop.intake.recognise.report_header import header_in
from cypsc_desktop.intake.recognise.rows import Row, Segment, all_rows
from tests.helpers.make_source import make_source

TOP = "\n# Fenborough Council\n\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n"


def _row(top: float, *words: tuple[float, str], bold: bool = False) -> Row:
    segments = tuple(Segment(text, left, left + 5.0 * len(text)) for left, text in words)
    return Row(1, segments, Box(segments[0].left, top, segments[-1].right, top + 11), 11.0, bold, 0.4)


def test_lettered_or_numbered_parts_of_an_item_are_not_its_title() -> None:
    items = (
        "! 1.    General\n! (1)    Apologies\n! (2)    Minutes of the meeting    1 - 2\n"
        "! 2.    Public speaking\n! 3.    School meals    3 - 8\n"
    )
    found = recognise(make_source(f"{TOP}\n! AGENDA\n\n{items}")).items
    assert (found[0].number, found[0].title) == ("1", "General")


@pytest.mark.parametrize("words", ["Verbal", "Oral report", "Attached", "-", "(verbal update)"])
def test_a_page_column_may_say_that_there_are_none(words: str) -> None:
    found = cut_ranges([_row(100, (60, "Any other business"), (470, words))], column=467.0)
    assert (found.rows[0].text, found.pages, found.to_follow) == ("Any other business", None, False)


def test_councillors_under_substitutes_stay_substitutes_once_the_members_are_known() -> None:
    words = (
        "! Members\n\nCouncillors:\n\nAsh (Chair)\n\nBeech\n\nCole\n\n! Substitute Members\n\nCouncillors:\n\nDale and Elm\n\n"
        "Councillors\n\nFirth and Gale\n"
    )
    found = read_members(all_rows(make_source(words).sheets))
    assert [(m.name, m.kind) for m in found if m.kind == "reserve"] == [
        ("Dale", "reserve"), ("Elm", "reserve"), ("Firth", "reserve"), ("Gale", "reserve"),
    ]  # fmt: skip


def test_a_faith_schools_seat_votes_on_education() -> None:
    assert voting_right("co-opted", "Jewish Faith Schools") == "education"


def test_portfolio_holders_are_also_present() -> None:
    assert label_kind("Portfolio Holders") == "also"


@pytest.mark.parametrize(
    "line",
    [
        "The Committee also made the following information requests:",
        "Members made the following requests:",
    ],
)
def test_requests_that_were_made(line: str) -> None:
    assert outcome_kind(line) == "requests"


def test_a_cabinet_member_named_under_who_reports() -> None:
    rows = [
        _row(100, (300, "Schools Panel")),
        _row(115, (300, "Report from the Director of Schools"), bold=True),
        _row(130, (300, "Lead Cabinet Member: Councillor Ann Ash"), bold=True),
    ]
    header = header_in(rows)
    assert header is not None
    assert (header.lead_officer, header.cabinet_member) == ("the Director of Schools", "Councillor Ann Ash")
