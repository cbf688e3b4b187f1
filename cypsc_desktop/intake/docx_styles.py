"""What a Word file's styles say of a paragraph: heading level, list, indent, tab stops, bold.

A paragraph's own properties win over its style's, and a style's over those of the style it is based on.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from cypsc_desktop.intake.docx_numbering import number

_BODY_LEVEL = 9  # the outline level that means "no heading"


def is_on(properties: Element, name: str) -> bool:
    """A toggle property that stands and is not switched off."""
    found = properties.find(name)
    return found is not None and _switched_on(found)


def _switched_on(toggle: Element) -> bool:
    return toggle.get("val", "1").lower() not in ("0", "false", "off", "none")


class Styles:
    """The file's paragraph and character styles, their chains resolved when asked."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        for style in root.findall("style") if root is not None else ():
            key = style.get("styleId", "")
            self._styles[key] = style
            if style.get("type") == "paragraph" and style.get("default") in ("1", "true"):
                self._default = key
        self._headings: dict[str, int] = {}

    def of(self, paragraph: Element) -> str | None:
        """The id of the paragraph's style."""
        named = paragraph.find("pPr/pStyle")
        return self._default if named is None else named.get("val")

    def lists(self) -> dict[str, str]:
        """The list that each numbering style stands for."""
        found = ((key, style.find("pPr/numPr/numId")) for key, style in self._styles.items())
        return {key: pointer.get("val", "") for key, pointer in found if pointer is not None}

    def heading(self, paragraph: Element) -> int:
        """1 to 9; 0 for body text."""
        own = paragraph.find("pPr/outlineLvl")
        if own is not None:
            return _heading_of(own)
        style = self.of(paragraph) or ""
        if style not in self._headings:
            self._headings[style] = self._style_heading(style)
        return self._headings[style]

    def _style_heading(self, key: str) -> int:
        for style in self._chain(key):
            level = style.find("pPr/outlineLvl")
            if level is not None:
                return _heading_of(level)
            name = style.find("name")
            named = "" if name is None else name.get("val", "").lower()
            match = re.match(r"heading ([1-9])$", named)
            if match:
                return int(match[1])
            if named == "title":
                return 1
        return 0

    def list_of(self, paragraph: Element) -> tuple[str | None, int | None]:
        """List id and level; the level is None where only the style's place in the list tells it."""
        list_id: str | None = None
        level: int | None = None
        for properties in self._properties(paragraph):
            pointer, depth = properties.find("numPr/numId"), properties.find("numPr/ilvl")
            if level is None and depth is not None:
                level = number(depth.get("val"), 0)
            if list_id is None and pointer is not None:
                list_id = pointer.get("val")
            if list_id is not None:
                break
        own = paragraph.find("pPr/numPr/numId") is not None
        return list_id, (level or 0) if own else level

    def indent(self, paragraph: Element) -> float | None:
        """Left indent in points; None where nothing sets it."""
        for properties in self._properties(paragraph):
            found = properties.find("ind")
            left = None if found is None else found.get("left") or found.get("start")
            if left is not None:
                return max(0.0, number(left, 0) / 20)
        return None

    def has_right_tab(self, paragraph: Element) -> bool:
        """Whether the last tab stop is set to the right, as for page ranges."""
        for properties in self._properties(paragraph):
            stops = properties.findall("tabs/tab")
            if stops:
                return any(stop.get("val") in ("right", "end") for stop in stops)
        return False

    def is_bold(self, paragraph: Element) -> bool:
        """Whether the paragraph's style is bold."""
        return self._bold_in(self.of(paragraph)) or False

    def run_is_bold(self, properties: Element | None, otherwise: bool) -> bool:
        """Whether a run is bold; ``otherwise`` is what its paragraph says."""
        if properties is None:
            return otherwise
        own = properties.find("b")
        if own is not None:
            return _switched_on(own)
        named = properties.find("rStyle")
        styled = None if named is None else self._bold_in(named.get("val"))
        return otherwise if styled is None else styled

    def _bold_in(self, key: str | None) -> bool | None:
        for style in self._chain(key):
            bold = style.find("rPr/b")
            if bold is not None:
                return _switched_on(bold)
        return None

    def _properties(self, paragraph: Element) -> Iterator[Element]:
        own = paragraph.find("pPr")
        if own is not None:
            yield own
        for style in self._chain(self.of(paragraph)):
            properties = style.find("pPr")
            if properties is not None:
                yield properties

    def _chain(self, key: str | None) -> Iterator[Element]:
        """A style and those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while key and key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            yield style
            base = style.find("basedOn")
            key = None if base is None else base.get("val")


def _heading_of(level: Element) -> int:
    value = number(level.get("val"), _BODY_LEVEL)
    return value + 1 if 0 <= value < _BODY_LEVEL else 0
