"""The sheets of each item and the papers among them: the report, each appendix, each enclosed document.

Page ranges come from the agenda, sheets from stamps, the outline and "Agenda Item N"; where papers begin,
from the outline, else from what the tops of the sheets show. It reads no agenda.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cypsc_desktop.intake.layout import Bookmark, Box, Sheet, Source
from cypsc_desktop.intake.recognise.boundaries import (
    APPENDIX,
    document_starts,
    is_blank,
    is_weak_title,
    listed_appendices,
)
from cypsc_desktop.intake.recognise.heads import begins_minutes
from cypsc_desktop.intake.recognise.report_header import header_in, read_header
from cypsc_desktop.intake.recognise.rows import all_rows, head_lines, sheet_rows
from cypsc_desktop.intake.recognise.sheet_map import SheetMap
from cypsc_desktop.intake.report import At, HeaderFound, ItemFound, PaperFound
from cypsc_desktop.model.identity import fold

AGENDA_ITEM = re.compile(
    r"^\s*agenda\s+item\s*(?:no\.?|number)?\s*:?\s*(?P<n>[A-Z]{0,2}\d{1,4}(?:[a-z]\b|\s?\([a-z]\))?)(?!\w)\W*$",
    re.IGNORECASE,
)
_ITEM_ALONE = re.compile(r"^\s*item\s*(?:no\.?)?\s*:?\s*(?P<n>[A-Z]{0,2}\d{1,4}[a-z]?)\b\W*$", re.IGNORECASE)
_ITEM_PREFIX = re.compile(
    r"^(?:(?:agenda\s+)?item\s+(?:no\.?\s*)?)?(?P<n>[A-Z]{0,2}\d{1,4}[a-z]?)(?=[\s.):-])[\s.):–-]*(?P<title>.*)$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 200


def item_marks(sheet: Sheet) -> str | None:
    """The item number of "Agenda Item 7" in the furniture or the first lines of a sheet."""
    for line in (*sheet.furniture, *sheet.lines[:3]):
        corner = line.box.top < 0.12 * sheet.height and line.box.left > 0.5 * sheet.width
        match = AGENDA_ITEM.match(line.text) or (_ITEM_ALONE.match(line.text) if corner else None)
        if match:
            return bare_number(match["n"])
    return None


def bare_number(number: str) -> str:
    """An item's number to compare by: "6(a)" and "6A" are one."""
    return re.sub(r"[\s()]", "", number).upper()


@dataclass(slots=True)
class _Pack:
    """What the file shows of its own order."""

    source: Source
    map: SheetMap
    front: int
    bookmarks: list[Bookmark]
    marks: dict[int, str] = field(default_factory=dict)


def place_papers(source: Source, items: Sequence[ItemFound], *, front: int, first_pages: bool = False) -> None:
    """Give items their sheets, printed pages (where the agenda prints none) and papers with headers.

    ``front`` is the number of the last front sheet. ``first_pages``: the agenda prints no ranges, only where they begin.
    """
    if not source.paged:
        _flow_papers(source, items)
        return
    pack = _Pack(source, SheetMap(source.sheets), front, _bookmarks(source))
    pack.marks = {s.number: mark for s in source.sheets[front:] if not s.filler and (mark := item_marks(s))}
    starts = {index: start for index, item in enumerate(items) if (start := _anchor(pack, item)) is not None}
    starts |= _minutes_in_front(pack, items, starts)
    if not _stamps_agree(pack, items, starts):
        pack.map = SheetMap(())
    offset = _offset(pack, items, starts)
    spans = _spans(items)
    for index, item in enumerate(items):
        item.pdf_pages = _by_range(pack, spans.get(index), starts.get(index), offset)
    _between_anchors(pack, items, starts)
    _last_to_the_end(pack, items, first_pages=first_pages)
    if not any(item.pdf_pages for item in items):
        _by_titles(pack, items)
    for item in items:
        if item.pdf_pages:
            if item.printed_pages is None:
                item.printed_pages = pack.map.span(*item.pdf_pages)
            item.papers = list(_papers(pack, item))
            _name_from_list(pack, item.papers)


