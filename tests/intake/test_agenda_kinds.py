"""Which kind of paper a file is, and that nothing is made up of one that is no committee paper."""

import pytest

from cypsc_desktop.intake.read import recognise
from tests.helpers.make_source import FILLER, make_source

LETTER_SUPPLEMENT = """
                                                  Direct line: 01632 960333
                                                  Ask for: Noor Aziz
                                                  Date: 6 February 2024

Dear Councillor

! FAMILIES SCRUTINY BOARD - WEDNESDAY, 7 FEBRUARY 2024

Please find enclosed, for consideration at the meeting of the Families Scrutiny Board on Wednesday, 7 February
2024, the report that was marked to follow.

The figures for January were not available when the agenda was published. The enclosed report replaces the draft that
members had.

! Agenda Item No
6.    Waiting times for assessments (Pages 31 - 34)

Yours sincerely

Edwin Harker
County Solicitor
"""
SUPPLEMENT_PACK = """
# Tarn District Council
! Planning Policy Panel
Supplementary Agenda

Date: Monday 8 July 2024     Time: 6.30 pm
Date of publication: Friday 5 July 2024

AGENDA

4.  Minutes (Pages 3 - 6)
9.  Open spaces (Pages 7 - 20)
"""
REPORT = """
Agenda Item 7

REPORT TO:           Families Scrutiny Panel 9 May 2024
SUBJECT:             Home visits
LEAD OFFICER:        Ann Bee, Director of Early Help

1. Purpose

To say how many visits were made.
"""
MINUTES = """
! FAMILIES SCRUTINY PANEL

MINUTES of a meeting of the Families Scrutiny Panel held on Thursday, 9 May 2024 at 6.30 pm

Present: Councillors Ada Birch (Chair), Cy Dunn and Edie Fell

Apologies: Councillor Flo Vine

! 12/24   Apologies for absence

They were noted.

! 13/24   Home visits

RESOLVED that the report be noted.

The meeting ended at 8.05 pm
"""
LETTER = """
Inspection House
14 June 2024

Dear Ms Bee

Focused visit to the council's services for children

1. Help is timely.
2. Plans are too long.

Apologies for the delay. The Scrutiny Committee may wish to see this letter (Pages 1 - 3 of the annex).

Yours sincerely

Al Quill
"""
SLIDES = """
# Schools Forum
! Agenda for today

1. Welcome
2. Budget
3. Questions
\f
# What we heard

Teachers want time.
\f
# Thank you
"""
INVOICE = (
    "Invoice 1007\n\nDate: 4 June 2024\n\n1   Chairs      4      £80.00\n2   Tables      1     £120.00\n"
    "\nTotal (Page 1 - 1)    £200.00"
)
RANDOM = "Chapter 1\n\nIt was noon on 4 June 2024 when the committee of crows met in Minutes Lane.\n\n1. They croaked.\n2. They flew."


def test_a_letter_that_encloses_papers_is_a_supplement() -> None:
    info = {"title": "(Public Pack)Agenda Supplement for Families Scrutiny Board, 07/02/2024 14:00"}
    report = recognise(
        make_source(f"{LETTER_SUPPLEMENT}\f{FILLER}\f{REPORT}\fMore.", stamps=[None, None, "31", "32"], info=info)
    )
    assert report.kind == "supplement"
    assert report.meeting is not None
    assert report.supplement is not None
    assert (report.meeting.body, report.meeting.date, report.meeting.time) == (
        "Families Scrutiny Board",
        "2024-02-07",
        "14:00",
    )
    assert (report.supplement.issued, report.supplement.replaces) == ("2024-02-06", True)
    assert report.supplement.reason == (
        "The figures for January were not available when the agenda was published. The enclosed report replaces the draft that members had."
    )
    assert [(i.number, i.title, i.printed_pages, i.pdf_pages) for i in report.items] == [
        ("6", "Waiting times for assessments", (31, 34), (3, 4))
    ]


def test_a_supplement_with_an_agenda_front_sheet() -> None:
    report = recognise(make_source(SUPPLEMENT_PACK))
    assert report.kind == "supplement"
    assert report.meeting is not None
    assert report.supplement is not None
    assert (report.meeting.date, report.supplement.issued, report.supplement.replaces) == (
        "2024-07-08",
        "2024-07-05",
        False,
    )
    assert [i.number for i in report.items] == ["4", "9"]


