"""The minutes of a meeting taken live, gathered for a document. Reads only; what Part A may hold is decided by its output."""

from cypsc_desktop.commands.minuting import minutes_of, open_live
from cypsc_desktop.commands.minuting_draft import blocks
from cypsc_desktop.minutes.evening import space_of
from cypsc_desktop.minutes.projection import project, section_numbers
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Attendance, Meeting, Section
from cypsc_desktop.output.document import Document
from cypsc_desktop.output.minutes_live import LiveMinutes, private_minutes, public_minutes
from cypsc_desktop.store.store import Reader


def live_document(reader: Reader, meeting: Meeting, *, part_b: bool = False, level: str | None = None) -> Document:
    """Part A, or Part B where it is asked for. UserError where there is no Part B."""
    live = open_live(reader, meeting)
    evening = live.evening
    said = blocks(reader, live, level=level)
    if part_b and not any(block.part == "B" for block in said):
        raise UserError(f"The meeting of {short_day(meeting.date)} had no private part. Leave --part-b out.")
    sections = [
        Section(
            id=recognised_id("section", meeting.id, "live", entity), space=space_of(meeting.id, "A"), meeting=meeting.id,
            number=number, title=item.title if (item := evening.item_of(entity)) else None, part="A", item=entity,
        )
        for entity, number in section_numbers(evening, live.numbers).items()
    ]  # fmt: skip
    minutes = minutes_of(reader, meeting.id)
    approving = reader.record(minutes.approved_at) if minutes and minutes.approved_at else None
    given = LiveMinutes(
        meeting, minutes, sections, said,
        [record for record in project(evening, live.numbers).values() if isinstance(record, Attendance)],
        not_reached=[" ".join(p for p in (i.number, i.title) if p) for i in evening.unvisited()] if evening.ended else (),
        started=evening.started, ended=evening.ended,
        approved_on=approving.date if isinstance(approving, Meeting) else None,
    )  # fmt: skip
    return private_minutes(given) if part_b else public_minutes(given)
