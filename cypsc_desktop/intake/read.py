"""From a file laid out to what was recognised in it: decides the kind, then lets each recogniser add its part.

It never raises on what a file holds and makes nothing up: a file that is no committee paper gives kind "paper".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.recognise.agenda import Front, read_front, read_meeting
from cypsc_desktop.intake.recognise.bodies import body_in_sentence, tidy_body
from cypsc_desktop.intake.recognise.classify import Seen, classify, report_front
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.dates import find_date, find_dates
from cypsc_desktop.intake.recognise.findings import find_findings
from cypsc_desktop.intake.recognise.front import find_body, find_when
from cypsc_desktop.intake.recognise.irregular import find_irregularities
from cypsc_desktop.intake.recognise.meeting_page import find_meeting_page
from cypsc_desktop.intake.recognise.minutes import find_minutes
from cypsc_desktop.intake.recognise.papers import item_marks, place_papers
from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.responses import find_responses
from cypsc_desktop.intake.recognise.rows import Row, text_of
from cypsc_desktop.intake.recognise.supplement import read_supplement
from cypsc_desktop.intake.recognise.work_programme import find_programme
from cypsc_desktop.intake.report import At, ImportReport, ItemFound, MeetingFound, PaperFound

# Raise it whenever recognition changes: the same file is then read anew, and what it no longer finds is emptied.
RECOGNISER = 4

_AGENDAS = ("agenda pack", "supplement")
_FRONT_ROWS = 160  # as many as four front sheets hold; in a format without pages the papers follow on the same sheet
_HEAD_ROWS = 10  # of minutes or a report: the head that names who issued them
_COUNCIL_TAIL = re.compile(
    r"(?:(?:combined|metropolitan|district|borough|county|city|mayoral)\s+)*(?:council|authority)", re.IGNORECASE
)
_ENDED = re.compile(r"\b(?:council|authority)$", re.IGNORECASE)
_NOTHING_MORE = ("paper", "letter")


def recognise(source: Source) -> ImportReport:
    """Everything that the recognisers find in one file, as the contract's import report."""
    report = ImportReport(file=source.name, sha256=source.sha256, pages=len(source.sheets))
    front: Front | None = None
    if not find_meeting_page(source, report):
        front = read_front(source)
        _fill(source, report, front)
    if report.kind == "paper":  # a response table that came alone is told by its columns
        find_responses(source, report)
        report.kind = "response" if report.responses else "paper"
    elif report.kind not in _NOTHING_MORE:
        find_minutes(source, report)
        _held_when_minuted(report)
        _named_by_minutes(report)
        find_responses(source, report)
        find_programme(source, report)
        find_plan(source, report)
    find_irregularities(source, report, front)
    if report.kind not in _NOTHING_MORE:
        find_findings(source, report)
    return report


def _fill(source: Source, report: ImportReport, front: Front) -> None:
    """Kind, meeting, items and papers from the front of the file."""
    seen = Seen(front.rows, front.agenda, front.info, front.body, find_when(front.around, front.info)[0])
    report.kind = classify(source, seen)
    if report.kind in _AGENDAS:
        report.meeting = read_meeting(front, supplement=report.kind == "supplement")
        report.items = front.agenda.items
        place_papers(source, report.items, front=front.last, first_pages=front.agenda.first_pages)
        if report.kind == "supplement":
            report.supplement = read_supplement(front.rows, meeting=report.meeting.date, before=front.agenda.before)
            report.meeting.issued = report.supplement.issued
    elif report.kind == "report":
        _fill_report(source, report, front)
    elif report.kind == "minutes":
        _fill_minutes(report, front)
    if report.meeting:
        report.meeting.council = _council(source, front, agenda=report.kind in _AGENDAS)


def _council(source: Source, front: Front, *, agenda: bool) -> str | None:
    lines = (line for sheet in source.sheets if not sheet.filler for line in text_of(sheet).split("\n"))
    return find_council(_front_lines(front.rows[: _FRONT_ROWS if agenda else _HEAD_ROWS]), lines)


def _front_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The rows' words, columns kept apart, and those of two rows of one print where the last words of a council's name stand
    on the second."""
    yield from (" | ".join(segment.text for segment in row.segments) for row in rows)
    for above, row in pairwise(rows):
        if (
            _COUNCIL_TAIL.fullmatch(row.text)
            and not _ENDED.search(above.text)
            and row.bold == above.bold
            and abs(row.size - above.size) < 0.5
        ):
            yield f"{above.text} {row.text}"


def _fill_report(source: Source, report: ImportReport, front: Front) -> None:
    """A report that came alone: the meeting it is addressed to, and its own item if it prints the number."""
    header = report_front(source, front.rows)
    if header is None:
        return
    to = header.report_to or ""
    dates = find_dates(to)
    body = tidy_body(to[: dates[0].start] if dates else to) or front.body
    date = dates[0].iso if dates else front.info.date or find_when(front.rows[:24], front.info)[0]
    if not body or not date:
        return
    report.meeting = MeetingFound(body=body, date=date)
    number = item_marks(source.sheets[0])
    if number and header.subject:
        pages = (1, len(source.sheets)) if source.paged else None
        paper = PaperFound(title=header.subject, pdf_pages=pages, header=header, at=At(1))
        report.items = [ItemFound(number=number, title=header.subject, pdf_pages=pages, papers=[paper], at=At(1))]


def _held_when_minuted(report: ImportReport) -> None:
    """Minutes that came alone are of the meeting whose date their head says; dates told further down are others."""
    first = report.minutes[0].of if report.kind == "minutes" and report.minutes else None
    if first and report.meeting:
        report.meeting.date = first


def _named_by_minutes(report: ImportReport) -> None:
    """An agenda on which no body's name can be read is of the body whose minutes come with it."""
    named = next((minutes.body for minutes in report.minutes if minutes.body), None)
    if named and report.kind in _AGENDAS and report.meeting and report.meeting.body is None:
        report.meeting.body = named
        for minutes in report.minutes:
            minutes.body = None if minutes.body == named else minutes.body


def _fill_minutes(report: ImportReport, front: Front) -> None:
    """Minutes that came alone: the meeting is the one that was held."""
    top = front.rows[:40]
    text = " ".join(row.text for row in top)
    body = front.info.body or body_in_sentence(text) or find_body(top, front.info)[0]
    date = front.info.date or find_when(top, front.info)[0] or find_date(text)
    if body and date:
        report.meeting = MeetingFound(body=body, date=date)
