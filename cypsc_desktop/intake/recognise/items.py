"""The items of an agenda: number, title, purpose, part, printed pages, To Follow, from the rows of a front sheet.

It maps no page to a sheet and opens no paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cypsc_desktop.intake.recognise.asides import without_asides, without_clocks
from cypsc_desktop.intake.recognise.chain import STANDARD, Candidate, best_chain, candidates
from cypsc_desktop.intake.recognise.item_titles import read_item
from cypsc_desktop.intake.recognise.levelled import levelled
from cypsc_desktop.intake.recognise.ranges import (
    cut_ranges,
    is_page_words,
    page_column,
    range_in,
    ranges_behind_titles,
    ranges_to_the_right,
)
from cypsc_desktop.intake.recognise.rows import Row
from cypsc_desktop.intake.recognise.sub_items import sub_items
from cypsc_desktop.intake.report import ItemFound

_PART = re.compile(
    r"^(?:[A-H][.)]\s+)?(?:agenda\s*)?[\s–—:-]*(?:(?P<part>part\s*[–—-]?\s*(?P<letter>A|B|I{1,2}"
    r"|1|2|one|two)\b(?!\s+of\b))|(?P<b>(?:exempt|restricted|confidential|private"
    r"|closed)\b[\w\s/&,-]{0,40}?\b(?:items?|business|session|agenda|matters|reports?)"
    r"|(?:items?|business|matters|reports?)\b[\w\s,/-]{0,40}\b(?:in private|absence of (?:the )?(?:press"
    r"|public)[\w\s]*|not open to[\w\s]*|exempt|restricted|confidential|private))"
    r"|(?P<a>(?:unrestricted|public(?! (?:speaking|participation|questions?|forum))|open"
    r"|non-exempt|non-confidential)\b[\w\s/&,-]{0,30}?\b(?:items?"
    r"|business|session|agenda|matters|reports?)|(?:items?|business|matters)\b[\w\s,-]{0,40}\b(?:in public"
    r"|open to the public)))\b[^.]{0,70}$",
    re.IGNORECASE,
)
_HEADING_ROW = re.compile(
    r"^(?:(?:agenda\s+)?item(?:\s*(?:no\.?|number|title))?|title|subject|business"
    r"|pages?(?:\s*(?:nos?\.?|numbers?))?|no\.?|report(?:s| author)?|(?:lead )?officer"
    r"|ward|time|lead|timings?|[\s/|:.])+$",
    re.IGNORECASE,
)
_SECTION_ROW = re.compile(
    r"^section\s+(?:[A-H]|\d)\s*[:–—-]\s*[A-Z][^.]{3,80}$", re.IGNORECASE
)  # heads a group of items
AGENDA_HEADING = re.compile(
    r"^a\s?g\s?e\s?n\s?d\s?a\b[^a-z]{0,4}(?:for\b.{0,60}|items?|part .{1,20})?$"
    r"|^order\s+of\s+business$|^business\s+to\s+be\s+(?:transacted|considered)\W*$",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"^(?:yours\s+(?:sincerely|faithfully)|(?:\w+\s+){0,5}(?:chief executive|monitoring officer"
    r"|general counsel|town clerk|proper officer|head of (?:legal|democratic|paid"
    r"|governance)\b|director of (?:law|legal|governance|corporate|resources))"
    r"|(?:corporate |assistant |interim |executive )*director\b|date of (?:issue"
    r"|publication|despatch)|(?:date )?(?:published|issued|dated|despatched)\b"
    r"|membership\b|members\s*:|circulation\b|councillors\s*:|co-?opted members\b"
    r"|members(?:hip)? of the\b"
    r"|attending meetings\b|the\b.{3,90}\b(?:comprises|consists of)\b.{0,20}\bmembers\b|contact\b"
    r"|for (?:requests for )?(?:further|more) information"
    r"|further information|distribution\b|quorum\b"
    r"|notes?\s*:|please note\b|emergency|fire\b|access (?:to|arrangements)|tel(?:ephone)?\b\s*[:.]"
    r"|e-?mail\b|enquiries\b|to:?\s+(?:all\s+)?(?:the\s+)?members|(?:if you|anyone) (?:require"
    r"|need|wish|would like)|this (?:agenda|document|meeting)\b|copies of|background papers"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+\d|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+20\d\d$"
    r"|(?:https?://|www\.)|\S+@\S+$|\+?[\d\s()-]{9,}$|\*\s?\*)",
    re.IGNORECASE,
)
_ENDS_LIST = re.compile(r"^\W*(?:agenda\s+ends|end\s+of\s+(?:the\s+)?agenda)\W*$", re.IGNORECASE)
_LETTERED = re.compile(r"^\(?[a-z][.)]\s*$")  # of a sub-item, between the columns of numbers and of titles
_SIGNED = 0.45  # of the measure: what stands in that last part of it, far below, is no item's text
_FIRST = ("1", "1.1", "A", "A1", "1a", "I")


@dataclass(frozen=True, slots=True)
class AgendaList:
    """The items and the rows before the first of them; ``first_pages`` says that it
    prints of each item the first page alone."""

    items: list[ItemFound]
    before: list[Row]
    first: int
    last: int
    first_pages: bool = False


def read_items(rows: Sequence[Row], *, width: float) -> AgendaList:
    """The agenda's items among the rows of the front sheets; no items where there is no list of them."""
    printed = list(rows)
    rows = without_clocks(ranges_to_the_right(levelled(rows)))
    column = page_column(rows, width=width)
    parts = {index: part for index, row in enumerate(rows) if (part := _part_of(row))}
    starts = _in_title_column(_numbered(rows, parts, column))
    narrowed, gone = False, 0
    if starts and (narrower := without_asides(rows, starts, column)) != rows:
        inside = {index: part for index, row in enumerate(narrower) if (part := _part_of(row))}
        if again := _in_title_column(_numbered(narrower, inside, column)):
            gone, rows, parts, starts, narrowed = len(rows) - len(narrower), narrower, inside, again, True
    if column is None and (ended := ranges_behind_titles(rows, [s.index for s in starts])) != rows:
        rows = ended
        starts = _in_title_column(_numbered(rows, parts, column)) or starts
    starts = starts or _unnumbered(rows, column)
    if not starts:
        return AgendaList([], list(rows), len(rows), len(rows))
    reach = _reach(rows, starts, column, width=width, inside=narrowed)
    hanging = _hangs(rows, starts)
    heads = [_Head(start, end) for start, end in zip(starts, [s.index for s in starts[1:]] + [len(rows)], strict=True)]
    items = []
    last = starts[-1].index
    for head in heads:
        body, last = _body(rows, head, parts, trailing=head is heads[-1], hanging=hanging)
        for start, own in sub_items(head.start, body, column):
            item, first_only = read_item(start, own, reach=reach, column=column)
            item.part = _part_at(head.start.index, parts)
            items.append((item, first_only))
    firsts = _mend_first_pages(items)
    first = starts[0].index
    above = (
        printed[:first] if len(printed) == len(rows) else list(rows[:first])
    )  # with the clocks and columns left out below
    return AgendaList([item for item, _ in items], above, first, last + gone, firsts)


