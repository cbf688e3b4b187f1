"""Where minutes stand in a file: the sheets of each set, from its head to its end.

It reads headings, attendance labels and the items found before; it reads no minutes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cypsc_desktop.intake.layout import Line, Sheet, Source, Table
from cypsc_desktop.intake.recognise.attendance import label_kind
from cypsc_desktop.intake.recognise.dates import find_date, find_dates, find_time
from cypsc_desktop.intake.recognise.heads import PRESENT
from cypsc_desktop.intake.report import ImportReport

HELD = re.compile(r"\bheld\b|\bmeeting\s+of\b|\bmet\s+(?:on|at)\b", re.IGNORECASE)
AT_A_MEETING = re.compile(r"^(?:at\s+)?a\s+(?:\w+\s+)?meeting\s+of\b.*\b(?:was\s+)?held\b", re.IGNORECASE)
BODY = re.compile(r"\b(?:committee|sub-committee|panel|board|cabinet|commission|forum|council|group)\b", re.IGNORECASE)
_MINUTES = re.compile(
    r"^(?:(?:draft|unconfirmed|public|confirmed|approved|printed|restricted"
    r"|part\s+[ab1-2])\s+)*minutes\b(?!\s+(?:silence|later|past))(?:\s*[:–-]?\s*$|\s+(?:of|for|from|and)\b"
    r"|\s*[–-]\s|\s+\d{1,2}\b)|\bminutes\s+of\s+(?:a|the|an)\b.{0,80}\b(?:meeting|committee|panel|board|cabinet"
    r"|council)\b"
    r"|^(?:a\s+)?(?:record|notes)\s+of\s+(?:a|the)\s+(?:\w+\s+)?meeting\b",
    re.IGNORECASE,
)
_NEW_PAPER = re.compile(
    r"^(?:report\s+(?:to|of|title|by)\b.*|agenda\s+item\s*(?:no\.?)?\s*:?\s*\d+\w?|from:\s.*"
    r"|title\s+of\s+report\b.*)$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bminutes\s+of\s+(?:the\s+)?(?:previous|last|preceding|earlier)\b|\(pages?\s|\bpages?\s+\d|^(?:to|that)\s"
    r"|\b(?:accurate|correct|true)\s+record\b"
    r"|\bminutes\b.{0,120}\b(?:was|were|be|been)\s+(?:approved|agreed|confirmed|signed|received|noted|accepted|submitted|considered|taken)\b",
    re.IGNORECASE,
)
"""Minutes that are spoken of, on an agenda or in other minutes."""
_OF_MINUTES = re.compile(
    r"\bminutes?\b|\baction\s+notes\b|\bnotes\s+of\s+(?:the\s+)?(?:previous|last|meeting)", re.IGNORECASE
)
_REGISTER = re.compile(r"^(?:attendance|attended|present|present\s*/\s*apologies)$", re.IGNORECASE)
_LISTS = ("present", "also", "coopted", "substitute", "apologies")
_TOP_LINES = 45
_ONE_HEAD = 11  # lines that the head and the attendance of one set of minutes take
_HEAD_CELLS = 12  # of a table that sets out what was held and when


@dataclass(frozen=True, slots=True)
class MinuteSheets:
    """Sheets that hold one set of minutes; ``line`` is the line of the first sheet on which they begin. ``until``: the
    line of the last sheet on which the next set begins, None where the sheet is theirs to its end."""

    first: int
    last: int
    line: int
    title: str | None
    sure: bool
    until: int | None = None


def minute_sheets(source: Source, report: ImportReport) -> list[MinuteSheets]:
    """Where minutes begin and end: inside the papers of an item of minutes, or wherever a sheet is headed so."""
    papers = _minute_papers(report, len(source.sheets))
    starts: list[tuple[int, int]] = []
    front = _front(report) if source.paged else set()
    for sheet in source.sheets:
        if sheet.filler or sheet.number in front:
            continue
        heads = _heads(source, sheet)
        if any(first <= sheet.number <= last for first, last, _ in papers):
            heads = sorted({*heads, *_far_from(_openings(sheet), heads)})
        elif not source.paged and report.items:
            heads = _behind_agenda(report, sheet, heads) or heads
        starts += [(sheet.number, line) for line in heads]
    ranges: list[MinuteSheets] = []
    for n, (page, line) in enumerate(starts):
        item = next((p for p in papers if p[0] <= page <= p[1]), None)
        last = item[1] if item else _end(source, report, page)
        until = None
        if n + 1 < len(starts):
            following, next_line = starts[n + 1]
            shared = following == page or next_line > 6
            until = next_line if shared and following <= last else None
            last = min(last, following if shared else following - 1)
        ranges.append(MinuteSheets(page, max(page, last), line, item[2] if item else None, item is not None, until))
    for first, last, title in papers:
        unseen = not any(first <= page <= last for page, _ in starts)
        if unseen and first <= last and _shows_attendance(source.sheets[first - 1 : min(first + 1, last)]):
            ranges.append(MinuteSheets(first, last, 0, title, True))
    if not ranges and report.kind == "minutes" and source.sheets:
        ranges.append(MinuteSheets(1, len(source.sheets), 0, None, False))
    return sorted(ranges, key=lambda r: (r.first, r.line))


def _front(report: ImportReport) -> set[int]:
    """The sheets on which the agenda stands: it lists minutes, but holds none."""
    listed = {item.at.page for item in report.items if item.at}
    inside = {n for item in report.items if item.pdf_pages for n in range(item.pdf_pages[0], item.pdf_pages[1] + 1)}
    return set(range(1, max(listed, default=0) + 1)) - inside


def _shows_attendance(sheets: Sequence[Sheet]) -> bool:
    return any(label_kind(line.text) in _LISTS for sheet in sheets for line in sheet.lines[:_TOP_LINES])


def _minute_papers(report: ImportReport, count: int) -> list[tuple[int, int, str]]:
    """First and last sheet of items whose title says minutes."""
    found = []
    for item in report.items:
        if not _OF_MINUTES.search(item.title) or not item.pdf_pages:
            continue
        pages = [p.pdf_pages for p in item.papers if p.pdf_pages] or [item.pdf_pages]
        first, last = min(p[0] for p in pages), max(p[1] for p in pages)
        if 1 <= first <= last <= count:
            found.append((first, last, f"{item.title} {item.purpose or ''}"))
    return found


def _heads(source: Source, sheet: Sheet) -> list[int]:
    """Lines of a sheet at which minutes begin: headed so, with attendance below."""
    lines = sheet.lines if not source.paged else sheet.lines[:_TOP_LINES]
    heads: list[int] = []
    for n, line in enumerate(lines):
        text = line.text
        if len(text) > 300 or (
            "inutes" not in text and "INUTES" not in text and not text.lower().startswith(("notes of", "record of"))
        ):
            continue
        if not _MINUTES.search(text) or _OTHER.search(text) or len(text.split()) > 40 or text.rstrip().endswith("?"):
            continue
        if heads and n - heads[-1] < 12 and not any(label_kind(one.text) == "present" for one in lines[heads[-1] : n]):
            continue
        if _attended(source, sheet, n):
            heads.append(n)
    return heads


def _openings(sheet: Sheet) -> list[int]:
    """Lines of a sheet of minutes at which a set begins that is not headed so: a body and a date, then Present."""
    found = []
    labels = {
        n: PRESENT.match(line.text) is not None
        for n, line in enumerate(sheet.lines)
        if label_kind(line.text) == "present"
    }
    dates = {n: is_head_date(line.text) for n, line in enumerate(sheet.lines) if find_date(line.text)}
    held = [n for n, (a, b) in enumerate(pairwise(sheet.lines)) if _says_held(f"{a.text} {b.text}")]
    for table in sheet.tables:
        at = sum(line.box.top < table.box.top for line in sheet.lines)
        kinds = {label_kind(line.text) for line in _row_heads(table)}
        if (
            any(cell.column == 0 and PRESENT.match(cell.text.strip()) for cell in table.cells)
            or {"also", "apologies"} <= kinds
        ):
            labels[at] = True
        if at < len(sheet.lines) and any(find_date(cell.text) for cell in table.cells[:_HEAD_CELLS]):
            dates[at] = True
    for n, sure in sorted(labels.items()):
        near = range(max(0, n - 8), n + 1)
        above = [m for m in near if m in dates and (sure or dates[m]) and (m < n or sheet.tables)]
        if above:
            first = above[-1]
            while first and n - first < 8 and _may_head(sheet.lines[first - 1].text):
                first -= 1
            found.append(first)
    return sorted({*found, *_far_from(held, found)})


def _row_heads(table: Table) -> list[Line]:
    """The line that each row of a table begins with."""
    firsts: dict[int, Line] = {}
    for cell in table.cells:
        if cell.lines:
            firsts.setdefault(cell.row, cell.lines[0])
    return list(firsts.values())


def is_head_date(text: str) -> bool:
    """Whether a line with a date says by its other words that a meeting was held, not that papers were issued."""
    labelled = re.match(r"(?:meeting\s+)?date\b", text, re.IGNORECASE) is not None
    return labelled or bool(BODY.search(text) or HELD.search(text) or find_time(text))


def _says_held(text: str) -> bool:
    """Whether a line opens minutes with a sentence ("At a meeting of the Panel held in Hull on 3 May 2022")."""
    return AT_A_MEETING.match(text) is not None and "minutes" not in text.lower()


def _may_head(text: str) -> bool:
    return BODY.search(text) is not None and len(text) < 100


def _behind_agenda(report: ImportReport, sheet: Sheet, heads: Sequence[int]) -> list[int]:
    """Where minutes of earlier meetings begin behind the agenda, on the one sheet of a format without pages."""
    called = report.meeting.date if report.meeting else None
    tops = [item.at.box.top for item in report.items if item.at and item.at.box]
    if called is None or not tops:
        return []
    end = max(tops)
    behind = [n for n in heads if sheet.lines[n].box.top > end]
    more = []
    for n in _far_from(_openings(sheet), behind):
        tables = [t for t in sheet.tables if end < t.box.top < sheet.lines[n].box.bottom]
        cells = (cell.text for table in tables for cell in table.cells[:_HEAD_CELLS])
        head = " ".join([*cells, *(line.text for line in sheet.lines[n : n + 8])])
        dated = any(day.iso < called for day in find_dates(head))
        if dated and sheet.lines[n].box.top > end:
            more.append(n)
    return sorted([*behind, *more])


def _far_from(lines: Iterable[int], others: Iterable[int]) -> list[int]:
    """The lines that are no head of the same minutes as one of ``others``."""
    near = {other + step for other in others for step in range(-_ONE_HEAD, _ONE_HEAD + 1)}
    return [n for n in lines if n not in near]


def _attended(source: Source, sheet: Sheet, line: int) -> bool:
    """Whether an attendance list follows within reach."""
    below = [one.text for one in sheet.lines[line : line + 50]]
    for table in sheet.tables:
        if line < len(sheet.lines) and table.box.bottom > sheet.lines[line].box.top:
            below += [line.text for line in _row_heads(table)]
    if source.paged and sheet.number < len(source.sheets) and len(below) < 40:
        below += [one.text for one in source.sheets[sheet.number].lines[:12]]
    kinds = {kind for text in below if (kind := label_kind(text)) in _LISTS}
    if any(_REGISTER.match(cell.text.strip()) for table in sheet.tables for cell in table.row(0)):
        return True
    return "present" in kinds or len(kinds) > 1 or ("also" in kinds and _dated(below))


def _dated(lines: list[str]) -> bool:
    return any(HELD.search(text) and find_date(text) for text in lines[:15])


def _end(source: Source, report: ImportReport, first: int) -> int:
    """The last sheet of minutes that no item bounds: up to another paper's first sheet or an item's range."""
    bounds = [p[0] for item in report.items if item.pdf_pages for p in [item.pdf_pages] if p[0] > first]
    last = min([len(source.sheets), *(bound - 1 for bound in bounds)])
    for number in range(first + 1, last + 1):
        sheet = source.sheets[number - 1]
        top = [line.text for line in (*sheet.furniture[:2], *sheet.lines[:4])]
        if any(_NEW_PAPER.match(text) for text in top):
            return number - 1
    return last