def test_a_supplement_takes_its_time_from_the_document_information_alone() -> None:
    report = recognise(make_source(LETTER_SUPPLEMENT, info={"subject": "Families Scrutiny Board, 07/02/2024 14:00"}))
    assert report.meeting is not None
    assert (report.meeting.date, report.meeting.time) == ("2024-02-07", "14:00")


def test_a_report_alone_knows_its_meeting_and_its_item() -> None:
    report = recognise(make_source(REPORT))
    assert report.kind == "report"
    assert report.meeting is not None
    assert (report.meeting.body, report.meeting.date) == ("Families Scrutiny Panel", "2024-05-09")
    assert [(i.number, i.title) for i in report.items] == [("7", "Home visits")]


def test_minutes_alone() -> None:
    report = recognise(make_source(MINUTES))
    assert report.kind == "minutes"
    assert report.meeting is not None
    assert report.meeting.date == "2024-05-09"
    assert (report.meeting.body or "").casefold() == "families scrutiny panel"
    assert report.items == []
    assert [m.of for m in report.minutes] == ["2024-05-09"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [(LETTER, "letter"), (SLIDES, "paper"), (INVOICE, "paper"), (RANDOM, "paper"), ("", "paper"), (FILLER, "paper")],
    ids=["letter", "slides", "invoice", "random", "empty", "filler"],
)
def test_nothing_is_made_up(text: str, kind: str) -> None:
    report = recognise(make_source(text))
    assert report.kind == kind
    assert (report.meeting, report.supplement) == (None, None)
    assert (report.items, report.minutes, report.responses) == ([], [], [])


def test_an_agenda_without_pages() -> None:
    text = (
        "# Families Scrutiny Panel\n\nThursday 9 May 2024, 6.30 pm\n\n! Agenda\n\n1. Apologies\n"
        "\n2. Minutes (Pages 3 - 6)\n\n3. Home visits (To Follow)"
    )
    report = recognise(make_source(text, paged=False))
    assert report.kind == "agenda pack"
    assert [(i.number, i.printed_pages, i.pdf_pages, i.to_follow) for i in report.items] == [
        ("1", None, None, False),
        ("2", (3, 6), None, False),
        ("3", None, None, True),
    ]


def test_a_scanned_front_sheet_leaves_what_the_file_says_of_itself() -> None:
    info = {"title": "(Public Pack)Agenda Document for Families Scrutiny Panel, 09/05/2024 18:30"}
    outline = [("Agenda", 1), ("2 Minutes", 2), ("3 Home visits", 3)]
    report = recognise(make_source("\f\f", info=info, outline=outline))
    assert report.kind == "agenda pack"
    assert report.meeting is not None
    assert (report.meeting.body, report.meeting.date, report.meeting.time) == (
        "Families Scrutiny Panel",
        "2024-05-09",
        "18:30",
    )
    assert [(i.number, i.title, i.pdf_pages) for i in report.items] == [
        ("2", "Minutes", (2, 2)),
        ("3", "Home visits", (3, 3)),
    ]
    assert [f.kind for f in report.findings] == ["no-text-layer"]


def test_an_agenda_that_speaks_of_late_papers_is_no_supplement() -> None:
    front = (
        "! Schools Scrutiny Panel\nTuesday 4 June 2024 at 6 pm\n\nLate papers and additional information are sent out later.\n\nAGENDA\n\n"
        "54.  Apologies\n55.  Minutes (Pages 3 - 4)\n56.  Places (Pages 5 - 9)\n57.  Work programme"
    )
    assert recognise(make_source(front)).kind == "agenda pack"


def test_roman_numbers() -> None:
    front = (
        "! Schools Scrutiny Panel\nTuesday 4 June 2024 at 6 pm\n\nAGENDA\n\nI.  Apologies\n"
        "II.  Minutes (Pages 3 - 4)\nIII.  Places\nIV.  Budget"
    )
    assert [i.number for i in recognise(make_source(front)).items] == ["I", "II", "III", "IV"]
