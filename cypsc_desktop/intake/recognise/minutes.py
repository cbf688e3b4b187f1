"""Minutes of a meeting, in a pack or alone: when it was held, who was there, what was minuted and agreed.

It reads sheets and adds MinutesFound to the report; the agenda, the items and their papers are found before.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cypsc_desktop.intake.layout import Box, Line, Sheet, Source, Table
from cypsc_desktop.intake.recognise.attendance import label_kind, part_of, read_attendance
from cypsc_desktop.intake.recognise.attendees import Said, people
from cypsc_desktop.intake.recognise.dates import find_date, find_dates, find_time
from cypsc_desktop.intake.recognise.lists import OutcomeList, read_outcomes
from cypsc_desktop.intake.recognise.margin import titles_in_margin
from cypsc_desktop.intake.recognise.minute_sheets import BODY, HELD, MinuteSheets, minute_sheets
from cypsc_desktop.intake.recognise.minute_tables import without_rules
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, paragraphs
from cypsc_desktop.intake.recognise.sections import Heading, find_headings
from cypsc_desktop.intake.report import FindingFound, ImportReport, MinutesFound, NameFound, SectionFound
from cypsc_desktop.model.identity import fold_body

_CLOSED = re.compile(
    r"\b(?:meeting|business|proceedings|committee|session|it)\b.{0,60}?\b(?:ended|closed|concluded|finished"
    r"|terminated|rose|closes|ends|close|end|adjourned)\b(?P<after>.{0,60})"
    r"|\b(?:ended|closed|concluded|adjourned)\s+the\s+(?:meeting|proceedings|session)\b(?P<verb>.{0,60})"
    r"|^(?:(?:time\s+)?(?:ended|closed|finished)|(?:end|close|closing|finish)\s+time|(?:end|close"
    r"|closure)\s+of\s+(?:the\s+)?meeting|time\s+of\s+clos\w+)\b(?P<label>.{0,60})"
    r"|\bduration\s+of\s+(?:the\s+)?meeting\b[^–-]{0,40}?(?:[–-]|\bto\b|\buntil\b)(?P<span>.{3,20})",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:commenc\w+|start\w*|beginning|began|opened)\b.{0,40}?\b(?:finish\w*|end\w*|clos\w+|conclud\w+)\b(?P<after>.{3,24})"
    r"|\b(?:\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)\s*(?:[–—-]|to|until)\s*(?P<span>\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\b)",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:next|future)\s+(?:\w+\s+){0,2}meetings?\b", re.IGNORECASE)
_ISSUED = re.compile(
    r"(?:agenda\s+)?(?:published|issued|dated|despatched|date\s+of\s+(?:issue|publication))\b", re.IGNORECASE
)
_ENOUGH_WORDS = 3  # of a body's name cut short; "Cabinet" is not every Cabinet Committee
_OF_BODY = re.compile(
    r"(?:[Mm]inutes|MINUTES|[Mm]eeting)\s+of\s+(?:(?:a|the"
    r"|an)\s+(?:[a-z]+\s+)?(?:meeting\s+of\s+)?(?:the\s+)?)?(?P<body>(?:[A-Z&](?:(?!\bheld\b)[^,.;:]){1,90}?\s)??(?:Committee|Sub-Committee|Panel|Board|Cabinet|Commission|Forum|Council|Group|COMMITTEE|PANEL|BOARD|CABINET|COMMISSION|FORUM|SUB-COMMITTEE))\b",
)
_FEW_LINES = 14
_HEAD_CELLS = 12
_SHORT = 40  # characters that say from when to when
_LAST = 4  # blocks below which nothing more is said
_LINE = 100  # characters of a line that says where and when
_PLACE = re.compile(
    r"(?:\bheld\s+(?:in|at)\s+(?P<first>[^.]{3,140}?)\s*,?\s+(?:on|commencing)\s+(?=(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|\d)|(?:[ap]\.?m\.?|hours|hrs|noon)\s*,?\s*(?:in|at|via)\s+(?P<after>[^.]{3,140})|^(?:venue"
    r"|place|location)\s*:\s*(?P<label>.{3,140}))",
    re.IGNORECASE,
)
_APOLOGIES = re.compile(
    r"\bapolog(?:y|ies)\b(?!\s+for\s+(?:lateness|being\s+late|leaving|early))[^.]{0,60}?\b(?:from|of|by)\b\s*:?\s*(?P<names>(?:\b(?:Mr|Mrs|Ms|Dr|Cllr|[A-Z])\.|[^.])+)",
    re.IGNORECASE,
)
_WHO_SAT = re.compile(
    r",?\s+(?:who|for whom|with)\s+[^,;]*?\bsubstitut[^,;]*", re.IGNORECASE
)  # "…, who was substituted by …"


def find_minutes(source: Source, report: ImportReport) -> None:
    """Add each set of minutes that ``source`` holds to the report."""
    for found in minute_sheets(source, report):
        minutes = _read(source, report, found)
        if minutes is None:
            continue
        report.minutes.append(minutes)
        if minutes.of is None:
            message = "These minutes print no date of their meeting that can be read, so they stay text on their pages."
            report.findings.append(FindingFound(kind="minutes-undated", page=found.first, message=message))


def _read(source: Source, report: ImportReport, found: MinuteSheets) -> MinutesFound | None:
    """One set of minutes, or None where the sheets turn out to hold none."""
    sheets = list(source.sheets[found.first - 1 : found.last])
    line = sheets[0].lines[found.line] if found.line and sheets else None
    blocks = without_rules(paragraphs(titles_in_margin(_only(sheets, found))))
    if line is not None:
        begin = next(
            (n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and any(one is line for one in b.lines)), 0
        )
        above = itertools.takewhile(lambda n: _may_head(blocks[n]), range(begin - 1, max(0, begin - 4) - 1, -1))
        back = max((n for n in above if _names_body(blocks[n])), default=begin)
        if back == begin:
            back -= len(list(itertools.takewhile(_in_table, reversed(blocks[:begin]))))
        blocks = blocks[back:]
    if found.until is not None:
        blocks = _before(blocks, source.sheets[found.last - 1].lines[found.until])
    top = _top(blocks)
    called = report.meeting.date if report.meeting and report.kind in ("agenda pack", "supplement") else None
    of = (
        _held_on(top, called)
        or _held_on(_above(sheets, found.line), called)
        or (find_date(found.title or "") if found.sure else None)
    )
    if report.kind in ("agenda pack", "supplement") and report.meeting and of == report.meeting.date:
        of = None  # the agenda's own date: no pack holds the minutes of the meeting that it calls
    headings = find_headings(blocks, int(of[:4]) if of else _year(report))
    closing, closed = _closing(blocks)
    if headings and closing < headings[0].index:
        closing = len(blocks)  # said above the first minute, it ends none
    headings = [h for h in headings if h.index < closing and not (h.number is None and h.index < len(top))]
    begun = headings[0].index if headings else len(blocks)
    minutes = MinutesFound(
        of=of, closed=closed, at=blocks[0].at if blocks and isinstance(blocks[0], Paragraph) else None
    )
    read_attendance(blocks[:begun], minutes)
    if not headings and not minutes.present and not minutes.also_present and not (found.sure and of):
        return None
    joined = " ".join(top)
    alone = (text[-_SHORT:] for text in _lines([*blocks[:begun], *blocks[max(begun, len(blocks) - _LAST) :]]))
    if minutes.closed is None and (
        span := _FROM_TO.search(joined) or next(filter(None, map(_FROM_TO.search, alone)), None)
    ):
        minutes.closed = find_time(span["after"] or span["span"], bare=True)
    minutes.started = _started(joined)
    minutes.place = _place([*top, joined])
    minutes.body = _body(top, report)
    minutes.sections = _sections(blocks, headings, closing)
    _outcomes(blocks, headings, minutes, report, closing)
    if not minutes.apologies:
        _apologies(minutes)
    return minutes


def _lines(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    """Short paragraphs, and what stands in a small table."""
    for block in blocks:
        texts = [block.printed] if isinstance(block, Paragraph) else [cell.text for cell in block.cells[:_HEAD_CELLS]]
        yield from (text for text in texts if len(text) < _LINE)


def _only(sheets: Sequence[Sheet], found: MinuteSheets) -> list[Sheet]:
    """The sheets without what stands well above the minutes or below them: many sets may share one long sheet."""
    out = list(sheets)
    if found.until is not None:
        last = out[-1]
        end = last.lines[found.until].box.bottom + 1
        tables = tuple(table for table in last.tables if table.box.top < end)
        out[-1] = replace(last, lines=last.lines[: found.until + 1], tables=tables)
    if found.line > _FEW_LINES:
        first = out[0]
        begin = first.lines[found.line - _FEW_LINES].box.top - 1
        tables = tuple(table for table in first.tables if table.box.bottom > begin)
        out[0] = replace(first, lines=first.lines[found.line - _FEW_LINES :], tables=tables)
    return out


def _before(blocks: list[Paragraph | Table], line: Line) -> list[Paragraph | Table]:
    """The blocks above the one in which another set of minutes begins."""
    for n, block in enumerate(blocks):
        if (
            n
            and isinstance(block, Paragraph)
            and any(one.box == line.box and one.page == line.page for one in block.lines)
        ):
            return blocks[:n]
    return blocks


def _above(sheets: Sequence[Sheet], line: int) -> list[str]:
    """What stands on the first sheet above the line on which the minutes begin: a head set in a table, as a rule."""
    first = sheets[0] if sheets else None
    if first is None or not first.lines or line > _FEW_LINES:
        return []
    top = first.lines[line].box.top
    cells = [cell.text for table in first.tables if table.box.top < top for cell in table.cells]
    return [*cells, *(one.text for one in first.lines[:line])]


def _may_head(block: Paragraph | Table) -> bool:
    """Whether a block above the head of minutes may belong to it: no table, no issue date, no item of an agenda."""
    if not isinstance(block, Paragraph) or _ISSUED.match(block.printed):
        return False
    return not block.printed[:1].isdigit() or find_date(block.printed) is not None


def _in_table(block: Paragraph | Table) -> bool:
    """Whether a table sets out the head of minutes: when they were held, or who was there."""
    return isinstance(block, Table) and any(
        find_date(cell.text) or (cell.column == 0 and label_kind(cell.text)) for cell in block.cells[:_HEAD_CELLS]
    )


def _names_body(block: Paragraph | Table) -> bool:
    return (
        isinstance(block, Paragraph)
        and len(block.printed) < 100
        and bool(BODY.search(block.printed))
        and not block.printed.endswith((".", ":", ";"))
        and block.mark is None
    )


def _year(report: ImportReport) -> int | None:
    date = report.meeting.date if report.meeting else None
    return int(date[:4]) if date and date[:4].isdigit() else None


def _top(blocks: Sequence[Paragraph | Table]) -> list[str]:
    """The printed paragraphs above the attendance, tables' first lines among them."""
    top: list[str] = []
    for block in blocks[:25]:
        texts = [block.printed] if isinstance(block, Paragraph) else [c.text for c in block.cells[:8]]
        if any(label_kind(text) for text in texts):
            break
        top += texts
    return top