def _bookmarks(source: Source) -> list[Bookmark]:
    """Bookmarks of documents: those of whole sheets; an outline that has none may still name items."""
    inside = [b for b in source.outline if 1 <= b.page <= len(source.sheets)]
    return [b for b in inside if b.whole_page]


def _anchor(pack: _Pack, item: ItemFound) -> int | None:
    """The first sheet of the item by its bookmark or by "Agenda Item N" on a sheet."""
    title = fold(item.title)
    for bookmark in pack.bookmarks:
        if bookmark.page <= pack.front:
            continue
        match = _ITEM_PREFIX.match(bookmark.title)
        if (
            match
            and item.number
            and bare_number(match["n"]) == bare_number(item.number)
            and _similar(fold(match["title"]), title)
        ):
            return bookmark.page
        if bookmark.level == 0 and len(title) > 8 and _similar(fold(bookmark.title), title):
            return bookmark.page
    if item.number:
        return next((sheet for sheet, mark in pack.marks.items() if mark == bare_number(item.number)), None)
    return None


def _minutes_in_front(pack: _Pack, items: Sequence[ItemFound], starts: dict[int, int]) -> dict[int, int]:
    """Where an agenda prints no pages at all: minutes that stand before the first paper that is shown to begin."""
    index = next((n for n, i in enumerate(items) if re.search(r"\bminutes\b", i.title, re.IGNORECASE)), None)
    if index is None or index in starts or not starts or any(item.printed_pages for item in items):
        return {}
    between = pack.source.sheets[pack.front : min(starts.values()) - 1]
    start = next((s.number for s in between if begins_minutes(row.text for row in sheet_rows(s)[:46])), None)
    return {index: start} if start else {}


def _stamps_agree(pack: _Pack, items: Sequence[ItemFound], starts: dict[int, int]) -> bool:
    """Whether the stamps are the pack's: a report's own page numbers put items elsewhere than bookmarks and marks do,
    or send them past the end of the file."""
    placed = [(index, item.printed_pages[0]) for index, item in enumerate(items) if item.printed_pages]
    if not pack.map.known or not placed:
        return True
    shown = [(starts[index], page) for index, page in placed if index in starts]
    if shown:
        return 2 * sum(_agrees(pack, sheet, page) for sheet, page in shown) > len(shown)
    found = [pack.map.sheet(page) for _, page in placed]
    return 2 * sum(sheet is not None and pack.front < sheet <= len(pack.source.sheets) for sheet in found) >= len(found)


def _agrees(pack: _Pack, sheet: int, page: int) -> bool:
    """Whether the stamps put a printed page on the sheet where its item is shown to begin."""
    stamp = pack.map.page(sheet)
    if stamp is not None:
        return stamp == page
    near = pack.map.sheet(page)
    return near is not None and abs(near - sheet) <= 2


def _similar(a: str, b: str) -> bool:
    """Whether two folded titles share most of their words, or one is cut from the other."""
    if not a or not b:
        return not a
    short, long = sorted((a, b), key=len)
    if long.startswith(short[:60]):
        return True
    one, two = set(a.split()), set(b.split())
    return len(one & two) >= 0.6 * min(len(one), len(two))


def _offset(pack: _Pack, items: Sequence[ItemFound], starts: dict[int, int]) -> int | None:
    """Sheets minus printed pages where no sheet bears a stamp: from anchors, else from the length of the file."""
    if pack.map.known:
        return None
    shifts = [start - item.printed_pages[0] for index, start in starts.items() if (item := items[index]).printed_pages]
    if shifts:
        return max(set(shifts), key=shifts.count)
    ranges = [i.printed_pages for i in items if i.printed_pages]
    if not ranges:
        return None
    first, last = min(a for a, _ in ranges), max(b for _, b in ranges)
    count = len(pack.source.sheets)
    for offset in (0, count - last, pack.front, pack.front + 1):
        fits = first + offset > pack.front and last + offset <= count
        if fits and (last + offset == count or offset == 0):
            return offset
    return None


