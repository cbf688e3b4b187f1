"""Ranks: texts that sort as their records stand, with room for another between any two. Pure.

A rank is six digits of base 36 for lines typed one after another, then a fraction for what was put between.
"""

from collections.abc import Iterable

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WHOLE = 6
_LAST = "z" * _WHOLE


def after(rank: str | None) -> str:
    """The rank of what follows the last of a list; ``None``: the list is empty."""
    if rank is None:
        return "0" * (_WHOLE - 1) + "1"
    whole = rank[:_WHOLE].ljust(_WHOLE, "0")
    return rank + "i" if whole >= _LAST else _text(_number(whole) + 1)


def between(low: str | None, high: str | None) -> str:
    """A rank above ``low`` and below ``high``; ``None`` stands for the end of the list on that side."""
    if high is None:
        return after(low)
    if low is not None and low >= high:
        raise ValueError(f"{low!r} does not come before {high!r}")
    return _middle(low or "", high)


def behind(low: str | None, following: Iterable[str | None]) -> str:
    """A rank above ``low`` and below what follows. Of what two devices put there at once several have one rank: between
    those nothing goes, so it is below the first that is above ``low``."""
    return between(low, next((one for one in following if (one or "") > (low or "")), None))


def _middle(low: str, high: str) -> str:
    """As between two fractions: the shortest text between them that does not end in a nought."""
    rank = ""
    while True:
        at = len(rank)
        a = _DIGITS.index(low[at]) if at < len(low) else 0
        b = _DIGITS.index(high[at]) if high and at < len(high) else len(_DIGITS)
        if b - a > 1:
            return rank + _DIGITS[(a + b) // 2]
        rank += _DIGITS[a]
        if b > a:  # what follows is below ``high`` whatever it is
            high = ""


def _number(text: str) -> int:
    return int(text, 36)


def _text(number: int) -> str:
    digits = ""
    for _ in range(_WHOLE):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
