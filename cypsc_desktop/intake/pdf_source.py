"""A PDF as a Source: asks a worker for words and rules, lays them out as lines and tables while it reads on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cypsc_desktop.intake.layout import Bookmark, Line, Sheet, Source, Table
from cypsc_desktop.intake.pdf_furniture import with_furniture
from cypsc_desktop.intake.pdf_lines import line_of, lines_of
from cypsc_desktop.intake.pdf_tables import tables_of
from cypsc_desktop.intake.pdf_turned import line_back, standing, table_back, turned
from cypsc_desktop.intake.pdf_words import Page, upright
from cypsc_desktop.pdf.client import ImportReader
from cypsc_desktop.pdf.wire import SLANTED, RawPage

A4 = (595.0, 842.0)


def build(
    path: Path,
    *,
    sha256: str,
    name: str,
    password: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Read and lay out the PDF at ``path``.

    ``progress`` is told pages done and pages in all. Raises UserError (NeedsPassword for a locked file) with a
    sentence for the person, Cancelled when ``cancelled`` answers True.
    """
    sheets: list[Sheet] = []
    notes: list[tuple[Line, ...]] = []
    marked: list[int] = []
    with ImportReader(path, password=password, cancelled=cancelled) as reader:
        opened = reader.opened
        for number, raw in enumerate(reader.pages(), 1):
            sheet, noted = sheet_of(raw) if raw else (Sheet(number, *A4, has_text=False), ())
            sheets.append(sheet)
            notes.append(noted)
            if raw and raw.marked:
                marked.append(number)
            if progress:
                progress(number, opened.pages)
    marks = tuple(Bookmark(*mark) for mark in opened.outline)
    return Source(sha256, name, "pdf", with_furniture(sheets, notes), marks, opened.info, marked=tuple(marked))


def sheet_of(raw: RawPage) -> tuple[Sheet, tuple[Line, ...]]:
    """One page laid out, page labels and running heads still among its lines, and the lines stamped on it as annotations."""
    page, watermark = without_watermark(upright(raw))
    turn = standing(page)
    as_read = turned(page, turn) if turn else page
    tables, rest = tables_of(as_read)
    lines = lines_of(rest, page.number)
    if tables:
        lines = _below_tables(lines, tables)
    if turn:
        lines = tuple(line_back(line, as_read, turn) for line in lines)
        tables = [table_back(table, as_read, turn) for table in tables]
    sheet = Sheet(
        page.number,
        page.width,
        page.height,
        lines,
        tuple(tables),
        watermark,
        has_text=bool(page.words),
        images=page.images,
    )
    return sheet, tuple(line_of([note], page.number) for note in page.notes)


def without_watermark(page: Page) -> tuple[Page, tuple[Line, ...]]:
    """The page without text that runs aslant over it, and that text as a line of page furniture."""
    aslant = [word for word in page.words if word.turn == SLANTED]
    if not aslant:
        return page, ()
    upright_words = [word for word in page.words if word.turn != SLANTED]
    return replace(page, words=upright_words), (line_of(aslant, page.number),)


def _below_tables(lines: tuple[Line, ...], tables: list[Table]) -> tuple[Line, ...]:
    """The lines, the gap of one that follows a table counted from the table."""
    done: list[Line] = []
    before = 0.0
    for line in lines:
        floor = max((t.box.bottom for t in tables if before <= t.box.bottom <= line.box.top + 1), default=before)
        if floor > before and line.gap:
            line = replace(line, gap=round(max(0.0, line.box.top - floor) / (line.box.height or 1.0), 3))
        before = line.box.bottom
        done.append(line)
    return tuple(done)
