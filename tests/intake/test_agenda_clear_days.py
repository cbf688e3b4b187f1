"""Clear days of notice, by the vectors of the rule."""

from datetime import date

import pytest

from cypsc_desktop.model.rules.clear_days import clear_days, is_bank_holiday, last_issue_day


@pytest.mark.parametrize(
    ("meeting", "issue"),
    [
        (date(2021, 9, 14), date(2021, 9, 6)),
        (date(2021, 9, 2), date(2021, 8, 24)),
        (date(2022, 1, 6), date(2021, 12, 24)),
        (date(2026, 4, 8), date(2026, 3, 27)),
    ],
)
def test_last_lawful_issue(meeting: date, issue: date) -> None:
    assert last_issue_day(meeting) == issue
    assert clear_days(issue, meeting) >= 5


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2020, 5, 8),
        date(2021, 12, 27),
        date(2021, 12, 28),
        date(2024, 3, 29),
        date(2024, 4, 1),
        date(2027, 12, 28),
    ],
)
def test_bank_holidays(day: date) -> None:
    assert is_bank_holiday(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2024, 12, 27), date(2021, 9, 6)])
def test_days_that_look_like_bank_holidays(day: date) -> None:
    assert not is_bank_holiday(day)


def test_no_clear_day_on_the_day_itself() -> None:
    assert clear_days(date(2024, 1, 3), date(2024, 1, 3)) == 0
