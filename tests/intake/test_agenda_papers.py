"""Printed pages to sheets, and sheets to papers: stamps, fillers, outlines, headings."""

from typing import Any

from cypsc_desktop.intake.layout import Bookmark
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport
from tests.helpers.make_source import FILLER, make_source

FRONT = """
# Larch Valley Council
! Schools Scrutiny Panel
Tuesday 4 June 2024 at 6.00 pm
Committee Room 1, Valley House

AGENDA

1.  Apologies
2.  Minutes (Pages {a} - {b})
3.  Places in special schools (Pages {c} - {d})
"""
MINUTES = (
    "! MINUTES\nof the Schools Scrutiny Panel held on 9 April 2024\n\nPresent: Councillors Bee (Chair) and Dee\n"
    "\n12/24   Apologies\n\nThere were none."
)
MORE = "The Panel asked what the figures meant and the officers replied at length."
REPORT = """
REPORT TO:           Schools Scrutiny Panel
                     4 June 2024
SUBJECT:             Places in special schools
LEAD OFFICER:        Ann Bee, Director of Schools

1. Summary

There are more pupils than places.
"""
TAIL = (
    "4. Next steps\n\nA strategy follows.\n\nCONTACT OFFICER: Ann Bee\n\nAPPENDICES\nAppendix A The forecast\n"
    "Appendix B What parents said"
)
APPENDIX_A = "# Appendix A\n! The forecast\n\nNumbers rise until 2030."
APPENDIX_B = "# What parents said\n\nMost want a place near home."


def pack(*sheets: str, a: int, b: int, c: int, d: int, **options: Any) -> ImportReport:
    front = FRONT.format(a=a, b=b, c=c, d=d)
    return recognise(make_source("\f".join([front, *sheets]), **options))


def spans(report: ImportReport) -> list[tuple[tuple[int, int] | None, list[tuple[int, int] | None]]]:
    return [(item.pdf_pages, [paper.pdf_pages for paper in item.papers]) for item in report.items]


def test_pages_counted_from_the_front_sheet() -> None:
    report = pack(FILLER, MINUTES, MORE, REPORT, TAIL, a=3, b=4, c=5, d=6, stamps=[None, None, "3", "4", "5", "6"])
    assert spans(report) == [(None, []), ((3, 4), [(3, 4)]), ((5, 6), [(5, 6)])]


def test_pages_counted_from_the_first_paper() -> None:
    report = pack(FILLER, MINUTES, MORE, REPORT, TAIL, a=1, b=2, c=3, d=4, stamps=[None, None, "1", "2", "3", "4"])
    assert spans(report) == [(None, []), ((3, 4), [(3, 4)]), ((5, 6), [(5, 6)])]


def test_a_sheet_without_stamp_within_a_paper_shifts_what_follows() -> None:
    report = pack(MINUTES, "", MORE, REPORT, TAIL, a=1, b=2, c=3, d=4, stamps=[None, "1", None, "2", "3", "4"])
    assert spans(report)[1:] == [((2, 4), [(2, 4)]), ((5, 6), [(5, 6)])]


def test_a_stray_stamp_is_not_believed() -> None:
    report = pack(MINUTES, MORE, REPORT, TAIL, a=1, b=2, c=3, d=4, stamps=[None, "1", "88", "3", "4"])
    assert spans(report)[1:] == [((2, 3), [(2, 3)]), ((4, 5), [(4, 5)])]


def test_no_stamps_but_agenda_item_marks() -> None:
    marks = {3: ["Agenda Item 2"], 5: ["Agenda Item 3"]}
    report = pack(FILLER, MINUTES, MORE, REPORT, TAIL, a=1, b=2, c=3, d=4, furniture=marks)
    assert spans(report)[1:] == [((3, 4), [(3, 4)]), ((5, 6), [(5, 6)])]


def test_no_stamps_nor_marks_but_the_length_fits() -> None:
    report = pack(MINUTES, MORE, REPORT, TAIL, a=2, b=3, c=4, d=5)
    assert spans(report)[1:] == [((2, 3), [(2, 3)]), ((4, 5), [(4, 5)])]


def test_nothing_that_fits_gives_no_sheets_and_keeps_the_printed_pages() -> None:
    report = pack(MINUTES, a=40, b=45, c=46, d=60)
    assert [(i.printed_pages, i.pdf_pages) for i in report.items[1:]] == [((40, 45), None), ((46, 60), None)]


def test_filler_counts_for_the_item_and_not_for_the_paper() -> None:
    report = pack(MINUTES, FILLER, REPORT, TAIL, a=1, b=2, c=3, d=4, stamps=[None, "1", "2", "3", "4"])
    assert spans(report)[1] == ((2, 3), [(2, 2)])


