"""What an agenda prints about an item's pages: "(Pages 5 - 14)", a right margin column, "(To Follow)".

It finds these words and cuts them out of the rows; what they mean for sheets is papers.py's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cypsc_desktop.intake.recognise.rows import Row, Segment

_DASH = r"\s*(?:-|–|—|−|\bto\b|\u00ad)\s*"
_SPAN = (
    rf"[A-Z]{{0,2}}(?P<a>\d{{1,4}})(?:{_DASH}[A-Z]{{0,2}}(?P<b>\d{{1,4}}))?"
    rf"(?P<more>(?:\s*(?:,(?!\d{{3}}(?!\d))|&|and|;)\s*\d{{1,4}}(?:{_DASH}\d{{1,4}})?)*)"
)
_WORD = r"(?:page\(s\)|pages?|pgs?\.?|pp\.?|p\.)\s*(?:nos?\.?|numbers?)?\s*:?\s*"
_BRACKETED = re.compile(rf"[(\[]\s*{_WORD}{_SPAN}\s*[)\]]", re.IGNORECASE)
_NAMED = re.compile(rf"(?:[\s–—-]*)\b{_WORD}{_SPAN}\s*$", re.IGNORECASE | re.MULTILINE)
_MARGIN = re.compile(rf"^[(\[]?\s*(?:{_WORD})?{_SPAN}\s*[)\]]?$", re.IGNORECASE)
_LEADER = re.compile(rf"\s*(?:(?:\.\s?){{3,}}|(?:…\s?)+)\s*{_SPAN}$")
_RANGE_TAIL = re.compile(
    rf"\s+(?P<span>\d{{1,4}}{_DASH}\d{{1,4}}|[(\[]\s*(?:{_WORD})?\d{{1,4}}{_DASH}\d{{1,4}}\s*[)\]])$", re.IGNORECASE
)
_OPEN_MARGIN = re.compile(
    rf"^[(\[]?\s*(?:{_WORD})?\d{{1,4}}\s*(?:[-–—]|\bto)$|^[(\[]\s*{_WORD}(?:\d{{1,4}})?$", re.IGNORECASE
)
_MARGIN_TAIL = re.compile(r"^(?:[-–—]|to\b)?\s*\d{1,4}\s*[)\]]?$")
_PAGE_HEAD = re.compile(r"page(?:s|\(s\))?(?:\s+(?:nos?\.?|numbers?))?\.?:?", re.IGNORECASE)
_FEWEST_RANGES = 2
_YEARS = 1900  # more is no page number
_AT_LEFT = re.compile(r"^\d{1,4}\s*[-–—]\s*\d{1,4}$")
_FOLLOWS = (
    r"(?:(?:the\s+)?(?:reports?|papers?|documents?|minutes|presentation|slides"
    r"|pages?|cop(?:y|ies)|appendi(?:x|ces)|letter|briefing(?:\s+note)?)\s+)?(?:(?:is|are)\s+)?(?:to\s+follow(?:\s+(?:as\s+a\s+supplement\w*"
    r"|separately))?)"
)
_SUPPLEMENT = (
    r"(?:please\s+)?(?:see|in|refer\s+to)\s+(?:the\s+)?(?:separate\s+)?(?:supplement\w*"
    r"|addendum)(?:\s+(?:packs?|agendas?|papers?|no\.?\s*\d+|\d+))*"
    r"(?:\s+(?:published|issued|circulated|attached|available)\b[^.\n)]{0,60})?"
)
_TO_FOLLOW = re.compile(
    rf"[(\[*]\s*(?:{_WORD})?(?:{_FOLLOWS}|{_SUPPLEMENT})\s*[)\]*]|[(\[][^()\[\]\n]{{0,40}}?\bto\s+follow\s*[)\]]"
    rf"|(?<=\n)(?:the\s)?(?:minutes|report|papers?)\s(?:of|from)\s[^\n]{{3,40}}?\sto\s+follow\.?$|(?:^|(?<=[a-z][.;]))[\s–—-]*(?:{_FOLLOWS}"
    rf"|{_SUPPLEMENT})\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_MARGIN_FOLLOW = re.compile(rf"^[(\[]?\s*(?:{_FOLLOWS}|{_SUPPLEMENT}|TF)\s*[)\]]?$", re.IGNORECASE)


_NO_PAGES = re.compile(
    r"[(\[]?(?:verbal|oral)(?:\s+(?:update|report|item))?[)\]]?|[(\[]?(?:attached|enclosed|presentation|none|n/?a|nil)[)\]]?|[–—-]",
    re.IGNORECASE,
)  # what a column of pages says of an item without any


@dataclass(frozen=True, slots=True)
class Printed:
    """What stood about pages in a block of rows. ``pages``: first and last printed page; ``single``: the margin prints
    one number, the first page; ``closes``: index of the row in which a range in the running text ended, None without one."""

    rows: tuple[Row, ...]
    pages: tuple[int, int] | None = None
    single: bool = False
    to_follow: bool = False
    closes: int | None = None


def cut_ranges(rows: Sequence[Row], *, column: float | None) -> Printed:
    """The rows of one item without the words on pages, and what those said.

    ``column`` is the left edge of the agenda's page column, None where it has none.
    """
    kept, margin, follows = _cut_margin(rows, column)
    text = "\n".join(row.text for row in kept)
    spans = [(m.start(), m.end(), _pages(m)) for m in _BRACKETED.finditer(text)] or [
        (m.start(), m.end(), _pages(m)) for m in _NAMED.finditer(text)
    ][:1]
    marks = [(m.start(), m.end(), None) for m in _TO_FOLLOW.finditer(text)]
    pages = _hull([span[2] for span in spans])
    closes = text.count("\n", 0, spans[0][1]) if spans else None
    if pages is None and margin:
        match = _MARGIN.match(margin)
        pages = _pages(match) if match else None
    single = pages is not None and pages[0] == pages[1] and not spans
    cut = sorted([(a, b) for a, b, _ in spans + marks])
    return Printed(tuple(_without(kept, text, cut)), pages, single, follows or bool(marks), closes)


def ranges_behind_titles(rows: Sequence[Row], starts: Sequence[int]) -> list[Row]:
    """Rows of an agenda that prints its ranges right behind the titles ("4. Nursery places 12 - 20"), each put in brackets.

    ``starts`` are the rows of its items. Two of them at least must end so, the minutes among them, and their ranges must rise:
    a title may end in years or ages of its own.
    """
    if any(range_in(row.text) for row in rows) or any(_NAMED.search(rows[index].text) for index in starts):
        return list(rows)
    found: dict[int, re.Match[str]] = {}
    last = 0
    for index in starts:
        match = _RANGE_TAIL.search(rows[index].segments[-1].text)
        span = _MARGIN.match(match["span"]) if match else None
        pages = _pages(span) if span else None
        if match is None or pages is None:
            continue
        if not last < pages[0] <= pages[1] < _YEARS:
            return list(rows)
        found[index], last = match, pages[1]
    if len(found) < _FEWEST_RANGES or not any("minutes" in rows[index].text.lower() for index in found):
        return list(rows)
    out = list(rows)
    for index, match in found.items():
        segment = rows[index].segments[-1]
        words = f"{segment.text[: match.start()]} (Pages {match['span'].strip('()[] ')})"
        out[index] = replace(rows[index], segments=(*rows[index].segments[:-1], replace(segment, text=words)))
    return out


def range_in(text: str) -> str | None:
    """The words "(Pages 5 - 14)" that a text ends with."""
    found = list(_BRACKETED.finditer(text))
    return found[-1][0] if found and found[-1].end() == len(text.rstrip()) else None


def is_page_words(text: str) -> bool:
    """Whether words in a column of their own are about pages: a range, the start of one, "to follow", a dash for none."""
    words = text.strip()
    return any(p.match(words) for p in (_MARGIN, _OPEN_MARGIN, _MARGIN_FOLLOW)) or words.strip("-–— ") == ""


def ranges_to_the_right(rows: Sequence[Row]) -> list[Row]:
    """Rows of an agenda that prints its ranges at the left ("5 - 12    3    MINUTES"), moved to the row's end."""
    out = []
    for row in _from_the_middle(rows):
        first = row.segments[0]
        if len(row.segments) > 1 and _AT_LEFT.match(first.text) and re.match(r"\d|[A-Z]", row.segments[1].text):
            moved = Segment(f"(Pages {first.text})", row.right + 20, row.right + 90)
            row = replace(row, segments=(*row.segments[1:], moved))
        out.append(row)
    return out


