"""How long items have taken, beside what was planned: from the times of the lines. Pure; "HH:MM" in, minutes out."""

from dataclasses import dataclass

from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.model.records import Item

_SILENCE = 6 * 60  # minutes without a line after which nobody is thought to sit there still


@dataclass(frozen=True, slots=True)
class ItemTime:
    """An item with its planned minutes (None: none were) and the minutes that it has had, breaks left out."""

    item: Item
    planned: int | None
    taken: int
    is_current: bool

    @property
    def over(self) -> int:
        """Minutes beyond the plan."""
        return max(0, self.taken - self.planned) if self.planned is not None else 0


def item_times(evening: Evening, now: str) -> list[ItemTime]:
    """All items in the order of the agenda. ``now`` ends the current item unless the meeting has ended, or its last line
    is hours ago."""
    now = counted_to(evening, now)
    taken: dict[str | None, int] = {}
    since: str | None = None
    item: str | None = None
    for entry in evening.entries:
        if entry.sort in ("item", "break", "resume", "end"):
            if since:
                taken[item] = taken.get(item, 0) + minutes_between(since, entry.time)
            item = entry.item if entry.sort == "item" else item
            since = entry.time if entry.sort in ("item", "resume") else None
    if since and not evening.ended:
        taken[item] = taken.get(item, 0) + minutes_between(since, now)
    current = None if evening.ended else evening.item
    return [ItemTime(one, one.planned, taken.get(one.id, 0), one.id == current) for one in evening.items]


def counted_to(evening: Evening, now: str) -> str:
    """The time of day up to which a meeting under way is counted: now, or its last line where that is hours ago, as it is
    the morning after and where lines were fed with times of their own."""
    last = next((entry.time for entry in reversed(evening.entries) if entry.time), None)
    return last if last and minutes_between(last, now) > _SILENCE else now


def minutes_left(now: str, end_by: str | None) -> int | None:
    """Minutes until the guillotine, less than nothing once it has passed; None where there is none."""
    if not end_by:
        return None
    left = minutes_between(now, end_by)
    return left if left <= 12 * 60 else left - 24 * 60


def minutes_between(start: str | None, end: str | None) -> int:
    """Minutes from one time of day to another, over midnight where that comes between; 0 for what is no time."""
    first, last = _minutes(start), _minutes(end)
    return 0 if first is None or last is None else (last - first) % (24 * 60)


def later(time: str | None, minutes: int) -> str | None:
    """The time of day so many minutes after another, over midnight where it comes to that; None for what is no time."""
    first = _minutes(time)
    if first is None:
        return None
    hour, minute = divmod((first + minutes) % (24 * 60), 60)
    return f"{hour:02}:{minute:02}"


def _minutes(time: str | None) -> int | None:
    hour, colon, minute = (time or "").partition(":")
    return int(hour) * 60 + int(minute) if colon and hour.isdigit() and minute.isdigit() else None
