"""What the one who asks for pages gets: an open document, a drawn page, or that a page failed."""

import weakref
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cypsc_desktop.model.values import Value, value

if TYPE_CHECKING:
    from cypsc_desktop.pdf.arena import Arena


class PageFailed(Exception):
    """A page cannot be drawn or read; the others can."""


@value
class DocumentHandle(Value):
    """An open document: its number of pages and the size of each in points, as seen (rotation applied)."""

    key: str
    path: Path
    password: str | None
    pages: int
    sizes: tuple[tuple[float, float], ...]


class Picture:
    """A drawn page: BGRx, ``stride`` bytes a row, in memory shared with the worker.

    Keep it as long as anything shows ``view``: once released or dropped, its memory holds another page.
    """

    def __init__(self, arena: "Arena", *, at: int, width: int, height: int) -> None:
        self.width, self.height, self.stride = width, height, 4 * width
        self.view = memoryview(arena.memory)[at : at + self.stride * height].toreadonly()
        self.release = weakref.finalize(self, _give_back, arena, at, self.view)
        self.release.atexit = False


def _give_back(arena: "Arena", at: int, view: memoryview) -> None:
    """Free the memory unless a picture of the window still shows it."""
    with suppress(BufferError):
        view.release()
        arena.give_back(at)