def _from_the_middle(rows: Sequence[Row]) -> list[Row]:
    """Rows of a table in which further columns stand behind that of the pages, this one moved to the row's end."""
    out: list[Row] = []
    head: Segment | None = None
    reach = 0.0
    for row in rows:
        at = next((n for n, s in enumerate(row.segments) if _PAGE_HEAD.fullmatch(s.text.strip())), None)
        if at is not None:
            last = at == len(row.segments) - 1
            head, reach = (None, 0.0) if last else (row.segments[at], row.segments[at + 1].left)
        elif head is not None and len(row.segments) > 1:
            found = next(
                (
                    s
                    for s in row.segments[1:]
                    if s.left < reach - 2 and s.right > head.left - 30 and _MARGIN.match(s.text)
                ),
                None,
            )
            if found is not None:
                end = max(row.right, reach) + 20
                moved = Segment(f"(Pages {found.text.strip(' ()')})", end, end + 70)
                row = replace(row, segments=(*(s for s in row.segments if s is not found), moved))
        out.append(row)
    return out


def page_column(rows: Sequence[Row], *, width: float) -> float | None:
    """The left edge of a column of page numbers at the right margin, None where there is none.

    Told by at least two ranges standing there, or by one under the heading "Page(s)".
    """
    lefts = []
    headed = None
    for row in rows:
        last = row.segments[-1]
        if _PAGE_HEAD.fullmatch(last.text.strip()) and last.left > 0.55 * width:
            headed = last
        elif (
            len(row.segments) > 1
            and last.left > 0.5 * width
            and (_MARGIN.match(last.text) or _OPEN_MARGIN.match(last.text))
        ):
            lefts.append(last.left)
    if headed is not None and any(abs(left - headed.left) < 60 for left in lefts):
        return min([left for left in lefts if abs(left - headed.left) < 60] + [headed.left]) - 3
    lefts.sort()
    near = [left for left in lefts if lefts and left > lefts[-1] - 40]
    if len(near) == 1 and any(_is_only_range(row, width) for row in rows):
        return near[0] - 3  # a short agenda with one paper
    return near[0] - 3 if len(near) >= _FEWEST_RANGES else None


