"""Which row of a response table answers which recommendation of minutes: by what a person said, else by the words.

Pure but for the records it is given. The one rule for all: home, the recommendations screen and the command line.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Recommendation, Response

_ALIKE = 0.85  # as alike as a recommendation and its copy in the response table are, numbers and small words aside
_RARE = 6  # so many of the rarest pairs of words of a text lead to all that can be alike
_SHARED = 0.7  # of the words of what is alike so many are the same, whatever their order


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
        near = [replies[n] for n in words.near(text) if _same(text, told[n])]
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


def may_be(text: str | None) -> Callable[[str | None], bool]:
    """Whether a printed wording may be that of ``text``, or have it in it: quick, and right where it says no."""
    words = set(fold(text or "").split())
    fewest = _SHARED * len(words) * 0.9  # what is in it by the letter; accents and hyphens may part a few

    def test(printed: str | None) -> bool:
        held = (printed or "").casefold().replace("’", "").replace("'", "")
        return bool(words) and sum(word in held for word in words) >= fewest

    return test


class _Words:
    """An index of texts by pairs of neighbouring words, so that not every text is compared with every other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._of: list[list[str]] = []
        self._holding: dict[tuple[str, str], list[int]] = {}
        for n, text in enumerate(texts):
            words = text.split()
            self._of.append(words)
            for pair in pairwise(words):
                found = self._holding.setdefault(pair, [])
                if not found or found[-1] != n:
                    found.append(n)

    def near(self, text: str) -> list[int]:
        """The texts that share one of the rarest pairs of this one, most of its words, and of its pairs what is then left:
        a word that is another takes two pairs with it."""
        words = text.split()
        own = frozenset(words)
        if len(words) < 2:
            return [n for n, held in enumerate(self._of) if own and own.issubset(held)]
        pairs = frozenset(pairwise(words))
        known = sorted((len(self._holding[pair]), pair) for pair in pairs if pair in self._holding)
        near: set[int] = set()
        for _, pair in known[:_RARE]:
            near.update(self._holding[pair])
        words_left, pairs_left = _SHARED * len(own), (2 * _SHARED - 1) * len(pairs)
        return sorted(
            n
            for n in near
            if len(own.intersection(self._of[n])) >= words_left
            and len(pairs.intersection(pairwise(self._of[n]))) >= pairs_left
        )
