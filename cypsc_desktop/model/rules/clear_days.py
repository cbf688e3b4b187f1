"""Clear days of notice in England: neither the day of issue nor the day of the meeting counts, nor do weekends and
bank holidays (Local Government Act 1972 s100A-B; five clear days). It knows no local rules.
"""

from datetime import date, timedelta

NOTICE = 5
"""Clear days that agenda and reports must be open before a meeting."""

_ONE_OFF = frozenset(
    {date(2011, 4, 29), date(2012, 6, 5), date(2020, 5, 8), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
)
_MOVED_AWAY = frozenset({date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)})
_MOVED_TO = frozenset({date(2012, 6, 4), date(2022, 6, 2)})


def last_issue_day(meeting: date, *, notice: int = NOTICE) -> date:
    """The last day on which papers for a meeting may be issued so that ``notice`` clear days lie between."""
    day, left = meeting - timedelta(days=1), notice
    while left:
        if is_working_day(day):
            left -= 1
        day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def clear_days(issued: date, meeting: date) -> int:
    """Working days strictly between issue and meeting; 0 where the issue is on the day or later."""
    days = (issued + timedelta(days=n) for n in range(1, max(1, (meeting - issued).days)))
    return sum(is_working_day(day) for day in days)


def is_working_day(day: date) -> bool:
    """Whether the day is neither a weekend nor a bank holiday in England."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def is_bank_holiday(day: date) -> bool:
    """Whether the day is a bank holiday in England, known one-off days included (to 2023)."""
    if day in _ONE_OFF or day in _MOVED_TO:
        return True
    if day in _MOVED_AWAY:
        return False
    easter = _easter(day.year)
    if day in (easter - timedelta(days=2), easter + timedelta(days=1)):
        return True
    if day.weekday() == 0 and (
        (day.month == 5 and (day.day <= 7 or day.day > 24)) or (day.month == 8 and day.day > 24)
    ):
        return True
    return day in _fixed(day.year)


def _fixed(year: int) -> set[date]:
    """New Year, Christmas and Boxing Day, each moved to the next weekday that is free."""
    days: set[date] = set()
    for month, number in ((1, 1), (12, 25), (12, 26)):
        day = date(year, month, number)
        while day.weekday() > 4 or day in days:
            day += timedelta(days=1)
        days.add(day)
    return days


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian rule."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
