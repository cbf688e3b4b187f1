"""Pages that are read and selected from: mouse, pen, touch, keys, caret browsing, links and the clipboard."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from cypsc_desktop.pdf.reading import Link
from cypsc_desktop.ui.papers import selecting, selection_paint
from cypsc_desktop.ui.papers.contact import Contacts, Hand, contact_of
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.overlays import Overlay
from cypsc_desktop.ui.papers.page_surface import PageSurface
from cypsc_desktop.ui.papers.page_text import Box, PageText
from cypsc_desktop.ui.papers.pictures import Pictures
from cypsc_desktop.ui.papers.pointer import Pointer
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.papers.texts import Texts
from cypsc_desktop.ui.theme import Theme

_CONTEXT = 60  # characters of text on either side of what is selected
_SPOKEN = 4000  # characters of a page told as its description
_Keys = Qt.Key
_MOVES = {
    _Keys.Key_Left: "left", _Keys.Key_Right: "right", _Keys.Key_Up: "up", _Keys.Key_Down: "down",
    _Keys.Key_Home: "line start", _Keys.Key_End: "line end",
}  # fmt: skip
_CTRL_MOVES = {
    _Keys.Key_Left: "word left", _Keys.Key_Right: "word right", _Keys.Key_Up: "page start",
    _Keys.Key_Down: "page end", _Keys.Key_Home: "page start", _Keys.Key_End: "page end",
}  # fmt: skip


class Picked(NamedTuple):
    """What is selected: the sheet it begins on, its words, those before and after them, and its boxes by sheet."""

    sheet: int
    text: str
    before: str
    after: str
    rects: tuple[tuple[int, Box], ...]


class _Move(NamedTuple):
    """A move of the caret that waits for a sheet's text."""

    move: str
    keep: bool
    sheet: int


