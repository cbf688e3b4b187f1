"""The pages of one PDF, scrolled continuously. Draws what the render worker sends; never touches PDFium.

A page that is not there yet is white paper with its number; a page that ended its worker says so and the rest
goes on. Coordinates handed in and out are points from a page's top left.
"""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from cypsc_desktop.pdf.render import DocumentHandle, PageFailed, Picture, Priority, Renderer
from cypsc_desktop.ui.theme import Theme

_GAP = 12
_CACHE_PIXELS = 48_000_000  # about a dozen pages at fit width on a large screen
_STEPS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to show on a page: ``box`` in points from its top left, None for the whole page's edge."""

    page: int
    box: tuple[float, float, float, float] | None


class _Post(QObject):
    """Carries pictures from the render thread to the view's. Whoever sends holds it, so it outlives the view if need be."""

    drawn = Signal(object)


class PageView(QAbstractScrollArea):
    """``page_changed(sheet)``: the sheet at the top of the view, from 1; ``zoomed(scale)``: against 96 dots an inch."""

    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, renderer: Renderer, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._theme = theme
        self._handle: DocumentHandle | None = None
        self._zoom: float | None = None  # None: fit the width
        self._mark: Mark | None = None
        self._page = 0
        self._aim = 0  # the sheet just asked for: the last ones cannot come to the top
        self._told_zoom = 0.0
        self._tops: list[int] = []
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._waiting: dict[tuple[int, int], Future[Picture]] = {}
        self._failed: dict[int, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages of the paper")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._post = _Post()
        self._post.drawn.connect(self._on_drawn, Qt.ConnectionType.QueuedConnection)

    # What is shown

    def show_document(self, handle: DocumentHandle | None) -> None:
        """Show another document from its first page; None empties the view."""
        self._forget()
        self._handle = handle
        self._mark = None
        self._page = 0
        self._told_zoom = 0.0
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each sheet in points."""
        return self._handle.sizes if self._handle else ()

    def page(self) -> int:
        """The sheet at the top of the view, from 1; 0 where nothing is shown."""
        return self._page

    def go_to(self, page: int, mark: Mark | None = None) -> None:
        """Bring a sheet (from 1) to the top, or the marked box a little below it."""
        if not self._handle or not 1 <= page <= len(self._tops):
            return
        self._mark, self._aim = mark, page
        top = self._tops[page - 1]
        if mark and mark.box:
            top += max(0, int(mark.box[1] * self._scale(page)) - self.viewport().height() // 4)
        self.verticalScrollBar().setValue(top - _GAP // 2)
        self._on_scrolled()
        self._aim = 0
        self.viewport().update()

    def zoom(self) -> float:
        """The present scale against 96 dots an inch (1.0 is life size on an ordinary screen)."""
        return self._zoom if self._zoom is not None else self._scale(max(self._page, 1)) * 72 / 96

    def set_zoom(self, zoom: float | None) -> None:
        """A fixed scale, or None to fit the width."""
        page = max(self._page, 1)
        into = self.verticalScrollBar().value() - (self._tops[page - 1] if self._tops else 0)
        before = self._scale(page)
        self._zoom = zoom
        self._lay_out()
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[page - 1] + int(into * self._scale(page) / before))
        self._on_scrolled()

    def zoom_by(self, steps: int) -> None:
        now = self.zoom()
        larger = [step for step in _STEPS if step > now + 0.01]
        smaller = [step for step in _STEPS if step < now - 0.01]
        if steps > 0 and larger:
            self.set_zoom(larger[0])
        elif steps < 0 and smaller:
            self.set_zoom(smaller[-1])

    def refusal(self, page: int) -> str | None:
        """Why a sheet cannot be shown, None where it can."""
        return self._failed.get(page)

    def is_idle(self) -> bool:
        """Whether every page in sight is drawn."""
        return not self._waiting

    def close_document(self) -> None:
        self.show_document(None)

    # Geometry

    def _size(self, page: int) -> tuple[float, float]:
        assert self._handle
        width, height = self._handle.sizes[page - 1]
        return max(width, 1.0), max(height, 1.0)

    def _scale(self, page: int) -> float:
        """Pixels of the widget a point."""
        if self._zoom is not None:
            return self._zoom * 96 / 72
        if not self._handle:
            return 96 / 72
        room = max(120, self.viewport().width() - 2 * _GAP)
        return min(room / self._size(page)[0], 4.0)

    def _lay_out(self) -> None:
        self._tops, top, widest = [], _GAP, 0
        for page in range(1, len(self._handle.sizes) + 1 if self._handle else 1):
            width, height = self._size(page)
            scale = self._scale(page)
            self._tops.append(top)
            top += int(height * scale) + _GAP
            widest = max(widest, int(width * scale) + 2 * _GAP)
        view = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, top - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, max(0, widest - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())

    def _rect(self, page: int) -> QRect:
        width, height = self._size(page)
        scale = self._scale(page)
        wide = int(width * scale)
        spare = max(_GAP, (self.viewport().width() - wide) // 2)
        left = spare - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page - 1] - self.verticalScrollBar().value(), wide, int(height * scale))

    def _in_sight(self) -> list[int]:
        bottom = self.viewport().height()
        pages = []
        for page in range(1, len(self._tops) + 1):
            top = self._tops[page - 1] - self.verticalScrollBar().value()
            if top > bottom:
                break
            if top + self._size(page)[1] * self._scale(page) >= 0:
                pages.append(page)
        return pages

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour("sunken"))
        if not self._handle:
            return
        for page in self._in_sight():
            rect = self._rect(page)
            image = self._images.get(self._key(page))
            if image is not None:
                painter.drawImage(rect, image)
            else:
                painter.fillRect(rect, Qt.GlobalColor.white)
                painter.setPen(Qt.GlobalColor.darkGray)
                words = self.refusal(page) or f"Sheet {page}"
                painter.drawText(
                    rect.adjusted(24, 24, -24, -24), Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words
                )
            if self._mark and self._mark.page == page:
                self._paint_mark(painter, rect, page)

    def _paint_mark(self, painter: QPainter, rect: QRect, page: int) -> None:
        assert self._mark
        pen = QPen(Qt.GlobalColor.darkCyan)  # on white paper in every theme
        pen.setWidth(2)
        painter.setPen(pen)
        if self._mark.box is None:
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
            return
        scale = self._scale(page)
        left, top, right, bottom = (value * scale for value in self._mark.box)
        box = QRectF(rect.left() + left, rect.top() + top, right - left, bottom - top).adjusted(-4, -3, 4, 3)
        painter.drawRoundedRect(box, 3, 3)

    def _key(self, page: int) -> tuple[int, int]:
        return page, round(self._scale(page) * self.devicePixelRatioF() * 1000)

    def _ask(self) -> None:
        """Ask for the pages in sight, then for two on either side; forget requests that scrolled away."""
        if not self._handle:
            return
        sight = self._in_sight()
        if not sight:
            return
        near = [p for p in (sight[-1] + 1, sight[0] - 1, sight[-1] + 2) if 1 <= p <= len(self._tops)]
        wanted = {self._key(page): page for page in (*sight, *near)}
        for key in [key for key in self._waiting if key not in wanted]:
            self._waiting.pop(key).cancel()
        for key, page in wanted.items():
            if key in self._images or key in self._waiting or page in self._failed:
                continue
            priority = Priority.PREFETCH if page in near else Priority.VISIBLE
            pending = self._renderer.render(self._handle, page, key[1] / 1000, priority=priority)
            self._waiting[key] = pending
            pending.add_done_callback(_teller(self._post, self._handle, key))

    def _on_drawn(self, drawn: tuple[DocumentHandle, tuple[int, int], Future[Picture]]) -> None:
        handle, key, pending = drawn
        if handle is not self._handle or self._waiting.get(key) is not pending:
            return
        del self._waiting[key]
        try:
            picture = pending.result()
        except CancelledError:
            return
        except PageFailed:
            self._failed[key[0]] = f"Sheet {key[0]} cannot be shown. The other pages can be read."
        else:
            size = (picture.width, picture.height, picture.stride)
            image = QImage(picture.view, *size, QImage.Format.Format_RGB32).copy()
            picture.release()
            self._images[key] = image
            self._trim()
        self.viewport().update()

    def _trim(self) -> None:
        spent = sum(image.width() * image.height() for image in self._images.values())
        sight = {self._key(page) for page in self._in_sight()}
        for key in list(self._images):
            if spent <= _CACHE_PIXELS:
                break
            if key not in sight:
                image = self._images.pop(key)
                spent -= image.width() * image.height()

    def _forget(self) -> None:
        # A cancelled request answers at once, so it must not be waited for any more by then.
        waiting, self._waiting = self._waiting, {}
        for pending in waiting.values():
            pending.cancel()
        self._images.clear()
        self._failed.clear()

    # Moving about

    def _on_scrolled(self) -> None:
        sight = self._in_sight() if self._handle else []
        height = self.viewport().height()
        page = next((p for p in sight if self._rect(p).bottom() > height // 3), sight[0] if sight else 0)
        page = self._aim if self._aim in sight else page
        self._ask()
        if self._handle and self.zoom() != self._told_zoom:
            self._told_zoom = self.zoom()
            self.zoomed.emit(self._told_zoom)
        if page != self._page:
            self._page = page
            self.setAccessibleDescription(f"Sheet {page} of {len(self._tops)}" if page else "")
            self.page_changed.emit(page)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self._page
        self._lay_out()
        if page and self._zoom is None:
            self.verticalScrollBar().setValue(self._tops[page - 1] - _GAP // 2)
        self._on_scrolled()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_PageDown: self._page + 1, Qt.Key.Key_PageUp: self._page - 1, Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: len(self._tops),
        }  # fmt: skip
        if event.key() in steps:
            self.go_to(max(1, min(steps[Qt.Key(event.key())], len(self._tops))))
        elif event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-1 if back else 1) * (self.viewport().height() - 48))
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (48 if event.key() == Qt.Key.Key_Down else -48))
        else:
            super().keyPressEvent(event)


def _teller(post: _Post, handle: DocumentHandle, key: tuple[int, int]) -> Callable[[Future[Picture]], None]:
    """What a request for a picture calls when it ends, on whatever thread: it must not touch the view."""

    def tell(pending: Future[Picture]) -> None:
        post.drawn.emit((handle, key, pending))

    return tell
