"""Which words of a paper's new version are which of the old one's. Pure.

Runs of words that stand once in each version tie the two together, wherever they went; they grow as far as the words on both
sides are the same, and what lies between two ties that follow each other is compared in its order. So of several paragraphs
with the same words each finds its own by what stands around it, and a word that was put in or taken out moves nothing else.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from cypsc_desktop.papers.text import Text

_GRAMS = (10, 6, 4)  # words in a row, the longest first
_TIE = 24  # letters that two versions hardly share by chance
_LONG = 20  # words of a run that is no chance
_ALIKE = 0.6  # of the words of a gap: so much in order is no chance
_STEP = 4  # words that may be other ones between two that are the same
_BY_FAR = 3  # times as far
_ANOTHER_PAGE = 1000  # words that a page's end counts for: pages come in another order more than paragraphs do
_FAR = 80  # words
_WIDE = 400  # words of a gap that are compared word by word


class Block(NamedTuple):
    """So many words in a row that are the same in both."""

    old: int
    new: int
    length: int


class _Gap(NamedTuple):
    """Old words from and to, new words from and to, and whether both begin, and both end, at a tie."""

    old: int
    old_end: int
    new: int
    new_end: int
    from_left: bool
    from_right: bool


class _Run(NamedTuple):
    """Old words from ``start`` to ``end`` that are in the new text so much further on, and where it grew from."""

    shift: int
    start: int
    end: int
    cores: list[int]


class Found(NamedTuple):
    """A stretch of the new text; ``sure``: it is the same words in the same surroundings."""

    first: int
    last: int
    sure: bool


class Alignment:
    """The words of two versions, side by side. ``to`` has the new word of each old one, -1 where there is none."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old, new
        self.to = [-1] * len(old.words)
        self._claimed = bytearray(len(new.words))
        self._doubtful = bytearray(len(old.words))
        self._singular = bytearray(len(old.words))  # words of runs that stand once in both
        # Long runs first, and what lies between them: paragraphs are numbered anew, and a number with a sentence that stands
        # often would be that of another paragraph.
        for size, fewest in ((_GRAMS[0], _LONG), *((size, 0) for size in _GRAMS)):
            self._tie(size, fewest)
            if fewest:
                self._fill()
        for _ in range(2):  # what the first round ties bounds the gaps of the second
            self._fill()

    def stretch(self, first: int, last: int) -> Found | None:
        """What the letters from ``first`` to ``last`` of the old text are in the new one; None where the two versions do not
        tell. Not sure where words were put in, taken out or replaced."""
        begin, end = self.old.word_at(first), self.old.word_at(last - 1)
        held = [n for n in self.to[begin : end + 1] if n >= 0]
        if (
            len(held) == end - begin + 1
            and held[-1] - held[0] == end - begin
            and held == list(range(held[0], held[-1] + 1))
        ):
            start = self.new.place_of_word(held[0]) + first - self.old.place_of_word(begin)
            return Found(start, start + last - first, self._is_told(begin, end, first, last, start))
        around = self._around(begin, end, held)
        if around is None:
            return None
        low, high = around
        start = self.new.place_of_word(low)
        stop = self.new.place_of_word(high) + len(self.new.words[high])
        lead, tail = first - self.old.place_of_word(begin), self._end_of_old(end) - last
        if self.new.run[start:stop] == self.old.run[first - lead : last + tail]:
            # Words that are parted or joined otherwise.
            return Found(start + lead, stop - tail, self._is_told(begin, end, first, last, start + lead))
        return Found(start, stop, False)

    def _is_told(self, begin: int, end: int, first: int, last: int, start: int) -> bool:
        """Whether words that are the same from ``start`` on can only be these: nobody else reached for them, and either what
        stands around them is the same too and stood once, or words that stand once lead to them."""
        if any(self._doubtful[begin : end + 1]):
            return False
        before, after = self.old.run[max(0, first - _TIE) : first], self.old.run[last : last + _TIE]
        around = before + self.old.run[first:last] + after
        there = self.new.run[max(0, start - len(before)) : start + len(around) - len(before)]
        if around == there and len(self.old.places(around, most=2)) < 2:
            return True
        return self._leads(begin, -1) or self._leads(end, 1)

    def _leads(self, word: int, way: int) -> bool:
        """Whether one gets from a word to one of those that stand once, over few words that are not the same."""
        at, there = word, self.to[word]
        for far in range(_FAR):
            near = word + far * way
            if not 0 <= near < len(self.to):
                return False
            if self.to[near] >= 0:
                if not 0 <= (self.to[near] - there) * way <= _STEP + 1 or self._doubtful[near]:
                    return False
                at, there = near, self.to[near]
                if self._singular[near]:
                    return True
            elif abs(near - at) > _STEP:
                return False
        return False

    def is_claimed(self, first: int, last: int) -> bool:
        """Whether most of a stretch of the new text is other words of the old one."""
        begin, end = self.new.word_at(first), self.new.word_at(max(last - 1, first))
        return 2 * sum(self._claimed[begin : end + 1]) > end - begin + 1

    def _end_of_old(self, word: int) -> int:
        return self.old.place_of_word(word) + len(self.old.words[word])

    def _around(self, begin: int, end: int, held: Sequence[int]) -> tuple[int, int] | None:
        """First and last word of the new text for a stretch that is not whole in it: what is left of it, and what stands now
        between its neighbours."""
        length = end - begin + 1
        before = self.to[begin - 1] if begin > 0 else -1
        after = self.to[end + 1] if end + 1 < len(self.to) else len(self.new.words) if end + 1 == len(self.to) else -1
        if begin == 0 and held and held[0] <= length:
            before = -1
        low = before + 1 if before >= 0 or (begin == 0 and held) else held[0] if held else -1
        high = after - 1 if after >= 0 else held[-1] if held else -1
        if held and not low <= held[0] <= held[-1] <= high:
            low, high = min(held), max(held)
            if 2 * len(held) < length:
                return None
        if low < 0 or high < low or high - low + 1 > 3 * length + 12:
            return None
        if not held and (before < 0 or after < 0):
            return None
        return (low, high) if high < len(self.new.words) else None

    # Ties

    def _fill(self) -> None:
        """Tie what is the same in the gaps."""
        for gap in list(self._gaps()):
            self._compare(gap)

    def _tie(self, size: int, fewest: int) -> None:
        """Runs of so many words that stand once in both, as far as they go, at least so many. Where two of them reach for the
        same words, those go to the one whose own words are nearer, in doubt unless by far."""
        ours, theirs = _once(self.old.words, size), _once(self.new.words, size)
        cores: dict[int, list[int]] = {}  # how far a run has moved -> where its words that stand once begin
        for gram, at in ours.items():
            there = theirs.get(gram, -1)
            if there >= 0 and self.to[at] < 0 and not self._claimed[there]:
                cores.setdefault(there - at, []).append(at)
        runs = [run for shift, places in cores.items() for run in self._runs(shift, places, size)]
        runs = [run for run in runs if run.end - run.start >= fewest]
        contest = _Contest(self.old, len(self._claimed), runs, size)
        for number in range(len(runs)):
            contest.enter(number)
        for number, run in enumerate(runs):
            kept = contest.words_of(number)
            if sum(len(self.old.words[at]) for at in kept) >= _TIE:
                for at in kept:
                    self.to[at] = at + run.shift
                    self._claimed[at + run.shift] = 1
                for core in run.cores:
                    for at in range(core, core + size):
                        self._singular[at] = self.to[at] == at + run.shift
        for at in contest.doubtful:
            self._doubtful[at] = 1

    def _runs(self, shift: int, places: Sequence[int], size: int) -> list[_Run]:
        """Runs of one shift, each with the places that it grew from."""
        runs: list[_Run] = []
        for at in places:
            if runs and at < runs[-1].end:
                runs[-1].cores.append(at)
                continue
            block = self._grown(Block(at, at + shift, size))
            runs.append(_Run(shift, block.old, block.old + block.length, [at]))
        return runs

    def _grown(self, block: Block) -> Block:
        """As long as the words before and behind are the same and free."""
        a, b, old, new = block.old, block.new, self.old.words, self.new.words
        end_a, end_b = a + block.length, b + block.length
        while a > 0 and b > 0 and old[a - 1] == new[b - 1] and self.to[a - 1] < 0 and not self._claimed[b - 1]:
            a, b = a - 1, b - 1
        while (
            end_a < len(old) and end_b < len(new) and old[end_a] == new[end_b]
            and self.to[end_a] < 0 and not self._claimed[end_b]
        ):  # fmt: skip
            end_a, end_b = end_a + 1, end_b + 1
        return Block(a, b, end_a - a)

    def _take(self, block: Block, *, fewest: int = 0) -> None:
        """Tie these words, but those that are tied by now."""
        run: list[int] = []
        for n in range(block.length + 1):
            if n < block.length and self.to[block.old + n] < 0 and not self._claimed[block.new + n]:
                run.append(n)
                continue
            if run and sum(len(self.old.words[block.old + m]) for m in run) >= fewest:
                for m in run:
                    self.to[block.old + m] = block.new + m
                    self._claimed[block.new + m] = 1
            run = []

    # Gaps

    def _gaps(self) -> Iterator[_Gap]:
        """What lies between the same two ties, or beside one of which the other went elsewhere."""
        new_ends = self._free()
        at = 0
        while at < len(self.to):
            if self.to[at] >= 0:
                at += 1
                continue
            end = at
            while end < len(self.to) and self.to[end] < 0:
                end += 1
            before = self.to[at - 1] if at else -1
            after = self.to[end] if end < len(self.to) else len(self.new.words)
            reach = 2 * (end - at) + 40
            if before < after <= before + max(reach + 1, 4 * _WIDE):
                yield _Gap(at, end, before + 1, after, True, True)
            else:
                if before >= 0 and (stop := _next(new_ends, before + 1)) > before + 1:
                    yield _Gap(at, end, before + 1, min(stop, before + 1 + reach), True, False)
                if end < len(self.to) and (start := self._back(after)) < after:
                    yield _Gap(at, end, max(start, after - reach), after, False, True)
            at = end

    def _free(self) -> list[int]:
        """Where free stretches of the new text end."""
        claimed = self._claimed
        return [n for n in range(1, len(claimed) + 1) if not claimed[n - 1] and (n == len(claimed) or claimed[n])]

    def _back(self, end: int) -> int:
        start = end
        while start > 0 and not self._claimed[start - 1]:
            start -= 1
        return start

    def _compare(self, gap: _Gap) -> None:
        """Tie equal words of two stretches in their order: those that a tie leads to over a few other words, those of some
        length, and all of them where the stretches are alike on the whole. Small words are in any two texts."""
        a, b, c, d, from_left, from_right = gap
        if b - a > _WIDE or d - c > _WIDE:
            self._split(gap)
            return
        old, new = self.old.words[a:b], self.new.words[c:d]
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        blocks = [Block(*block) for block in matcher.get_matching_blocks() if block.size]
        alike = from_left and from_right and sum(n.length for n in blocks) >= _ALIKE * max(b - a, d - c)
        led = set(blocks) if alike else set()
        if from_left:
            led |= _led(blocks)
        if from_right:
            backwards = [Block(b - a - n.old - n.length, d - c - n.new - n.length, n.length) for n in blocks[::-1]]
            kept = _led(backwards)
            led |= {n for n, back in zip(blocks[::-1], backwards, strict=True) if back in kept}
        for block in blocks:
            self._take(Block(a + block.old, c + block.new, block.length), fewest=0 if block in led else _TIE)

    def _split(self, gap: _Gap) -> None:
        """A wide gap: words in a row that stand once in both stretches part it."""
        a, b, c, d, from_left, from_right = gap
        for size in (3, 2, 1):
            ours, theirs = _once(self.old.words[a:b], size), _once(self.new.words[c:d], size)
            pairs = sorted((at, theirs[gram]) for gram, at in ours.items() if gram in theirs)
            chain = _rising(pairs)
            if len(chain) * 200 >= min(b - a, d - c):
                break
        else:
            return
        x, y, left = a, c, from_left
        for i, j in [*chain, (b - a, d - c)]:
            last = i == b - a
            if x < a + i and y < c + j and a + i - x <= _WIDE and c + j - y <= _WIDE:
                self._compare(_Gap(x, a + i, y, c + j, left, from_right if last else True))
            if not last:
                self._take(Block(a + i, c + j, size), fewest=_TIE)
            x, y, left = max(x, min(a + i + size, b)), max(y, min(c + j + size, d)), True


