"""Marks follow their words into a new version of the paper. Pure: texts and anchors in, landings out.

A mark lands without a flag only where its words stand in both versions in surroundings that occur once in each; in any
doubt it is flagged as changed, with what now stands there, and where nothing is found it is orphaned and stays as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from cypsc_desktop.papers.alignment import Alignment, Found
from cypsc_desktop.papers.text import Edges, Text, squeeze
from cypsc_desktop.papers.twins import is_clear, is_told_apart

State = Literal["placed", "moved", "changed", "orphaned"]
Point = tuple[float, float]

_BOTH = (120, 60, 30)  # letters of context on both sides, the strictest first
_ONE = (60, 30)
_ENOUGH = 30  # letters that can hardly stand twice by chance
_NEAR = 300
_GRAM = 4
_FIGURE = re.compile(r"(?:[<>≤≥±+£$€]|(?<![\w.])-)*\d[\d.,]*%?")
_DASHES = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\ufffe\x02"}


@dataclass(frozen=True, slots=True)
class Held:
    """A mark as it is held to the old version. Without a quote (ink, a note) it is held to the words next to it."""

    id: str
    page: int
    quote: str = ""
    before: str = ""
    after: str = ""
    rects: tuple[Edges, ...] = ()
    strokes: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a mark is in the new version; an orphaned one keeps the place that it had. ``quote`` is what stands there."""

    id: str
    state: State
    page: int
    quote: str = ""
    rects: tuple[Edges, ...] = ()
    strokes: tuple[tuple[Point, ...], ...] = ()


class _Around(NamedTuple):
    """Letters before and after a stretch; the last and first so many of them are on its own page."""

    left: str
    right: str
    own_left: int = _NEAR
    own_right: int = _NEAR


def reanchor(marks: Iterable[Held], old: Text, new: Text) -> list[Landing]:
    """Where each mark lands. ``old`` needs boxes only on pages with marks that have no quote."""
    seeker = _Seeker(old, new)
    return [seeker.land(mark) for mark in marks]


