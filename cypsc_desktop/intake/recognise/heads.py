"""How the minutes of a meeting begin: the words that head them and the attendance under these."""

import re
from collections.abc import Iterable

MINUTES_HEAD = re.compile(
    r"^\W*(?:(?:draft|unconfirmed|public|confirmed|approved)\s+)*minutes\b(?!\s*(?:\d|and\b|-))"
    r"|\bminutes of (?:the|a)\b.{0,80}\b(?:meeting|held)\b|^notes of (?:the|a) meeting",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"^\W*(?:(?:(?:committee|panel|board|voting|elected|sub-committee)\s+)?(?:members?|councillors?)\s+)?(?:present|attendance)\s*(?:[:–-]|$|(?=councillor|mr|mrs|ms\b))",
    re.IGNORECASE,
)


def begins_minutes(lines: Iterable[str]) -> bool:
    """Whether the lines of a sheet's top are headed as minutes and go on with who was present."""
    texts = list(lines)
    headed = any(MINUTES_HEAD.search(t) and t.lstrip()[:1].isupper() and len(t) < 120 for t in texts[:8])
    return headed and any(PRESENT.match(t) for t in texts)
