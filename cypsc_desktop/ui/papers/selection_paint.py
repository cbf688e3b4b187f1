"""What is selected on a page, and the caret in it, as they lie over the page."""

from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.overlays import Overlay, Style
from cypsc_desktop.ui.papers.page_text import PageText
from cypsc_desktop.ui.papers.selecting import Selected
from cypsc_desktop.ui.theme import Theme


def overlays(selected: Selected, sheet: int, text: PageText, *, caret: bool, inverted: bool) -> list[Overlay]:
    """What a sheet with this text has of a selection; with ``caret`` also where its head stands."""
    accent = Theme("dark" if inverted else "light").colour("accent")
    tint = Theme("dark").colour("accent")  # light enough for print to be read through it, whatever the window wears
    tint.setAlpha(130)
    found = []
    part = selecting.part_of(selected, sheet, text)
    if part:
        found.append(Overlay(part.boxes, Style(tint)))
    box = text.caret(selected.head.position) if caret and selected.head.sheet == sheet else None
    if box:
        left, top, right, bottom = box
        upright = left == right
        thin = (left - 0.6, top - 1, right + 0.6, bottom + 1) if upright else (left, top - 0.6, right, bottom + 0.6)
        found.append(Overlay((thin,), Style(accent, accent, 1)))
    return found