def test_the_outline_shows_documents_and_headings_inside_them_are_none() -> None:
    outline = [
        Bookmark("Agenda", 0, 1),
        Bookmark("2 Minutes", 0, 2),
        Bookmark("3 Places in special schools", 0, 3),
        Bookmark("Forecast", 1, 5),
        Bookmark("Summary", 1, 4, whole_page=False),
    ]
    report = pack(MINUTES, REPORT, MORE, MORE, a=1, b=1, c=2, d=4, stamps=[None, "1", "2", "3", "4"], outline=outline)
    assert [(p.title, p.pdf_pages) for p in report.items[2].papers] == [
        ("Places in special schools", (3, 4)),
        ("Forecast", (5, 5)),
    ]


def test_without_outline_appendices_are_told_by_their_headings_and_the_report_s_list() -> None:
    report = pack(
        MINUTES,
        REPORT,
        TAIL,
        APPENDIX_A,
        MORE,
        APPENDIX_B,
        a=1,
        b=1,
        c=2,
        d=6,
        stamps=[None, "1", "2", "3", "4", "5", "6"],
    )
    papers = report.items[2].papers
    assert [p.pdf_pages for p in papers] == [(3, 4), (5, 6), (7, 7)]
    assert papers[1].title == "Appendix A The forecast"
    assert papers[2].title == "What parents said"


def test_a_running_appendix_head_is_one_paper() -> None:
    marks = {n: ["Appendix A"] for n in (5, 6, 7)}
    report = pack(
        MINUTES,
        REPORT,
        TAIL,
        MORE,
        MORE,
        MORE,
        a=1,
        b=1,
        c=2,
        d=6,
        stamps=[None, *map(str, range(1, 7))],
        furniture=marks,
    )
    assert [p.pdf_pages for p in report.items[2].papers] == [(3, 4), (5, 7)]


def test_a_landscape_table_after_the_report_s_end_is_its_appendix() -> None:
    table = "! Figures\n| Year | Pupils |\n| 2024 | 1,608 |"
    report = pack(MINUTES, REPORT, table, a=1, b=1, c=2, d=3, stamps=[None, "1", "2", "3"], landscape=[4])
    assert [p.pdf_pages for p in report.items[2].papers] == [(3, 3), (4, 4)]


def test_an_agenda_without_ranges_is_placed_by_marks_and_takes_its_printed_pages_from_stamps() -> None:
    front = FRONT.replace(" (Pages {a} - {b})", "").replace(" (Pages {c} - {d})", "")
    source = make_source(
        f"{front}\f{MINUTES}\f{REPORT}\f{TAIL}",
        stamps=[None, "7", "8", "9"],
        furniture={2: ["Agenda Item 2"], 3: ["Agenda Item 3"]},
    )
    assert [(i.printed_pages, i.pdf_pages) for i in recognise(source).items] == [
        (None, None),
        ((7, 7), (2, 2)),
        ((8, 9), (3, 4)),
    ]


def test_an_agenda_without_ranges_stamps_and_marks_is_placed_by_the_reports_titles() -> None:
    front = FRONT.replace(" (Pages {a} - {b})", "").replace(" (Pages {c} - {d})", "")
    assert spans(recognise(make_source(f"{front}\f{REPORT}\f{TAIL}")))[2] == ((2, 3), [(2, 3)])


def test_the_header_block_is_kept_cell_by_cell() -> None:
    report = pack(MINUTES, REPORT, a=1, b=1, c=2, d=2, stamps=[None, "1", "2"])
    header = report.items[2].papers[0].header
    assert header is not None
    assert (header.report_to, header.subject, header.lead_officer) == (
        "Schools Scrutiny Panel 4 June 2024",
        "Places in special schools",
        "Ann Bee, Director of Schools",
    )


def test_to_follow_without_papers_is_a_finding() -> None:
    report = recognise(make_source(FRONT.replace(" (Pages {c} - {d})", " (To Follow)").format(a=1, b=1)))
    assert [f.kind for f in report.findings] == ["to-follow-missing"]


def test_sheets_without_text_are_a_finding() -> None:
    report = pack(MINUTES, "", "", a=1, b=1, c=2, d=3, stamps=[None, "1", "2", "3"])
    assert [(f.kind, f.page) for f in report.findings if f.kind == "no-text-layer"] == [("no-text-layer", 3)]


def test_a_report_s_own_page_numbers_are_not_taken_for_stamps() -> None:
    marks = {3: ["Agenda Item 2"], 5: ["Agenda Item 3"]}
    stamps = [None, None, None, None, "1", "2", "3"]
    report = pack(FILLER, MINUTES, MORE, REPORT, MORE, TAIL, a=1, b=2, c=3, d=5, furniture=marks, stamps=stamps)
    assert spans(report)[1:] == [((3, 4), [(3, 4)]), ((5, 7), [(5, 7)])]
