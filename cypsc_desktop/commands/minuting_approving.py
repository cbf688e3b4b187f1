"""Earlier minutes that a meeting may approve, several sets at once, each with the amendments that it made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.minuting import minutes_of, open_live
from cypsc_desktop.commands.minuting_draft import STATES, set_minutes_state
from cypsc_desktop.model.records import Meeting, Section
from cypsc_desktop.store.store import Reader, Store

_APPROVED = frozenset(STATES[STATES.index("approved") :])


@dataclass(frozen=True, slots=True)
class Approval:
    """The minutes of a meeting, approved with these amendments; none: as a true record."""

    meeting: Meeting
    amendments: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The resolution, as minutes have it."""
        of = f"That the minutes of {_day(self.meeting.date)} be approved as a true record"
        these = "this amendment" if len(self.amendments) == 1 else "these amendments"
        return f"{of}, with {these}: {'; '.join(self.amendments)}" if self.amendments else of


def unapproved(reader: Reader, meeting: Meeting, *, most: int = 8) -> list[Meeting]:
    """Earlier meetings of the same body whose minutes nobody has approved yet, the latest first."""
    found = []
    for one in reversed(meetings(reader)):
        if one.committee != meeting.committee or one.id == meeting.id or (one.date or "") >= (meeting.date or "9999"):
            continue
        minutes = minutes_of(reader, one.id)
        has_minutes = minutes is not None or bool(reader.records(Section.kind, meeting=one.id))
        if has_minutes and (minutes is None or minutes.state not in _APPROVED):
            found.append(one)
    return found[:most]


def approve(store: Store, approvals: Sequence[Approval], *, at: Meeting, actor: str) -> None:
    """Say of each that this meeting approved it. UserError where one cannot be: urgent business without its reason."""
    for one in approvals:
        live = open_live(store.read, one.meeting)
        set_minutes_state(store, live, "approved", actor=actor, approved_at=at.id, amendments=one.amendments)


def _day(printed: str | None) -> str:
    """ "22 June 2021"."""
    try:
        day = date.fromisoformat(printed or "")
    except ValueError:
        return printed or "the last meeting"
    return f"{day.day} {day:%B %Y}"