def _spans(items: Sequence[ItemFound]) -> dict[int, tuple[int, int]]:
    """The printed pages that each item takes, by its place: where every item names but one, up to the next item's."""
    printed = {index: item.printed_pages for index, item in enumerate(items) if item.printed_pages}
    firsts = [first for first, _ in printed.values()]
    single = len(firsts) > 1 and all(first == last for first, last in printed.values())
    if not single or firsts != sorted(firsts):
        return printed
    ends = [following - 1 for following in firsts[1:]] + firsts[-1:]
    return {index: (first, max(first, end)) for index, first, end in zip(printed, firsts, ends, strict=True)}


def _by_range(
    pack: _Pack, span: tuple[int, int] | None, start: int | None, offset: int | None
) -> tuple[int, int] | None:
    """The item's sheets from the range that the agenda prints."""
    if span is None:
        return None
    first, last = span
    count = len(pack.source.sheets)
    if pack.map.known:
        a, b = pack.map.sheet(first), pack.map.sheet(last)
        if start is not None and pack.map.page(start) is None and a is not None and abs(a - start) <= 2:
            a = start
    elif start is not None:
        a, b = start, start + last - first
    elif offset is not None:
        a, b = first + offset, last + offset
    else:
        return None
    if a is None or a > count or a <= 0:
        return None
    b = min(b if b is not None else count, count)
    return (a, b) if a <= b else None


def _between_anchors(pack: _Pack, items: Sequence[ItemFound], starts: dict[int, int]) -> None:
    """Items without a range that a bookmark or a mark shows: from there to the next thing that begins."""
    taken = sorted({*starts.values(), *(i.pdf_pages[0] for i in items if i.pdf_pages), *_top_bookmarks(pack)})
    for index, start in starts.items():
        item = items[index]
        if item.pdf_pages is None and not any(i.pdf_pages and i.pdf_pages[0] <= start <= i.pdf_pages[1] for i in items):
            following = next((s for s in taken if s > start), len(pack.source.sheets) + 1)
            item.pdf_pages = (start, following - 1)


def _last_to_the_end(pack: _Pack, items: Sequence[ItemFound], *, first_pages: bool) -> None:
    """An agenda that prints first pages only does not say where its last item ends: where nothing else begins."""
    placed = [item for item in items if item.pdf_pages and item.printed_pages]
    if len(placed) < 2:
        return
    *others, last = sorted(placed, key=lambda item: item.pdf_pages or (0, 0))
    ends = [item.pdf_pages[1] for item in others if item.pdf_pages]
    start, end = last.pdf_pages or (0, 0)
    count = len(pack.source.sheets)
    gapless = all(
        b.pdf_pages and a.pdf_pages and b.pdf_pages[0] == a.pdf_pages[1] + 1 for a, b in pairwise([*others, last])
    )
    if start != end or end == count or not gapless or max(ends) > start or any(mark > start for mark in pack.marks):
        return
    if not any(bookmark.page > start for bookmark in pack.bookmarks) and last.printed_pages:
        last.pdf_pages = (start, count)
        if first_pages:
            last.printed_pages = (last.printed_pages[0], (pack.map.span(start, count) or last.printed_pages)[1])


def _top_bookmarks(pack: _Pack) -> list[int]:
    return [b.page for b in pack.bookmarks if b.level == 0 and b.page > pack.front]


def _by_titles(pack: _Pack, items: Sequence[ItemFound]) -> None:
    """No range, bookmark or mark at all: reports whose header names an item's title, in the agenda's order."""
    if any(i.printed_pages for i in items):
        return
    at = 0
    found: list[tuple[ItemFound, int]] = []
    for sheet in pack.source.sheets[pack.front :]:
        header = None if sheet.filler else read_header(sheet)
        if header is None or not header.subject:
            continue
        subject = fold(header.subject)
        match = next((i for i in range(at, len(items)) if _similar(subject, fold(items[i].title))), None)
        if match is not None:
            found.append((items[match], sheet.number))
            at = match + 1
    ends = [start - 1 for _, start in found[1:]] + [len(pack.source.sheets)]
    for (item, start), end in zip(found, ends, strict=False):
        item.pdf_pages = (start, end)


