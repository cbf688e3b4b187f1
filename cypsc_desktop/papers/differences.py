"""What changed between two versions of a paper, page by page: words that stayed, went and came. Pure.

Words are compared as letters and digits, so that a change of font, hyphen or line end is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from cypsc_desktop.papers.text import squeeze

_RUN = 6  # words in a row that hardly two different papers share


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words. "same" stands in both versions, "gone" in the old one, "new" in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class PageDifference:
    """``old`` and ``new`` are the pages compared (from 1); None for one that was removed or inserted."""

    old: int | None
    new: int | None
    parts: tuple[Part, ...]

    @property
    def changed(self) -> bool:
        return self.old is None or self.new is None or any(part.kind != "same" for part in self.parts)

    @property
    def place(self) -> str:
        """Which sheet it is, and which it was."""
        bare = "" if self.parts else "; it has no text"
        if self.new is None:
            return f"Sheet {self.old} of the version before is gone{bare}"
        if self.old is None:
            return f"Sheet {self.new} is new{bare}"
        return f"Sheet {self.new}" + (f", before {self.old}" if self.old != self.new else "")


def differences(old: Sequence[str], new: Sequence[str]) -> list[PageDifference]:
    """Each page of the new version beside the page of the old one that it came from, removed pages in their place."""
    pairs = _pairs([_key(text) for text in old], [_key(text) for text in new])
    return [
        PageDifference(
            None if a is None else a + 1,
            None if b is None else b + 1,
            tuple(_parts("" if a is None else old[a], "" if b is None else new[b])),
        )
        for a, b in pairs
    ]


def likeness(old: str, new: str) -> float:
    """The share of their runs of words that two texts have in common, from 0 to 1: papers of one committee share their
    words, versions of one paper its sentences."""
    a, b = (set(zip(*(key[n:] for n in range(_RUN)), strict=False)) for key in (_key(old), _key(new)))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _key(text: str) -> tuple[str, ...]:
    return tuple(letters for word in text.split() if (letters := squeeze(word)))


def _pairs(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[tuple[int | None, int | None]]:
    """Which pages belong together: equal ones first, wherever they went, then the likest between them."""
    left: dict[int, int] = {}  # new page -> old page
    free = set(range(len(old)))
    where: dict[tuple[str, ...], list[int]] = {}
    for index, page in enumerate(old):
        where.setdefault(page, []).append(index)
    for index, page in enumerate(new):
        held = [n for n in where.get(page, []) if n in free]
        if held:
            left[index] = min(held, key=lambda n: abs(n - index))
            free.discard(left[index])
    words = {index: set(old[index]) for index in free}
    for index in range(len(new)):
        if index in left or not free:
            continue
        own = set(new[index])
        best = max(sorted(free), key=lambda n: (_alike(words[n], own), -abs(n - index)))
        if _alike(words[best], own) >= 0.4:
            left[index] = best
            free.discard(best)
    pairs: list[tuple[int | None, int | None]] = [(left.get(index), index) for index in range(len(new))]
    for gone in sorted(free):
        # Behind the page that stood before it.
        stood = [n for n, (before, _) in enumerate(pairs) if before is not None and before < gone]
        at = stood[-1] + 1 if stood else 0
        pairs.insert(at, (gone, None))
    return pairs


def _alike(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _parts(old: str, new: str) -> list[Part]:
    before, after = old.split(), new.split()
    a, b = [squeeze(word) for word in before], [squeeze(word) for word in after]
    if a == b:
        return [Part("same", " ".join(after))] if after else []
    parts: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", " ".join(after[k:m])))
            continue
        if "".join(a[i:j]) == "".join(b[k:m]):  # a word parted at a line's end, or no longer
            parts.append(Part("same", " ".join(after[k:m])))
            continue
        if j > i:
            parts.append(Part("gone", " ".join(before[i:j])))
        if m > k:
            parts.append(Part("new", " ".join(after[k:m])))
    return [part for part in parts if part.text]
