"""Where a place of the meeting screen leads: which meeting, and which of its tabs. Reads only, shows nothing."""

from datetime import datetime

from cypsc_desktop.commands.agenda import first_meeting
from cypsc_desktop.model.records import Meeting, Record
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.meeting.centre import PAGES
from cypsc_desktop.ui.meeting.grids import NAMES, meeting_of, table_for
from cypsc_desktop.ui.place import Place


def meeting_for(reader: Reader, place: Place, *, shown: Meeting | None, committee: str | None) -> Meeting | None:
    """The meeting of a place; of its record, where it names none; else the one shown, else the next one."""
    wanted = place.subject
    if not wanted and place.record:
        record = reader.record(place.record)
        wanted = meeting_of(reader, record) if record else None
    for entity in (wanted, shown.id if shown else None):
        found = reader.record(entity) if entity else None
        if isinstance(found, Meeting):
            return found
    return next_meeting(reader, committee=committee)


def next_meeting(reader: Reader, *, committee: str | None) -> Meeting | None:
    """The meeting to show where none was asked for; ``committee`` an id, None for any."""
    today = datetime.now().astimezone().date().isoformat()  # the laptop's own day
    return first_meeting(reader, committee=committee, today=today)


def tab_named(part: str | None) -> str | None:
    """A tab's name, also from the kind of record that its table shows; None where no tab is meant."""
    if part is None or part == PAGES or part in NAMES:
        return part
    return table_for(part)


def table_of(record: Record, *, tab: str | None) -> str | None:
    """The table in which a record stands: the one of this tab, where it shows such records, else that of its kind."""
    if tab is not None and tab in NAMES and NAMES[tab].kind == record.kind:
        return tab
    return table_for(record.kind)
