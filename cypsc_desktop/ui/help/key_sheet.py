"""The key sheet: every command that has a key, as the commands themselves say now, by menu and screen; searched and printed.

What widgets do with keys of their own (a grid's arrows) comes from the page about keys, which is tested against the code.
"""

import html
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.help.page_html import style
from cypsc_desktop.ui.help.pages import Pages
from cypsc_desktop.ui.settings.finding import matches
from cypsc_desktop.ui.settings.keys import Keys
from cypsc_desktop.ui.theme import Theme

_IN_WIDGETS = "In "  # the headings of the page about keys that speak of widgets, not of commands


class Line(NamedTuple):
    """A line of the sheet: menu, screen or widget; what is done; by which keys, as this system writes them."""

    group: str
    does: str
    keys: str


def lines_of(keys: Keys, pages: Pages) -> list[Line]:
    """Every line: commands first, in the order of the menus; then what widgets do by themselves."""
    native = QKeySequence.SequenceFormat.NativeText
    commands = [
        Line(one.group, one.title, ", ".join(key.toString(native) for key in one.keys))
        for one in keys.commands()
        if one.keys
    ]
    taken = {key.strip() for line in commands for key in line.keys.split(", ")}
    own = [
        Line(heading, does.replace("\\|", "|"), name.replace("`", ""))
        for heading, name, does in pages.key_rows()
        if heading.startswith(_IN_WIDGETS)
        if not {key.strip() for key in name.split(",")} <= taken
    ]
    return commands + own


class KeySheet(QDialog):
    """Beside the window until Esc; made anew each time, so that it always says what is so."""

    def __init__(self, keys: Keys, theme: Theme, parent: QWidget, *, pages: Pages | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        self.setObjectName("surface")
        self._theme = theme
        self._keys = keys
        self._pages = pages or Pages()
        self.lines = lines_of(keys, self._pages)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Find a command or a key")
        self.search.setAccessibleName("Find a command or a key")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.show_lines)
        self.text = QTextBrowser(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("Keys")
        self.text.document().setDefaultStyleSheet(style(theme))
        title = QLabel("Keys", self)
        title.setProperty("type", "title")
        self.printing = QPushButton("Print…", self)
        self.printing.setAutoDefault(False)
        self.printing.clicked.connect(self.print_out)
        done = QPushButton("Close", self)
        done.setAutoDefault(False)
        done.clicked.connect(self.close)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.search, 1)
        head.addWidget(self.printing)
        head.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.show_lines("")
        window = parent.window()
        self.resize(min(theme.px(820), window.width() - 48), min(theme.px(640), window.height() - 48))

    def open_sheet(self) -> None:
        """Show it over the window, the caret in the search."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def renew(self) -> None:
        """More screens have said their keys; what is typed and in sight stays."""
        self.lines = lines_of(self._keys, self._pages)
        at = self.text.verticalScrollBar().value()
        self.show_lines(self.search.text())
        self.text.verticalScrollBar().setValue(at)

    def show_lines(self, asked: str) -> None:
        """The lines that match; all of them where nothing is asked."""
        found = [line for line in self.lines if matches(asked, " ".join(line))]
        self.text.setHtml(_as_html(found) if found else f"<p>No command and no key matches “{html.escape(asked)}”.</p>")

    def print_out(self) -> None:
        """The whole sheet on paper, in black on white."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        dialog = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self)
        dialog.setWindowTitle("Print the keys")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.document().print_(dialog.printer())

    def document(self) -> QTextDocument:
        """The sheet for paper."""
        paper = QTextDocument(self)
        paper.setDefaultFont(self._theme.font(12))
        paper.setDefaultStyleSheet(style(Theme("light")))
        paper.setHtml("<h1>Keys of CYPSC Desktop</h1>" + _as_html(self.lines))
        return paper


def _as_html(lines: Sequence[Line]) -> str:
    """The lines by group, keys in a column of their own."""
    groups = dict.fromkeys(line.group for line in lines)
    parts = []
    for group in groups:
        rows = "".join(
            f'<tr><td width="62%">{html.escape(line.does)}</td><td><b>{html.escape(line.keys)}</b></td></tr>'
            for line in lines
            if line.group == group
        )
        parts.append(f'<h2>{html.escape(group)}</h2><table width="100%" cellspacing="0" cellpadding="5">{rows}</table>')
    return "".join(parts)
