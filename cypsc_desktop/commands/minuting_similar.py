"""Earlier recommendations and conclusions that are like one that is being worded, so that nobody asks twice unawares.

Likeness is of words, not of letters: quick enough to be told while somebody types.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Conclusion, Recommendation, Request
from cypsc_desktop.store.store import Reader

_ALIKE = 0.34  # of the words of the two, so many are shared
_SHORTEST = 4  # letters of a word that counts


@dataclass(frozen=True, slots=True)
class Earlier:
    """A wording of an earlier meeting: whose id, its text, the day, and how alike (0 to 1)."""

    id: str
    text: str
    day: str | None
    alike: float


class Wordings:
    """What was recommended, concluded and asked for at other meetings of a body, made ready for comparing."""

    def __init__(self, reader: Reader, *, committee: str | None, but: str) -> None:
        days = {m.id: m.date for m in meetings(reader) if m.committee == committee and m.id != but}
        self._held: list[tuple[frozenset[str], Earlier]] = []
        found: list[Recommendation | Conclusion | Request] = [
            *all_of(reader, Recommendation), *all_of(reader, Conclusion), *all_of(reader, Request)
        ]  # fmt: skip
        for one in found:
            if one.meeting in days and one.text:
                self._held.append((_words(one.text), Earlier(one.id, one.text, days[one.meeting], 0.0)))

    def like(self, text: str, *, most: int = 3) -> Sequence[Earlier]:
        """Those most like this text, the likest first."""
        words = _words(text)
        if len(words) < 3:
            return []
        found = []
        for held, one in self._held:
            shared = len(words & held)
            alike = shared / max(1, min(len(words), len(held)))
            if shared >= 3 and alike >= _ALIKE:
                found.append(Earlier(one.id, one.text, one.day, alike))
        return sorted(found, key=lambda one: (-one.alike, one.day or ""))[:most]


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= _SHORTEST)
