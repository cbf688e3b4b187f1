"""How a stored day, and a time of it, read to people in Britain: "21 Sep 2021", "21 September 2021", "6.30 pm", "In 3 days".
It reads no text but ISO dates and times."""

from datetime import date, time
from functools import lru_cache

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@lru_cache(maxsize=4096)
def short_day(iso: str | None) -> str:
    """ "2021-08-22" as "22 Aug 2021"; anything else as it stands, nothing for None."""
    day = _day(iso)
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year:04}" if day else iso or ""


@lru_cache(maxsize=4096)
def long_day(iso: str | None) -> str:
    """ "2021-08-22" as "22 August 2021"; anything else as it stands, nothing for None."""
    day = _day(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}" if day else iso or ""


def full_day(iso: str | None) -> str:
    """ "2021-09-14" as "Tuesday 14 September 2021"; anything else as it stands, nothing for None."""
    day = _day(iso)
    return f"{day:%A} {long_day(iso)}" if day else iso or ""


def clock(iso: str | None) -> str:
    """ "18:30" as "6.30 pm", the way agendas print it; anything else as it stands, nothing for None."""
    try:
        then = time.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    minutes = f".{then.minute:02}" if then.minute else ""
    return f"{then.hour % 12 or 12}{minutes} {'am' if then.hour < 12 else 'pm'}"


def days_away(iso: str | None, today: date) -> str:
    """ "Tomorrow", "In 3 days", "22 days ago"; nothing for what is no date."""
    day = _day(iso)
    if day is None:
        return ""
    days = (day - today).days
    named = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
    if days in named:
        return named[days]
    return f"In {_far(days)}" if days > 0 else f"{_far(-days)} ago"


def _far(days: int) -> str:
    """Days while they can be pictured, then months, then years."""
    if days < 100:
        return f"{days} days"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None
