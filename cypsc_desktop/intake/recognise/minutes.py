"""Minutes of a meeting, in a pack or alone: when it was held, who was there, what was minuted and agreed.

It reads sheets and adds MinutesFound to the report; the agenda, the items and their papers are found before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.intake.layout import Box, Line, Sheet, Source, Table
from cypsc_desktop.intake.recognise.attendance import label_kind, part_of, people, read_attendance
from cypsc_desktop.intake.recognise.dates import find_date, find_dates, find_time
from cypsc_desktop.intake.recognise.lists import OutcomeList, read_outcomes
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, paragraphs
from cypsc_desktop.intake.recognise.sections import Heading, find_headings
from cypsc_desktop.intake.report import FindingFound, ImportReport, MinutesFound, NameFound, SectionFound
from cypsc_desktop.model.identity import fold_body

_MINUTES = re.compile(
    r"^(?:(?:draft|unconfirmed|public|confirmed|approved|printed|restricted|part\s+[ab1-2])\s+)*minutes\b(?!\s+(?:silence|later|past))(?:\s*[:–-]?\s*$|\s+(?:of|for|from|and)\b|\s*[–-]\s|\s+\d{1,2}\b)|\bminutes\s+of\s+(?:a|the|an)\b.{0,80}\b(?:meeting|committee|panel|board|cabinet|council)\b"
    r"|^(?:a\s+)?(?:record|notes)\s+of\s+(?:a|the)\s+(?:\w+\s+)?meeting\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"\bheld\b|\bmeeting\s+of\b|\bmet\s+(?:on|at)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:meeting|business|proceedings|committee|session|it)\b.{0,60}?\b(?:ended|closed|concluded|finished|terminated|rose|closes|ends|close|end|adjourned)\b(?P<after>.{0,60})"
    r"|^(?:(?:time\s+)?(?:ended|closed|finished)|(?:end|close|closing|finish)\s+time|(?:end|close|closure)\s+of\s+(?:the\s+)?meeting|time\s+of\s+clos\w+)\b(?P<after2>.{0,60})",
    re.IGNORECASE,
)
_NEW_PAPER = re.compile(r"^(?:report\s+(?:to|of|title|by)\b.*|agenda\s+item\s*(?:no\.?)?\s*:?\s*\d+\w?|from:\s.*|title\s+of\s+report\b.*)$", re.IGNORECASE)
_BODY = re.compile(r"\b(?:committee|sub-committee|panel|board|cabinet|commission|forum|council|group)\b", re.IGNORECASE)
_OF_BODY = re.compile(
    r"(?:minutes|meeting)\s+of\s+(?:(?:a|the|an)\s+(?:\w+\s+)?(?:meeting\s+of\s+)?(?:the\s+)?)?(?P<body>(?:[A-Z&](?:(?!\bheld\b)[^,.;:]){1,90}?\s)??(?:Committee|Sub-Committee|Panel|Board|Cabinet|Commission|Forum|Council|Group|COMMITTEE|PANEL|BOARD|CABINET|COMMISSION|FORUM|SUB-COMMITTEE))\b",
)
_PLACE = re.compile(
    r"(?:\bheld\s+(?:in|at)\s+(?P<first>[^.]{3,140}?)\s*,?\s+(?:on|commencing)\s+(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)|(?:[ap]\.?m\.?|hours|hrs|noon)\s*,?\s*(?:in|at|via)\s+(?P<after>[^.]{3,140})|^(?:venue|place|location)\s*:\s*(?P<label>.{3,140}))",
    re.IGNORECASE,
)
_APOLOGIES = re.compile(
    r"\bapolog(?:y|ies)\b[^.]{0,60}?\b(?:from|of|by)\b\s*:?\s*(?P<names>(?:[^.]|\b(?:Mr|Mrs|Ms|Dr|Cllr|[A-Z])\.)+)",
    re.IGNORECASE,
)
_TOP_LINES = 45


@dataclass(frozen=True, slots=True)
class _Range:
    """Sheets that hold one set of minutes; ``line`` is the line of the first sheet on which they begin."""

    first: int
    last: int
    line: int
    title: str | None
    sure: bool


def find_minutes(source: Source, report: ImportReport) -> None:
    """Add each set of minutes that ``source`` holds to the report."""
    for found in _ranges(source, report):
        minutes = _read(source, report, found)
        if minutes is not None:
            report.minutes.append(minutes)


def _ranges(source: Source, report: ImportReport) -> list[_Range]:
    """Where minutes begin and end: inside the papers of an item of minutes, or wherever a sheet is headed so."""
    papers = _minute_papers(report, len(source.sheets))
    starts: list[tuple[int, int]] = []
    for sheet in source.sheets:
        if sheet.filler:
            continue
        starts += [(sheet.number, line) for line in _heads(source, sheet)]
    ranges: list[_Range] = []
    for n, (page, line) in enumerate(starts):
        item = next((p for p in papers if p[0] <= page <= p[1]), None)
        last = item[1] if item else _end(source, report, page)
        if n + 1 < len(starts):
            following, next_line = starts[n + 1]
            last = min(last, following if following == page or next_line > 6 else following - 1)
        ranges.append(_Range(page, max(page, last), line, item[2] if item else None, item is not None))
    for first, last, title in papers:
        if not any(first <= page <= last for page, _ in starts) and first <= last:
            ranges.append(_Range(first, last, 0, title, True))
    return sorted(ranges, key=lambda r: (r.first, r.line))


def _minute_papers(report: ImportReport, count: int) -> list[tuple[int, int, str]]:
    """First and last sheet of items whose title says minutes."""
    found = []
    for item in report.items:
        if not re.search(r"\bminutes\b", item.title, re.IGNORECASE) or not item.pdf_pages:
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
        if len(text) > 300 or "inutes" not in text and "INUTES" not in text and not text.lower().startswith(("notes of", "record of")):
            continue
        if not _MINUTES.search(text) or len(text.split()) > 40 or text.rstrip().endswith("?"):
            continue
        if heads and n - heads[-1] < 12:
            continue
        if _attended(source, sheet, n):
            heads.append(n)
    return heads


def _attended(source: Source, sheet: Sheet, line: int) -> bool:
    """Whether an attendance list follows within reach."""
    below = [one.text for one in sheet.lines[line : line + 50]]
    for table in sheet.tables:
        below += [cell.lines[0].text for cell in table.cells if cell.column == 0 and cell.lines]
    if source.paged and sheet.number < len(source.sheets) and len(below) < 40:
        below += [one.text for one in source.sheets[sheet.number].lines[:12]]
    kinds = {kind for text in below if (kind := label_kind(text))}
    return "present" in kinds or len(kinds) > 1 or ("also" in kinds and _dated(below))


def _dated(lines: list[str]) -> bool:
    return any(_HELD.search(text) and find_date(text) for text in lines[:15])


def _end(source: Source, report: ImportReport, first: int) -> int:
    """The last sheet of minutes that no item bounds: up to another paper's first sheet or an item's range."""
    bounds = [p[0] for item in report.items if item.pdf_pages for p in [item.pdf_pages] if p[0] > first]
    last = min(bounds) - 1 if bounds else len(source.sheets)
    for number in range(first + 1, last + 1):
        sheet = source.sheets[number - 1]
        top = [line.text for line in (*sheet.furniture[:2], *sheet.lines[:4])]
        if any(_NEW_PAPER.match(text) for text in top):
            return number - 1
    return last


def _read(source: Source, report: ImportReport, found: _Range) -> MinutesFound | None:
    """One set of minutes, or None where the sheets turn out to hold none."""
    sheets = list(source.sheets[found.first - 1 : found.last])
    blocks = paragraphs(sheets)
    if found.line and sheets:
        line = sheets[0].lines[found.line]
        begin = next((n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and any(one is line for one in b.lines)), 0)
        back = max((n for n in range(max(0, begin - 4), begin) if _names_body(blocks[n])), default=begin)
        blocks = blocks[back:]
    top = _top(blocks)
    of = _held_on(top) or (find_date(found.title or "") if found.sure else None)
    headings = find_headings(blocks, int(of[:4]) if of else _year(report))
    closing, closed = _closing(blocks)
    headings = [h for h in headings if h.index < closing and not (h.number is None and h.index < len(top))]
    begun = headings[0].index if headings else len(blocks)
    minutes = MinutesFound(of=of, closed=closed, at=blocks[0].at if blocks and isinstance(blocks[0], Paragraph) else None)
    read_attendance(blocks[:begun], minutes)
    if not headings and not minutes.present and not minutes.also_present and not (found.sure and of):
        return None
    joined = " ".join(top)
    minutes.started = _started(joined)
    minutes.place = _place([*top, joined])
    minutes.body = _body(top, report)
    minutes.sections = _sections(blocks, headings, closing)
    _outcomes(blocks, headings, minutes, report, closing)
    if not minutes.apologies:
        _apologies(minutes)
    return minutes


def _names_body(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and len(block.printed) < 100 and bool(_BODY.search(block.printed)) and not block.printed.endswith(".")


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


def _held_on(top: list[str]) -> str | None:
    """The date of the meeting: where "held" stands, else the first date above the attendance."""
    for n, text in enumerate(top):
        held = _HELD.search(text)
        if held:
            joined = " ".join([text[held.start() :], *top[n + 1 : n + 3]])
            if date := find_date(joined):
                return date
    return next((date for text in top if (date := find_date(text))), None)


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
        titles = [t for t in top if len(t) < 100 and _BODY.search(t) and not _HELD.search(t) and not t.rstrip().endswith(".")]
        if own and any(fold_body(own) == fold_body(t) for t in titles):
            return None
        bodies = [t for t in titles if not re.search(r"\bcouncil$", t.strip(), re.IGNORECASE)]
        printed = (bodies or titles or [None])[0]
    if printed is None or (own and _same_body(own, printed)):
        return None
    return printed.strip(" –-")


def _same_body(own: str, printed: str) -> bool:
    a, b = set(fold_body(own).split()), set(fold_body(printed).split())
    return a == b or a <= b or b <= a


def _closing(blocks: Sequence[Paragraph | Table]) -> tuple[int, str | None]:
    """The place of the sentence that says when the meeting ended, and that time."""
    for n in range(len(blocks) - 1, -1, -1):
        block = blocks[n]
        if not isinstance(block, Paragraph):
            continue
        text = block.printed
        match = _CLOSED.search(text[-200:]) if len(text) < 500 else None
        if match:
            time = find_time(match["after"] or match["after2"] or "", bare=True)
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
        texts = [_text(block) for block in blocks[heading.last + 1 : until]]
        first = blocks[heading.index]
        at = first.at if isinstance(first, Paragraph) else None
        sections.append(
            SectionFound(number=heading.number, title=heading.title, text="\n".join(t for t in texts if t), part=part, at=at)
        )
    return sections


def _text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return "" if part_of(block.printed) else block.printed
    rows = (" | ".join(cell.text for cell in block.row(n)) for n in range(min(block.shape[0], 500)))
    return "\n".join(row for row in rows if row.strip(" |"))


def _outcomes(
    blocks: Sequence[Paragraph | Table], headings: list[Heading], minutes: MinutesFound, report: ImportReport, closing: int
) -> None:
    """Put the points of every list under the last number printed above, or under none where a heading is missing."""
    stops = {n for h in headings for n in range(h.index, h.last + 1)}
    lists = read_outcomes(blocks[:closing], stops)
    place, concluded, lost = -1, False, False
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
        report.findings += _jumps(one)
        _file(one, minutes)


def _jumps(one: OutcomeList) -> list[FindingFound]:
    """Where the printed numbers of one list do not follow on."""
    numbered = [(int(p.number), p) for p in one.points if p.number and p.number.isdecimal()]
    found = []
    for (a, _), (b, point) in zip(numbered, numbered[1:], strict=False):
        if b != a + 1:
            message = f"In a list of {one.kind} number {a} is followed by {b}."
            found.append(FindingFound(kind="number-jump", message=message, page=point.at.page if point.at else None))
    if numbered and numbered[0][0] > 1 and one.kind == "conclusions":
        message = f"A list of conclusions begins with number {numbered[0][0]}."
        found.append(FindingFound(kind="number-jump", message=message, page=one.heading.page))
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
    message = f"A second set of conclusions stands under {where}. The heading of the item that they belong to is not printed."
    return FindingFound(kind="missing-heading", message=message, page=one.heading.page)


def _apologies(minutes: MinutesFound) -> None:
    """Apologies that stand only in the text of their own section."""
    for section in minutes.sections:
        if not re.search(r"\bapolog", section.title, re.IGNORECASE):
            continue
        for match in _APOLOGIES.finditer(section.text):
            names = match["names"].replace("\n", " ").strip()
            line = Line(names, section.at.box or Box(0, 0, 0, 0), section.at.page) if section.at else Line(names, Box(0, 0, 0, 0), 1)
            found = people([(names, line)])
            minutes.apologies += [NameFound(name=name, role=role, at=section.at) for name, role, _ in found]
        return

