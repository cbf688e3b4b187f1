"""Recognisers take any Source: whatever stands on the sheets, none raises, and each finding names a sheet of the file."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cypsc_desktop.intake.layout import Box, Cell, Line, Sheet, Source, Table, Word
from cypsc_desktop.intake.recognise.findings import find_findings
from cypsc_desktop.intake.recognise.minutes import find_minutes
from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.responses import find_responses
from cypsc_desktop.intake.recognise.work_programme import find_programme
from cypsc_desktop.intake.report import ImportReport, ItemFound, MeetingFound, MemberFound

# Words that open every door, so that chance reaches the rooms behind.
WORDS = [
    "MINUTES",
    "Minutes of the meeting held on 4 May 2022 at 6.30 pm",
    "Present:",
    "Also present",
    "Apologies:",
    "Councillors A Smith, B. Jones and (",
    "41/22 Title",
    "42/22",
    "(Item 3)",
    "84. Apologies",
    "PART A",
    "came to the following conclusions",
    "The Panel recommended that",
    "Request for info:",
    "Actions",
    "RESOLVED",
    "1.",
    "1. That",
    "(a)",
    "•",
    "• point",
    "R2.",
    "Recommendation 3:",
    "The meeting ended at 9.35 pm",
    "meeting closed at 99.99",
    "Recommendation",
    "Accepted / rejected",
    "Officer",
    "Report: X (Considered by Y on 31 April 2021)",
    "Accepted in part",
    "Work Programme",
    "Meeting date",
    "Agenda items",
    "Report lead",
    "30 February 2022",
    "12 May 2022",
    "Project Manager:",
    "MTFS Ref:",
    "1. Title",
    "2021/22",
    "2022/23",
    "1,065",
    "(15)",
    "-",
    "Performance measures",
    "Ref",
    "Actions",
    "Owner",
    "By when",
    "Progress",
    "1.1",
    "Priorities",
    "Lead (s)",
    "Success measures",
    "Total",
    "Savings at risk",
    "What needs to improve",
    "CAMHS",
    "CAHMS",
    "Date of birth",
    "UPN",
    "Ada Holm (Catholic)",
    "more than two items",
    "1.2.3 Text",
    "99999999999999999999",
    "00/00/00",
    "",
    "\uf0b7",
    "―",
    "٣/٢٢",
    "²/21 Title",
]
texts = st.one_of(
    st.sampled_from(WORDS), st.text(max_size=30), st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
)
points = st.floats(min_value=0, max_value=900, allow_nan=False, width=16)


@st.composite
def lines(draw: st.DrawFn, page: int) -> Line:
    text = " ".join(draw(texts).split())
    left, top, width = draw(points), draw(points), draw(points)
    box = Box(left, top, left + width, top + 11)
    words = tuple(Word(w, box) for w in text.split()) if draw(st.booleans()) else ()
    gap = draw(st.sampled_from([0.0, 0.2, 1.0, 3.5]))
    bullet = draw(st.sampled_from([None, None, "•", "1.", "84."]))
    return Line(
        text,
        box,
        page,
        words,
        draw(st.sampled_from([0.0, 11.0, 16.0])),
        draw(st.booleans()),
        gap,
        draw(st.integers(0, 3)),
        bullet,
    )


@st.composite
def tables(draw: st.DrawFn, page: int) -> Table:
    columns, rows = draw(st.integers(0, 8)), draw(st.integers(0, 5))
    cells = []
    for row in range(rows):
        for column in range(columns):
            if draw(st.integers(0, 9)) == 0:
                continue
            box = Box(column * 80.0, row * 20.0, (column + 1) * 80.0, (row + 1) * 20.0)
            inside = tuple(draw(st.lists(lines(page), max_size=2)))
            cells.append(
                Cell(inside, box, row, column, draw(st.integers(1, 2)), draw(st.sampled_from([1, 1, 1, 2, 8])))
            )
    return Table(page, Box(0, 0, 640, 100), tuple(cells), (), draw(st.booleans()), draw(st.booleans()))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    sheets = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        on_it = tuple(draw(st.lists(lines(number), max_size=14)))
        ruled = tuple(draw(st.lists(tables(number), max_size=2)))
        sheets.append(
            Sheet(number, 595, 842, on_it, ruled, filler=draw(st.integers(0, 6)) == 0, has_text=draw(st.booleans()))
        )
    return Source("0" * 64, "any.pdf", "pdf", tuple(sheets), paged=draw(st.booleans()))


@st.composite
def reports(draw: st.DrawFn) -> ImportReport:
    report = ImportReport(file="any.pdf", sha256="0" * 64)
    if draw(st.booleans()):
        report.meeting = MeetingFound(
            body=draw(texts), date=draw(st.sampled_from([None, "2022-05-04"])), issued="2022-04-20"
        )
        report.meeting.members = [MemberFound(name=draw(texts), kind=draw(st.sampled_from(["councillor", "co-opted"])))]
        pages = draw(st.sampled_from([None, (1, 1), (1, 4), (3, 2), (2, 90)]))
        report.items = [
            ItemFound(number="2", title=draw(st.sampled_from(["Minutes", "Work programme", ""])), pdf_pages=pages)
        ]
    return report


@settings(max_examples=150)
@given(sources(), reports())
def test_any_source_is_read(source: Source, report: ImportReport) -> None:
    for find in (find_minutes, find_responses, find_programme, find_plan, find_findings):
        find(source, report)
    report.to_json()
    assert all(f.page is None or f.page >= 0 for f in report.findings)
    assert all(f.message for f in report.findings)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=40), st.booleans())
def test_pages_of_telling_words_are_read(words: list[str], paged: bool) -> None:
    made = tuple(
        Line(text, Box(50, 40 + 14 * n, 50 + 5 * len(text), 51 + 14 * n), 1, (), 11.0, n % 3 == 0, 1.0)
        for n, text in enumerate(words)
        if text
    )
    head = Line("Minutes of the meeting held on 4 May 2022", Box(50, 10, 200, 21), 1)
    present = Line("Present: Councillor A Smith", Box(50, 25, 200, 36), 1)
    source = Source("0" * 64, "any.txt", "text", (Sheet(1, 595, 842, (head, present, *made)),), paged=paged)
    report = ImportReport(file="any.txt", sha256="0" * 64)
    for find in (find_minutes, find_responses, find_programme, find_plan, find_findings):
        find(source, report)
    assert all(s.title for m in report.minutes for s in m.sections)