def _is_only_range(row: Row, width: float) -> bool:
    """Whether a numbered row ends, far to the right, in a range that can be nothing but pages."""
    match = _MARGIN.match(row.segments[-1].text) if len(row.segments) > 1 else None
    pages = _pages(match) if match else None
    numbered = re.match(r"[A-Z]?\d{1,3}\b", row.segments[0].text) is not None
    return numbered and row.segments[-1].left > 0.6 * width and pages is not None and pages[0] < pages[1] < _YEARS


def _cut_margin(rows: Sequence[Row], column: float | None) -> tuple[list[Row], str | None, bool]:
    """Rows without their page column; the column's words joined; whether it says "to follow"."""
    kept: list[Row] = []
    found: list[str] = []
    follows = False
    for row in rows:
        segments = list(row.segments)
        last = segments[-1]
        text = last.text.strip()
        alone = len(segments) > 1 or (column is not None and last.left >= column)
        if column is not None and alone and last.left >= column - 12:
            if _NO_PAGES.fullmatch(text):
                segments.pop()
            elif _MARGIN.match(text) or _OPEN_MARGIN.match(text) or (found and _MARGIN_TAIL.match(text)):
                found.append(text)
                segments.pop()
            elif _MARGIN_FOLLOW.match(text):
                follows = True
                segments.pop()
        elif column is not None and not found and (title := _before_margin(last, column)) is not None:
            found.append(text[len(title) :].strip())
            segments[-1] = replace(last, text=title, right=column)
        elif (leader := _LEADER.search(text)) and not found:
            found.append(leader[0].strip(" .…"))
            segments[-1] = replace(last, text=text[: leader.start()])
        elif len(segments) > 1 and _MARGIN_FOLLOW.match(text):
            follows = True
            segments.pop()
        kept.append(_with_segments(row, segments))
    return kept, " ".join(found) or None, follows


def _before_margin(segment: Segment, column: float) -> str | None:
    """The words of a title that reaches the page column so closely that the range there stands in its own segment."""
    match = _RANGE_TAIL.search(segment.text)
    if match is None or segment.right <= column + 4:
        return None
    per_letter = (segment.right - segment.left) / max(1, len(segment.text))
    return segment.text[: match.start()] if segment.right - per_letter * len(match["span"]) >= column - 12 else None


def _with_segments(row: Row, segments: Sequence[Segment]) -> Row:
    """A row whose segments changed; one left without words keeps an empty segment in its place."""
    return replace(row, segments=tuple(segments) or (Segment("", row.left, row.left),))


def _without(rows: Sequence[Row], text: str, cuts: Sequence[tuple[int, int]]) -> list[Row]:
    """Rows with the cut spans of their joined ``text`` taken out, those left empty kept as empty rows."""
    out = []
    start = 0
    for row in rows:
        line = row.text
        end = start + len(line)
        pieces, at = [], start
        for a, b in cuts:
            if a < end and b > start:
                pieces.append(text[at : max(at, a)])
                at = min(end, max(at, b))
        pieces.append(text[at:end])
        if at == start and len(pieces) == 1:
            out.append(row)
        else:
            words = " ".join("".join(pieces).split())
            out.append(_with_segments(row, [Segment(words, row.left, row.right)] if words else []))
        start = end + 1
    return out


def _pages(match: re.Match[str]) -> tuple[int, int] | None:
    numbers = [int(match["a"]), int(match["b"] or match["a"])]
    numbers += [int(n) for n in re.findall(r"\d+", match["more"] or "")]
    return (min(numbers), max(numbers)) if numbers[0] <= numbers[1] else None


def _hull(pages: Sequence[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [p for p in pages if p is not None]
    return (min(a for a, _ in known), max(b for _, b in known)) if known else None
