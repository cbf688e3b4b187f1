"""The committee's rules, by the vectors of practice."""

from datetime import date

import pytest

from cypsc_desktop.model.rules.clear_days import NOTICE, clear_days, is_bank_holiday, is_certain, last_issue_day
from cypsc_desktop.model.rules.numbering import RUNNING, next_numbers
from cypsc_desktop.model.rules.quorum import is_quorate
from cypsc_desktop.model.rules.voting import may_vote, refusal, result


@pytest.mark.parametrize(
    ("known", "year", "first"),
    [
        (["33/21", "42/21"], 2021, "43/21"), ([], 2022, "1/22"), (["16/22", "42/21"], 2022, "17/22"), (["42/21"], 2022, "1/22"),
        (["84.", "85."], 2025, "86"), (["1772"], 2025, "1773"), (["9/2021", None, "x"], 2021, "10/21"),
    ],
)  # fmt: skip
def test_the_next_number(known: list[str | None], year: int, first: str) -> None:
    numbers = next_numbers(known, year=year)
    assert numbers.nth(0) == first
    assert numbers.nth(1) != first


def test_a_rule_may_be_set() -> None:
    assert next_numbers(["42/21", "7"], year=2021, rule=RUNNING).nth(1) == "9"


@pytest.mark.parametrize(
    ("voting", "seat", "matter", "may"),
    [
        ("all", "councillor", "other", True), ("education", "co-opted", "education", True), ("education", "co-opted", "other", False),
        ("education", "co-opted", "mixed", True), ("education", "co-opted", None, True), ("none", "co-opted", "education", False),
        (None, "councillor", None, True), (None, "co-opted", None, False), (None, "guest", None, False),
    ],
)  # fmt: skip
def test_who_may_vote(voting: str | None, seat: str, matter: str | None, may: bool) -> None:
    assert may_vote(voting, seat, matter) is may


def test_counts() -> None:
    told = (
        "For, against and abstentions total 9, but 8 voting members are present. Change a count or update attendance."
    )
    assert refusal(6, 1, 2, casting=None, entitled=8) == told
    assert refusal(6, 1, 1, casting=None, entitled=8) is None
    assert refusal(3, 2, 0, casting="for", entitled=8)
    assert refusal(4, 4, 0, casting="for", entitled=8) is None
    assert [result(4, 4), result(4, 4, "for"), result(4, 4, "against"), result(5, 4), result(0, 0)] == [
        "lost", "carried", "lost", "carried", "lost",
    ]  # fmt: skip


def test_quorum_is_local() -> None:
    assert [is_quorate(3, 3), is_quorate(2, 3), is_quorate(0, None)] == [True, False, None]


@pytest.mark.parametrize(
    ("meeting", "issue"),
    [
        ("2021-09-14", "2021-09-06"),
        ("2021-09-02", "2021-08-24"),
        ("2022-01-06", "2021-12-24"),
        ("2026-04-08", "2026-03-27"),
    ],
)
def test_five_clear_days(meeting: str, issue: str) -> None:
    assert last_issue_day(date.fromisoformat(meeting)) == date.fromisoformat(issue)
    assert clear_days(date.fromisoformat(issue), date.fromisoformat(meeting)) >= NOTICE


def test_one_off_holidays_and_days_of_ones_own() -> None:
    assert is_bank_holiday(date(2022, 9, 19))
    assert is_bank_holiday(date(2023, 5, 8))
    assert not is_bank_holiday(date(2021, 9, 14))
    assert last_issue_day(date(2021, 9, 14), closed=[date(2021, 9, 10)]) == date(2021, 9, 3)
    assert is_certain(date(2027, 12, 28))
    assert not is_certain(date(2028, 1, 3))
