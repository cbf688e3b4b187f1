"""The pictures of one open file: asked of the render worker, kept by bytes, the nearest at hand while the sharp one is
on its way. Paints nothing and knows no window.

Each asker says what it wants now; what nobody wants any more is cancelled. Once what is wanted is there, small pictures
of all sheets are drawn behind, one at a time from the place being read outwards, so that no jump meets a blank page.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QTransform

from cypsc_desktop.pdf.render import Priority, Renderer
from cypsc_desktop.pdf.served import DocumentHandle, PageFailed, Picture

EDGE = 168  # pixels of the longer side of a small picture
BUDGET = 64 << 20
SMALL_BUDGET = 24 << 20


class Wanted(NamedTuple):
    """A picture of a sheet (from 1) at so many thousandths of a screen pixel a point, turned by quarters."""

    sheet: int
    scale: int
    rotation: int = 0


class _Kept(NamedTuple):
    """An image over the memory of a picture: the picture must outlive it."""

    image: QImage
    picture: Picture


class Pictures(QObject):
    """``arrived(sheet)``: a picture of the sheet is there; ``failed(sheet)``: it cannot be drawn."""

    arrived = Signal(int)
    failed = Signal(int)
    _answered = Signal(object)

    def __init__(
        self, renderer: Renderer, handle: DocumentHandle, parent: QObject | None = None, *, budget: int = BUDGET
    ) -> None:
        super().__init__(parent)
        self.handle = handle
        self._renderer = renderer
        self._budget = budget
        self._sharp: OrderedDict[Wanted, _Kept] = OrderedDict()
        self._small: OrderedDict[int, QImage] = OrderedDict()
        self._held = 0
        self._small_held = 0
        self._by_asker: dict[Hashable, tuple[Wanted, ...]] = {}
        self._waiting: dict[Wanted, Future[Picture]] = {}
        self._behind: tuple[int, Future[Picture]] | None = None
        self._thumbnails: tuple[int, ...] = ()
        self._around = 1
        self._lost: set[int] = set()
        self._closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def sharp(self, wanted: Wanted) -> QImage | None:
        """The picture just as wanted, if it is there."""
        kept = self._sharp.get(wanted)
        if kept is None:
            return None
        self._sharp.move_to_end(wanted)
        return kept.image

    def nearest(self, wanted: Wanted) -> QImage | None:
        """The best picture of the sheet at hand in that rotation, to be scaled; None where there is none."""
        rivals = [key for key in self._sharp if key.sheet == wanted.sheet and key.rotation == wanted.rotation]
        if rivals:
            return self._sharp[max(rivals, key=lambda key: key.scale)].image
        small = self._small.get(wanted.sheet)
        return small.transformed(QTransform().rotate(90 * wanted.rotation)) if small and wanted.rotation else small

    def small(self, sheet: int) -> QImage | None:
        """The small picture of a sheet, if it is there."""
        return self._small.get(sheet)

    def is_lost(self, sheet: int) -> bool:
        """Whether the sheet cannot be drawn."""
        return sheet in self._lost

    def is_idle(self) -> bool:
        """Whether all that was wanted is there or lost; small pictures behind do not count."""
        return not self._waiting

    def is_at_rest(self) -> bool:
        """Whether nothing at all is being drawn."""
        return not self._waiting and self._behind is None

    @property
    def held(self) -> int:
        """Bytes of the pictures kept."""
        return self._held + self._small_held

    def want(self, asker: Hashable, sight: Sequence[Wanted], near: Sequence[Wanted] = ()) -> None:
        """What an asker shows now and, after it, what it may show next, in place of what it wanted before."""
        self._by_asker[asker] = (*sight, *near)
        if sight:
            self._around = sight[0].sheet
        wanted = {key for keys in self._by_asker.values() for key in keys}
        for key in [key for key in self._waiting if key not in wanted]:
            self._waiting.pop(key).cancel()
        self._ask(sight, Priority.VISIBLE)
        self._ask(near, Priority.PREFETCH)
        self._draw_behind()

    def want_small(self, sheets: Sequence[int]) -> None:
        """Sheets whose small pictures are looked at now: they come before the others."""
        self._thumbnails = tuple(sheets)
        self._draw_behind()

    def leave(self, asker: Hashable) -> None:
        """The asker wants nothing any more."""
        self.want(asker, ())
        self._by_asker.pop(asker, None)

    def close(self) -> None:
        """Let go of everything and close the file."""
        self._closed = True
        waiting, self._waiting = self._waiting, {}
        behind, self._behind = self._behind, None
        for future in (*waiting.values(), *([behind[1]] if behind else [])):
            future.cancel()
        for key in list(self._sharp):
            self._let_go(key)
        self._small.clear()
        self._held = self._small_held = 0
        self._renderer.release(self.handle)

    def _ask(self, keys: Sequence[Wanted], priority: Priority) -> None:
        for key in keys:
            if key in self._sharp or key in self._waiting or key.sheet in self._lost:
                continue
            if priority is Priority.VISIBLE:
                self._yield()
            drawn = self._renderer.render(
                self.handle, key.sheet, key.scale / 1000, rotation=key.rotation, priority=priority
            )
            self._waiting[key] = self._follow(key, drawn)

    def _yield(self) -> None:
        """What is looked at does not wait for what may be looked at later."""
        behind, self._behind = self._behind, None
        if behind:
            behind[1].cancel()

    def _follow(self, key: Wanted | int, drawn: "Future[Picture]") -> "Future[Picture]":
        """The answer comes on the renderer's thread, or at once when cancelled: it is handed over queued."""

        def tell(done: "Future[Picture]") -> None:
            if shiboken6.isValid(self) and not self._closed:
                self._answered.emit((key, done))

        drawn.add_done_callback(tell)
        return drawn

    def _on_answered(self, answer: "tuple[Wanted | int, Future[Picture]]") -> None:
        key, future = answer
        if isinstance(key, int):
            if self._behind is None or self._behind[1] is not future:
                return
            self._behind = None
        elif self._waiting.get(key) is future:
            del self._waiting[key]
        else:
            return
        sheet = key if isinstance(key, int) else key.sheet
        error = CancelledError() if future.cancelled() else future.exception()
        if error is None:
            self._keep(key, future.result())
            self.arrived.emit(sheet)
        elif isinstance(error, PageFailed):
            self._lost.add(sheet)
            self.failed.emit(sheet)
        self._draw_behind()

    def _keep(self, key: Wanted | int, picture: Picture) -> None:
        size = (picture.width, picture.height, picture.stride)
        image = QImage(picture.view, *size, QImage.Format.Format_RGB32)
        if isinstance(key, int):
            self._keep_small(key, image.convertToFormat(QImage.Format.Format_RGB16))
            del image
            picture.release()
            return
        if key.sheet not in self._small and key.rotation == 0 and max(image.width(), image.height()) > 2 * EDGE:
            self._keep_small(key.sheet, _small_of(image))
        self._sharp[key] = _Kept(image, picture)
        self._held += image.sizeInBytes()
        wanted = {key for keys in self._by_asker.values() for key in keys}
        for old in list(self._sharp):
            if self._held <= self._budget:
                break
            if old not in wanted:
                self._let_go(old)

    def _keep_small(self, sheet: int, image: QImage) -> None:
        self._small[sheet] = image
        self._small_held += image.sizeInBytes()
        while self._small_held > SMALL_BUDGET and len(self._small) > 1:
            self._small_held -= self._small.popitem(last=False)[1].sizeInBytes()

    def _let_go(self, key: Wanted) -> None:
        """Give the memory of a picture back to the worker; the image over it goes first."""
        kept = self._sharp.pop(key)
        self._held -= kept.image.sizeInBytes()
        picture = kept.picture
        del kept
        picture.release()

    def _draw_behind(self) -> None:
        """Ask for the next small picture, if nothing more wanted is on its way."""
        if self._closed or self._behind is not None or self._waiting or not self._by_asker:
            return
        sheet = next(self._missing(), None)
        if sheet is not None:
            drawn = self._renderer.thumbnail(self.handle, sheet, EDGE)
            self._behind = (sheet, self._follow(sheet, drawn))

    def _missing(self) -> Iterator[int]:
        """Sheets without a small picture: those looked at, then from the place being read outwards."""
        pages = self.handle.pages
        if len(self._small) + len(self._lost) >= pages:
            return
        room = self._small_held < SMALL_BUDGET * 0.98
        if not room and all(sheet in self._small or sheet in self._lost for sheet in self._thumbnails):
            return
        order = (self._around + (n // 2 if n % 2 == 0 else -(n + 1) // 2) for n in range(2 * pages if room else 0))
        for sheet in (*self._thumbnails, *order):
            if 1 <= sheet <= pages and sheet not in self._small and sheet not in self._lost:
                yield sheet


def _small_of(image: QImage) -> QImage:
    """A small picture made of a large one; smooth scaling averages what it leaves out."""
    small = image.scaled(EDGE, EDGE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_RGB16)