def _held_on(top: list[str], called: str | None) -> str | None:
    """The date of the meeting: where "held" stands, else the first date above the attendance. ``called``: the day of the
    agenda that the minutes come with, which no date of theirs is later than."""
    top = [text for text in top if not _TO_COME.search(text)]
    for n, text in enumerate(top):
        held = HELD.search(text)
        if held:
            joined = " ".join([text[held.start() :], *top[n + 1 : n + 3]])
            if (date := find_date(joined)) and not (called and date > called):
                return date
    return next((date for text in top if (date := find_date(text)) and not (called and date > called)), None)


def _started(text: str) -> str | None:
    dates = find_dates(text)
    near = text[dates[0].start - 60 if dates and dates[0].start > 60 else 0 : dates[0].end + 80] if dates else text
    return find_time(near)


def _place(top: list[str]) -> str | None:
    for text in top:
        match = _PLACE.search(text)
        if match:
            place = match["first"] or match["after"] or match["label"]
            dates = find_dates(place)
            return (place[: dates[0].start] if dates else place).strip(" ,") or None
    return None


def _body(top: list[str], report: ImportReport) -> str | None:
    """The body as the minutes print it, where it is not the pack's own."""
    own = report.meeting.body if report.meeting else None
    printed = None
    for text in top:
        match = _OF_BODY.search(text)
        if match:
            printed = match["body"].strip()
            break
    if printed is None:
        titles = [
            t for t in top if len(t) < 100 and BODY.search(t) and not HELD.search(t) and not t.rstrip().endswith(".")
        ]
        if own and any(fold_body(own) == fold_body(t) for t in titles):
            return None
        bodies = [t for t in titles if not re.search(r"\bcouncil$", t.strip(), re.IGNORECASE)]
        printed = next(iter(bodies or titles), None)
    if printed is None or (own and _same_body(own, printed)):
        return None
    return printed.strip(" –-")


