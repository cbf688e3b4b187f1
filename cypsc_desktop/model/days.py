"""How a stored day reads to people in Britain: "21 Sep 2021", "21 September 2021". It reads no text but ISO dates."""

from datetime import date
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


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None