class PageArea(PageSurface):
    """``selection_changed()``; ``link_followed(link)``; ``activated()``: the person turned to this area;
    ``text_shown(sheet)``: the text of the sheet being read is known; ``clicked(point)``: a click that selected nothing;
    ``selection_made()``: the pointer was let go over a selection; ``menu_asked(menu, point)``: a menu is about to open
    that others may add to; ``left()``: the focus went elsewhere. ``hand`` takes what is done with the pointer first."""

    selection_changed = Signal()
    link_followed = Signal(object)
    activated = Signal()
    text_shown = Signal(int)
    caret_browsed = Signal(bool)
    clicked = Signal(QPointF)
    selection_made = Signal()
    menu_asked = Signal(object, QPointF)
    left = Signal()
    _contacts: Contacts | None = None  # Qt sends events while the area is still being made

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._texts: Texts | None = None
        self._selected: Selected | None = None
        self._caret = False
        self.hand: Hand | None = None
        self.besides: Callable[[int], str] | None = None  # what lies over a sheet, in words
        self._held = False  # the mouse is pressed and a hand has it
        self._pointer = Pointer(self)
        self._pending: _Move | None = None
        self.set_layer("selection", self._selection_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._contacts = Contacts(self)
        self.setAccessibleName("Page")
        self.rested.connect(self._want_texts)
        self.moved.connect(lambda _: self._tell_page())

    def show_file(self, pictures: Pictures | None, texts: Texts | None) -> None:
        """Show a file, nothing of it being drawn until the area is sent to a place; None empties the area."""
        if self._texts is not None:
            self._texts.arrived.disconnect(self._on_text)
        self._texts = texts
        self._pointer.forget()
        if self.hand is not None:
            self.hand.cancel()
        self._pending = None
        if texts is not None:
            texts.arrived.connect(self._on_text)
        self.select(None)
        self.show_pictures(pictures, ask=False)

    # Text

    def text(self, sheet: int) -> PageText | None:
        """The text of a sheet if it has been read."""
        return self._texts.get(sheet) if self._texts and 1 <= sheet <= self.sheets() else None

    def _want(self, sheet: int) -> None:
        if self._texts is not None:
            self._texts.want(sheet)

    def _want_texts(self) -> None:
        for sheet in self.sheets_in_sight():
            self._want(sheet)

    def _on_text(self, sheet: int) -> None:
        if self._selected and sheet in self._selected.sheets():
            self.viewport().update()
        if self._pending and self._pending.sheet == sheet:
            move, self._pending = self._pending, None
            self._move_caret(move.move, keep=move.keep)
        if sheet == self.sheet():
            self._tell_page()
        self.text_shown.emit(sheet)

    def _tell_page(self) -> None:
        """The page for screen readers: what lies over it, then its text."""
        text = self.text(self.sheet())
        words = self.besides(self.sheet()) if self.besides is not None and QAccessible.isActive() else ""
        self.setAccessibleDescription(words + (text.text[:_SPOKEN] if text else ""))

    def tell_again(self) -> None:
        """What lies over the page is other."""
        self._tell_page()

    # Selection

    def selected(self) -> Selected | None:
        return self._selected

    def select(self, selected: Selected | None) -> None:
        """Select something else, or nothing."""
        if selected != self._selected:
            self._selected = selected
            self.viewport().update()
            self.selection_changed.emit()

    def has_selection(self) -> bool:
        return self._selected is not None and not self._selected.is_empty

    def has_selection_read(self) -> bool:
        """Whether the text of all sheets that are selected is there; what is not is asked for."""
        missing = [n for n in (self._selected.sheets() if self._selected else ()) if self.text(n) is None]
        for sheet in missing:
            self._want(sheet)
        return not missing

    def picked(self) -> Picked | None:
        """What is selected, None where nothing is."""
        if self._selected is None or self._selected.is_empty:
            return None
        rects: list[tuple[int, Box]] = []
        for sheet in self._selected.sheets():
            text = self.text(sheet)
            part = selecting.part_of(self._selected, sheet, text) if text else None
            rects += [(sheet, box) for box in part.boxes] if part else []
        words = selecting.clip_of(self._selected, self.text).text
        first, last = self._selected.ends()
        before, after = self.text(first.sheet), self.text(last.sheet)
        return Picked(
            first.sheet, words, before.text[max(0, first.position - _CONTEXT) : first.position] if before else "",
            after.text[last.position : last.position + _CONTEXT] if after else "", tuple(rects),
        )  # fmt: skip

    def copy(self) -> None:
        """The selection to the clipboard: a table as a table."""
        if self._selected is None or self._selected.is_empty:
            return
        clip = selecting.clip_of(self._selected, self.text)
        data = QMimeData()
        data.setText(clip.text)
        if clip.html:
            data.setHtml(clip.html)
        QGuiApplication.clipboard().setMimeData(data)

    def select_page(self) -> None:
        """Everything on the page being read."""
        text = self.text(self.sheet())
        if text is not None:
            self.select(selecting.whole(self.sheet(), text))
        else:
            self._want(self.sheet())

    def _selection_on(self, sheet: int) -> list[Overlay]:
        text = self.text(sheet)
        if self._selected is None or text is None:
            return []
        return selection_paint.overlays(self._selected, sheet, text, caret=self._caret, inverted=self.is_inverted())

    # Caret

    def is_caret_browsing(self) -> bool:
        return self._caret

    def set_caret_browsing(self, on: bool) -> None:
        """A caret in the text that arrow keys move; it starts where the reader is."""
        if on == self._caret:
            return
        self._caret = on
        if on and self._selected is None:
            self._place_caret()
        self.viewport().update()
        self.caret_browsed.emit(on)

    def _place_caret(self) -> None:
        sheet = self.sheet()
        text = self.text(sheet)
        if text is None:
            self._pending = _Move("line start", False, sheet)
            self._selected = Selected(Spot(sheet, 0), Spot(sheet, 0))
            self._want(sheet)
            return
        x, y = self.on_page(QPointF(self.page_rect(sheet).left(), 0), sheet)
        position = text.position_at(x, max(0.0, y))
        start = text.lines[text.line_at(position)].start if text.lines else 0
        self.select(Selected(Spot(sheet, start), Spot(sheet, start)))

    def _move_caret(self, move: str, *, keep: bool) -> None:
        if self._selected is None:
            self._place_caret()
            return
        found = selecting.moved(self._selected, move, keep=keep, text_of=self.text, sheets=self.sheets())
        if found is None:
            here = self._selected.head.sheet
            sheet = here if self.text(here) is None else selecting.lands_on(self._selected, move, self.sheets())
            self._pending = _Move(move, keep, sheet)
            self._want(sheet)
            return
        self.select(found)
        text = self.text(found.head.sheet)
        box = text.caret(found.head.position) if text else None
        self._want(found.head.sheet)
        self.bring_into_sight(found.head.sheet, box or (0.0, 0.0, 1.0, 1.0))

    # Keys

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier) or not self.sheets():
            event.ignore()
        elif self.hand is not None and self.hand.key(event):
            event.accept()
        elif (self._caret or (shift and self._selected)) and key in _MOVES:
            self._move_caret((_CTRL_MOVES if ctrl else _MOVES)[key], keep=shift)
        elif key == Qt.Key.Key_Escape and (self.has_selection() or self._caret):
            self._escape()
        elif ctrl or not self._scroll_by(key, shift):
            event.ignore()

    def _escape(self) -> None:
        """One layer at a time: first the selection, then the caret."""
        if self._selected and not self._selected.is_empty:
            head = self._selected.head
            self.select(Selected(head, head) if self._caret else None)
        else:
            self.set_caret_browsing(False)
            self.select(None)

    def _scroll_by(self, key: Qt.Key, shift: bool) -> bool:
        """What a key without a caret does; False where it does nothing."""
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        wide = across.maximum() > 0
        match key:
            case Qt.Key.Key_Space:
                self.scroll_screen(-1 if shift else 1)
            case Qt.Key.Key_PageDown:
                self.scroll_screen(1)
            case Qt.Key.Key_PageUp:
                self.scroll_screen(-1)
            case Qt.Key.Key_Home:
                self.go_to(1)
            case Qt.Key.Key_End:
                self.go_to(self.sheets())
            case Qt.Key.Key_Down:
                down.setValue(down.value() + down.singleStep())
            case Qt.Key.Key_Up:
                down.setValue(down.value() - down.singleStep())
            case Qt.Key.Key_Right:
                across.setValue(across.value() + across.singleStep()) if wide else self.step_page(1)
            case Qt.Key.Key_Left:
                across.setValue(across.value() - across.singleStep()) if wide else self.step_page(-1)
            case _:
                return False
        return True

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.activated.emit()
        self.viewport().update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.left.emit()

    # Mouse

    def spot(self, point: QPointF) -> Spot | None:
        """The place in the text nearest to a point; None where that text is not there yet."""
        sheet = self.sheet_at(point)
        text = self.text(sheet)
        if text is None:
            self._want(sheet)
            return None
        return Spot(sheet, text.position_at(*self.on_page(point, sheet)))

    def link_at(self, point: QPointF) -> Link | None:
        """The link under a point of the window."""
        sheet = self.sheet_at(point)
        text = self.text(sheet)
        if text is None or not text.links:
            return None
        x, y = self.on_page(point, sheet)
        return next((k for k in text.links if k.box[0] <= x <= k.box[2] and k.box[1] <= y <= k.box[3]), None)

    def is_over_text(self, point: QPointF) -> bool:
        """Whether there are words under a point of the window."""
        sheet = self.sheet_at(point)
        text = self.text(sheet)
        if text is None or not self.page_rect(sheet).contains(point.toPoint()):
            return False
        return text.is_over_text(*self.on_page(point, sheet))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.activated.emit()
        if event.button() != Qt.MouseButton.LeftButton or not self.sheets():
            event.ignore()
            return
        self._held = self.hand is not None and self.hand.press(contact_of(event))
        if not self._held:
            self._pointer.press(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.sheets():
            self._held = self.hand is not None and self.hand.press_twice(contact_of(event))
            if not self._held:
                self._pointer.press_twice(event)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = self.hand.shape(event.position()) if self.hand is not None else None
        if self._held and self.hand is not None:
            self.hand.move(contact_of(event))
        elif shape is None or event.buttons():
            self._pointer.move(event)
        if shape is not None and self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and self.hand is not None:
            self._held = False
            self.hand.release(contact_of(event))
            return
        self._pointer.release(event)
        if event.button() == Qt.MouseButton.LeftButton and self.has_selection():
            self.selection_made.emit()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy", self.copy).setEnabled(self.has_selection())
        menu.addAction("Select all on this page", self.select_page)
        self.menu_asked.emit(menu, QPointF(event.pos()))
        menu.popup(event.globalPos())

    # Zoom by wheel and fingers

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.set_zoom(self.zoom() * 1.1 ** (turned / 120), event.position())
            event.accept()
            return
        bar, back = self.verticalScrollBar(), event.angleDelta().y() > 0
        at_end = bar.value() == (bar.minimum() if back else bar.maximum())
        if self.is_single() and at_end and event.angleDelta().y():
            self.scroll_screen(-1 if back else 1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if self._contacts is not None and self._contacts.take(event):
            return True
        return bool(super().viewportEvent(event))

    def settle_touch(self) -> None:
        """A tool was taken up or put down: a finger draws or pushes the page."""
        if self._contacts is not None:
            self._contacts.settle()
