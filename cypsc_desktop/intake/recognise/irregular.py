"""Findings that follow from front sheets and sheets alone: what is missing, late, remote, unmerged or unread.

It corrects nothing; each finding names the sheet.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.recognise.agenda import Front
from cypsc_desktop.intake.recognise.check_minutes import held_remotely
from cypsc_desktop.intake.recognise.dates import find_date, spoken
from cypsc_desktop.intake.recognise.rows import Row
from cypsc_desktop.intake.report import FindingFound, ImportReport, ItemFound
from cypsc_desktop.model.identity import fold_body
from cypsc_desktop.model.rules.clear_days import clear_days, last_issue_day

"""Since this day members must be present at one place (the regulations of 2020 had lapsed)."""
MOST_SUBSTANTIVE = 2
_MERGE = re.compile(
    r"\bmeeting of held on\b|\bin\s+this meeting\b|«[^»]{1,40}»|\{\s*MERGEFIELD"
    r"|<<[^>]{1,40}>>|\[(?:insert|date|time|venue|name)[^\]]{0,30}\]|\bheld on\s+at\b"
    r"|\bof the held on\b",
    re.IGNORECASE,
)
_DEAD = re.compile(r"\berror!\s*(?:hyperlink|bookmark|reference)[\w ]*", re.IGNORECASE)
_ROUTINE = re.compile(
    r"\b(?:apolog|substitut|declaration|disclosure|interests|minutes|urgent|exclusion"
    r"|press and public|work\s*(?:ing)? ?(?:programme|plan)|forward plan|question"
    r"|petition|deputation|matters arising|any other|welcome|membership|action (?:list"
    r"|log|tracker|sheet)|actions?\b.*\b(?:list|update)|next meeting|difference"
    r"|cabinet response|response(?:s)? to|recommendation(?:s)? (?:tracker|monitoring)"
    r"|chair|announcement|introduction|election|appointment|terms of reference"
    r"|call-?in)",
    re.IGNORECASE,
)


def find_irregularities(source: Source, report: ImportReport, front: Front | None) -> None:
    """Add the findings to the report, those of the front sheets only where it calls a meeting."""
    report.findings += _without_text(source)
    if front is None or report.meeting is None:
        return
    report.findings += _undated(report)
    report.findings += _missing(report.items)
    report.findings += _dates(front, report)
    report.findings += _notice(report)
    report.findings += _remote(report)
    report.findings += _unmerged(front)
    report.findings += _dead_links(source)
    report.findings += _too_many(report)


def _without_text(source: Source) -> Iterable[FindingFound]:
    """One finding for each run of sheets that hold pictures but no text."""
    if not source.paged:
        return
    blank = [
        s.number
        for s in source.sheets
        if not s.has_text
        and not s.filler
        and (s.images or len(source.sheets) == sum(not t.has_text for t in source.sheets))
    ]
    for first, last in _runs(blank):
        where = f"Sheet {first} has" if first == last else f"Sheets {first} to {last} have"
        yield FindingFound(
            kind="no-text-layer",
            page=first,
            message=f"{where} no text, only a picture; search and recognition pass over it.",
        )


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _missing(items: Sequence[ItemFound]) -> Iterable[FindingFound]:
    for item in items:
        if item.to_follow and not item.pdf_pages:
            name = f"Item {item.number}" if item.number else "An item"
            yield FindingFound(
                kind="to-follow-missing",
                page=_page(item),
                message=f"{name}, “{item.title}”, is To Follow and its papers are not in this file.",
            )


def _undated(report: ImportReport) -> Iterable[FindingFound]:
    if report.meeting is not None and not report.meeting.date:
        message = "This agenda prints no date that can be read. Import it again and name its meeting."
        yield FindingFound(kind="agenda-undated", page=1, message=message)


def _dates(front: Front, report: ImportReport) -> Iterable[FindingFound]:
    """A date of the meeting that two places print differently."""
    meeting = report.meeting
    assert meeting is not None
    if front.info.date and meeting.date and front.info.date != meeting.date:
        yield FindingFound(
            kind="date-conflict",
            page=1,
            message=f"The front sheet gives the meeting's date as {spoken(meeting.date)}, "
            f"the document information as {spoken(front.info.date)}.",
        )
    if front.info.time and meeting.time and front.info.date == meeting.date and front.info.time != meeting.time:
        yield FindingFound(
            kind="date-conflict",
            page=1,
            message=f"The front sheet gives the meeting's time as {meeting.time}, the document information as {front.info.time}.",
        )
    if not meeting.body or not meeting.date:
        return
    for item in report.items:
        for paper in item.papers:
            to = paper.header.report_to if paper.header else None
            printed = find_date(to) if to else None
            if (
                to
                and printed
                and printed != meeting.date
                and fold_body(meeting.body) in fold_body(re.split(r"\d", to)[0])
            ):
                yield FindingFound(
                    kind="date-conflict",
                    page=paper.pdf_pages[0] if paper.pdf_pages else None,
                    message=f"The report “{paper.title}” is addressed to the meeting of {spoken(printed)}; "
                    f"the front sheet says {spoken(meeting.date)}.",
                )


def _notice(report: ImportReport) -> Iterable[FindingFound]:
    meeting = report.meeting
    issued = report.supplement.issued if report.supplement else meeting.issued if meeting else None
    if meeting is None or not meeting.date or not issued or report.supplement is not None:
        return
    held, sent = date.fromisoformat(meeting.date), date.fromisoformat(issued)
    if last_issue_day(held) < sent <= held:
        days = clear_days(sent, held)
        yield FindingFound(
            kind="short-notice",
            page=1,
            message=f"The papers were issued on {spoken(issued)}, {days} clear days before the meeting; the law asks for five.",
        )


def _remote(report: ImportReport) -> Iterable[FindingFound]:
    meeting = report.meeting
    if meeting and meeting.date and held_remotely(meeting.date, meeting.place):
        message = f"The meeting of {spoken(meeting.date)} is called as a remote one. Since 7 May 2021 members must meet in one place."
        yield FindingFound(kind="remote-meeting", page=1, message=message)


def _unmerged(front: Front) -> Iterable[FindingFound]:
    """Words of a front sheet that a template left unfilled; check_text.py looks at the papers."""
    pages: dict[int, list[Row]] = {}
    for row in front.rows:
        pages.setdefault(row.page, []).append(row)
    for page, rows in pages.items():
        text = " ".join(row.text for row in rows)
        if match := _MERGE.search(text):
            before, after = text[: match.start()].split()[-4:], text[match.end() :].split()[:5]
            words = " ".join([*before, match[0], *after])
            yield FindingFound(kind="merge-field", page=page, message=f"A template was not filled in: “{words}”.")


def _dead_links(source: Source) -> Iterable[FindingFound]:
    """Links that were broken when the file was made, by the words that the word processor left."""
    for sheet in source.sheets:
        for line in sheet.lines:
            if "rror!" in line.text and (match := _DEAD.search(line.text)):
                words = match[0].strip()
                yield FindingFound(
                    kind="dead-link", page=sheet.number, message=f"A link was broken when the file was made: “{words}”."
                )
                break


def _too_many(report: ImportReport) -> Iterable[FindingFound]:
    """More items of substance than scrutiny practice allows a meeting."""
    body = report.meeting.body if report.meeting else None
    if report.supplement is not None or not body or "scrutiny" not in body.lower():
        return
    substantive = [i for i in report.items if not _ROUTINE.search(i.title) and (i.pdf_pages or i.to_follow)]
    if len(substantive) > MOST_SUBSTANTIVE:
        yield FindingFound(
            kind="too-many-substantive-items",
            page=_page(substantive[0]),
            message=f"The agenda carries {len(substantive)} items of substantive business; a meeting should carry no more than two.",
        )


def _page(item: ItemFound) -> int | None:
    return item.at.page if item.at else None
