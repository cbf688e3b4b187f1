"""The recommendations that a list shows, written with their replies as the response table. Public records only."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cypsc_desktop.commands.chain import conclusion_of
from cypsc_desktop.commands.following import Followed
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting, Response, Section
from cypsc_desktop.output.public import public, public_points
from cypsc_desktop.output.response_table import response_table
from cypsc_desktop.output.writers import write
from cypsc_desktop.store.store import Reader


def export_followed(reader: Reader, rows: Sequence[Followed], to: Path) -> int:
    """Write these rows, in their order, in the eight columns; a row without a reply has its cells blank, to be filled in.

    Returns how many rows were written: what is exempt or private is left out. UserError where none is left, and for a
    file that cannot be written.
    """
    sections = all_of(reader, Section)
    open_to_all = {made.id for made in public_points([r.made for r in rows if r.made], sections)}
    shown = [row for row in rows if row.made is None or row.made.id in open_to_all]
    responses = public([_as_printed(row, _conclusion(reader, row, sections)) for row in shown])
    if not responses:
        raise UserError("None of the recommendations shown may be written to a file: all are private or exempt.")
    named = {response.meeting for response in responses}
    meetings = [meeting for meeting in all_of(reader, Meeting) if meeting.id in named]
    write(response_table(responses, meetings=meetings), to)
    return len(responses)


def _as_printed(row: Followed, conclusion: str) -> Response:
    """A row as the table prints it. Where nobody has replied the cells of the reply are blank."""
    held = row.reply or Response(id=row.id, space=row.space)
    label = f"{row.number.rstrip('.')}. " if row.number else ""
    report = row.report.removesuffix(f", {short_day(row.considered_on or '')}")  # the heading tells the day itself
    return replace(
        held, meeting=row.meeting, report=report or held.report, considered_on=row.considered_on,
        recommendation=held.recommendation or f"{label}{row.words}", conclusions=held.conclusions or conclusion,
        responder=held.responder or row.addressee,
    )  # fmt: skip


def _conclusion(reader: Reader, row: Followed, sections: Sequence[Section]) -> str:
    """What led to it, where that may be published and no reply prints it already."""
    if row.made is None or (row.reply is not None and row.reply.conclusions):
        return ""
    found = conclusion_of(reader, row)
    return (found.text or "") if found and public_points([found], sections) else ""
