"""Tables without upright rules are tables, with their rows and columns; prose, charts, forms and slides are none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.intake.layout import Box, Sheet
from cypsc_desktop.intake.pdf_open_tables import open_tables
from cypsc_desktop.intake.pdf_source import build
from cypsc_desktop.intake.pdf_words import Ink, Page
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ResponseFound
from tests.pdf.making import put, typeset

HEADS = ["No.", "Recommendation", "Cabinet response", "Lead officer", "Timescale"]
ANSWERS = [
    [
        "1",
        "That the ferry carry cycles without charge on weekdays, as the buses have done since the spring",
        "Accepted. The hold will be fitted with racks over the winter and staff shown how to load them.",
        "Una Crane",
        "May 2024",
    ],
    [
        "2",
        "That a second ferry be bought",
        "Rejected. The fund has closed and no other grant would meet half of what a hull costs now.",
        "Ben Low",
        "None",
    ],
    ["3", "That the quay be lit until the last crossing of the day", "Partly accepted", "Una Crane", "June 2024"],
]
FRONT = "= Cabinet response to scrutiny recommendations\nThe panel sent its report on ferries to Cabinet in March.\n\n"


def sheets(folder: Path, markup: str) -> tuple[Sheet, ...]:
    return build(put(folder, typeset(markup)), sha256="0" * 64, name="paper.pdf").sheets


def responses(folder: Path, markup: str) -> list[ResponseFound]:
    report = recognise(build(put(folder, typeset(markup)), sha256="0" * 64, name="paper.pdf"))
    assert report.kind == "response"
    return report.responses


def table(rows: list[list[str]], *, heads: list[str], stroke: str, columns: str, options: str = "") -> str:
    cells = [*(f"[*{head}*]" for head in heads), *(f"[{cell}]" for row in rows for cell in row)]
    return f"#set text(size: 10pt)\n#table(columns: {columns}, stroke: {stroke}, {options}{', '.join(cells)})\n"


ACROSS = "(x, y) => (bottom: 0.5pt)"
FRAMED = "(x, y) => (bottom: 0.5pt, top: 0.5pt)"
BOOK = "(x, y) => (top: if y < 2 { 0.8pt } else { 0pt }, bottom: if y == 3 { 0.8pt } else { 0pt })"
NONE = "none"
WIDTHS = "(24pt, 1fr, 1.3fr, 70pt, 60pt)"


SHADED = "fill: (x, y) => if y == 0 { silver }, "
LOOKS = [(stroke, options) for stroke in (ACROSS, FRAMED, BOOK, NONE) for options in ("", "inset: 8pt, ", SHADED)]
CENTRED = [(ACROSS, "align: horizon, "), (FRAMED, "align: horizon, ")]  # no reader can part such rows without rules


@pytest.mark.parametrize(("stroke", "options"), [*LOOKS, *CENTRED])
def test_a_response_table_without_upright_rules(tmp_path: Path, stroke: str, options: str) -> None:
    options += "row-gutter: 3pt, " if stroke in (BOOK, NONE) else ""
    rows = responses(tmp_path, FRONT + table(ANSWERS, heads=HEADS, stroke=stroke, columns=WIDTHS, options=options))
    assert [(r.recommendation, r.decision_text, r.officer, r.timetable) for r in rows] == [
        (f"{no} {text}", answer, officer, when) for no, text, answer, officer, when in ANSWERS
    ]
    assert [r.decision for r in rows] == ["accepted", "rejected", "partly"]


def test_group_rows_and_a_row_that_the_sheet_cuts(tmp_path: Path) -> None:
    long = "Accepted. " + "The hold is fitted with racks and the crew is shown how to load them. " * 30
    heads = ", ".join(f"[*{head}*]" for head in HEADS)
    group = "table.cell(colspan: 5)[Report: {} (Considered by Ferry Panel on {} March 2024)]"
    rows = responses(
        tmp_path,
        f"#set page(height: 400pt)\n#set text(size: 10pt)\n#table(columns: {WIDTHS}, stroke: {ACROSS},"
        f" table.header({heads}),"
        f" {group.format('Cycles', 5)}, [1], [That cycles go free], [{long}], [Una Crane], [May 2024],"
        f" {group.format('Light', 12)}, [2], [That the quay be lit], [Rejected], [Ben Low], [None])\n",
    )
    assert [(r.report, r.considered_on, r.recommendation, r.officer) for r in rows] == [
        ("Cycles", "2024-03-05", "1 That cycles go free", "Una Crane"),
        ("Light", "2024-03-12", "2 That the quay be lit", "Ben Low"),
    ]
    assert rows[0].decision_text == long.strip()


def test_three_rows_that_begin_at_the_same_places_need_no_known_headings(tmp_path: Path) -> None:
    rows = [["Northgate", "412", "398"], ["Mill Hill", "87", "101"], ["Quayside", "1,204", "1,190"]]
    markup = table(
        rows, heads=["School", "Autumn", "Spring"], stroke=FRAMED, columns="(1fr, 80pt, 80pt)", options="align: right, "
    )
    (found,) = sheets(tmp_path, markup)[0].tables
    assert found.shape == (4, 3)
    assert [cell.text for cell in found.row(2)] == ["Mill Hill", "87", "101"]


words = st.builds(
    lambda text, left, top, width: Ink(text, Box(left, top, left + width, top + 10), 10.0, False, 0),
    st.sampled_from(["Action", "Owner", "Progress", "Date", "yes", "412", "Ward"]),
    st.integers(40, 500),
    st.sampled_from([100, 110, 112, 130, 150, 400, 700, 800]),
    st.integers(1, 120),
)
rules = st.tuples(
    st.sampled_from([90.0, 105.0, 125.0, 160.0, 420.0]), st.sampled_from([40.0, 60.0]), st.sampled_from([300.0, 540.0])
)


@given(st.lists(words, max_size=60), st.lists(rules, max_size=8, unique=True))
def test_no_word_is_lost_or_doubled_whatever_the_page(
    inks: list[Ink], across: list[tuple[float, float, float]]
) -> None:
    page = Page(1, 595.0, 842.0, inks, [], 0, [])
    tables, rest = open_tables(page, across, inks)
    held = [(w.text, w.box) for t in tables for cell in t.cells for line in cell.lines for w in line.words]
    assert {(w.text, w.box) for w in inks} == {*held, *((w.text, w.box) for w in rest)}
    assert len(held) + len(rest) == len(inks)
    assert all(cell.row < t.shape[0] and cell.column < len(t.edges) - 1 for t in tables for cell in t.cells)


RULE = "#line(length: 100%)\n"
PROSE = "The board met in the spring and looked at how places are planned, and what it costs to plan them badly. "
MOCK = {
    "prose between rules": (PROSE * 3 + "\n\n" + RULE) * 5,
    "prose with the words of headings": "Action, Progress, Owner and Date are columns of the log. "
    "Recommendation and Response are two others, and Status is the last. " * 6,
    "one line of headings over prose": "#grid(columns: (1fr, 1fr, 1fr), [Action], [Owner], [Progress])\n\n" + PROSE * 6,
    "two columns of prose": "#columns(2)[" + PROSE * 20 + "]",
    "a chart": "#box(width: 300pt, height: 200pt)["
    + "".join(f"#place(dy: {40 * n}pt, line(length: 300pt))" for n in range(6))
    + "".join(f"#place(dx: {20 + 60 * n}pt, dy: {15 + 29 * n}pt)[{37 + n * 9}%]" for n in range(5))
    + "".join(f"#place(dx: {20 + 60 * n}pt, dy: 186pt)[Ward {n}]" for n in range(5))
    + "]",
    "lines to sign on": "".join(f"{who}:\n\n{RULE}\n" for who in ("Signed", "Name", "Date", "Place")),
    "a slide of figures": "#grid(columns: 3, gutter: 40pt, [412 \\ places], [87 \\ homes], [19 \\ schools])\n",
}


@pytest.mark.parametrize("markup", MOCK.values(), ids=list(MOCK))
def test_what_is_no_table(tmp_path: Path, markup: str) -> None:
    assert [t.shape for sheet in sheets(tmp_path, markup) for t in sheet.tables] == []
