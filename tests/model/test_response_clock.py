"""Two months beginning with the date of receipt."""

from datetime import date

import pytest

from cypsc_desktop.model.rules.response_clock import reply_due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2021, 4, 20), date(2021, 6, 19)),
        (date(2021, 6, 23), date(2021, 8, 22)),
        (date(2021, 12, 31), date(2022, 2, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2021, 11, 15), date(2022, 1, 14)),
        (date(2022, 1, 1), date(2022, 2, 28)),
    ],
)
def test_due(received: date, due: date) -> None:
    assert reply_due(received) == due
