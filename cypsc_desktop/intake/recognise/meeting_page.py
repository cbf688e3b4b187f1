"""A meeting's page of a council's web site: its meeting, items, papers and, once held, its minutes.

Councils dress these pages each in their own way; what holds is the order: a heading with body and date, venue
and contact as labelled lines, then the items as numbered titles, each with its words, its documents ("PDF
154 KB") and what was minuted under it. Nothing is fetched; the papers' titles alone are taken.
"""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.layout import Source, Table
from cypsc_desktop.intake.recognise.bodies import BODY_WORD, body_alone
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.dates import find_dates, find_time
from cypsc_desktop.intake.recognise.lists import OutcomeList, read_outcomes
from cypsc_desktop.intake.recognise.page_items import PageItem, read_page_items
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, paragraphs
from cypsc_desktop.intake.report import ImportReport, ItemFound, MeetingFound, MinutesFound, SectionFound

_PAGE_KIND = re.compile(
    r"^(?:(?:public|draft|printed|supplementary)\s+)*(?:agenda|minutes|decisions?|meeting|documents|papers)"
    r"(?:\s*(?:,|and|&)\s*(?:(?:draft|printed)\s+)*(?:agenda|minutes|decisions?|papers|reports|documents))*"
    r"(?:\s+(?:for|of|details))?(?:\s*[:–-])?\s+",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"[\s,–|-]*\b(?:on\s+)?(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[\s,]*$", re.IGNORECASE
)
_TRAIL = re.compile(r"[\s,.:;–|-]+(?:(?:meeting|held|on|at|of)\b[\s,.:;–|-]*)*$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?P<label>date|time|start(?:\s+time)?|venue|location|place|where|contact|committee|meeting|body|clerk)\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_DIRECTIONS = re.compile(
    r"[\s.,(]*\b(?:view\s+(?:directions|map|location)|(?:link\s+to\s+)?(?:directions|map)|get\s+directions)\b.*$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s*(?:[(,;|–]|\bon\s+\d|\bTel\b|\bTelephone\b|\bPhone\b|\bE-?mail\b|\+?\d{3}|\s-\s).*$", re.IGNORECASE
)
_CANCELLED = re.compile(r"\b(?:cancelled|postponed|rescheduled)\b[\s,.:;–|-]*", re.IGNORECASE)


# A front sheet that was converted: it calls its members by name, as no page of a site does.
_SUMMONS = re.compile(
    r"\bsummoned\s+to\s+attend\b|^to:?\s+(?:all\s+|the\s+)*(?:members|councillors?|cllrs?)\b", re.IGNORECASE
)
_RANGE_ALONE = re.compile(r"\d{1,4}\s*[-–]\s*\d{1,4}")
_PRINTED = re.compile(r"\(pages?\s+\d+\s*(?:-|–|to)\s*\d+\)", re.IGNORECASE)


def find_meeting_page(source: Source, report: ImportReport) -> bool:
    """Fill ``report`` from a saved meeting page; False, and nothing touched, when the source is none."""
    if source.format != "html" or source.paged:
        return False
    blocks = paragraphs(source.sheets)
    items = read_page_items(blocks)
    words = (b.printed if isinstance(b, Paragraph) else " ".join(cell.text for cell in b.cells) for b in blocks)
    if not items or any(_PRINTED.search(text) for text in words) or _has_page_column(blocks):
        return False  # a page of the web lists documents; printed ranges are a converted agenda's
    above = [b for b in blocks[: items[0].index] if isinstance(b, Paragraph)]
    if any(_SUMMONS.search(paragraph.text) for paragraph in above):
        return False
    meeting = _meeting(source, above) if _says_meeting(source, above) else None
    if meeting is None:
        return False
    meeting.council = find_council(_naming(source, above), [b.printed for b in blocks if isinstance(b, Paragraph)])
    report.kind = "meeting page"
    report.meeting = meeting
    report.items = [_item(item) for item in items]
    minutes = _minutes(items, blocks, meeting)
    if minutes is not None:
        report.minutes.append(minutes)
    return True


