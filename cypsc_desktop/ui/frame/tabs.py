"""The tabs over the centre: one for each thing that is open, in the person's order."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from cypsc_desktop.ui.frame.tab_room import widths_in
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme, dress

_LONGEST = 32  # characters
_LEAST = 140  # px that a tab needs to be told from others
_AT_ITS_END = Qt.TextElideMode.ElideRight


class PlaceTabs(QTabBar):
    """``chosen(Place)``: go there; ``shut(Place, Place | None)``: closed, and where to go instead. Where not all have room
    each gives way a little, then those farthest from the one in front go; ``beside`` is a button in sight from then on."""

    chosen = Signal(object)
    shut = Signal(object, object)
    _middle = Signal(QPoint)
    _pointed = Signal(int)
    _resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setDrawBase(False)
        self.setAccessibleName("What is open")
        self._quiet = False
        self.currentChanged.connect(self._on_current)
        self._middle.connect(self._on_middle)
        self._under = -1  # the tab under the pointer
        self._pointed.connect(self._on_pointed)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda point: self.menu_at(point).popup(self.mapToGlobal(point)))
        self.beside: QWidget | None = None
        self._resized.connect(self._show_closers)

    def places(self) -> list[Place]:
        return [self.tabData(index) for index in range(self.count())]

    def kept(self) -> list[tuple[Place, str]]:
        """Each place with its title."""
        return [(self.tabData(index), self.tabToolTip(index)) for index in range(self.count())]

    def show_place(self, place: Place, title: str) -> None:
        """Make the tab of this place the current one; a new one comes after the present."""
        self._quiet = True
        index = next((n for n, held in enumerate(self.places()) if held.tab == place.tab), -1)
        if index < 0:
            index = self.insertTab(self.currentIndex() + 1, title)
            self.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._closer())
        self._call(index, title)
        self.setTabData(index, place)
        self.setCurrentIndex(index)
        self._quiet = False
        self._show_closers()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for index in range(self.count()):
            # The row is as high as its highest cross, and one that is not in sight keeps its size.
            cross = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(cross, QToolButton):
                cross.setIconSize(QSize(theme.px(16), theme.px(16)))
                cross.resize(cross.sizeHint())
        self._show_closers()

    def _call(self, index: int, title: str) -> None:
        """What a tab bears gives way to its neighbours; its tip and what a screen reader says are the whole title."""
        self.setTabText(index, shortened(title).replace("&", "&&"))
        self.setTabToolTip(index, title)
        self.setAccessibleTabName(index, title)

    def _closer(self) -> QToolButton:
        """The cross of a tab; for the keyboard there is Ctrl+W."""
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip("Close, Ctrl+W")
        button.setAccessibleName("Close tab")
        dress(button, "x", "text3")
        button.setIcon(self._theme.icon("x", "text3"))
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        right = QTabBar.ButtonPosition.RightSide
        button.clicked.connect(
            lambda: self.close_tab(next(n for n in range(self.count()) if self.tabButton(n, right) is button))
        )
        return button

    def keep(self, place: Place, title: str | None = None) -> None:
        """Where inside its tab the person now is, and what the tab is called now."""
        for index, held in enumerate(self.places()):
            if held.tab == place.tab:
                self.setTabData(index, place)
                if title is not None and title != self.tabToolTip(index):
                    self._call(index, title)
                    self._show_closers()

    def forget(self, gone: Collection[str]) -> None:
        """Drop the tabs of subjects that are no more."""
        self._drop(lambda _, place: place.subject in gone)

    def drop_others(self, screens: Collection[str]) -> None:
        """Drop the tabs of these screens but the current one."""
        current = self.currentIndex()
        self._drop(lambda index, place: index != current and place.screen in screens)

    def drop_form(self, now: Place) -> None:
        """Drop the tab of the form that made what is shown now: it has done its work."""
        self._drop(lambda _, place: place.screen == now.screen and place.part == "new" and place.tab != now.tab)

    def _drop(self, is_meant: Callable[[int, Place], bool]) -> None:
        self._quiet = True
        for index in [n for n, place in enumerate(self.places()) if is_meant(n, place)][::-1]:
            self.removeTab(index)
        self._quiet = False
        self._show_closers()

    def turn(self, by: int) -> None:
        """The next tab (1) or the one before (-1), round and round."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def close_tab(self, index: int | None = None) -> None:
        """Close a tab, the current one unless told otherwise; the last one stays."""
        index = self.currentIndex() if index is None else index
        if self.count() < 2 or index < 0:
            return
        place, was_current = self.tabData(index), index == self.currentIndex()
        self._quiet = True
        self.removeTab(index)
        self._quiet = False
        self._show_closers()
        self.shut.emit(place, self.tabData(self.currentIndex()) if was_current else None)

    def close_others(self, index: int, *, after: bool = False) -> None:
        """Close all tabs but this one; ``after``: only those at its right."""
        for other in reversed(range(self.count())):
            if other > index or (other < index and not after):
                self.close_tab(other)

    def menu_at(self, point: QPoint) -> QMenu:
        """What can be done with the tab there, the current one where there is none; it goes when it is closed."""
        found = self.tabAt(point)
        index = found if found >= 0 else self.currentIndex()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Close", lambda: self.close_tab(index)).setEnabled(self.count() > 1)
        menu.addAction("Close others", lambda: self.close_others(index)).setEnabled(self.count() > 1)
        menu.addAction("Close those to the right", lambda: self.close_others(index, after=True)).setEnabled(
            index < self.count() - 1
        )
        return menu

    def list_menu(self) -> QMenu:
        """All of them, by their whole titles; it goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for index, (_, title) in enumerate(self.kept()):
            action = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(index == self.currentIndex())
            action.triggered.connect(lambda _=False, index=index: self.setCurrentIndex(index))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._middle.emit(event.position().toPoint())  # a slot may fail; an override of Qt's must not
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointed.emit(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed.emit(-1)

    def _on_pointed(self, index: int) -> None:
        if index != self._under:
            self._under = index
            self._show_closers()

    def _on_middle(self, point: QPoint) -> None:
        self.close_tab(self.tabAt(point))

    def _show_closers(self) -> None:
        """On the tab in front and the one under the pointer, so that the row stays calm; a single tab cannot be closed."""
        self._fit()  # first: to show a tab again is to show its cross
        for index in range(self.count()):
            shown = self.count() > 1 and self.isTabVisible(index) and index in (self.currentIndex(), self._under)
            self.tabButton(index, QTabBar.ButtonPosition.RightSide).setVisible(shown)

    def _fit(self) -> None:
        """Share out the room of the row: a tab that is cut ends in an ellipsis, never in the middle of a letter."""
        if self.beside is None:
            return
        titles = [shortened(self.tabToolTip(index)) for index in range(self.count())]
        fonts = [self.fontMetrics()] * self.count()
        if fonts:
            fonts[self.currentIndex()] = QFontMetrics(self._theme.font(13, 600))
        edges = [
            self.tabSizeHint(index).width() - font.horizontalAdvance(self.tabText(index).replace("&&", "&"))
            for index, font in enumerate(fonts)
        ]
        wanted = [edge + f.horizontalAdvance(title) for edge, f, title in zip(edges, fonts, titles, strict=True)]
        beside = self.beside.sizeHint().width()
        room = self.width() + (0 if self.beside.isHidden() else beside)
        crowded = sum(wanted) > room
        widths = widths_in(room - beside, wanted, self.currentIndex(), self._theme.px(_LEAST)) if crowded else wanted
        for index, (font, title) in enumerate(zip(fonts, titles, strict=True)):
            if self.isTabVisible(index) != (widths[index] > 0):
                self.setTabVisible(index, widths[index] > 0)
            room = widths[index] - edges[index]
            borne = title if widths[index] == wanted[index] else font.elidedText(title, _AT_ITS_END, room)
            if self.tabText(index) != borne.replace("&", "&&"):
                self.setTabText(index, borne.replace("&", "&&"))
        self.beside.setVisible(crowded)

    def _on_current(self, index: int) -> None:
        if self._quiet:
            return
        self._show_closers()
        if index >= 0:
            self.chosen.emit(self.tabData(index))


def shortened(title: str) -> str:
    """A title as a tab bears it: too long a one gives way at its end."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
