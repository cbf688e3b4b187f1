"""Export a table or the minutes to a file; the ending of its name chooses the format. Public records only."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.choosing import meetings as all_meetings
from cypsc_desktop.commands.exportable import TITLES, WHOLE
from cypsc_desktop.commands.listing import agenda_order, all_of, of_meeting
from cypsc_desktop.commands.settling import with_settled
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import (
    Action,
    Attendance,
    Committee,
    Conclusion,
    Finding,
    Item,
    Meeting,
    Membership,
    Paper,
    PlanAction,
    Priority,
    Programme,
    Project,
    Recommendation,
    Record,
    Request,
    Response,
    Saving,
    Section,
)
from cypsc_desktop.model.records import Document as File
from cypsc_desktop.output import agenda as agenda_document
from cypsc_desktop.output import minutes as minutes_document
from cypsc_desktop.output import plan as plan_document
from cypsc_desktop.output import tables
from cypsc_desktop.output.document import Document
from cypsc_desktop.output.response_table import recommendation_table, response_table
from cypsc_desktop.output.writers import FORMATS, TABLES, ending_of, write
from cypsc_desktop.store.store import Reader

R = TypeVar("R", bound=Record)


def export(
    reader: Reader,
    what: str,
    to: Path,
    *,
    meeting: Meeting | None = None,
    entity: str | None = None,
    dry_run: bool = False,
    part_b: bool = False,
) -> int:
    """Write ``what`` of one meeting, or of all, to ``to``; returns how many rows it holds.

    ``entity`` narrows it to one record; ``part_b`` asks for the private part of the minutes. Raises UserError for an
    ending that names no format, for a file that cannot be written, and where there is nothing to write; the old file
    stays then.
    """
    ending = ending_of(to)
    if part_b and what != "minutes":
        raise UserError("Only minutes have a private part of their own. Leave --part-b out.")
    document = EXPORTED[what](_Reading(reader, meeting, entity, part_b=part_b, as_tables=ending in TABLES))
    listed = document.tables()
    count = sum(len(table.rows()) for table in listed) if listed else len(document.blocks)
    if entity is not None and (not count or what in WHOLE):
        find_record(reader, entity)
        raise UserError(f"The record '{entity}' is no row of this export ({TITLES[what].lower()}). Leave --id out.")
    if not count:
        where = f" for the meeting of {short_day(meeting.date)}" if meeting else ""
        raise UserError(f"The library holds no {TITLES[what].lower()}{where}. Import the papers that print it first.")
    if not dry_run:
        write(document, to)
    return count


def left_out(reader: Reader, what: str, *, meeting: Meeting | None = None) -> str:
    """A sentence on what a person may look for in vain in the file; "" where nothing is. The response table of the whole
    library has no row for a recommendation that nobody has replied to; a draft of minutes may be older than its lines."""
    if what == "minutes" and meeting is not None:
        return _older(reader, meeting)
    if what != "responses" or meeting is not None:
        return ""
    from cypsc_desktop.commands.following import followed

    waiting = sum(row.reply is None for row in followed(reader, today=date.min))
    if not waiting:
        return ""
    words = "1 recommendation has" if waiting == 1 else f"{waiting} recommendations have"
    return f"{words} no reply yet and no row in it. The export of recommendations has them, as a table to fill in."


def _older(reader: Reader, meeting: Meeting) -> str:
    from cypsc_desktop.commands.minuting import has_lines, open_live
    from cypsc_desktop.commands.minuting_draft import outdated

    count = len(outdated(reader, open_live(reader, meeting))) if has_lines(reader, meeting) else 0
    if not count:
        return ""
    items = "1 item is" if count == 1 else f"{count} items are"
    return f"The draft of {items} older than the lines: make it again, and export once more."


def filters() -> str:
    """The formats of a file dialog, the usual one first."""
    return ";;".join(f"{words} (*.{ending})" for ending, words in sorted(FORMATS.items(), key=lambda f: f[0] != "docx"))


class _Reading:
    """The records that an export may ask for: those of its meeting, or of all; one record only where it was named."""

    def __init__(
        self,
        reader: Reader,
        meeting: Meeting | None,
        entity: str | None,
        *,
        part_b: bool = False,
        as_tables: bool = False,
    ) -> None:
        self.reader = reader
        self.part_b = part_b
        self.as_tables = as_tables
        self.meeting = meeting
        self.meetings = [meeting] if meeting else all_meetings(reader)
        self._entity = entity

    def rows(self, kind: type[R]) -> list[R]:
        """The records that are the rows of the export."""
        found = of_meeting(self.reader, kind, self.meeting)
        return [record for record in found if self._entity in (None, record.id)]

    def beside(self, kind: type[R]) -> list[R]:
        """Records that rows refer to."""
        return of_meeting(self.reader, kind, self.meeting)

    def under(self, kind: type[R], parents: list[Project]) -> list[R]:
        return [record for parent in parents for record in all_of(self.reader, kind, project=parent.id)]

    def touched(self, rows: list[R]) -> list[Meeting]:
        """The meetings that the rows belong to."""
        ids = {getattr(row, "meeting", None) for row in rows}
        return [meeting for meeting in self.meetings if meeting.id in ids]


def _responses(reading: _Reading) -> Document:
    from cypsc_desktop.commands.following import once

    rows = reading.rows(Response)
    if reading.meeting is None:
        rows = once(reading.reader, rows)
    return response_table(rows, meetings=reading.touched(rows))


def _recommendations(reading: _Reading) -> Document:
    from cypsc_desktop.commands.following import decided

    counts = decided(reading.reader)  # what nobody agreed on is followed up nowhere, and written nowhere
    rows = [made for made in reading.rows(Recommendation) if counts(made)]
    return recommendation_table(
        rows,
        meetings=reading.touched(rows),
        sections=reading.beside(Section),
        conclusions=reading.beside(Conclusion),
    )


def _conclusions(reading: _Reading) -> Document:
    from cypsc_desktop.commands.following import waits

    still = waits(reading.reader)
    rows = [made for made in reading.rows(Conclusion) if not still(made)]
    return tables.conclusions(rows, meetings=reading.touched(rows), sections=reading.beside(Section))


def _requests(reading: _Reading) -> Document:
    rows = reading.rows(Request)
    return tables.requests(rows, meetings=reading.touched(rows), sections=reading.beside(Section))


def _actions(reading: _Reading) -> Document:
    rows = reading.rows(Action)
    return tables.actions(rows, meetings=reading.touched(rows), sections=reading.beside(Section))


def _agenda(reading: _Reading) -> Document:
    meeting = reading.meeting or _only(reading, Item, "agenda")
    from cypsc_desktop.commands.minuting_prepare import with_purposes

    body = next((one for one in all_of(reading.reader, Committee) if one.id == meeting.committee), None)
    items = with_purposes(agenda_order(all_of(reading.reader, Item, meeting=meeting.id)), body, day=meeting.date)
    papers = [paper for item in items for paper in all_of(reading.reader, Paper, item=item.id)]
    if reading.as_tables:
        return tables.agenda(meeting, items, papers=papers)
    seats = all_of(reading.reader, Membership, meeting=meeting.id)
    return agenda_document.agenda(meeting, items, papers=papers, seats=seats)


def _minutes(reading: _Reading) -> Document:
    meeting = reading.meeting or _only(reading, Section, "minutes")
    if reading.reader.records("entry", meeting=meeting.id):
        from cypsc_desktop.commands.minuting_export import live_document

        return live_document(reading.reader, meeting, part_b=reading.part_b)

    def of(kind: type[R]) -> list[R]:
        return of_meeting(reading.reader, kind, meeting)

    if not of(Section) and not of(Attendance):
        raise UserError(
            f"The library holds no minutes of the meeting of {short_day(meeting.date)}. Import a paper with them, or take them."
        )
    if reading.part_b:
        raise UserError(
            f"The minutes of {short_day(meeting.date)} came from a paper, which has no private part. Leave --part-b out."
        )
    return minutes_document.minutes(
        meeting,
        sections=of(Section),
        attendance=of(Attendance),
        conclusions=of(Conclusion),
        recommendations=of(Recommendation),
        requests=of(Request),
        actions=of(Action),
    )


def _plan(reading: _Reading) -> Document:
    projects = reading.rows(Project)
    return plan_document.plan(
        projects=projects,
        savings=reading.under(Saving, projects),
        actions=reading.under(PlanAction, projects),
        priorities=reading.rows(Priority),
        meetings=reading.touched(projects),
    )


def _programme(reading: _Reading) -> Document:
    rows = reading.rows(Programme)
    return tables.work_programme(rows, meetings=reading.touched(rows))


def _impact(reading: _Reading) -> Document:
    from cypsc_desktop.commands.impact import by_meeting, impact

    found = impact(reading.reader, meeting=reading.meeting)
    return tables.impact(
        {day: [(one.id, one.what, one.words, one.space) for one in said] for day, said in by_meeting(found).items()}
    )


def _people(reading: _Reading) -> Document:
    rows = reading.rows(Membership)
    return tables.people(rows, meetings=reading.touched(rows))


def _findings(reading: _Reading) -> Document:
    rows = with_settled(reading.reader, reading.rows(Finding))
    files = {file.id: file.name or "" for file in all_of(reading.reader, File)}
    return tables.findings(rows, files=files, meetings=reading.touched(rows))


def _only(reading: _Reading, kind: type[Record], what: str) -> Meeting:
    """The one meeting that has any; several are for the person to choose from."""
    having = [m for m in reading.meetings if reading.reader.records(kind.kind, meeting=m.id)]
    if len(having) == 1:
        return having[0]
    if not having:
        raise UserError(f"The library holds no {what} yet. Import the papers that print it first.")
    dates = ", ".join(str(meeting.date) for meeting in having)
    raise UserError(f"Say which meeting: add --meeting with one of {dates}.")


EXPORTED: dict[str, Callable[[_Reading], Document]] = {
    "agenda": _agenda,
    "minutes": _minutes,
    "responses": _responses,
    "recommendations": _recommendations,
    "conclusions": _conclusions,
    "requests": _requests,
    "actions": _actions,
    "plan": _plan,
    "work-programme": _programme,
    "impact": _impact,
    "people": _people,
    "findings": _findings,
}