class _Seeker:
    """Looks for places of the old text in the new one."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old, new
        self.alignment = Alignment(old, new)
        self._grams: dict[str, int] | None = None
        self._aligned: dict[int, list[int]] = {}

    def land(self, mark: Held) -> Landing:
        if squeeze(mark.quote):
            return self._land_words(mark)
        return self._land_area(mark)

    def _land_words(self, mark: Held) -> Landing:
        quote = squeeze(mark.quote)
        at, certain = self._old_place(mark, quote)
        around = (
            self._around(at, at + len(quote)) if at is not None else _Around(squeeze(mark.before), squeeze(mark.after))
        )
        found = self._find(quote, around, page=mark.page, at=at)
        boxes = self.new.boxes(found.first, found.last) if found else []
        if found is None or not boxes:
            return _orphaned(mark)
        page = self.new.page_at(found.first)
        same = self.new.run[found.first : found.last] == quote
        words = self.new.printed(found.first, found.last)
        known = (
            certain and _figures(words) == _figures(self._printed(mark, at, quote)) and self._is_told(found, at, quote, same)
        )  # fmt: skip
        state: State = ("placed" if page == mark.page else "moved") if known else "changed"
        words = mark.quote if same and known else words
        return Landing(mark.id, state, page, words, tuple(boxes))

    def _is_told(self, found: Found, at: int | None, quote: str, same: bool) -> bool:
        """Whether what was found can only be these words, whatever numbers the paragraphs have now."""
        if at is None or not same:
            return found.sure
        places = self.old, self.new, at, found.first, len(quote)
        return is_told_apart(*places) if found.sure else is_clear(*places)

    def _printed(self, mark: Held, at: int | None, quote: str) -> str:
        """The marked words as the old version prints them."""
        return mark.quote if at is None else self.old.printed(at, at + len(quote))

    def _land_area(self, mark: Held) -> Landing:
        box = _hull(mark)
        near = self.old.nearest(mark.page, box) if box else None
        if near is None:
            return _orphaned(mark)
        first, last = near
        found = self._find(self.old.run[first:last], self._around(first, last), page=mark.page, at=first)
        before, after = self.old.boxes(first, last), self.new.boxes(found.first, found.last) if found else []
        if found is None or not before or not after:
            return _orphaned(mark)
        page = self.new.page_at(found.first)
        state: State = ("placed" if page == mark.page else "moved") if found.sure else "changed"
        right_by, down_by = after[0][0] - before[0][0], after[0][1] - before[0][1]
        return Landing(
            mark.id, state, page, "",
            tuple((a + right_by, b + down_by, c + right_by, d + down_by) for a, b, c, d in mark.rects),
            tuple(tuple((x + right_by, y + down_by) for x, y in stroke) for stroke in mark.strokes),
        )  # fmt: skip

    def _old_place(self, mark: Held, quote: str) -> tuple[int | None, bool]:
        """Where the mark stands in the old text, and whether it can only be there: a page may print the same words in
        the same surroundings twice."""
        first, last = self.old.span_of(mark.page)
        places = self.old.places(quote, first, min(last + len(quote), len(self.old.run)))
        if len(places) < 2:
            return (places[0] if places else None), True
        left, right = squeeze(mark.before), squeeze(mark.after)

        def alike(place: int) -> int:
            end = place + len(quote)
            return _alike_end(self.old.run[max(0, place - _NEAR) : place], left) + _alike_start(
                self.old.run[end : end + _NEAR], right
            )

        ordered = sorted(places, key=alike, reverse=True)
        return ordered[0], alike(ordered[0]) > alike(ordered[1])

    # From the strictest to the loosest

    def _around(self, first: int, last: int) -> _Around:
        """What stands around a stretch of the old text, and how much of that is on its own page."""
        run = self.old.run
        begin, _ = self.old.span_of(self.old.page_at(first))
        _, end = self.old.span_of(self.old.page_at(last - 1))
        left, right = run[max(0, first - _NEAR) : first], run[last : last + _NEAR]
        return _Around(left, right, min(first - begin, _NEAR), min(end - last, _NEAR))

    def _find(self, quote: str, around: _Around, *, page: int, at: int | None) -> Found | None:
        left, right = around.left, around.right
        own_left, own_right = left[max(0, len(left) - around.own_left) :], right[: around.own_right]
        # First what stands on its own page: the next page may be another one in the new version.
        aligned = self.alignment.stretch(at, at + len(quote)) if at is not None else None
        if aligned is not None:
            return aligned
        ways: tuple[Callable[[], Found | None], ...] = (
            lambda: self._by_surroundings(quote, own_left, own_right),
            lambda: self._by_surroundings(quote, left, right, crossing=True),
            lambda: self._by_page(quote, page=page, at=at),
            lambda: self._unsure(quote, left, right, page=page),
            lambda: self._between(quote, left, right),
            lambda: self._beside(quote, left, right),
            lambda: self._by_words(quote, page=page),
        )
        found = (way() for way in ways)
        # What is other words of the old version is not these.
        return next((one for one in found if one and not self.alignment.is_claimed(one.first, one.last)), None)

    def _by_surroundings(self, quote: str, left: str, right: str, *, crossing: bool = False) -> Found | None:
        """The words, with so much around them that they stand once in each version."""
        tries = [(k, k) for k in _BOTH]
        if not crossing:
            tries += [pair for k in _ONE for pair in ((k, 0), (0, k))] + [(0, 0)]
        for before, after in tries:
            head, tail = left[-before:] if before else "", right[:after]
            needle = head + quote + tail
            if len(needle) < _ENOUGH:
                continue
            places = self.new.places(needle, most=2)
            if len(places) == 1 and len(self.old.places(needle, most=2)) <= 1:
                first = places[0] + len(head)
                return Found(first, first + len(quote), True)
        return None

    def _by_page(self, quote: str, *, page: int, at: int | None) -> Found | None:
        """Words that stand more than once: the same one of them on a page that is the same."""
        if at is None:
            return None
        span = self.old.span_of(page)
        whole = self.old.run[span[0] : span[1]]
        for number in self._pages_for(page):
            first, last = self.new.span_of(number)
            if self.new.run[first:last] != whole:
                continue
            if self.new.places(whole, most=2) != [first] and self._pages_for(page) != [number]:
                return None  # two pages alike
            return Found(first + at - span[0], first + at - span[0] + len(quote), True)
        return None

    def _unsure(self, quote: str, left: str, right: str, *, page: int) -> Found | None:
        """The words on a page like theirs, in other surroundings; long ones anywhere."""
        places: list[int] = []
        for number in self._pages_for(page):
            first, last = self.new.span_of(number)
            places += self.new.places(quote, first, last)
        if not places and len(quote) >= _ENOUGH:
            places = self.new.places(quote)
        if not places:
            return None

        def alike(place: int) -> int:
            end = place + len(quote)
            run = self.new.run
            return _alike_end(run[max(0, place - _NEAR) : place], left) + _alike_start(run[end : end + _NEAR], right)

        best = max(places, key=alike)
        if len(quote) < 8 and alike(best) < 8:
            return None  # "the" on a page that is like its own says nothing
        return Found(best, best + len(quote), False)

    def _between(self, quote: str, left: str, right: str) -> Found | None:
        """Reworded: what stands now between what stood before it and behind it."""
        for size in (60, 30, 18):
            head, tail = left[-size:], right[:size]
            if len(head) < 18 or len(tail) < 18:
                continue
            heads, tails = self.new.places(head, most=2), self.new.places(tail, most=4)
            if len(heads) != 1:
                continue
            first = heads[0] + len(head)
            ends = [place for place in tails if first < place <= first + 4 * len(quote) + 40]
            if ends and ends[0] - first >= max(2, len(quote) // 5):
                return Found(first, ends[0], False)
            if ends:
                return None  # the surroundings stand, the words are gone
        return None

    def _beside(self, quote: str, left: str, right: str) -> Found | None:
        """Reworded, and so is one side of it."""
        reach = int(1.6 * len(quote)) + 40
        for size in (60, 30):
            heads = self.new.places(left[-size:], most=2) if len(left) >= size else []
            if len(heads) == 1 and (found := self._within(quote, heads[0] + size, heads[0] + size + reach)):
                return found
            tails = self.new.places(right[:size], most=2) if len(right) >= size else []
            if len(tails) == 1 and (found := self._within(quote, tails[0] - reach, tails[0])):
                return found
        return None

    def _by_words(self, quote: str, *, page: int) -> Found | None:
        """Reworded, and nothing around it is left: the stretch that shares most runs of words with it."""
        # The old words are needed apart, which the squeezed quote does not give.
        places = self.old.places(quote, *self.old.span_of(page), most=1) or self.old.places(quote, most=1)
        if not places:
            return None
        begin, end = self.old.word_at(places[0]), self.old.word_at(places[0] + len(quote) - 1)
        grams = self._new_grams()
        votes: dict[int, int] = {}
        for index in range(begin, end - _GRAM + 2):
            hit = grams.get(" ".join(self.old.words[index : index + _GRAM]), -1)
            if hit >= 0:
                votes[hit - (index - begin)] = votes.get(hit - (index - begin), 0) + 1
        if not votes:
            return None
        start = max(votes, key=lambda offset: votes[offset])
        middle = self.new.place_of_word(min(max(start, 0), len(self.new.words) - 1))
        return self._within(quote, middle - len(quote) // 2 - 20, middle + int(1.6 * len(quote)) + 40, share=0.75)

    def _within(self, quote: str, first: int, last: int, *, share: float = 0.5) -> Found | None:
        """The part of a stretch that is most like the words, if such a share of their letters is in it in longer runs."""
        first, last = max(0, first), min(len(self.new.run), last)
        if self.alignment.is_claimed(first, last):
            return None  # other words, for the most part
        window = self.new.run[first:last]
        blocks = [b for b in SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks() if b.size >= 5]
        if not blocks or sum(b.size for b in blocks) < len(quote) * share:
            return None
        begin, end = blocks[0].b, blocks[-1].b + blocks[-1].size
        if end - begin > 2 * len(quote) + 40:
            return None
        words = self.new
        begin = words.place_of_word(words.word_at(first + begin))
        last_word = words.word_at(first + end - 1)
        return Found(begin, words.place_of_word(last_word) + len(words.words[last_word]), False)

    # Pages

    def _pages_for(self, page: int) -> list[int]:
        """The pages of the new version that a page of the old one is now on, the likest first."""
        if page not in self._aligned:
            self._aligned[page] = self._align(page)
        return self._aligned[page]

    def _align(self, page: int) -> list[int]:
        first, last = self.old.span_of(page)
        whole = self.old.run[first:last]
        if not whole:
            return []
        same = [p.number for p in self.new.pages if self._is_page(p.number, whole)]
        if same:
            return sorted(same, key=lambda number: abs(number - page))
        begin, end = self.old.word_at(first), self.old.word_at(last - 1)
        grams = self._new_grams()
        votes: dict[int, int] = {}
        for index in range(begin, end - _GRAM + 2):
            hit = grams.get(" ".join(self.old.words[index : index + _GRAM]), -1)
            if hit >= 0:
                number = self.new.page_at(self.new.place_of_word(hit))
                votes[number] = votes.get(number, 0) + 1
        ordered = sorted(votes, key=lambda number: (-votes[number], abs(number - page)))
        return [number for number in ordered if votes[number] * 5 >= votes[ordered[0]]][:3]

    def _is_page(self, number: int, whole: str) -> bool:
        first, last = self.new.span_of(number)
        return last - first == len(whole) and self.new.run.startswith(whole, first)

    def _new_grams(self) -> dict[str, int]:
        """Each run of four words that stands once in the new version -> the first of them; -1 for the others."""
        if self._grams is None:
            words = self.new.words
            self._grams = {}
            for index in range(len(words) - _GRAM + 1):
                key = " ".join(words[index : index + _GRAM])
                self._grams[key] = -1 if key in self._grams else index
        return self._grams


def _figures(text: str) -> list[str]:
    """The figures in a text with what makes them others: point, sign, per cent. Letters alone would not tell 1.5 from 15."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return [found.rstrip(".").replace(",", "") for found in _FIGURE.findall(plain)]


def _orphaned(mark: Held) -> Landing:
    return Landing(mark.id, "orphaned", mark.page, mark.quote, mark.rects, mark.strokes)


def _hull(mark: Held) -> Edges | None:
    """The box around everything of a mark."""
    points: Sequence[Point] = [p for stroke in mark.strokes for p in stroke]
    boxes = [*mark.rects, *((x, y, x, y) for x, y in points)]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _alike_start(a: str, b: str) -> int:
    number = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        number += 1
    return number


def _alike_end(a: str, b: str) -> int:
    return _alike_start(a[::-1], b[::-1])