def _reach(
    rows: Sequence[Row], starts: Sequence[Candidate], column: float | None, *, width: float, inside: bool
) -> float:
    """How far to the right titles may run: as far as any words do, in a table as far as those of its title cells. ``inside``:
    as far as those of the list, whose further columns were left out."""
    tables = {s.row.table for s in starts}
    listed = rows[starts[0].index : starts[-1].index + 1] if inside or None not in tables else rows
    words = (
        s
        for row in listed
        for n, s in enumerate(row.segments)
        if not (n and (is_page_words(s.text) or range_in(s.text)))
    )
    return max((s.right for s in words if column is None or s.right < column), default=width)


@dataclass(frozen=True, slots=True)
class _Head:
    start: Candidate
    end: int


def _numbered(rows: Sequence[Row], parts: dict[int, str], column: float | None) -> list[Candidate]:
    def has_range(index: int) -> bool:
        more = next((n for n in range(1, 4) if index + n >= len(rows) or rows[index + n].text[:1].isdigit()), 3)
        found = cut_ranges(rows[index : index + more], column=column)
        return found.pages is not None or found.to_follow

    found = candidates(rows, has_range=has_range)
    agenda = next((i for i, row in enumerate(rows) if AGENDA_HEADING.match(row.text)), None)
    resets = sorted(parts)[1:]
    chain = best_chain(found, resets=resets)
    if agenda is not None and chain and chain[0].index < agenda:
        after = best_chain([c for c in found if c.index > agenda], resets=resets)
        if (
            len(after) >= 2
            and after[0].number in _FIRST
            and sum(c.ranged for c in after) >= sum(c.ranged for c in chain)
        ):
            chain = after  # what stands above the word "Agenda" is another list: notes, or rules for speakers
    if len(chain) >= 2:
        standard = sum(STANDARD.search(" ".join(s.text for s in c.rest)) is not None for c in chain)
        ranged = sum(has_range(c.index) for c in chain)
        return (
            chain
            if agenda is not None or standard or ranged or any(_HEADING_ROW.match(row.text) for row in rows)
            else []
        )
    if len(chain) == 1:
        near = rows[max(0, chain[0].index - 2) : chain[0].index]
        headed = any(_HEADING_ROW.match(row.text) or AGENDA_HEADING.match(row.text) for row in near)
        block = cut_ranges(rows[chain[0].index : chain[0].index + 5], column=column)
        return chain if headed or block.pages or block.to_follow else []
    return []


