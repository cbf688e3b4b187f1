"""What the inspector says of a recommendation beside its fields: state, prompts, the day the reply is due, the chain."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cypsc_desktop.commands.chain import chain, decided
from cypsc_desktop.commands.following import Followed
from cypsc_desktop.commands.prompting import prompts
from cypsc_desktop.model.days import long_day
from cypsc_desktop.ui.grid.shapes import DECISIONS, Shape, paint_shape
from cypsc_desktop.ui.inspector.chain_view import ChainView
from cypsc_desktop.ui.inspector.whereabouts import place_of, printed_place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


class StateMark(QWidget):
    """A state's shape by itself."""

    def __init__(self, shape: Shape, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape = shape
        self._theme = theme
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(14), self._theme.px(14))

    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        room = QRectF(1, 1, self.width() - 2, self.height() - 2)
        paint_shape(
            painter, room, self._shape.form, colour=theme.colour(self._shape.token), ground=theme.colour("chrome")
        )
        painter.end()


class StateLine(QWidget):
    """ "Overdue 23 days" behind its shape, above the title."""

    def __init__(self, row: Followed, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(theme.px(8))
        line.addWidget(StateMark(DECISIONS.get(row.state) or Shape("ring dash", "warn"), theme, self))
        self.words = QLabel(decided(row), self)
        self.words.setProperty("type", "strong")
        if row.state == "overdue":
            self.words.setProperty("tone", "danger")
        line.addWidget(self.words)
        line.addStretch(1)


class FollowPanel(QWidget):
    """``wanted(Place)``: a step of the chain was pressed."""

    wanted = Signal(object)

    def __init__(self, session: Session, row: Followed, theme: Theme, *, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for prompt in prompts(row):
            column.addWidget(self._prompt(prompt))
        column.addLayout(self._due(row))
        title = QLabel("Chain", self)
        title.setProperty("type", "heading")
        column.addSpacing(8)
        column.addWidget(title)
        reader = session.read
        steps = [
            (step, (printed_place(reader, step.at) or place_of(reader, step.at)) if step.at else None)
            for step in chain(reader, row, today=today)
        ]
        self.chain = ChainView(steps, theme, self)
        self.chain.wanted.connect(self.wanted)
        column.addWidget(self.chain)

    def _prompt(self, words: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        flag = QLabel(line)
        flag.setPixmap(self._theme.icon("flag", "warn").pixmap(self._theme.px(14), self._theme.px(14)))
        flag.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = QLabel(words, line)
        said.setWordWrap(True)
        said.setProperty("tone", "second")
        row.addWidget(flag)
        row.addWidget(said, 1)
        return line

    def _due(self, row: Followed) -> QGridLayout:
        """The original day, which nothing changes, and the one agreed instead."""
        facts = QGridLayout()
        facts.setHorizontalSpacing(self._theme.px(12))
        facts.setVerticalSpacing(4)
        facts.setColumnMinimumWidth(0, min(self._theme.px(92), 130))
        facts.setColumnStretch(1, 1)
        served = long_day(row.notice_served) or "not recorded"
        told = [("Notice served", served, False), ("Due", long_day(row.due) or "not known", True)]
        told.append(("Extended to", long_day(row.extended_to) or "not extended", False))
        if row.chased:
            told.append(("Chased", long_day(row.chased), False))
        for n, (word, value, locked) in enumerate(told):
            label = QLabel(word, self)
            label.setProperty("type", "caption")
            label.setProperty("tone", "second")
            facts.addWidget(label, n, 0)
            cell = QHBoxLayout()
            cell.setSpacing(self._theme.px(6))
            said = QLabel(value, self)
            said.setWordWrap(True)
            if locked and row.due:
                said.setProperty("type", "strong")
                said.setAccessibleName(f"Due {value}, locked")
            if locked and row.due:
                lock = QLabel(self)
                lock.setPixmap(self._theme.icon("lock", "text3").pixmap(self._theme.px(14), self._theme.px(14)))
                lock.setToolTip(_WHY_LOCKED.format("the meeting" if row.assumed else "the notice"))
                cell.addWidget(lock, 0, Qt.AlignmentFlag.AlignTop)
            cell.addWidget(said, 1)
            facts.addLayout(cell, n, 1)
        return facts


_WHY_LOCKED = "Two months beginning with the day of {}. An extension stands beside it and never replaces it."
