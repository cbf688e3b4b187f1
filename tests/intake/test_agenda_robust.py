"""Reading never fails on what a file holds, keeps its promises on any text, and stays quick on long packs."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport
from cypsc_desktop.model.errors import UserError
from tests.helpers.make_source import make_source
from tests.helpers.shared import shared_folder

PIECES = [
    "AGENDA",
    "1.",
    "2",
    "A1",
    "5a",
    "33/21",
    "Apologies for absence",
    "Minutes",
    "(Pages 5 - 14)",
    "(Pages 99 - 3)",
    "(To Follow)",
    "3 -",
    "14",
    "Page No",
    "Councillor",
    "Councillors Ann Bee,",
    "(Chair)",
    "Vacancy",
    "Reserve Members:",
    "Co-opted members",
    "Tuesday, 14 September 2021",
    "6.30 pm",
    "31/02/2021",
    "PART B",
    "Scrutiny Panel",
    "A meeting of the",
    "will be held",
    "REPORT TO:",
    "SUBJECT:",
    "From:",
    "Report of the",
    "Appendix A",
    "Appendix",
    "Agenda Item 2",
    "Dear",
    "Yours sincerely",
    "supplement",
    "Date:",
    "Venue:",
    "Contact:",
    "|",
    "| a | b |",
    "~",
    "! ",
    "# ",
    "\f",
    "\n",
    "\n\n",
    "      ",
    "This page is intentionally left blank",
    "(",
    ")",
    "–",
    "\ufffe",
    "é",
    "💥",
]
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=80).map(" ".join)
STAMPS = st.lists(st.one_of(st.none(), st.integers(0, 30).map(str), st.sampled_from(["S1", "", "٣", "²"])), max_size=6)
OUTLINE = st.lists(
    st.tuples(st.sampled_from(["Agenda", "2 Minutes", "Appendix A", ""]), st.integers(-2, 9)), max_size=5
)


def check(source: Source, report: ImportReport) -> None:
    """What holds for any report: its shape is JSON, pages lie in the file, ranges run forward."""
    report.to_json()
    sheets = len(source.sheets)
    for item in report.items:
        assert item.title.strip()
        for span in (item.pdf_pages, *(p.pdf_pages for p in item.papers)):
            assert span is None or 1 <= span[0] <= span[1] <= sheets
        assert item.printed_pages is None or item.printed_pages[0] <= item.printed_pages[1]
    if report.items:
        assert report.meeting is not None
    if report.kind == "paper":
        assert (report.meeting, report.items) == (None, [])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, STAMPS, OUTLINE, st.booleans())
def test_any_text(text: str, stamps: list[str | None], outline: list[tuple[str, int]], paged: bool) -> None:
    source = make_source(text, stamps=stamps, outline=outline, paged=paged)
    check(source, recognise(source))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, STAMPS, OUTLINE)
def test_any_text_under_a_front_sheet(text: str, stamps: list[str | None], outline: list[tuple[str, int]]) -> None:
    front = (
        "Schools Scrutiny Panel\nTuesday 4 June 2024 at 6 pm\n\nAGENDA\n\n1.  Apologies\n2.  Minutes (Pages 2 - 3)\n"
    )
    source = make_source(front + text, stamps=stamps, outline=outline)
    check(source, recognise(source))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, STAMPS, OUTLINE)
def test_any_text_under_an_agenda_without_pages(
    text: str, stamps: list[str | None], outline: list[tuple[str, int]]
) -> None:
    front = (
        "Schools Scrutiny Panel\nTuesday 4 June 2024 at 6 pm\n\nAGENDA\n\n1.  Apologies\n2.  Declarations of interest\n"
    )
    source = make_source(front + text, stamps=stamps, outline=outline)
    check(source, recognise(source))


def test_no_sheets_at_all() -> None:
    source = Source("0" * 64, "nothing.pdf", "pdf", ())
    assert recognise(source).kind == "paper"


def test_reading_grows_with_the_length_and_no_faster() -> None:
    body = "\n".join(
        f"{n}.1 The Panel heard that the work goes on as planned and will be looked at again." for n in range(1, 40)
    )
    front = "Schools Scrutiny Panel\nTuesday 4 June 2024 at 6 pm\n\nAGENDA\n\n1.  Apologies\n2.  The long report (Pages 2 - {last})\n"

    def seconds(sheets: int) -> float:
        source = make_source(
            "\f".join([front.format(last=sheets + 1), *[body] * sheets]), stamps=[str(n) for n in range(1, sheets + 2)]
        )
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            recognise(source)
            runs.append(time.perf_counter() - start)
        return min(runs)

    short, long = seconds(40), seconds(160)
    assert long < 12 * short + 0.05


@pytest.mark.parametrize("folder", ["letters", "pdf-damaged", "pdf-annotated"])
def test_files_that_are_no_committee_papers(folder: str) -> None:
    for path in sorted((shared_folder() / folder).iterdir())[::6]:
        try:
            source = open_source(path)
        except UserError:
            continue
        report = recognise(source)
        check(source, report)
        assert (report.meeting, report.items) == (None, []), path.name