def _in_title_column(starts: Sequence[Candidate]) -> list[Candidate]:
    """Items without what stands between number and title in a column of its own (a ward, "not open")."""
    lefts = [round(s.title_left / 4) for s in starts]
    common = max(lefts, key=lefts.count) * 4 if lefts else 0
    out = []
    for start in starts:
        at = next((n for n, s in enumerate(start.rest) if abs(s.left - common) < 6), 0)
        out.append(replace(start, rest=start.rest[at:], title_left=start.rest[at].left) if at else start)
    return out


def _unnumbered(rows: Sequence[Row], column: float | None) -> list[Candidate]:
    """Items without numbers: rows in the one heading style that rows with a page range or usual titles have."""
    agenda = next((i for i, row in enumerate(rows) if AGENDA_HEADING.match(row.text)), None)
    sure = []
    for index, row in enumerate(rows):
        if agenda is not None and index <= agenda:
            continue
        cut = cut_ranges([row], column=column)
        title = cut.rows[0].text.strip()
        whole = title.count("(") == title.count(")") and not title.endswith(".")
        usual = STANDARD.match(title) is not None and len(title.split()) <= 9 and whole
        if title and (cut.pages or (usual and agenda is not None)):
            sure.append(index)
    ranged = [i for i in sure if cut_ranges([rows[i]], column=column).pages]
    if len(sure) < 2 or not ranged:
        return []
    loud = [look for i in sure if i not in ranged and (look := _style(rows[i]))[0] != "plain"]
    style = _commonest(loud if len(loud) > 1 else [_style(rows[i]) for i in sure])
    starts: list[Candidate] = []
    for index in range(agenda + 1 if agenda is not None else sure[0], len(rows)):
        row = rows[index]
        wrapped = (
            starts and starts[-1].index == index - 1 and row.gap < 0.5 and _style(row) == style and style[0] != "plain"
        )
        title = cut_ranges([row], column=column).rows[0].text.strip()
        known = index in ranged and _style(row)[1:] == style[1:]
        if (
            (_style(row) != style and not known)
            or wrapped
            or len(title) < 3
            or _part_of(row)
            or _HEADING_ROW.match(row.text)
            or _TRAILER.match(row.text)
        ):
            continue
        if style[0] == "plain" and index not in sure:
            continue
        starts.append(Candidate(index, row, "", row.segments, row.left, row.left, row.left, 0.0))
    return starts


def _hangs(rows: Sequence[Row], starts: Sequence[Candidate]) -> bool:
    """Whether the words under a title keep its indent, so that a row in the number's column is none of theirs."""
    title_left = min(s.title_left for s in starts)
    if title_left - min(s.number_left for s in starts) <= 12:
        return False
    heads = {s.index for s in starts}
    between = [rows[i] for i in range(starts[0].index, starts[-1].index) if i not in heads]
    outside = sum(row.left < title_left - 8 and not row.bold and not row.caps for row in between)
    return outside * 4 <= len(between)


def _style(row: Row) -> tuple[str, int, int]:
    look = f"h{row.heading}" if row.heading else "bold" if row.bold else "caps" if row.caps else "plain"
    return (look, round(row.size), round(row.left / 12))


def _commonest(styles: Sequence[tuple[str, int, int]]) -> tuple[str, int, int]:
    return max(styles, key=styles.count)