def _same_body(own: str, printed: str) -> bool:
    """Whether two printed names are one body's: the same words, or one name is the other cut short."""
    a, b = ({word.removeprefix("sub") for word in fold_body(name).split()} for name in (own, printed))
    shorter, longer = sorted((a, b), key=len)
    return shorter == longer or (len(shorter) >= _ENOUGH_WORDS and shorter <= longer)


def _closing(blocks: Sequence[Paragraph | Table]) -> tuple[int, str | None]:
    """The place of the sentence that says when the meeting ended, and that time."""
    for n in range(len(blocks) - 1, -1, -1):
        block = blocks[n]
        if isinstance(block, Table) and block.shape[0] > 2:
            continue
        text = block.printed if isinstance(block, Paragraph) else " ".join(cell.text for cell in block.cells)
        match = _CLOSED.search(text[-200:]) if len(text) < 500 else None
        if match:
            said = match["after"] or match["verb"] or match["label"] or match["span"] or ""
            time = find_time(said.rstrip(" .)"), bare=True)
            if time:
                return n, time
    return len(blocks), None


def _sections(blocks: Sequence[Paragraph | Table], headings: list[Heading], closing: int) -> list[SectionFound]:
    sections: list[SectionFound] = []
    part: str | None = None
    seen = 0
    for place, heading in enumerate(headings):
        for block in blocks[seen : heading.index]:
            if isinstance(block, Paragraph) and (letter := part_of(block.printed)):
                part = letter
        seen = heading.index
        until = min(headings[place + 1].index if place + 1 < len(headings) else len(blocks), closing)
        texts = [heading.rest, *(_text(block) for block in blocks[heading.last + 1 : until])]
        first = blocks[heading.index]
        at = first.at if isinstance(first, Paragraph) else None
        sections.append(
            SectionFound(
                number=heading.number, title=heading.title, text="\n".join(t for t in texts if t), part=part, at=at
            )
        )
    return sections


