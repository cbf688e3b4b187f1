"""The pages of one file on a scrolled surface: where they lie, what is painted, which pictures are asked for.

Continuous or one page alone, any zoom and rotation. While the sharp picture of a page is on its way the nearest one at
hand is shown scaled. Coordinates handed in and out are points from an unturned page's top left. Reads no input but the
scroll bars and the wheel: see PageArea.
"""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from cypsc_desktop.ui.papers.flow import GAP, Flow, lay_out
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.layers import Layers
from cypsc_desktop.ui.papers.overlays import Overlays
from cypsc_desktop.ui.papers.page_paint import Look, Page, without
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.pictures import Pictures, Wanted
from cypsc_desktop.ui.theme import Theme

LIFE = 96 / 72  # pixels a point at 100 %
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0)
_LINE = 48
_COARSE = 250  # thousandths of a pixel a point
_SHARPEN_MS = 70


class PagePlace(NamedTuple):
    """Where a reader is: the sheet (from 1) and how far down it the top of the window stands, as a part of its height."""

    sheet: int
    part: float = 0.0


class PageLook(NamedTuple):
    """How pages are laid out: fitted to "width" or "page", or, where ``fit`` is None, ``zoom`` times life size; one page
    at a time or all one after another."""

    fit: str | None = "width"
    zoom: float = 1.0
    single: bool = False