def _papers(pack: _Pack, item: ItemFound) -> Iterator[PaperFound]:
    """The papers among the item's sheets, each ending before filler."""
    assert item.pdf_pages is not None
    first, last = item.pdf_pages
    sheets = pack.source.sheets[first - 1 : last]
    inner = [b for b in pack.bookmarks if first < b.page <= last]
    if len(inner) > 6 and len(inner) > 0.5 * len(sheets):
        inner = [b for b in inner if b.level > 0 and re.search(r"append|annex|report", b.title, re.IGNORECASE)]
    titles = {b.page: b.title for b in reversed(inner)}
    trusted = bool(titles) or any(b.level > 0 for b in pack.bookmarks)
    hints = {b.page: b.title for b in pack.source.outline if first < b.page <= last and APPENDIX.match(b.title)}
    for start, title in document_starts(sheets, known=set(titles), hints=hints, sure_only=trusted).items():
        titles.setdefault(start, title)
    starts = sorted({first, *titles})
    for start, following in zip(starts, [*starts[1:], last + 1], strict=True):
        end = following - 1
        while end >= start and is_blank(pack.source.sheet(end)):
            end -= 1
        while start <= end and is_blank(pack.source.sheet(start)):
            start += 1
        if start > end:
            continue
        sheet = pack.source.sheet(start)
        header = read_header(sheet)
        own = start == starts[0] or start == first
        yield PaperFound(
            title=_title(item, header, titles.get(start), own=own, pack=pack, sheet=sheet),
            pdf_pages=(start, end),
            header=header,
            at=At(start, _title_box(sheet)),
        )


def _name_from_list(pack: _Pack, papers: Sequence[PaperFound]) -> None:
    """Papers whose own sheets show no title take it from the report's list of appendices, if that lists as many."""
    if len(papers) < 2 or not (report := papers[0].pdf_pages):
        return
    listed = listed_appendices(pack.source.sheets[report[0] - 1 : report[1]])
    if len(listed) != len(papers) - 1:
        return
    for paper, title in zip(papers[1:], listed, strict=True):
        if paper.pdf_pages and is_weak_title(paper.title, pack.source.sheet(paper.pdf_pages[0])):
            paper.title = title[:_LONGEST_TITLE]


def _title(
    item: ItemFound, header: HeaderFound | None, printed: str | None, *, own: bool, pack: _Pack, sheet: Sheet
) -> str:
    """A paper's title: its bookmark or heading, else its subject, else the item's."""
    if own and printed is None:
        marked = next((b.title for b in pack.bookmarks if b.page == sheet.number and b.level > 0), None)
        printed = marked or (header.subject if header else None) or item.title
    title = (
        printed
        or (header.subject if header else None)
        or next((line.text for line in head_lines(sheet, 1)), None)
        or item.title
    )
    return " ".join(title.split())[:_LONGEST_TITLE]


def _title_box(sheet: Sheet) -> Box | None:
    lines = head_lines(sheet, 1)
    return lines[0].box if lines else None


def _flow_papers(source: Source, items: Sequence[ItemFound]) -> None:
    """In a format without pages: header blocks after the agenda, given to the item that is marked or titled above them."""
    rows = all_rows(source.sheets)
    current: ItemFound | None = None
    by_number = {bare_number(i.number): i for i in items if i.number}
    last_at = -99
    for index, row in enumerate(rows):
        if mark := AGENDA_ITEM.match(row.text):
            current = by_number.get(bare_number(mark["n"]))
            last_at = index
            continue
        if not re.match(r"(?:report )?(?:to|from|subject|title|by)\b\s*:?|report (?:to|of)\b", row.text, re.IGNORECASE):
            continue
        header = header_in(rows[index : index + 46])
        if header is None or (header.subject is None and header.report_to is None):
            continue
        if current is None or index - last_at > 12:
            subject = fold(header.subject or "")
            current = next((i for i in items if subject and _similar(subject, fold(i.title))), None)
        if current is not None and not any(
            p.header == header or (p.header and p.header.subject == header.subject) for p in current.papers
        ):
            current.papers.append(
                PaperFound(
                    title=header.subject or current.title,
                    header=header,
                    at=At(row.page, row.box if source.paged else None),
                )
            )
        last_at = -99
