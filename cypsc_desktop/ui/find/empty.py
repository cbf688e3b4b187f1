"""What the search screen shows while it has no finds: how to search and what was searched of late; or, where nothing was
found, how to widen the search."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.searching import Finds
from cypsc_desktop.ui.theme import Theme, dress, redress

_TIPS = (
    ("Several words", "finds what holds all of them; the last may be the beginning of a word"),
    ('"children looked after"', "in quotes finds these words, one after another"),
    ("Narrow the finds", "by kind, committee, meeting, year and person at the left"),
)


class EmptyPane(QScrollArea):
    """``wanted(words)``: search these; ``cleared()``: forget the recent searches; ``widened()``: without what narrows."""

    wanted = Signal(str)
    cleared = Signal()
    widened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._again: Callable[[], None] = lambda: self.show_start(())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Search")
        self.show_start(())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._again()

    def show_start(self, recent: Sequence[str]) -> None:
        """How to search, and the recent searches."""
        self._again = partial(self.show_start, recent)
        body, column = self._fresh()
        column.addWidget(self._label("Search everything", 15, 600))
        column.addWidget(self._label("Papers, minutes, recommendations, replies, plan and people.", 13, tone="second"))
        column.addSpacing(self._theme.px(12))
        if recent:
            column.addWidget(self._label("Recent searches", 12, 600, tone="second"))
            for words in recent:
                column.addWidget(self._row(words, "history", partial(self.wanted.emit, words)))
            forget = self._row("Forget recent searches", "x", self.cleared.emit)
            column.addWidget(forget)
            column.addSpacing(self._theme.px(12))
        for words, meaning in _TIPS:
            column.addWidget(
                self._label(f'<span style="font-weight:600">{words}</span> {meaning}.', 13, tone="second", rich=True)
            )
        self._close(body, column)

    def show_nothing(self, words: str, finds: Finds, *, narrowed: bool) -> None:
        """That nothing was found, and what would find something."""
        self._again = partial(self.show_nothing, words, finds, narrowed=narrowed)
        body, column = self._fresh()
        column.addWidget(self._label(f"Nothing holds {words}" if words else "Nothing found", 15, 600))
        if narrowed and finds.without:
            column.addWidget(self._label("What narrows the search keeps the finds away.", 13, tone="second"))
            text = f"Search without filters: {finds.without:,} found"
            column.addWidget(self._row(text, "x", self.widened.emit))
        elif '"' in words:
            plain = " ".join(words.replace('"', " ").split())
            column.addWidget(self._label("These words do not stand together like this.", 13, tone="second"))
            column.addWidget(
                self._row(f"Search without the quotes: {plain}", "search", partial(self.wanted.emit, plain))
            )
        elif len(finds.each) > 1:
            column.addWidget(
                self._label("No page or record holds all of these words. One of them alone:", 13, tone="second")
            )
        else:
            column.addWidget(
                self._label("Check the spelling, or type the beginning of the word only.", 13, tone="second")
            )
        for word, count in finds.each:
            if count:
                column.addWidget(self._row(f"{word}: {count:,} found", "search", partial(self.wanted.emit, word)))
            else:
                column.addWidget(self._label(f"{word}: nothing", 13, tone="quiet", inset=True))
        self._close(body, column)

    def _fresh(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget(self)
        body.setObjectName("surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, self._theme.px(8), 16, self._theme.px(16))
        column.setSpacing(self._theme.px(4))
        return body, column

    def _close(self, body: QWidget, column: QVBoxLayout) -> None:
        column.addStretch(1)
        redress(body, self._theme)
        self.setWidget(body)

    def _label(
        self,
        text: str,
        size: float,
        weight: int = 400,
        *,
        tone: str | None = None,
        rich: bool = False,
        inset: bool = False,
    ) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        label.setFont(self._theme.font(size, weight))
        label.setWordWrap(True)
        label.setContentsMargins(self._theme.px(30) if inset else 0, 0, 0, 0)
        if tone:
            label.setProperty("tone", tone)
        return label

    def _row(self, text: str, icon: str, do: Callable[[], object]) -> QPushButton:
        row = QPushButton(text)
        row.setProperty("row", True)
        row.setAccessibleName(text)
        dress(row, icon)
        row.clicked.connect(do)
        return row
