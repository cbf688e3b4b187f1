"""The front sheets of a pack read whole: which sheets they are, the meeting, its members, its items.

It opens none of the papers behind them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.intake.layout import Sheet, Source
from cypsc_desktop.intake.recognise.attendance import label_kind
from cypsc_desktop.intake.recognise.bodies import BODY_WORD, body_alone
from cypsc_desktop.intake.recognise.chain import STANDARD
from cypsc_desktop.intake.recognise.dates import find_date
from cypsc_desktop.intake.recognise.front import (
    Called,
    find_body,
    find_clerk,
    find_issued,
    find_place,
    find_when,
    from_info,
)
from cypsc_desktop.intake.recognise.heads import MINUTES_HEAD, PRESENT, begins_minutes
from cypsc_desktop.intake.recognise.items import AGENDA_HEADING, AgendaList, read_items
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.minute_sheets import AT_A_MEETING, is_head_date
from cypsc_desktop.intake.recognise.papers import item_marks
from cypsc_desktop.intake.recognise.report_header import header_in
from cypsc_desktop.intake.recognise.rows import Row, sheet_rows
from cypsc_desktop.intake.recognise.sheet_map import SheetMap
from cypsc_desktop.intake.report import At, ItemFound, MeetingFound

_MOST_FRONT_SHEETS = 14
_FEWEST_FRONT_ROWS = 8
_HEAD_ROWS = 8  # between the date of minutes and their attendance
_SCANNED_ROWS = 3  # a scan may bear a stamp or a stray word
_FRONT_BOOKMARK = re.compile(
    r"^(?:agenda|front|cover|index|contents|notice|summons|public\s+(?:notice"
    r"|pack)|order of business)",
    re.IGNORECASE,
)
_FLOW_END = re.compile(
    r"^(?:agenda item\s*(?:no\.?)?\s*:?\s*\d+\W*|report to\b.*:.*|minutes\b(?! (?:of the )?(?:previous"
    r"|last|from)).{0,20})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """The front sheets: their rows, what they list, and the number of the last of them."""

    rows: list[Row]
    agenda: AgendaList
    info: Called
    body: str | None
    body_row: Row | None
    last: int
    width: float

    @property
    def around(self) -> list[Row]:
        """The rows above and below the list of items."""
        return [*self.agenda.before, *self.rows[self.agenda.last :]]


def read_front(source: Source) -> Front:
    """The front sheets of any file; one without an agenda gives rows and no items."""
    info = from_info(source.info)
    by_sheet = {s.number: sheet_rows(s) for s in _front_sheets(source)}
    width = source.sheets[0].width if source.sheets else 595.0
    last = max(by_sheet, default=0)
    if source.paged:
        rows, agenda = _grown(by_sheet, SheetMap(source.sheets), width=width)
    else:
        rows = _flow_front([row for rows in by_sheet.values() for row in rows])
        agenda = read_items(rows, width=width)
    if not agenda.items and info.body and len(rows) <= _SCANNED_ROWS:
        agenda = AgendaList(_items_of_outline(source), rows, len(rows), len(rows))
    last = max([item.at.page for item in agenda.items if item.at], default=last)
    body, row = find_body([*agenda.before, *rows[agenda.last :]], info)
    return Front(rows, agenda, info, body, row, last, width)


def _items_of_outline(source: Source) -> list[ItemFound]:
    """Items of an agenda whose front sheets are scanned, from the outline that the committee system wrote."""
    items: list[ItemFound] = []
    for mark in source.outline:
        match = re.match(r"^(?P<number>[A-Z]?\d{1,3}[a-z]?)\.?\s+(?P<title>\S.*)$", mark.title.strip())
        if match and mark.whole_page and mark.level == 0 and 1 < mark.page <= len(source.sheets):
            items.append(ItemFound(number=match["number"], title=match["title"], at=At(1)))
    return items


def read_meeting(front: Front, *, supplement: bool) -> MeetingFound:
    """The meeting that the front sheets call, with its members."""
    above = front.agenda.before
    date, time, at = find_when(above, front.info, supplement=supplement)
    if date is None:
        date, time, _ = find_when(front.around, front.info, supplement=supplement)
        at = None
    return MeetingFound(
        body=front.body,
        date=date,
        time=time,
        place=None if supplement and at is None else find_place(above, at),
        clerk=find_clerk(front.around),
        issued=find_issued([*front.rows[front.agenda.last :], *above], date),
        members=read_members(above) or read_members(front.rows[front.agenda.last :]),
        at=At(front.body_row.page, front.body_row.box) if front.body_row else None,
    )


def _front_sheets(source: Source) -> list[Sheet]:
    """Sheets that may be front sheets: from the first up to the first that is plainly a paper."""
    marked = [
        b.page for b in source.outline if b.whole_page and b.page > 1 and not _FRONT_BOOKMARK.match(b.title.strip())
    ]
    end = min([_MOST_FRONT_SHEETS, len(source.sheets), *(page - 1 for page in marked)])
    stamped = next((s for s in source.sheets if s.stamp), None)
    bare = stamped is not None and stamped.stamp == "1" and stamped.number > 1
    if stamped is not None and bare:
        end = min(end, stamped.number - 1)  # committee systems count from the first paper and leave the front bare
    sheets: list[Sheet] = []
    for sheet in source.sheets[: max(1, end)]:
        if sheets and (item_marks(sheet) is not None or (not bare and _is_paper(sheet))):
            break
        if not sheet.filler:
            sheets.append(sheet)
    return sheets


def _is_paper(sheet: Sheet) -> bool:
    """Whether a sheet after the first begins a report or minutes."""
    rows = sheet_rows(sheet)[:46]
    header = header_in(rows)
    called = header is not None and (header.subject or header.report_to)
    return bool(called) or begins_minutes(row.text for row in rows)


def _grown(by_sheet: dict[int, list[Row]], stamps: SheetMap, *, width: float) -> tuple[list[Row], AgendaList]:
    """The front sheets' rows and their list, read from the first sheet on until the list sends the reader to a paper.

    The headings of the first report are a numbered list too, and often a longer one: they must not outweigh the
    agenda that stands before them.
    """
    rows: list[Row] = []
    agenda = read_items(rows, width=width)
    kept = 0
    for number, found in by_sheet.items():
        longer = read_items([*rows, *found], width=width)
        if _is_list(agenda) and not _goes_on(agenda, longer) and not _begins_here(agenda, longer, found):
            break
        rows += found
        agenda, kept = longer, number
        end = _first_paper(agenda, stamps, number)
        if end is not None:
            rows = [row for sheet, on_it in by_sheet.items() if sheet <= end for row in on_it]
            return rows, read_items(rows, width=width)
    if not _is_list(agenda) and kept < max(by_sheet, default=0):
        rows = [row for on_it in by_sheet.values() for row in on_it]
    return rows, agenda


def _is_list(agenda: AgendaList) -> bool:
    """Whether the items are plainly an agenda's: pages, "to follow" or a usual title stand with enough of them."""
    known = [i for i in agenda.items if i.printed_pages or i.to_follow or STANDARD.search(i.title)]
    few = len(agenda.items) <= 2 and any(i.printed_pages for i in known)
    return few or (len(known) >= 2 and 3 * len(known) >= len(agenda.items))


