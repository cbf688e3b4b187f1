"""Where the inspector stands: a pane beside the screen, or, in a narrow window, a drawer over its right edge. It is made
when a screen first wants it: the first window need not wait for forms."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter

from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from cypsc_desktop.ui.inspector.inspector import Inspector
    from cypsc_desktop.ui.widgets.slide import Slide

_WIDTH, _LEAST = 320, 260
_OPEN, _SIZES = "layout/inspector", "layout/centre"


class InspectorSide(QObject):
    """``changed``: it was shown or hidden. The person's choice is remembered; a drawer opens only when asked for."""

    changed = Signal()

    def __init__(
        self, make: "Callable[[QSplitter, Theme], Inspector]", splitter: QSplitter, theme: Theme, settings: Settings
    ) -> None:
        super().__init__(splitter)
        self._make = make
        self._splitter = splitter
        self._theme = theme
        self._kept = settings.kept
        self._inspector: Inspector | None = None
        self._slide: Slide | None = None
        self._belongs = False
        self._drawer = False
        self._open_drawer = False
        self._wanted = str(self._kept.value(_OPEN, "true")).lower() != "false"
        self._record: str | None = None
        splitter.setChildrenCollapsible(False)
        splitter.installEventFilter(self)

    @property
    def inspector(self) -> "Inspector | None":
        """None while no screen has wanted it."""
        return self._inspector

    def is_open(self) -> bool:
        return self._inspector is not None and not self._inspector.isHidden()

    def is_sliding(self) -> bool:
        """Whether the drawer is on its way into sight."""
        return self._slide is not None and self._slide.is_under_way()

    def can_open(self) -> bool:
        """Whether it belongs beside the screen in front."""
        return self._belongs

    def attend(self, screen: Screen) -> None:
        """Another screen is in front."""
        self._belongs = screen.has_inspector
        self._open_drawer = False
        self._fit()

    def show_record(self, entity: str | None) -> None:
        """Show this record's fields, now or when it is next opened."""
        self._record = entity
        if self._inspector is not None and (self.is_open() or entity is None):
            self._inspector.show_record(entity)

    def record(self) -> str | None:
        """The id of the record that is chosen."""
        return self._record

    def focus_field(self, field: str | None) -> bool:
        """Put the caret into this field (None: the first) where the inspector is open; returns whether it is."""
        if self._inspector is None or not self.is_open():
            return False
        self._inspector.focus_field(field)
        return True

    def has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return self._inspector is not None and focus is not None and self._inspector.isAncestorOf(focus)

    def toggle(self) -> None:
        if self._drawer:
            self._open_drawer = not self._open_drawer
        else:
            self._wanted = not self._wanted
            self._kept.setValue(_OPEN, self._wanted)
        self._fit()

    def close_drawer(self) -> bool:
        """Shut the drawer; False where none was open."""
        if not (self._drawer and self._open_drawer):
            return False
        self._open_drawer = False
        self._fit()
        return True

    def set_drawer(self, *, drawer: bool) -> None:
        """Whether the window is too narrow for a pane."""
        if drawer == self._drawer:
            return
        self._drawer = drawer
        self._open_drawer = False
        self._stand()
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._inspector is not None:
            self._inspector.setMinimumWidth(theme.px(_LEAST))
            self._inspector.set_theme(theme)
        self._place()

    def reset(self) -> None:
        """As wide as it is drawn, and open."""
        self._wanted = True
        self._kept.remove(_OPEN)
        self._kept.remove(_SIZES)
        self._widen()
        self._fit()

    def keep(self) -> None:
        """Write down how wide it is."""
        if self.is_open() and not self._drawer:
            self._kept.setValue(_SIZES, self._splitter.saveState())

    def _fit(self) -> None:
        was = self.is_open()
        is_open = self._belongs and (self._open_drawer if self._drawer else self._wanted)
        if is_open and self._inspector is None:
            self._inspector = self._make(self._splitter, self._theme)
            from cypsc_desktop.ui.widgets.slide import Slide

            self._slide = Slide(self._inspector)
            self._inspector.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self._inspector.setMinimumWidth(self._theme.px(_LEAST))
            self._stand()
        if self._inspector is None:
            return
        if is_open and not was:
            self._inspector.show_record(self._record)
        self._inspector.setVisible(is_open)
        self._place()
        if self._drawer and is_open and not was and self._slide is not None:
            self._slide.come(QPoint(self._inspector.width(), 0), self._theme.motion())
        if was != is_open:
            self.changed.emit()

    def _stand(self) -> None:
        """In the splitter, or over it."""
        if self._inspector is None:
            return
        if self._slide is not None:
            self._slide.stop()
        self._inspector.setProperty("drawer", self._drawer)
        if self._drawer:
            self._inspector.setParent(self._splitter.parentWidget())
            return
        self._splitter.addWidget(self._inspector)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        kept = self._kept.value(_SIZES)
        if not (isinstance(kept, QByteArray) and self._splitter.restoreState(kept)):
            self._widen()

    def _widen(self) -> None:
        width = self._theme.px(_WIDTH)
        self._splitter.setSizes([max(1, self._splitter.width() - width), width])

    def _place(self) -> None:
        if self._slide is not None:
            self._slide.stop()
        if self._inspector is not None and self._drawer and self.is_open():
            area = self._splitter.geometry()
            width = min(self._theme.px(_WIDTH), round(area.width() * 0.8))
            self._inspector.setGeometry(area.right() - width + 1, area.top(), width, area.height())
            self._inspector.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and watched is self._splitter:
            self._place()
        return super().eventFilter(watched, event)
