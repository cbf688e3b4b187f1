"""The text of a paper as one run of letters in which words are looked for, with the way back to page and box.

Only letters and digits count: what a font, a line break, a hyphen at a line's end or a ligature does to a text is not
seen here. Reads no file.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

Edges = tuple[float, float, float, float]
_ENDS = (".", ":", ";", "?", "!")


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in reading order; ``boxes`` are left, top, right, bottom in points from its top left, or
    none at all where they are not known."""

    number: int
    words: Sequence[str]
    boxes: Sequence[Edges] = ()


@lru_cache(maxsize=1 << 16)
def squeeze(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return "".join(filter(str.isalnum, plain.casefold()))


class Text:
    """A paper's text. ``run`` holds its letters; a place in it counts from 0."""

    def __init__(self, pages: Iterable[PageWords]) -> None:
        self.pages = list(pages)
        squeezed: list[str] = []
        self._owners: list[tuple[int, int]] = []  # index of page and of word, for each word with letters
        firsts: list[int] = []  # which of those each page begins with
        for index, page in enumerate(self.pages):
            firsts.append(len(squeezed))
            for at, word in enumerate(page.words):
                letters = squeeze(word)
                if letters:
                    squeezed.append(letters)
                    self._owners.append((index, at))
        self.words = squeezed
        self.run = "".join(squeezed)
        self._starts = [0, *accumulate(map(len, squeezed))]
        self._page_starts = [self._starts[first] for first in firsts]
        self._by_number = {page.number: index for index, page in enumerate(self.pages)}

    def span_of(self, number: int) -> tuple[int, int]:
        """From and to of a page in the run; nothing for a page that is not here."""
        index = self._by_number.get(number)
        if index is None:
            return 0, 0
        end = self._page_starts[index + 1] if index + 1 < len(self.pages) else len(self.run)
        return self._page_starts[index], end

    def page_at(self, place: int) -> int:
        """The number of the page that holds this place."""
        index = bisect_right(self._page_starts, place) - 1
        return self.pages[max(index, 0)].number

    def word_at(self, place: int) -> int:
        """Which of ``words`` holds this place."""
        return min(max(bisect_right(self._starts, place) - 1, 0), max(len(self.words) - 1, 0))

    def page_of_word(self, index: int) -> int:
        """Which of ``pages`` holds one of ``words``."""
        return self._owners[index][0]

    def place_of_word(self, index: int) -> int:
        """Where in the run one of ``words`` begins."""
        return self._starts[index]

    @cached_property
    def told(self) -> list[str]:
        """The words, with one sign for each number that a sentence begins with: paragraphs are numbered anew."""
        made = list(self.words)
        for index, word in enumerate(made):
            if word.isdigit() and (index == 0 or self._printed_word(index - 1).endswith(_ENDS)):
                made[index] = "#"
        return made

    @cached_property
    def told_run(self) -> str:
        """``told`` with a space before and behind each."""
        return f" {' '.join(self.told)} "

    def _printed_word(self, index: int) -> str:
        page, at = self._owners[index]
        return self.pages[page].words[at]

    def places(self, needle: str, first: int = 0, last: int | None = None, *, most: int = 50) -> list[int]:
        """Where the letters stand, in order, at most so many places."""
        found: list[int] = []
        end = len(self.run) if last is None else last
        at = self.run.find(needle, first, end) if needle else -1
        while at >= 0 and len(found) < most:
            found.append(at)
            at = self.run.find(needle, at + 1, end)
        return found

    def printed(self, first: int, last: int) -> str:
        """The words from one place to another, as printed, parted by single spaces."""
        if last <= first or not self.words:
            return ""
        begin, end = self.word_at(first), self.word_at(last - 1)
        # Words without letters (dashes, bullets) that stand between are printed too.
        (page, word), (last_page, last_word) = self._owners[begin], self._owners[end]
        parts: list[str] = []
        while (page, word) <= (last_page, last_word):
            words = self.pages[page].words
            stop = last_word + 1 if page == last_page else len(words)
            parts += words[word:stop]
            page, word = page + 1, 0
        return " ".join(parts)

    def boxes(self, first: int, last: int) -> list[Edges]:
        """A box a line of what stands from one place to another, on the page where it begins."""
        if last <= first or not self.words:
            return []
        lines: list[Edges] = []
        own = self._owners[self.word_at(first)][0]
        for index in range(self.word_at(first), self.word_at(last - 1) + 1):
            page, word = self._owners[index]
            boxes = self.pages[page].boxes
            if page != own or word >= len(boxes):
                break
            start, length = self._starts[index], len(self.words[index])
            part = _part(boxes[word], max(first - start, 0) / length, min(last - start, length) / length)
            if lines and _one_line(lines[-1], part):
                a = lines[-1]
                lines[-1] = (min(a[0], part[0]), min(a[1], part[1]), max(a[2], part[2]), max(a[3], part[3]))
            else:
                lines.append(part)
        return [(round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in lines]

    def nearest(self, number: int, box: Edges, *, words: int = 12) -> tuple[int, int] | None:
        """From and to of the words that stand nearest to a box on a page: where a mark without words is anchored."""
        index = self._by_number.get(number)
        if index is None or not self.pages[index].boxes:
            return None
        first = bisect_left(self._owners, (index, 0))
        held = range(first, bisect_left(self._owners, (index + 1, 0)))
        if not held:
            return None
        page = self.pages[index]
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        best = min(held, key=lambda n: _distance(page.boxes[self._owners[n][1]], middle))
        begin = max(held[0], best - words // 2)
        end = min(held[-1], begin + words - 1)
        return self._starts[begin], self._starts[end] + len(self.words[end])


def _part(box: Edges, begin: float, end: float) -> Edges:
    """The stretch of a word's box between two shares of its width."""
    left, top, right, bottom = box
    width = right - left
    return left + width * begin, top, left + width * end, bottom


def _one_line(line: Edges, word: Edges) -> bool:
    overlap = min(line[3], word[3]) - max(line[1], word[1])
    height = min(line[3] - line[1], word[3] - word[1])
    return overlap > height / 2 and -height < word[0] - line[2] < 4 * max(height, 1)


def _distance(box: Edges, middle: tuple[float, float]) -> float:
    across = max(box[0] - middle[0], middle[0] - box[2], 0)
    down = max(box[1] - middle[1], middle[1] - box[3], 0)
    return across + 3 * down