def _has_page_column(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether cells of tables print ranges of pages ("5 - 12"), as an agenda's last column does."""
    cells = (cell.text.strip() for block in blocks if isinstance(block, Table) for cell in block.cells)
    return sum(_RANGE_ALONE.fullmatch(text) is not None for text in cells) > 1


def _says_meeting(source: Source, above: Sequence[Paragraph]) -> bool:
    """Whether the page's head calls itself an agenda or the like, or prints where the meeting is."""
    heads = [source.info.get("title", ""), *(p.text for p in above if p.heading or len(p.text) < 40)]
    return any(
        re.search(r"\b(?:agenda|minutes|meeting)\b", head, re.IGNORECASE) for head in heads
    ) or "venue" in _labels(above)


def _meeting(source: Source, above: Sequence[Paragraph]) -> MeetingFound | None:
    """The meeting that the page's head names; None without a body and a date."""
    labels = _labels(above)
    titles = [p for p in above if p.heading] + [p for p in above if not p.heading]
    found: MeetingFound | None = None
    for paragraph in titles:
        found = _titled(paragraph.text)
        if found is not None:
            found.at = paragraph.at
            break
    if found is None:
        found = _titled(source.info.get("title", "")) or _labelled(labels, above)
    if found is None:
        return None
    found.time = found.time or find_time(labels.get("time", "") or labels.get("date", ""), bare=True)
    found.place = labels.get("venue")
    found.clerk = labels.get("contact")
    return found


def _titled(text: str) -> MeetingFound | None:
    """Body, date and time of "Agenda for BODY on Tuesday, 14th September, 2021, 6.30 pm" and its like."""
    text = _CANCELLED.sub("", " ".join(text.split()))
    dates = find_dates(text)
    if len(dates) != 1 or len(text) > 300:
        return None
    before, after = text[: dates[0].start], text[dates[0].end :]
    body = _body(_WEEKDAY.sub("", before))
    if body is None and after:  # the date may come first: "14 September 2021 - BODY"
        body = _body(re.sub(r"^[\s,]*\d{1,2}[.:]?\d{0,2}\s*[ap]\.?m\.?", "", after).strip(" ,–-|:"))
    if body is None:
        return None
    return MeetingFound(body=body, date=dates[0].iso, time=find_time(after, bare=True) or find_time(before))


def _body(text: str) -> str | None:
    """A committee's name, without the words that pages put before and behind it."""
    text = _TRAIL.sub("", _PAGE_KIND.sub("", text.strip(" ,.:;–|-") + " ").strip())
    body = body_alone(text)
    return body if body and BODY_WORD.search(body) and ":" not in body and len(body.split()) <= 16 else None


def _labelled(labels: dict[str, str], above: Sequence[Paragraph]) -> MeetingFound | None:
    """A page that prints "Date:" and the like, the body being a heading of its own."""
    dates = find_dates(labels.get("date", ""))
    if not dates:
        dates = [d for p in above if p.heading for d in find_dates(p.text)][:1]
    named = [labels.get("committee", ""), *(p.text for p in above if p.heading)]
    body = next((b for text in named if text and not find_dates(text) and (b := _body(text))), None)
    return MeetingFound(body=body, date=dates[0].iso) if dates and body else None


def _labels(above: Sequence[Paragraph]) -> dict[str, str]:
    """What stands behind "Venue:", "Contact:" and their kin; the words may follow in a paragraph of their own."""
    names = {"location": "venue", "place": "venue", "where": "venue", "start": "time", "start time": "time",
             "clerk": "contact", "body": "committee", "meeting": "committee"}  # fmt: skip
    found: dict[str, str] = {}
    for n, paragraph in enumerate(above):
        match = _LABEL.match(paragraph.printed)
        if match is None:
            continue
        label = match["label"].lower()
        rest = match["rest"].strip()
        if not rest and n + 1 < len(above) and not _LABEL.match(above[n + 1].printed):
            rest = above[n + 1].printed
        found.setdefault(names.get(label, label), rest)
    if "venue" in found:
        found["venue"] = _DIRECTIONS.sub("", found["venue"]).strip(" .,;")
    if "contact" in found:
        found["contact"] = _AFTER_NAME.sub("", found["contact"]).strip(" .,;")
    return {label: text for label, text in found.items() if text}


def _naming(source: Source, above: Sequence[Paragraph]) -> list[str]:
    """The lines in which a page names its council: head and foot, title, the words above the items."""
    pieces = re.split(r"\s+[|–»-]\s+", source.info.get("title", ""))
    lines = [line.text for sheet in source.sheets for line in sheet.furniture]
    site = source.info.get("og:site_name", "")
    return [site, *pieces, *lines, *(p.printed for p in above), source.info.get("address", "")]


def _item(item: PageItem) -> ItemFound:
    return ItemFound(
        number=item.number,
        title=item.title,
        part=item.part,
        printed_pages=item.printed_pages,
        to_follow=item.to_follow,
        purpose=item.purpose,
        papers=item.papers,
        at=item.at,
    )


def _minutes(
    items: Sequence[PageItem], blocks: Sequence[Paragraph | Table], meeting: MeetingFound
) -> MinutesFound | None:
    """What the page prints as minuted, a section an item; None before the meeting was held."""
    held = [item for item in items if item.minuted]
    if not held:
        return None
    minutes = MinutesFound(of=meeting.date, place=meeting.place, at=held[0].at)
    stops = {item.index for item in items}
    for item in held:
        minutes.sections.append(
            SectionFound(number=item.number, title=item.title, text="\n".join(_words(item)), part=item.part, at=item.at)
        )
    numbers = {n: item.number for item in held for n in item.minuted_blocks}
    for outcome in read_outcomes(blocks, stops):
        if outcome.index not in numbers:
            continue
        for point in outcome.points:
            point.section = numbers[outcome.index]
        _file(outcome, minutes)
    return minutes


def _file(outcome: OutcomeList, minutes: MinutesFound) -> None:
    """An action has an owner; a point without one asks for information."""
    if outcome.kind == "conclusions":
        minutes.conclusions += outcome.points
    elif outcome.kind == "recommendations":
        minutes.recommendations += outcome.points
    else:
        minutes.actions += [point for point in outcome.points if point.owner]
        minutes.requests += [point for point in outcome.points if not point.owner]


def _words(item: PageItem) -> list[str]:
    return [b.printed if isinstance(b, Paragraph) else _table_text(b) for b in item.minuted]


def _table_text(table: Table) -> str:
    rows, _ = table.shape
    return "\n".join(" | ".join(cell.text for cell in table.row(r)) for r in range(rows))