class PageSurface(QAbstractScrollArea):
    """``moved(sheet)``: the sheet being read; ``zoomed(zoom)``: against 96 dots an inch; ``rested()``: a while after
    scrolling or zooming ended."""

    moved = Signal(int)
    zoomed = Signal(float)
    rested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures: Pictures | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._fit: str | None = "width"
        self._zoom = LIFE
        self._rotation = 0
        self._single = False
        self._inverted = False
        self._sheet = 0
        self._aim = 0  # the sheet just asked for, as the last ones cannot come to the top
        self._told_zoom = 0.0
        self._layers = Layers()
        self._boxed: tuple[int, Box | None] | None = None
        self._flow = self._laid_out()
        self._rest = QTimer(self, singleShot=True, interval=200)
        self._rest.timeout.connect(self.rested)
        self._rest.timeout.connect(self._bake)
        self._sharpen = QTimer(self, singleShot=True, interval=_SHARPEN_MS)
        self._sharpen.timeout.connect(self._ask)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    # What is shown

    def show_pictures(self, pictures: Pictures | None, *, ask: bool = True) -> None:
        """Show a file's pages from its first; None empties the surface. Without ``ask`` nothing is drawn until the surface
        is sent to some place."""
        if self._pictures is not None:
            self._pictures.leave(self)
            self._pictures.arrived.disconnect(self._on_picture)
            self._pictures.failed.disconnect(self._on_picture)
        self._rest.stop()
        self._sharpen.stop()
        self._pictures = pictures
        self._layers.forget_pages()
        self._sizes = pictures.handle.sizes if pictures else ()
        self._rotation, self._sheet, self._aim, self._boxed = 0, 0, 0, None
        if pictures is not None:
            pictures.arrived.connect(self._on_picture)
            pictures.failed.connect(self._on_picture)
        self._lay_out()
        with QSignalBlocker(self.verticalScrollBar()):
            self.verticalScrollBar().setValue(0)
        self._settle(ask=ask)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def overlays_changed(self) -> None:
        """What lies over the pages is other: painted at once, and kept as one picture when the reader rests."""
        self.viewport().update()
        self._rest.start()

    def set_layer(self, name: str, overlays: Overlays | None) -> None:
        """Lay something over the pages, or take it away; painted in the order in which layers were first set."""
        self._layers.lay(name, overlays)
        self.viewport().update()

    def sheet(self) -> int:
        """The sheet being read, from 1; 0 where nothing is shown."""
        return self._sheet

    def sheets(self) -> int:
        return len(self._sizes)

    def sheets_in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._flow.in_sight(top, top + self.viewport().height()) if self._sizes else range(0)

    def is_idle(self) -> bool:
        """Whether every page in sight is drawn sharp, or lost."""
        return self._pictures is None or (self._pictures.is_idle() and not self._sharpen.isActive())

    def has_picture(self, sheet: int) -> bool:
        """Whether something of a sheet can be shown, sharp or coarse."""
        return self._pictures is not None and self._pictures.nearest(self._key(sheet)) is not None

    # Where

    def place(self) -> PagePlace:
        """Where the reader is."""
        sheet = self._sheet
        if not sheet:
            return PagePlace(0)
        down = self.verticalScrollBar().value() - self._flow.top(sheet)
        if self._aim == sheet and down <= 0:  # a box of it may be what was asked for, further down
            return PagePlace(sheet)
        return PagePlace(sheet, round(down / self._flow.heights[sheet - 1], 4))

    def go_to_place(self, place: PagePlace, box: Box | None = None) -> None:
        """Back to where the reader was, a box of that sheet framed."""
        self._boxed = (place.sheet, box) if box is not None else None
        self.viewport().update()
        self._stay_at(place)

    def _stay_at(self, place: PagePlace) -> None:
        if 1 <= place.sheet <= self.sheets():
            self._show_alone(place.sheet)
            self._scroll_to(self._flow.top(place.sheet) + round(place.part * self._flow.heights[place.sheet - 1]))

    def go_to(self, sheet: int, box: Box | None = None, *, top: float | None = None, framed: bool = True) -> None:
        """Bring a sheet to the top, or a box of it (``top``: a place so far down it) well into sight; ``framed`` draws a
        line round the box."""
        if not 1 <= sheet <= self.sheets():
            return
        self._show_alone(sheet)
        self._aim = sheet
        down = self._flow.top(sheet) - GAP // 2
        if box is not None:
            place = self._flow.place(box, sheet)
            down = self._flow.top(sheet) + round(place[1]) - self.viewport().height() // 4
            self._bring_across(place)
        elif top is not None:
            size = self._sizes[sheet - 1]
            down = self._flow.top(sheet) + round(self._flow.place((0, top, size[0], top), sheet)[1]) - GAP
        self._boxed = (sheet, box) if box is not None and framed else None
        self._scroll_to(max(down, self._flow.top(sheet) - GAP // 2))
        self.viewport().update()

    def bring_into_sight(self, sheet: int, box: Box) -> None:
        """Scroll just as far as it takes to see a box of a sheet."""
        if self._single and sheet != self._flow.only:
            self.go_to(sheet, box, framed=False)
            return
        place = self._flow.place(box, sheet)
        top, bottom = (self._flow.top(sheet) + round(edge) for edge in (place[1], place[3]))
        seen, high = self.verticalScrollBar().value(), self.viewport().height()
        if top < seen + GAP:
            self.verticalScrollBar().setValue(top - 2 * _LINE)
        elif bottom > seen + high - GAP:
            self.verticalScrollBar().setValue(bottom - high + 2 * _LINE)
        self._bring_across(place)

    def _bring_across(self, place: Box) -> None:
        bar, wide = self.horizontalScrollBar(), self.viewport().width()
        if place[0] + GAP < bar.value() or place[2] + GAP > bar.value() + wide:
            bar.setValue(round(place[0]) - wide // 4)

    def boxed(self) -> Box | None:
        """The box that is framed on the sheet being read."""
        return self._boxed[1] if self._boxed and self._boxed[0] == self._sheet else None

    def step_page(self, step: int) -> None:
        """The next page, or the one before."""
        self.go_to(min(max(self._sheet + step, 1), self.sheets()))

    def scroll_screen(self, step: int) -> None:
        """A screen on or back; where one page stands alone, on to the next at its end."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step * max(_LINE, self.viewport().height() - _LINE))
        if self._single and bar.value() == before and 1 <= self._sheet + step <= self.sheets():
            self.go_to(self._sheet + step)
            if step < 0:
                bar.setValue(bar.maximum())

    def _show_alone(self, sheet: int) -> None:
        if self._single and self._flow.only != sheet:
            self._sheet = sheet
            self._use(self._flow.alone(sheet))

    def _scroll_to(self, value: int) -> None:
        aim = self._aim
        self.verticalScrollBar().setValue(value)
        self._aim = aim
        self._settle()

    # How

    def zoom(self) -> float:
        """The present scale of the page being read; 1.0 is life size on an ordinary screen."""
        return self._flow.scales[max(self._sheet, 1) - 1] / LIFE if self._sizes else self._zoom / LIFE

    def fit(self) -> str | None:
        """ "width", "page", or None where the zoom is fixed."""
        return self._fit

    def set_fit(self, fit: str | None) -> None:
        self._change(fit=fit, zoom=self._flow.scales[max(self._sheet, 1) - 1] if self._sizes else LIFE)

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """A fixed zoom; the point of the window ``about`` (else the top) keeps its place on the paper."""
        self._change(fit=None, zoom=min(max(zoom, STEPS[0]), STEPS[-1]) * LIFE, about=about)

    def step_zoom(self, step: int, about: QPointF | None = None) -> None:
        """The next step larger or smaller."""
        now = self.zoom()
        steps = [s for s in STEPS if s > now * 1.01] if step > 0 else [s for s in reversed(STEPS) if s < now * 0.99]
        if steps:
            self.set_zoom(steps[0], about)

    def rotation(self) -> int:
        return self._rotation

    def rotate(self, quarters: int) -> None:
        """Turn the pages clockwise."""
        sheet = self._sheet
        self._rotation = (self._rotation + quarters) % 4
        self._lay_out()
        if sheet:
            self.go_to(sheet)

    def is_single(self) -> bool:
        return self._single

    def set_single(self, single: bool) -> None:
        """One page at a time, or all one after another."""
        if single != self._single:
            place = self.place()
            self._single = single
            self._lay_out()
            self._stay_at(place)
            self._settle()

    def look(self) -> PageLook:
        """How the pages are laid out."""
        return PageLook(self._fit, self._zoom / LIFE, self._single)

    def set_look(self, look: PageLook) -> None:
        """Lay the pages out so; what is read stays in sight."""
        if self._sizes:
            self.set_single(look.single)
            self._change(fit=look.fit, zoom=look.zoom * LIFE)
        else:
            self._fit, self._zoom, self._single = look.fit, look.zoom * LIFE, look.single

    def is_inverted(self) -> bool:
        return self._inverted

    def set_inverted(self, inverted: bool) -> None:
        """Light letters on dark pages."""
        self._inverted = inverted
        self.viewport().update()

    def _change(self, *, fit: str | None, zoom: float, about: QPointF | None = None) -> None:
        """Another scale, with the paper held at a point of the window."""
        held = about or QPointF(self.viewport().width() / 2, 0)
        sheet = self.sheet_at(held)
        spot = self.on_page(held, sheet) if sheet else None
        aim = self._aim if about is None else 0
        self._fit, self._zoom = fit, zoom
        self._lay_out()
        if spot is not None and sheet:
            x, y = self._flow.place((*spot, *spot), sheet)[:2]
            rect = self.page_rect(sheet)
            for bar, by in (
                (self.verticalScrollBar(), rect.top() + y - held.y()),
                (self.horizontalScrollBar(), rect.left() + x - held.x()),
            ):
                bar.setValue(bar.value() + round(by))
        self._aim = aim
        self._sharpen.start()
        self._settle(ask=False)

    # Geometry

    def _laid_out(self) -> Flow:
        only = (min(max(self._sheet, 1), len(self._sizes)) if self._sizes else 1) if self._single else None
        room = self.viewport().size() if self._sizes else QSize(100, 100)
        return lay_out(
            self._sizes, room=(room.width(), room.height()), fit=self._fit, zoom=self._zoom, rotation=self._rotation,
            only=only if self._sizes else None, ratio=self.devicePixelRatioF(),
        )  # fmt: skip

    def _lay_out(self) -> None:
        self._use(self._laid_out())

    def _use(self, flow: Flow) -> None:
        """Another layout, and what it leaves to scroll."""
        self._flow = flow
        view = self.viewport()
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._flow.height, view.height()),
            (self.horizontalScrollBar(), self._flow.width, view.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, whole - seen))
        self.viewport().update()

    def page_size(self, sheet: int) -> tuple[float, float]:
        """Width and height of an unturned page in points."""
        return self._sizes[sheet - 1]

    def page_rect(self, sheet: int) -> QRect:
        """Where a page lies in the window."""
        flow, view = self._flow, self.viewport()
        wide, high = flow.widths[sheet - 1], flow.heights[sheet - 1]
        left = (max(flow.width, view.width()) - wide) // 2 - self.horizontalScrollBar().value()
        top = flow.top(sheet) - self.verticalScrollBar().value()
        if flow.only is not None and flow.height < view.height():
            top = (view.height() - high) // 2
        return QRect(left, top, wide, high)

    def on_page(self, point: QPointF, sheet: int) -> tuple[float, float]:
        """A point of the window in points of a page."""
        rect = self.page_rect(sheet)
        return self._flow.point(point.x() - rect.left(), point.y() - rect.top(), sheet)

    def on_window(self, box: Box, sheet: int) -> QRectF:
        """A box of a page in pixels of the window."""
        rect = self.page_rect(sheet)
        left, top, right, bottom = self._flow.place(box, sheet)
        return QRectF(rect.left() + left, rect.top() + top, right - left, bottom - top)

    def sheet_at(self, point: QPointF) -> int:
        """The sheet at or nearest to a point of the window; 0 where nothing is shown."""
        return self._flow.sheet_at(round(point.y()) + self.verticalScrollBar().value()) if self._sizes else 0

    # Pictures

    def _key(self, sheet: int) -> Wanted:
        scale = round(self._flow.scales[sheet - 1] * self.devicePixelRatioF() * 1000)
        return Wanted(sheet, scale, self._flow.rotation)

    def _ask(self) -> None:
        """Ask for the pages in sight, then for two on either side; what scrolled away is wanted no more."""
        if self._pictures is None or not self._sizes:
            return
        seen = self.sheets_in_sight()
        if not seen:
            return
        # A coarse picture costs a quarter of a sharp one: it comes first where there is none at all.
        sight = [Wanted(sheet, _COARSE, self._flow.rotation) for sheet in seen if not self.has_picture(sheet)]
        sight += [self._key(sheet) for sheet in seen]
        around = (seen[-1] + 1, seen[0] - 1, seen[-1] + 2, seen[0] - 2)
        self._pictures.want(self, sight, [self._key(s) for s in around if 1 <= s <= self.sheets()])

    def _bake(self) -> None:
        """Have the pages in sight, before and after ready with their marks, while the reader rests."""
        seen = self.sheets_in_sight()
        if self._pictures is None or not seen:
            return
        look = self._page_look()
        for sheet in (*seen, seen[-1] + 1, seen[0] - 1):
            if 1 <= sheet <= self.sheets():
                self._layers.make_ready(self._page(sheet, self.page_rect(sheet)), self._pictures, look)

    def _on_picture(self, sheet: int) -> None:
        if self._sizes and sheet in self.sheets_in_sight():
            self.viewport().update(self.page_rect(sheet).adjusted(-2, -2, 2, 2))

    # Painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        exposed = event.rect()
        bare = [exposed]
        top = self.verticalScrollBar().value()
        seen = self._flow.in_sight(top + exposed.top(), top + exposed.bottom() + 1) if self._sizes else range(0)
        pages = [(sheet, self.page_rect(sheet)) for sheet in seen]
        for _, rect in pages:
            bare = [piece for part in bare for piece in without(part, rect)]
        for part in bare:
            painter.fillRect(part, self._theme.colour("sunken"))
        for sheet, rect in pages:
            if rect.adjusted(-1, -1, 1, 1).intersects(exposed):
                self._paint_page(painter, sheet, rect, exposed)

    def _paint_page(self, painter: QPainter, sheet: int, rect: QRect, exposed: QRect) -> None:
        assert self._pictures
        framed = self._boxed[1] if self._boxed and self._boxed[0] == sheet else None
        page, look = self._page(sheet, rect), self._page_look()
        self._layers.paint(painter, page, self._pictures, look, exposed=exposed, framed=framed)

    def _page(self, sheet: int, rect: QRect) -> Page:
        return Page(sheet, rect, self._key(sheet), partial(self.on_window, sheet=sheet))

    def _page_look(self) -> Look:
        return Look(self._theme, self._inverted, self.devicePixelRatioF())

    # Moving about

    def _on_scrolled(self) -> None:
        self._aim = 0
        self._settle()

    def _settle(self, *, ask: bool = True) -> None:
        """After any move: what to ask for, which sheet is read, who must know."""
        if ask:
            self._ask()
        sheet = self._sheet_read() if self._sizes else 0
        if self._sizes and self.zoom() != self._told_zoom:
            self._told_zoom = self.zoom()
            self.zoomed.emit(self._told_zoom)
        if self._sizes:
            self._rest.start()
        if sheet != self._sheet:
            self._sheet = sheet
            self.moved.emit(sheet)

    def _sheet_read(self) -> int:
        if self._flow.only is not None:
            return self._flow.only
        top, high = self.verticalScrollBar().value(), self.viewport().height()
        if self._aim and self._aim in self._flow.in_sight(top, top + high):
            return self._aim
        return self._flow.sheet_at(top + high // 3)

    @guarded
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        view = self.viewport()
        if abs(dx) < view.width() // 2 and abs(dy) < view.height() // 2:
            view.scroll(dx, dy)
        else:
            view.update()  # what would be moved is less than what must be painted

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        place, aim = self.place(), self._aim
        self._lay_out()
        if place.sheet:
            self._aim = aim
            self._stay_at(place)
        self._sharpen.start()
        self._settle(ask=not any(self.has_picture(s) for s in self.sheets_in_sight()))

    def sizeHint(self) -> QSize:
        return QSize(640, 480)
