"""The automatic numbers of a Word file, as Word would print them.

A paragraph names a list (``numId``) and a level; the list's definition says how each level counts, starts
and restarts. Counting follows ISO/IEC 29500-1, 17.9: lists that share an abstract definition count on
together, unless one overrides the start.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

BULLET = "•"
_LEVELS = 9


@dataclass(slots=True)
class Level:
    """How one level of a list counts. ``restart``: the level above which it begins anew, 0 for never."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    indent: float | None = None


@dataclass(slots=True)
class _Abstract:
    key: str
    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _List:
    abstract: _Abstract
    starts: dict[int, int]
    levels: dict[int, Level]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Gives each numbered paragraph its label. Must be asked in document order, once a paragraph."""

    def __init__(self, root: Element | None, style_lists: Mapping[str, str] | None = None) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        abstracts: dict[str, _Abstract] = {}
        links: dict[str, str] = {}
        for element in root.findall("abstractNum"):
            key = element.get("abstractNumId", "")
            abstracts[key] = _Abstract(key, dict(map(_level, element.findall("lvl"))))
            link = element.find("numStyleLink")
            if link is not None:
                links[key] = link.get("val", "")
        for element in root.findall("num"):
            pointer = element.find("abstractNumId")
            abstract = abstracts.get(pointer.get("val", "") if pointer is not None else "")
            if abstract is not None:
                self._lists[element.get("numId", "")] = _list(element, abstract)
        for key, style in links.items():
            meant = self._lists.get((style_lists or {}).get(style, ""))
            if meant is not None and not abstracts[key].levels:
                abstracts[key].levels = meant.abstract.levels

    def level(self, list_id: str, level: int) -> Level | None:
        """The definition of a level; None when there is no such list."""
        found = self._lists.get(list_id)
        return None if found is None else found.levels.get(level) or found.abstract.levels.get(level)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list ties to a paragraph style, 0 when to none."""
        found = self._lists.get(list_id)
        levels = found.abstract.levels if found is not None else {}
        return next((n for n, level in levels.items() if level.style == style), 0)

    def label(self, list_id: str, level: int) -> str | None:
        """The next label of this list at this level ("7.", "a)", "•"); None when it prints none."""
        found = self._lists.get(list_id)
        mine = self.level(list_id, level)
        if found is None or mine is None or not 0 <= level < _LEVELS:
            return None
        counts = found.abstract.counts
        self._count(found, level, mine)
        if mine.format == "bullet":
            return BULLET

        def shown(match: re.Match[str]) -> str:
            n = int(match[1]) - 1
            other = self.level(list_id, n)
            count = counts[n]
            if other is None or count is None:
                return ""
            return printed(count, "decimal" if mine.legal else other.format)

        return re.sub(r"%([1-9])", shown, mine.text).strip() or None

    def _count(self, found: _List, level: int, mine: Level) -> None:
        counts = found.abstract.counts
        if level in found.starts and level not in found.begun:
            counts[level] = found.starts[level]
        else:
            known = counts[level]
            counts[level] = mine.start if known is None else known + 1
        found.begun.add(level)
        for above in range(level):
            if counts[above] is None:
                higher = found.levels.get(above) or found.abstract.levels.get(above)
                counts[above] = higher.start if higher is not None else 1
        for below in range(level + 1, _LEVELS):
            lower = found.levels.get(below) or found.abstract.levels.get(below)
            if lower is None or lower.restart is None or level < lower.restart:
                counts[below] = None


def _level(element: Element) -> tuple[int, Level]:
    def value(name: str) -> str | None:
        child = element.find(name)
        return None if child is None else child.get("val")

    indent = element.find("pPr/ind")
    left = None if indent is None else indent.get("left") or indent.get("start")
    restart = value("lvlRestart")
    return number(element.get("ilvl"), 0), Level(
        start=number(value("start"), 1 if element.find("start") is None else 0),
        format=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        restart=None if restart is None else number(restart, 0),
        legal=element.find("isLgl") is not None,
        style=value("pStyle"),
        indent=None if left is None else number(left, 0) / 20,
    )


def _list(element: Element, abstract: _Abstract) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.findall("lvlOverride"):
        n = number(override.get("ilvl"), 0)
        start = override.find("startOverride")
        if start is not None:
            starts[n] = number(start.get("val"), 1)
        own = override.find("lvl")
        if own is not None:
            levels[n] = _level(own)[1]
    return _List(abstract, starts, levels)


def number(text: str | None, default: int) -> int:
    """A whole number of the file; what is none gives the default, what is absurd is bounded."""
    try:
        return max(-(10**6), min(10**6, int(float(text)))) if text else default
    except (ValueError, OverflowError):
        return default


def printed(count: int, form: str) -> str:
    """A count in the list's own figures."""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("lowerLetter", "upperLetter") and count > 0:
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
        return text if form == "lowerLetter" else text.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = _roman(count)
        return text.lower() if form == "lowerRoman" else text
    if form == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    return "" if form == "none" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, figure in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += figure * (count // value)
        count %= value
    return text
