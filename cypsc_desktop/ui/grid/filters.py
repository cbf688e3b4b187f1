"""What is typed into a filter or the find field, as a test of a cell's text. Pure."""

import re
from collections.abc import Callable

Test = Callable[[str], bool]

HELP = "Words that the cell holds; = for exactly this, = alone for empty, ! for not, < and > for figures and dates."
_QUOTES = str.maketrans("‘’“”–—", "''\"\"--")


def fold(text: str) -> str:
    """The form in which texts are compared: without case, straight quotes and dashes."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.translate(_QUOTES)


def asks(typed: str) -> Test | None:
    """A test of a folded cell, None where nothing is asked.

    All words must be there, in any order; quotes hold a phrase together.
    """
    asked = fold(typed.strip())
    if not asked:
        return None
    if asked.startswith("!") and asked[1:].strip():
        inner = asks(asked[1:])
        return None if inner is None else lambda text: not inner(text)
    if asked.startswith("="):
        wanted = asked[1:].strip()
        return lambda text: text.strip() == wanted
    if asked[0] in "<>" and (bound := _amount(asked[1:].lstrip("="))) is not None:
        below, equal = asked[0] == "<", asked[1:2] == "="
        return lambda text: _compares(_amount(text), bound, below=below, equal=equal)
    words = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|(\S+)', asked)]
    words = [word.strip('"') for word in words if word.strip('"')]
    if len(words) == 1:
        return lambda text: words[0] in text
    return lambda text: all(word in text for word in words)


_MONTHS = {
    name: n + 1
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
}


def _amount(text: str) -> tuple[int, float] | None:
    """A date or a figure in an order of its own: dates as year, month and day in one number."""
    plain = text.strip()
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", plain):
        return 1, int(found[1]) * 10_000 + int(found[2]) * 100 + int(found[3])
    if found := re.fullmatch(r"(\d{1,2})[\s/.](\d{1,2}|[a-z]{3,9})[\s/.](\d{4})", plain):
        month = int(found[2]) if found[2].isdigit() else _MONTHS.get(found[2][:3], 0)
        return 1, int(found[3]) * 10_000 + month * 100 + int(found[1])
    figure = plain.replace(",", "").removeprefix("£")
    return (0, float(figure)) if re.fullmatch(r"-?\d{1,15}(\.\d+)?", figure) else None


def _compares(one: tuple[int, float] | None, bound: tuple[int, float], *, below: bool, equal: bool) -> bool:
    if one is None or one[0] != bound[0]:
        return False
    return (one[1] < bound[1] if below else one[1] > bound[1]) or (equal and one[1] == bound[1])
