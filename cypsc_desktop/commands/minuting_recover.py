"""Minutes that were being taken when the program ended: which meeting's, and how far they had come. Reads only."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.records import Entry, Meeting, Minutes
from cypsc_desktop.store.store import Reader

_YESTERDAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Recovered:
    """A meeting whose minutes are open, how many lines it has, and when the last was begun."""

    meeting: Meeting
    entries: int
    last: datetime


def under_way(reader: Reader, *, now: datetime | None = None) -> Recovered | None:
    """The meeting whose lines came last, within a day of ``now`` (None: this moment), and that has not ended."""
    now = now or datetime.now(UTC)
    found: list[Recovered] = []
    for minutes in all_of(reader, Minutes):
        meeting = reader.record(minutes.meeting or "") if minutes.state == "notes" and not minutes.ended else None
        if not isinstance(meeting, Meeting):
            continue
        entries = all_of(reader, Entry, meeting=meeting.id)
        last = max((when for entry in entries if (when := moment(entry.stamp))), default=None)
        if last is not None and abs(now - last) <= _YESTERDAY:
            found.append(Recovered(meeting, len(entries), last))
    return max(found, key=lambda one: one.last, default=None)


def moment(stamp: str | None) -> datetime | None:
    """The moment that an entry's stamp says, in UTC; None for what is none."""
    try:
        return datetime.fromisoformat(stamp or "").astimezone(UTC)
    except ValueError:
        return None
