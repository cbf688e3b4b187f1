"""Earlier minutes that a meeting may approve, several sets at once, each with the amendments that it made; and its resolution
on them, under the item that is for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.locked_minutes import unless_locked
from cypsc_desktop.commands.minuting import (
    Live,
    has_lines,
    local_time,
    minutes_of,
    open_live,
    take_line,
    utc_now,
    write_projection,
)
from cypsc_desktop.commands.minuting_draft import STATES, draft_again, set_minutes_state
from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.projection import outcome_id
from cypsc_desktop.minutes.standing import is_of_minutes
from cypsc_desktop.model.records import Item, Meeting, Minutes, Resolution, Section
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


def unresolved(reader: Reader, live: Live) -> list[Approval]:
    """Minutes of which it was recorded that this meeting approved them, with no line of it that says so."""
    found = []
    for minutes in reader.records("minutes", approved_at=live.meeting.id):
        meeting = reader.record(getattr(minutes, "meeting", None) or "")
        if isinstance(minutes, Minutes) and isinstance(meeting, Meeting) and minutes.state in _APPROVED:
            one = Approval(meeting, tuple(minutes.amendments or ()))
            found += [] if _is_resolved(live, one) else [one]
    return found


def approve(
    store: Store,
    approvals: Sequence[Approval],
    *,
    at: Meeting,
    actor: str,
    live: Live | None = None,
    now: str | None = None,
) -> None:
    """Say of each that this meeting approved it, and in its log that it resolved so. ``live``: the meeting as it is under way
    at ``now``, "HH:MM". UserError where one cannot be: urgent business without its reason."""
    for one in approvals:
        minutes, group = minutes_of(store.read, one.meeting.id), None
        if minutes is None or minutes.state not in _APPROVED or minutes.approved_at != at.id:
            mine = open_live(store.read, one.meeting)
            set_minutes_state(store, mine, "approved", actor=actor, approved_at=at.id, amendments=one.amendments)
            step = store.next_step(actor, "undo")
            group = step[0] if step else None
        _resolve(store, live or open_live(store.read, at), one, actor=actor, now=now or local_time(), joins=group)


def resolve_recorded(store: Store, meeting: Meeting, *, actor: str) -> None:
    """Minutes of this meeting were just approved: where lines were taken at the meeting that did, its log says so too, as the
    same step of undo."""
    minutes = minutes_of(store.read, meeting.id)
    at = store.read.record(minutes.approved_at or "") if minutes else None
    own = minutes_of(store.read, at.id) if at is not None else None
    if (
        minutes is None
        or not isinstance(at, Meeting)
        or not has_lines(store.read, at)
        or (own and own.state in _APPROVED)
    ):
        return
    step = store.next_step(actor, "undo")
    one = Approval(meeting, tuple(minutes.amendments or ()))
    live = open_live(store.read, at)
    _resolve(store, live, one, actor=actor, now=live.evening.ended or local_time(), joins=step[0] if step else None)


def _resolve(store: Store, live: Live, one: Approval, *, actor: str, now: str, joins: str | None) -> None:
    """A line of what was resolved, under the item that is for it; in an item that was not reached yet, which is gone to for it."""
    if _is_resolved(live, one):
        return
    evening, back = live.evening, None
    item = next((each for each in evening.items if is_of_minutes(each.title)), None)
    if evening.is_private or (
        item is not None and item.id not in evening.visited and not (item.number and evening.started)
    ):
        item = None  # it stands where the meeting is
    elif item is not None and item.id not in evening.visited:
        back = evening.number_of(evening.item) if evening.item else None
        take_line(store, live, f">{item.number}", actor=actor, now=now, joins=joins)
    _take_under(store, live, f"s. {one.words}", item, actor=actor, now=now, joins=joins)
    if back:
        take_line(store, live, f">{back}", actor=actor, now=now, joins=joins)


def _take_under(
    store: Store, live: Live, raw: str, item: Item | None, *, actor: str, now: str, joins: str | None
) -> None:
    """Take the line of a resolution that is agreed, behind the last line of this item."""
    evening = live.evening
    before, entries = live.projected.now(), list(evening.entries)
    entry = evening.take(raw, now=now, stamp=utc_now()).added
    assert entry is not None  # it names nobody and nothing that could be unknown
    if item is not None and entry.item != item.id:
        at = max(n for n, one in enumerate(entries) if one.item == item.id) + 1
        moved = replace(entry, item=item.id, rank=rank.behind(entries[at - 1].rank, (one.rank for one in entries[at:])))
        evening.exchange(entry, moved)
        entry = moved
    try:
        with store.change("Minutes: resolution", actor=actor) as change:
            change.joins = joins
            unless_locked(change, live.meeting.id)
            change.create(entry)
            made = live.projected.now()
            write_projection(change, before, made)
            resolved, agreed = made.get(outcome_id(entry)), utc_now()
            if isinstance(resolved, Resolution):
                change.set(resolved.id, "state", "agreed", space=resolved.space)
                change.set(resolved.id, "agreed", agreed, space=resolved.space)
                now_made = {resolved.id: replace(resolved, state="agreed", agreed=agreed)}
                draft_again(change, store.read, live, [entry.item], gone=(), made=now_made)
    except BaseException:
        evening.restore(entries)
        raise


def _is_resolved(live: Live, one: Approval) -> bool:
    """Whether a resolution or a motion of the meeting names these minutes."""
    of = f"minutes of {_day(one.meeting.date)}".casefold()
    return any(e.sort in ("resolution", "motion") and of in (e.text or "").casefold() for e in live.evening.entries)


def _day(printed: str | None) -> str:
    """ "22 June 2021"."""
    try:
        day = date.fromisoformat(printed or "")
    except ValueError:
        return printed or "the last meeting"
    return f"{day.day} {day:%B %Y}"
