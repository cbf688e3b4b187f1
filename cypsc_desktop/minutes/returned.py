"""A draft that comes back from Word: its lines beside those that went out, and what was changed, one suggestion each. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from cypsc_desktop.model.identity import fold

# Words that two lines must share to be one line that was edited.
_ALIKE = 0.4
_LABEL = re.compile(r"^\(?(\d{1,3})[.)]?\s+(?=\S)")
_QUOTES = str.maketrans("‘’“”‑\u00a0", "''\"\"- ")


class Sent(NamedTuple):
    """A line that went out. ``block`` and ``line`` say which line of which paragraph it is; "" for attendance, headings and
    the like, which no paragraph holds. ``item`` is the item that it stands in, or heads; ``label`` its number in a list."""

    text: str
    block: str = ""
    line: int = 0
    item: str | None = None
    listed: bool = False
    heading: bool = False
    label: str | None = None


class Came(NamedTuple):
    """A line that came back, with the number that its list gives it."""

    text: str
    label: str | None = None

    @property
    def bare(self) -> str:
        """Its words without a number typed before them."""
        return self.text if self.label else _LABEL.sub("", self.text)

    @property
    def numbered(self) -> str | None:
        """The number before its words, whoever put it there."""
        found = _LABEL.match(self.text)
        return self.label or (found[1] if found else None)


@dataclass(frozen=True, slots=True)
class Suggested:
    """One change that came back. ``kind``: changed, removed, added, or apart for a line that no paragraph holds, such as a
    name of the attendance: that is changed where it is kept. ``block`` is the paragraph, for an added line the one that it
    follows ("" at the head of an item); ``line`` counts lines in it from 0. ``agreed``: that the meeting agreed on the words
    before, and when; "" where it did not."""

    number: int
    kind: str
    item: str | None
    block: str
    line: int
    before: str
    after: str
    label: str | None = None
    listed: bool = False
    part: str = "A"
    agreed: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it may be taken with others at once: it has a paragraph, and no words that a meeting agreed on."""
        return self.kind != "apart" and not self.agreed


def compare(sent: Sequence[Sent], came: Sequence[Came], *, part: str = "A") -> list[Suggested]:
    """Every difference in the order of the draft; quotation marks, white space and numbers of lists do not count."""
    found: list[Suggested] = []
    last: Sent | None = None
    lists = {line.block for line in sent if line.listed and line.block}
    for out, back in _aligned(sent, came):
        if out is not None and back is not None:
            if plain(out.text) != plain(back.bare if out.label else back.text):
                found.append(_pair(len(found) + 1, out, back))
            last = out
        elif out is not None:
            found.append(
                Suggested(len(found) + 1, "removed" if out.block else "apart", out.item, out.block, out.line, out.text, "")
            )  # fmt: skip
            last = out
        elif back is not None:
            found.append(_added(len(found) + 1, last, back, lists))
    return [replace(one, part=part) for one in found]


def _pair(number: int, out: Sent, back: Came) -> Suggested:
    kind = "changed" if out.block else "apart"
    text = back.bare if out.label else back.text
    return Suggested(number, kind, out.item, out.block, out.line, out.text, text, back.numbered, out.listed)


def _added(number: int, last: Sent | None, back: Came, lists: set[str]) -> Suggested:
    """A new line belongs after the one before it: to the same list if it is numbered, to the head of an item after its
    heading, and nowhere among names and dates."""
    if last is None or not (last.block or (last.heading and last.item)):
        return Suggested(number, "apart", None, "", 0, "", back.text)
    listed = last.block in lists and back.numbered is not None
    text = back.bare if listed else back.text
    return Suggested(number, "added", last.item, last.block, last.line, "", text, back.numbered, listed)


def _aligned(sent: Sequence[Sent], came: Sequence[Came]) -> list[tuple[Sent | None, Came | None]]:
    """Lines side by side: equal ones first, and between them the likest in their order."""
    matcher = SequenceMatcher(None, [_key(s.text) for s in sent], [_key(c.text) for c in came], autojunk=False)
    rows: list[tuple[Sent | None, Came | None]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += zip(sent[a:b], came[c:d], strict=True)
        else:
            rows += _likest(sent[a:b], came[c:d])
    return rows


def _likest(sent: Sequence[Sent], came: Sequence[Came]) -> list[tuple[Sent | None, Came | None]]:
    """The pairing, in order, whose lines are most alike; what has no like stands alone. One line in the place of one is
    that line written anew."""
    if len(sent) == len(came) == 1:
        return [(sent[0], came[0])]
    if len(sent) * len(came) > 250_000:  # another document altogether
        return [*((s, None) for s in sent), *((None, c) for c in came)]
    alike = [[_share(s.text, c.text) for c in came] for s in sent]
    best = [[0.0] * (len(came) + 1) for _ in range(len(sent) + 1)]
    for a in range(len(sent) - 1, -1, -1):
        for b in range(len(came) - 1, -1, -1):
            taken = best[a + 1][b + 1] + alike[a][b] if alike[a][b] >= _ALIKE else -1.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], taken)
    rows: list[tuple[Sent | None, Came | None]] = []
    a = b = 0
    while a < len(sent) and b < len(came):
        if alike[a][b] >= _ALIKE and best[a][b] == best[a + 1][b + 1] + alike[a][b]:
            rows.append((sent[a], came[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            rows.append((sent[a], None))
            a += 1
        else:
            rows.append((None, came[b]))
            b += 1
    return [*rows, *((s, None) for s in sent[a:]), *((None, c) for c in came[b:])]


def _share(a: str, b: str) -> float:
    return SequenceMatcher(None, fold(a).split(), fold(b).split(), autojunk=False).ratio()


def _key(text: str) -> str:
    """By what equal lines are told; a number before the words may be the list's."""
    return fold(_LABEL.sub("", text))


def plain(text: str) -> str:
    """A line as it is compared."""
    return " ".join(text.translate(_QUOTES).split())