def _part_of(row: Row) -> str | None:
    if len(row.text) > 110:
        return None
    match = _PART.match(row.text.strip())
    if match is None:
        return None
    if match["letter"]:
        rest = row.text[match.end("part") :]
        if re.match(r"\s+(?:of|and|to)\b", rest):
            return None
        return "A" if match["letter"].upper() in ("A", "I", "1", "ONE") else "B"
    return "B" if match["b"] else "A"


def _part_at(index: int, parts: dict[int, str]) -> str | None:
    """The part in force: the last heading above; above the first heading of Part B all is Part A."""
    if not parts:
        return None
    above = [i for i in parts if i < index]
    return parts[max(above)] if above else ("A" if "B" in parts.values() else None)


def _body(
    rows: Sequence[Row], head: _Head, parts: dict[int, str], *, trailing: bool, hanging: bool
) -> tuple[list[Row], int]:
    """The rows of one item, its first row without the number; and the index after its last row."""
    start = head.start
    body = [replace(start.row, segments=start.rest)] if start.rest else []
    end = start.index + 1
    hanging = hanging and start.row.table is None
    edge = max((row.right for row in rows if row.page == start.row.page), default=0.0)
    for index in range(start.index + 1, head.end):
        row = rows[index]
        if index in parts or AGENDA_HEADING.match(row.text) or _ENDS_LIST.match(row.text):
            break
        if _HEADING_ROW.match(row.text) or _SECTION_ROW.match(row.text):
            continue
        out = hanging and row.left < start.title_left - 8 and not _is_page_note(row.text)
        out = out and not _wraps(rows[index - 1], row, start, edge=edge) and not _LETTERED.match(row.segments[0].text)
        if out and (row.bold or row.caps or row.heading) and not trailing:
            break
        if (
            trailing
            and row.left > edge - _SIGNED * (edge - start.title_left)
            and row.gap > 2
            and start.row.table is None
        ):
            break  # a signature at the right
        if (
            trailing
            and index > start.index + 1
            and (_TRAILER.match(row.text) or row.gap > 3.2 or (out and row.gap > 0.8))
        ):
            break
        if trailing and out and _TRAILER.match(row.text):
            break
        if trailing and start.row.table is not None and row.table is None and row.page == start.row.page:
            break  # an item in a table ends with the table
        body.append(row)
        end = index + 1
    else:
        body = _without_group_heading(body, start, is_last=trailing)
    return body, end


def _wraps(above: Row, row: Row, start: Candidate, *, edge: float) -> bool:
    """Whether a row goes on with a title that ran to the right edge and wrapped under its number."""
    alike = row.gap < 0.75 and row.bold == above.bold and row.caps == above.caps and abs(row.size - above.size) < 0.6
    em = (row.right - row.left) / max(1, len(row.text))
    right = max((s.right for s in above.segments if not is_page_words(s.text)), default=0.0)
    full = right + em * len(row.text.split()[0]) > edge - em
    return alike and full and (above is start.row or abs(above.left - row.left) < 3)


def _is_page_note(text: str) -> bool:
    return re.match(r"^\W*(?:pages?\b|pp?\.|to follow|see )", text, re.IGNORECASE) is not None


def _without_group_heading(body: list[Row], start: Candidate, *, is_last: bool) -> list[Row]:
    """Drops a heading of the next group of items ("Items for decision") that stands last in this block."""
    if is_last or len(body) < 2:
        return body
    row, above = body[-1], body[-2]
    loud = (
        (row.bold and not above.bold) or (row.caps and not above.caps) or (row.heading and row.heading != above.heading)
    )
    centred = abs((row.left + row.right) / 2 - 297) < 12
    apart = centred or (row.gap > 0.5 and (row.left < start.title_left - 8 or (row.caps and not above.caps)))
    return body[:-1] if loud and apart and len(row.text.split()) <= 9 and not _is_page_note(row.text) else body


def _mend_first_pages(items: Sequence[tuple[ItemFound, bool]]) -> bool:
    """Where the agenda's page column holds first pages only (each item's flag), an item runs to the page before the
    next; whether it was so."""
    ranged = [(item, item.printed_pages[0]) for item, _ in items if item.printed_pages]
    if len(ranged) < 2 or not all(first_only for item, first_only in items if item.printed_pages):
        return False
    firsts = [first for _, first in ranged]
    if firsts != sorted(firsts) or firsts[-1] - firsts[0] < len(firsts):
        return False
    for (item, first), (_, following) in pairwise(ranged):
        item.printed_pages = (first, max(first, following - 1))
    return True