def _text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return "" if part_of(block.printed) else block.printed
    rows = (" | ".join(cell.text for cell in block.row(n)) for n in range(min(block.shape[0], 500)))
    return "\n".join(row for row in rows if row.strip(" |"))


def _outcomes(
    blocks: Sequence[Paragraph | Table],
    headings: list[Heading],
    minutes: MinutesFound,
    report: ImportReport,
    closing: int,
) -> None:
    """Put the points of every list under the last number printed above, or under none where a heading is missing."""
    stops = {n for h in headings for n in range(h.index, h.last + 1)}
    lists = read_outcomes(blocks[:closing], stops)
    place, concluded, lost = -1, False, False
    last: dict[str, int] = {}
    for one in lists:
        while place + 1 < len(headings) and headings[place + 1].index < one.index:
            place += 1
            if headings[place].number is not None or not any(h.number for h in headings):
                concluded = lost = False
        if one.kind == "conclusions":
            if concluded and not lost and place >= 0:
                lost = True
                report.findings.append(_missing(one, headings[place]))
            concluded = True
        number = None if lost else next((h.number for h in reversed(headings[: place + 1]) if h.number), None)
        for point in one.points:
            point.section = number
        report.findings += _jumps(one, last)
        _file(one, minutes)


def _jumps(one: OutcomeList, last: dict[str, int]) -> list[FindingFound]:
    """Where the printed numbers do not follow on, within a list or from the meeting's last list of the kind."""
    found = []
    before = last.get(one.kind)
    for n, point in enumerate(one.points):
        if not point.number or not point.number.isdecimal():
            continue
        number = int(point.number)
        expected = (0, before or 0) if n == 0 else (before or 0,)
        if number - 1 not in expected:
            what = f"{before} is followed by {number}" if before else f"the first number is {number}"
            message = f"In the {one.kind} {what}."
            found.append(FindingFound(kind="number-jump", message=message, page=point.at.page if point.at else None))
        last[one.kind] = before = number
    return found


def _file(one: OutcomeList, minutes: MinutesFound) -> None:
    """An action has an owner; a point without one asks for information."""
    if one.kind == "conclusions":
        minutes.conclusions += one.points
    elif one.kind == "recommendations":
        minutes.recommendations += one.points
    else:
        minutes.actions += [p for p in one.points if p.owner]
        minutes.requests += [p for p in one.points if not p.owner]


def _missing(one: OutcomeList, heading: Heading) -> FindingFound:
    where = f"minute {heading.number}" if heading.number else f"“{heading.title}”"
    message = (
        f"A second set of conclusions stands under {where}. The heading of the item that they belong to is not printed."
    )
    return FindingFound(kind="missing-heading", message=message, page=one.heading.page)


def _apologies(minutes: MinutesFound) -> None:
    """Apologies that stand only in the text of their own section."""
    for section in minutes.sections:
        if not re.search(r"\bapolog", section.title, re.IGNORECASE):
            continue
        for match in _APOLOGIES.finditer(section.text):
            names = _WHO_SAT.sub("", match["names"].replace("\n", " ")).strip()
            line = (
                Line(names, section.at.box or Box(0, 0, 0, 0), section.at.page)
                if section.at
                else Line(names, Box(0, 0, 0, 0), 1)
            )
            found = people([Said(names, line)])
            minutes.apologies += [NameFound(name=name, role=role, at=section.at) for name, role, _ in found]
        return
