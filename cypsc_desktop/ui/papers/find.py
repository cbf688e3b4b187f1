"""Finding words in a paper: what was typed as a pattern, and where it matches. Pure values.

Upper and lower case are one, so are all kinds of quotes and of white space; a hyphen counts for nothing, so that a
word is found where it is parted at a line's end.
"""

import re

_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\ufffe"
_QUOTES = {"'": "'’‘`´", '"': '"“”„'}
_SAME = {mark: marks for marks in _QUOTES.values() for mark in marks}


def pattern(typed: str) -> re.Pattern[str] | None:
    """What was typed as a pattern, None where it holds nothing to find."""
    words = ["".join(mark for mark in word if mark not in _HYPHENS) for word in typed.split()]
    words = [word for word in words if word]
    if not words:
        return None
    within = rf"(?:[{_HYPHENS}]+\n?)?"
    between = rf"[{_HYPHENS}]*\s+(?:[{_HYPHENS}]+\s+)*[{_HYPHENS}]*"
    return re.compile(between.join(within.join(_letter(mark) for mark in word) for word in words), re.IGNORECASE)


def _letter(mark: str) -> str:
    return f"[{_SAME[mark]}]" if mark in _SAME else re.escape(mark)


def spans(sought: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the pattern matches, from and to, in order."""
    return [match.span() for match in sought.finditer(text)]
