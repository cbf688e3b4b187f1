"""Clear days of notice in England: neither the day of issue nor the day of the meeting counts, nor do weekends and
bank holidays (Local Government Act 1972 s100A-B; five clear days). It knows no local rules.

Bank holidays come from the library ``holidays``; days that a committee adds or takes away may be given besides.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

NOTICE = 5
"""Clear days that agenda and reports must be open before a meeting."""

LAST_PROCLAIMED = 2027
"""The last year for which England's bank holidays were proclaimed when this was released: later one-off days are not
known, so a check of a later day should say so."""


def last_issue_day(meeting: date, *, notice: int = NOTICE, closed: Collection[date] = ()) -> date:
    """The last day on which papers for a meeting may be issued so that ``notice`` clear days lie between.

    ``closed`` are days on which the offices are shut besides."""
    day, left = meeting - timedelta(days=1), notice
    while left:
        if is_working_day(day, closed=closed):
            left -= 1
        day -= timedelta(days=1)
    while not is_working_day(day, closed=closed):
        day -= timedelta(days=1)
    return day


def clear_days(issued: date, meeting: date, *, closed: Collection[date] = ()) -> int:
    """Working days strictly between issue and meeting; 0 where the issue is on the day or later."""
    days = (issued + timedelta(days=n) for n in range(1, max(1, (meeting - issued).days)))
    return sum(is_working_day(day, closed=closed) for day in days)


def is_working_day(day: date, *, closed: Collection[date] = ()) -> bool:
    """Whether the day is neither a weekend nor a bank holiday in England, nor one of those ``closed``."""
    return day.weekday() < 5 and day not in closed and not is_bank_holiday(day)


def is_bank_holiday(day: date) -> bool:
    """Whether the day is a bank holiday in England."""
    return day in _bank_holidays(day.year)


def is_certain(day: date) -> bool:
    """Whether all bank holidays up to this day had been proclaimed when this was released."""
    return day.year <= LAST_PROCLAIMED


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # a fifth of a second that few starts need

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
