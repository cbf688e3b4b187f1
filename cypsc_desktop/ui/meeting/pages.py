"""The pages of a meeting's papers with their bar: page, printed and sheet number, zoom; text where there is no page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import DocumentHandle, Renderer
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.page_view import Mark, PageView


class Pages(QWidget):
    """``moved(words)``: where the reader is, for the status bar."""

    moved = Signal(str)

    def __init__(self, renderer: Renderer, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self.view = PageView(renderer, theme)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName("Text of the paper")
        self.nothing = QLabel("Choose an item of the agenda to read its papers here.")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.nothing.setWordWrap(True)
        self.stack = QStackedWidget()
        for widget in (self.nothing, self.view, self.text):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.stack, 1)
        self.view.page_changed.connect(self._on_page)
        self.view.zoomed.connect(self._on_zoom)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.number.setFixedWidth(theme.px(56))
        self.view.set_theme(theme)

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("pane")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        self.back = self._button("arrow-left", "Page before", lambda: self.view.go_to(self.view.page() - 1))
        self.forward = self._button("arrow-right", "Next page", lambda: self.view.go_to(self.view.page() + 1))
        self.number = QLineEdit()
        self.number.setAcceptDrops(False)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setAccessibleName("Page, printed or sheet number")
        self.number.setToolTip("Page, printed or sheet number")
        self.number.returnPressed.connect(self._on_number)
        self.of = QLabel()
        self.of.setProperty("tone", "second")
        out = self._button("zoom-out", "Zoom out", lambda: self.view.zoom_by(-1))
        into = self._button("zoom-in", "Zoom in", lambda: self.view.zoom_by(1))
        fit = self._button("maximize", "Fit width", lambda: self.view.set_zoom(None))
        for widget in (self.back, self.forward, self.number, self.of):
            row.addWidget(widget)
        row.addStretch(1)
        self.zoom = QLabel()
        self.zoom.setProperty("tone", "second")
        for widget in (out, self.zoom, into, fit):
            row.addWidget(widget)
        return bar

    def _button(self, icon: str, words: str, do: object) -> QToolButton:
        button = QToolButton()
        dress(button, icon)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(do)
        return button

    def document(self) -> Document | None:
        """The file that is shown."""
        return self._document

    def show_pages(self, document: Document, handle: DocumentHandle) -> None:
        self._document = document
        self.stack.setCurrentWidget(self.view)
        self.view.show_document(handle)

    def show_text(self, document: Document, text: str) -> None:
        """A paper without pages (Word, web page, text): its text in reading order."""
        self._document = document
        self.view.show_document(None)
        self.text.setPlainText(text or "This file holds no text.")
        self.stack.setCurrentWidget(self.text)
        self._clear_bar()
        self.of.setText(document.name or "")
        self.moved.emit(document.name or "")

    def show_nothing(self, words: str) -> None:
        self._document = None
        self.view.show_document(None)
        self.nothing.setText(words)
        self.stack.setCurrentWidget(self.nothing)
        self._clear_bar()
        self.moved.emit("")

    def _clear_bar(self) -> None:
        for widget in (self.number, self.of, self.zoom):
            widget.clear()
        for button in (self.back, self.forward):
            button.setEnabled(False)
        self.number.setEnabled(False)

    def go_to(self, sheet: int, box: object = None) -> None:
        """Show a sheet (from 1), with a box drawn round what was asked for."""
        mark = Mark(sheet, tuple(box)) if isinstance(box, (list, tuple)) and len(box) == 4 else None
        self.view.go_to(sheet, mark)

    def _on_page(self, sheet: int) -> None:
        if not self._document or not sheet:
            return
        label = self._label(sheet)
        self.number.setText(label or str(sheet))
        self.number.setEnabled(True)
        total = len(self.view.sizes())
        self.of.setText(f"sheet {sheet} of {total}")
        self.back.setEnabled(sheet > 1)
        self.forward.setEnabled(sheet < total)
        self.moved.emit(f"Printed page {label}, sheet {sheet} of {total}" if label else f"Sheet {sheet} of {total}")

    def _on_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(zoom * 100)} %")

    def _label(self, sheet: int) -> str | None:
        labels = (self._document.labels if self._document else None) or []
        return labels[sheet - 1] if sheet <= len(labels) else None

    def _on_number(self) -> None:
        """A printed number first, since that is what people read out; else the sheet."""
        typed = self.number.text().strip()
        labels = [str(label).casefold() for label in (self._document.labels if self._document else None) or []]
        if typed.casefold() in labels:
            self.view.go_to(labels.index(typed.casefold()) + 1)
        elif typed.isdigit():
            self.view.go_to(int(typed))
        self._on_page(self.view.page())