def _goes_on(agenda: AgendaList, longer: AgendaList) -> bool:
    """Whether the list read from one sheet more is the same list, if only longer at its end."""
    same = zip(agenda.items[:-1], longer.items, strict=False)
    return len(longer.items) >= len(agenda.items) and all(a.number == b.number and a.at == b.at for a, b in same)


def _begins_here(agenda: AgendaList, longer: AgendaList, found: Sequence[Row]) -> bool:
    """Whether the agenda itself begins on this sheet, under its heading; the list read before was one of notes."""
    headed = any(AGENDA_HEADING.match(row.text) for row in found[:_HEAD_ROWS])
    first = longer.items[0].at if longer.items else None
    paged = any(item.printed_pages or item.to_follow for item in agenda.items)
    return headed and not paged and first is not None and first.page == found[0].page


def _first_paper(agenda: AgendaList, stamps: SheetMap, read: int) -> int | None:
    """The last front sheet, if the first printed page that the agenda names lies on a sheet after its first item."""
    pages = [item.printed_pages[0] for item in agenda.items if item.printed_pages]
    first = agenda.items[0].at if agenda.items else None
    sheet = stamps.sheet(min(pages)) if pages and _is_list(agenda) else None
    if sheet is None or first is None or sheet <= first.page:
        return None
    return max(sheet - 1, first.page) if sheet - 1 <= max(read, _MOST_FRONT_SHEETS) else None


def _flow_front(rows: list[Row]) -> list[Row]:
    """In a format without pages the front ends where the first paper is headed."""
    latest: str | None = None
    for index, row in enumerate(rows):
        latest = max([day for day in (latest, find_date(row.text)) if day], default=None)
        if index > _FEWEST_FRONT_ROWS and (start := _minutes_start(rows, index, latest)):
            return _without_heading(rows[:start])
        if index > 12 and (
            _FLOW_END.match(row.text.strip())
            or (
                row.heading
                and MINUTES_HEAD.match(row.text)
                and len(row.text) < 40
                and _attended(rows[index : index + 12])
            )
        ):
            return _without_heading(rows[:index])
        if index > 12 and re.match(r"meeting of\b.*\bheld on\b", row.text, re.IGNORECASE):
            return _without_heading(rows[:index])
    return rows


def _minutes_start(rows: Sequence[Row], index: int, called: str | None) -> int | None:
    """Where minutes that are not headed so begin, if their attendance opens at ``index``: the first row of their head.

    ``called``: the latest date printed so far, which is the meeting's or a later one's.
    """
    if called and AT_A_MEETING.match(f"{rows[index].text} {rows[index + 1].text if index + 1 < len(rows) else ''}"):
        day = find_date(" ".join(row.text for row in rows[index : index + 3]))
        return index if day and day < called else None
    if label_kind(rows[index].segments[0].text) != "present":
        return None
    first = max(_FEWEST_FRONT_ROWS, index - _HEAD_ROWS)
    sure = PRESENT.match(rows[index].segments[0].text) is not None
    dated = [
        n
        for n in range(first, index)
        if (day := find_date(rows[n].text))
        and (called is None or day < called)
        and (sure or is_head_date(rows[n].text))
        and not _is_item(rows[n])
    ]
    if not dated or called is None:
        return None
    start = dated[-1]
    while start > first and (start - 1 in dated or _may_head(rows[start - 1])):
        start -= 1
    return start


def _is_item(row: Row) -> bool:
    return len(row.segments) > 1 and row.segments[0].text.strip(" .)(").isdigit()


def _may_head(row: Row) -> bool:
    """Whether a row above a date may belong to the head of minutes: a body's name or a title, no item of an agenda."""
    text = row.text
    return len(text) < 100 and not text[:1].isdigit() and BODY_WORD.search(text) is not None and len(row.segments) == 1


def _without_heading(rows: list[Row]) -> list[Row]:
    """The rows without the headings of the next paper that stand last."""
    while rows and not _is_item(rows[-1]) and (rows[-1].heading or body_alone(rows[-1].text)):
        rows = rows[:-1]
    return rows


def _attended(rows: Sequence[Row]) -> bool:
    return any(re.match(r"\W*present\b", row.text, re.IGNORECASE) for row in rows)