class _Contest:
    """Which run gets a word that several reach for."""

    def __init__(self, old: Text, new: int, runs: Sequence[_Run], size: int) -> None:
        self._old, self._runs, self._size = old, runs, size
        self._by_old, self._by_new = [-1] * len(old.words), [-1] * new
        self.doubtful: set[int] = set()

    def enter(self, number: int) -> None:
        """Take the words of a run that no other run is nearer to."""
        run = self._runs[number]
        for at in range(run.start, run.end):
            rivals = {(self._by_old[at], at), (self._by_new[at + run.shift], at)}
            standing = [(rival, self._word(rival, at, run.shift)) for rival, _ in rivals if rival >= 0]
            if all(self._beats(number, at, rival, word) for rival, word in standing):
                for rival, word in standing:
                    self._by_old[word] = self._by_new[word + self._runs[rival].shift] = -1
                self._by_old[at] = self._by_new[at + run.shift] = number

    def words_of(self, number: int) -> list[int]:
        """The old words that a run has got."""
        run = self._runs[number]
        return [at for at in range(run.start, run.end) if self._by_old[at] == number]

    def _word(self, rival: int, at: int, shift: int) -> int:
        """The old word with which a rival holds this one, or the new one that it is to be."""
        return at if self._by_old[at] == rival else at + shift - self._runs[rival].shift

    def _beats(self, number: int, at: int, rival: int, word: int) -> bool:
        mine, theirs = self._far(number, at), self._far(rival, word)
        if max(mine, theirs) < _BY_FAR * min(mine, theirs) or mine == theirs:
            self.doubtful |= {at, word}
        return mine < theirs

    def _far(self, number: int, at: int) -> int:
        """How many words from those that stand once; what is on another page is far."""
        cores = self._runs[number].cores
        index = bisect_right(cores, at)
        found = [1 << 20]
        for near, gap in (
            *([(cores[index - 1], at - cores[index - 1] - self._size + 1)] if index else ()),
            *([(cores[index], cores[index] - at)] if index < len(cores) else ()),
        ):
            apart = self._old.page_of_word(near) != self._old.page_of_word(at)
            found.append(max(0, gap) + (_ANOTHER_PAGE if apart else 0))
        return min(found)


def _led(blocks: Sequence[Block]) -> set[Block]:
    """Those that one gets to from the beginning, a few words at a time."""
    led: set[Block] = set()
    old = new = 0
    for block in blocks:
        if block.old - old > _STEP or block.new - new > _STEP:
            break
        led.add(block)
        old, new = block.old + block.length, block.new + block.length
    return led


def _once(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """Each run of so many words that stands once -> where it begins."""
    found: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        gram = tuple(words[at : at + size])
        found[gram] = -1 if gram in found else at
    return {gram: at for gram, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs of which both numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for index, (_, new) in enumerate(pairs):
        place = bisect_right(tails, new)
        back.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(new)
            ends.append(index)
        else:
            tails[place], ends[place] = new, index
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _next(ends: Sequence[int], place: int) -> int:
    """The end of the free stretch that holds this word; the word itself where it is not free."""
    index = bisect_right(ends, place)
    return ends[index] if index < len(ends) else place
