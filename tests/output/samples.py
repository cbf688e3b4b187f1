"""Documents to write: a response table with everything that breaks writers, and texts drawn at random."""

import string
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Meeting, Response
from cypsc_desktop.output.document import Column, Document, Group, Row, TableBlock
from cypsc_desktop.output.response_table import response_table

MEETING = Meeting(
    id=recognised_id("meeting", "north", "2024-03-12"),
    body="Children & Families Scrutiny Panel",
    date="2024-03-12",
    time="18:30",
    place="Committee Room 2",
)

HOSTILE = (
    "=1+1",
    "+44 20 7946 0000",
    "-5 places",
    "@SUM(A1)",
    "'=already quoted",
    "=cmd|' /C calc'!A0",
    "<b>bold</b> & <script>alert(1)</script>",
    "#set text(red); *bold* _it_ $x$ @ref `raw` \\ // comment",
    "two\nlines and\ta tab",
    "  spaces   kept  ",
    "quotes \" and ' and “curly”, comma; semicolon",
    "Ἑλληνικά Кириллица Łódź Việt",
    "مرحبا بالعالم",
    "שלום עולם",
    "_x0041_ and _x005F_",
    "| pipe | and > quote and [link](x)",
    "https://example.org/" + "a-very-long-address/" * 12,
    "word " * 900,
    "x" * 400,
    "1.10",
    "01/04/21",
    "5 June 2024\u00a0and\u200bbreaks",
)


def response(number: int = 1, **cells: Any) -> Response:
    plain = Response(
        id=recognised_id("response", MEETING.id, str(number)),
        meeting=MEETING.id,
        report="Short breaks",
        considered_on="2024-01-16",
        recommendation=f"{number}. That the waiting list be published each quarter.",
        conclusions="The list had grown.",
        responder="Councillor Adeyemi",
        decision="accepted",
        decision_text="Accepted. A table follows in June.",
        officer="J Okafor",
        financial="None.",
        timetable="June 2024",
        report_back="2024-06-11",
    )
    return replace(plain, **cells)


def replies(count: int = 3) -> Document:
    """A response table of two reports."""
    rows = [response(n, report="Short breaks" if n % 2 else "Foster carers: “our offer”") for n in range(1, count + 1)]
    return response_table(rows, meetings=[MEETING])


def grid(*rows: tuple[str | int | float, ...], title: str = "Test", group: str | None = None) -> Document:
    columns = tuple(Column(f"Column {letter}") for letter in string.ascii_uppercase[: len(rows[0])])
    marked = tuple(Row(cells, recognised_id("response", "m", str(n))) for n, cells in enumerate(rows))
    return Document(title, (TableBlock(title, columns, (Group(group, marked),)),), landscape=True)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(HOSTILE)
GRIDS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4)
