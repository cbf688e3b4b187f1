"""Which row of a response table answers which recommendation of minutes: by what a person said, else by the words.

Pure but for the records it is given. The one rule for all: home, the recommendations screen and the command line.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Recommendation, Response

_ALIKE = 0.85  # as alike as a recommendation and its copy in the response table are, numbers and small words aside
_RARE = 4  # so many of the rarest words of a text lead to all that can be alike


def replies_to(
    made: Sequence[Recommendation], replies: Sequence[Response], *, dates: Mapping[str, str | None]
) -> dict[str, list[Response]]:
    """Recommendation id -> its replies, the oldest first; the last is the one that counts.

    ``dates`` are those of the meetings by id. A reply that a person named comes last; a reply in papers older than the
    recommendation is never its reply; one whose row names another meeting's date is only where none names its own.
    """
    known = {reply.id: reply for reply in replies}
    told = [fold(reply.recommendation or "") for reply in replies]
    words = _Words(told)
    found: dict[str, list[Response]] = {}
    for one in made:
        day = dates.get(one.meeting or "")
        text = fold(one.text or "")
        near = [replies[n] for n in words.near(text) if _same(text, told[n])] if text else []
        near = [r for r in near if not day or (dates.get(r.meeting or "") or day) >= day]
        own = [r for r in near if r.considered_on == day] or near
        own.sort(key=lambda r: (dates.get(r.meeting or "") or "", r.position or 0, r.id))
        named = known.get(one.response or "")
        if named is not None:
            own = [*(r for r in own if r.id != named.id), named]
        if own:
            found[one.id] = own
    return found


def _same(text: str, reply: str) -> bool:
    """Whether a reply's first column is this recommendation: it stands in it, or nearly equals it."""
    if f" {text} " in f" {reply} ":
        return True
    matcher = SequenceMatcher(None, text, reply, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )  # the quick ones first: each is an upper bound of the next


class _Words:
    """An index of texts by word, so that not every text is compared with every other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._holding: dict[str, list[int]] = {}
        for n, text in enumerate(texts):
            for word in set(text.split()):
                self._holding.setdefault(word, []).append(n)
        self._often = Counter({word: len(rows) for word, rows in self._holding.items()})

    def near(self, text: str) -> list[int]:
        """The texts that share one of the rarest words of this one."""
        known = sorted({w for w in text.split() if w in self._holding}, key=lambda w: (self._often[w], w))
        return sorted({n for word in known[:_RARE] for n in self._holding[word]})
