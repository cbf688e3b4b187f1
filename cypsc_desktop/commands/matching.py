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

    ``dates`` are those of the meetings by id (see also ``day_of``). A reply that a person named comes last; a reply in
    papers older than the recommendation is never its reply; one whose row names another meeting's date is only where
    none names its own.
    """
    return Matches(made, replies).answers(dates)


class Matches:
    """Which replies print the words of which recommendation, brought up to date a record at a time."""

    def __init__(self, made: Iterable[Recommendation] = (), replies: Iterable[Response] = ()) -> None:
        self._replies = {reply.id: reply for reply in replies}
        self._told = {entity: fold(reply.recommendation or "") for entity, reply in self._replies.items()}
        self._names = list(self._told)  # of the texts in the index: a reply's id, "" where it says something else now
        self._words = _Words(self._told.values())
        self._made: dict[str, tuple[Recommendation, str]] = {}
        self._near: dict[str, set[str]] = {}
        for one in made:
            self.make(one.id, one)

    def make(self, entity: str, one: Recommendation | None) -> None:
        """A recommendation as it is now; None: it went."""
        if one is None:
            self._made.pop(entity, None)
            self._near.pop(entity, None)
            return
        text = fold(one.text or "")
        if entity not in self._made or self._made[entity][1] != text:
            found = (self._names[n] for n in self._words.near(text))
            self._near[entity] = {name for name in found if name and _same(text, self._told[name])}
        self._made[entity] = (one, text)

    def hear(self, entity: str, reply: Response | None) -> None:
        """A reply as it is now; None: it went."""
        told = None if reply is None else fold(reply.recommendation or "")
        if self._told.get(entity) != told:
            if entity in self._told:
                self._names[self._names.index(entity)] = ""
                for near in self._near.values():
                    near.discard(entity)
            self._told.pop(entity, None)
            if told is not None:
                self._told[entity] = told
                self._names.append(entity)
                number = self._words.add(told)
                for made, (_, text) in self._made.items():
                    if self._words.is_near(text, number) and _same(text, told):
                        self._near[made].add(entity)
        if reply is None:
            self._replies.pop(entity, None)
        else:
            self._replies[entity] = reply

    def answers(self, dates: Mapping[str, str | None]) -> dict[str, list[Response]]:
        """As ``replies_to`` gives it."""
        found: dict[str, list[Response]] = {}
        for entity, (one, _) in self._made.items():
            own = _of_its_day(one, [self._replies[name] for name in self._near[entity]], dates)
            named = self._replies.get(one.response or "")
            if named is not None:
                own = [*(r for r in own if r.id != named.id), named]
            if own:
                found[entity] = own
        return found


def _of_its_day(one: Recommendation, near: list[Response], dates: Mapping[str, str | None]) -> list[Response]:
    """Of the replies in these words those that can be meant, the oldest first."""
    day = dates.get(one.meeting or "")
    if day:
        near = [r for r in near if (dates.get(r.meeting or "") or day) >= day]
    own = [r for r in near if r.considered_on == day] or near
    return sorted(own, key=lambda r: (day_of(r, dates), r.position or 0, r.id))


def day_of(reply: Response, dates: Mapping[str, str | None]) -> str:
    """When a reply came: the day of the meeting whose papers print it; of a table by itself, which is of no meeting, what
    ``dates`` have under the id of the reply."""
    return dates.get(reply.meeting or reply.id) or ""


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
        for text in texts:
            self.add(text)

    def add(self, text: str) -> int:
        """Put one more text in; returns its number."""
        n, words = len(self._of), text.split()
        self._of.append(words)
        for pair in pairwise(words):
            found = self._holding.setdefault(pair, [])
            if not found or found[-1] != n:
                found.append(n)
        return n

    def is_near(self, text: str, n: int) -> bool:
        """Whether one text is near this one, as ``near`` finds them, but for which pairs are rare."""
        words, held = text.split(), self._of[n]
        own = frozenset(words)
        if len(words) < 2:
            return bool(own) and own.issubset(held)
        if len(own.intersection(held)) < _SHARED * len(own):
            return False
        pairs = frozenset(pairwise(words))
        return len(pairs.intersection(pairwise(held))) >= (2 * _SHARED - 1) * len(pairs)

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
