"""The committee's work programme: what is planned for each meeting, from a table or from lists under dates.

An item is a bullet; other words are a note. Leads are kept as printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cypsc_desktop.intake.layout import Line, Sheet, Source
from cypsc_desktop.intake.recognise.dates import find_date, find_dates
from cypsc_desktop.intake.recognise.grids import Row, Wordings, rows_of
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, only_paragraphs, paragraphs, paragraphs_of
from cypsc_desktop.intake.report import At, ImportReport, ProgrammeFound

_PROGRAMME = re.compile(
    r"\b(?:work(?:ing)?[\s-]*(?:programme|program|plan)|forward\s+(?:work\s+)?(?:programme"
    r"|plan)|programme\s+of\s+(?:work|business)|scrutiny\s+programme"
    r"|annual\s+(?:work\s+)?(?:programme|plan))\b",
    re.IGNORECASE,
)
_WORDINGS: Wordings = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("date", (r"^(?:(?:proposed\s+|planned\s+)?(?:meeting|committee|panel|scrutiny"
                  r"|provisional)?\s*(?:meeting\s+)?dates?(?:\s+of\s+(?:the\s+)?(?:meeting|committee|panel))?"
                  r"|meetings?|when|month|date\s*/\s*time)\b(?!.*\b(?:added|requested|deadline)\b)")),
        ("leads", (r"^(?!(?:agenda\s+)?(?:items?|topics?|subjects?)\b).*?(?:\bleads?\b|officer|author|contact"
                   r"|responsible|presented\s+by|\bowner\b|who\b|presenter|invite|attendees|witness)")),
        ("items", (r"^(?:agenda\s+|proposed\s+|scrutiny\s+|main\s+|substantive\s+|key\s+)*(?:items?|topics?"
                   r"|subjects?|titles?|reports?|business|issues?|themes?|matters?|agenda)\b")),
        ("note", (r"purpose|comment|notes?\b|description|scope|reason|objective|detail|outcome|format|approach"
                  r"|lines?\s+of\s+enquiry|rationale|summary|what")),
    )
)  # fmt: skip
_NEEDED = ({"items"}, {"date", "leads", "note"})
_HEAD = re.compile(r"item|topic|subject|title|report|business|issue|theme|agenda", re.IGNORECASE)
_LEAD = re.compile(r"^(?:report\s+|lead\s+)?(?:leads?|officers?|lead\s+officers?|authors?)\s*:\s*", re.IGNORECASE)
_MONTH_ONLY = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\s+20\d\d$",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bmeeting\b|\bthe\b|\bof\b|\bon\b"
    r"|\bdate\b|\bat\b|\d{1,2}[.:]?\d{0,2}\s*(?:am|pm)|[^\w\s]|\bcommittee\b|\bnext\b",
    re.IGNORECASE,
)
_TITLE_LENGTH = 110
_MOST_ITEMS = 15  # more under one date is a report's text, not a meeting's programme
_LONG = 12  # words of a sentence that is no item's title


@dataclass(slots=True)
class _Meeting:
    """What is printed for one meeting, before it is known whether the table has bullets."""

    date: str | None
    at: At
    points: list[Paragraph] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_programme(source: Source, report: ImportReport) -> None:
    """Add a ProgrammeFound for each meeting of the work programme."""
    pages = _pages(source, report)
    if not pages:
        return
    answered = [one.at for one in report.responses if one.at]
    meetings = _from_tables(source, pages, answered) or _from_lists([source.sheets[n - 1] for n in pages])
    bulleted = any(point.mark for meeting in meetings for point in meeting.points)
    report.work_programme += [_found(meeting, bulleted=bulleted) for meeting in meetings]


def _pages(source: Source, report: ImportReport) -> list[int]:
    """Sheets on which the programme may stand: of its item, or headed so, and those that follow."""
    pages: set[int] = set()
    count = len(source.sheets)
    for item in report.items:
        titles = [item.title, *(paper.title for paper in item.papers)]
        if item.pdf_pages and any(_PROGRAMME.search(title) for title in titles):
            pages.update(range(max(1, item.pdf_pages[0]), min(count, item.pdf_pages[1]) + 1))
    for sheet in source.sheets:
        if sheet.number in pages or not _is_headed(sheet, source.paged):
            continue
        last = sheet.number
        while last < count and (source.sheets[last].tables or last < sheet.number + 1):
            last += 1
        pages.update(range(sheet.number, last + 1))
    return sorted(pages)


def _is_headed(sheet: Sheet, paged: bool) -> bool:
    lines: Sequence[Line] = sheet.lines
    texts = [
        line.text
        for line in lines
        if "rogramme" in line.text or "lan" in line.text or "PROGRAM" in line.text or "LAN" in line.text
    ]
    texts += [cell.lines[0].text for table in sheet.tables for cell in table.cells if cell.row == 0 and cell.lines]
    return any(
        len(text) < _TITLE_LENGTH and not text.endswith((".", ",")) and _PROGRAMME.search(text) for text in texts
    ) and (not paged or bool(sheet.tables) or len(lines) < 70)


def _without(sheet: Sheet, answered: Sequence[At]) -> Sheet:
    """The sheet without the tables that hold answers to recommendations, which have dates and topics too."""
    taken = [at.box for at in answered if at.page == sheet.number and at.box]
    tables = tuple(t for t in sheet.tables if not any(t.box.top - 2 <= box.top <= t.box.bottom for box in taken))
    return sheet if len(tables) == len(sheet.tables) else replace(sheet, tables=tables)


def _from_tables(source: Source, pages: list[int], answered: Sequence[At]) -> list[_Meeting]:
    wanted = set(pages)
    sheets = [_without(sheet, answered) for sheet in source.sheets if sheet.number in wanted]
    if not any(
        _HEAD.search(line.text) for s in sheets for t in s.tables for c in t.cells if c.row < 4 for line in c.lines
    ):
        return []
    meetings: list[_Meeting] = []
    for row in rows_of(sheets, _WORDINGS, _NEEDED):
        date = row.text("date")
        if row.group is not None:
            if find_date(row.group) or _MONTH_ONLY.match(row.group):
                meetings.append(_Meeting(_iso(row.group), row.at))
            elif meetings:
                meetings[-1].points += paragraphs_of(row.lines[""])
            continue
        alone = row.text("items") if set(row.filled) == {"items"} else None
        if alone and (day := _date_heading(alone)):
            meetings.append(_Meeting(day, row.at))
            continue
        if row.titled and row.opens and not date and row.heading and (above := _date_heading(row.heading)):
            date = above
        if date and _is_date(date) and (not meetings or _iso(date) != meetings[-1].date):
            meetings.append(_Meeting(_iso(date), row.at))
        if meetings:
            _add(meetings[-1], row, date)
    return [m for m in meetings if m.points or m.notes or m.leads or find_date(m.date or "")]


def _is_date(text: str) -> bool:
    return bool(find_date(text)) or len(text) < 40


def _add(meeting: _Meeting, row: Row, date: str | None) -> None:
    meeting.points += paragraphs_of(row.lines.get("items", ()))
    for key, words in (("leads", meeting.leads), ("note", meeting.notes)):
        text = row.text(key)
        if text and text not in words:
            words.append(text)
    if date and not _is_date(date):
        meeting.notes.append(date)


def _iso(text: str) -> str:
    return find_date(text) or " ".join(text.split())


def _from_lists(sheets: list[Sheet]) -> list[_Meeting]:
    meetings: list[_Meeting] = []
    begun = False
    for block in only_paragraphs(paragraphs(sheets)):
        text = block.text
        if not begun:
            begun = len(text) < _TITLE_LENGTH and not block.ended and _PROGRAMME.search(text) is not None
        elif not block.mark and (date := _date_heading(text)):
            meetings.append(_Meeting(date, block.at))
        elif meetings and block.heading and not block.mark and meetings[-1].points:
            break
        elif meetings and (lead := _LEAD.match(text)):
            meetings[-1].leads.append(text[lead.end() :].strip())
        elif meetings and (block.mark or len(meetings[-1].points) + len(meetings[-1].notes) == 0):
            meetings[-1].points.append(block)
    listed = [m for m in meetings if any(point.mark for point in m.points)]
    if len(listed) < 2 or any(len(m.points) > _MOST_ITEMS for m in meetings):
        return []
    return meetings


def _date_heading(text: str) -> str | None:
    """The date of a line that holds little else."""
    if len(text) > 70:
        return None
    if _MONTH_ONLY.match(text.strip(" :")):
        return text.strip(" :")
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    rest = _DATE_WORDS.sub(" ", text[: dates[0].start] + text[dates[0].end :])
    return dates[0].iso if len(rest.split()) <= 2 else None


def _found(meeting: _Meeting, *, bulleted: bool) -> ProgrammeFound:
    items: list[str] = []
    notes: list[str] = []
    for point in meeting.points:
        sentence = point.text.endswith(".") and len(point.text.split()) > _LONG
        is_item = point.mark is not None if bulleted else not sentence
        text = point.text if is_item else point.printed
        if text.strip():
            (items if is_item else notes).append(text.strip())
    return ProgrammeFound(
        date=meeting.date,
        items=items,
        leads="; ".join(meeting.leads) or None,
        note=" ".join([*notes, *meeting.notes]) or None,
        at=meeting.at,
    )
