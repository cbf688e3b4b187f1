"""The left of the live screen: the agenda with its times over the people; where there is no room for both, one of them at
a time, each a press away."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QTabBar, QVBoxLayout, QWidget

from cypsc_desktop.ui.live.agenda import LiveAgenda
from cypsc_desktop.ui.live.roster import RosterPane
from cypsc_desktop.ui.theme import Theme


class LeftPane(QWidget):
    """``agenda`` and ``roster`` are its parts."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.turns = QTabBar(self)
        self.turns.setAccessibleName("Agenda or people")
        self.turns.setDrawBase(False)
        self.turns.setExpanding(False)
        for words in ("Agenda", "In the room"):
            self.turns.addTab(words)
        self.turns.hide()
        whole.addWidget(self.turns)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self.area)
        self.body = QWidget(self.area)
        self.agenda = LiveAgenda(theme, self.body)
        self.roster = RosterPane(theme, self.body)
        self._build()
        self.area.setWidget(self.body)
        self._later = QTimer(self, singleShot=True, interval=0)  # once what came has its height
        self._later.timeout.connect(self._fit)
        self.turns.currentChanged.connect(lambda _: self._fit())
        self.roster.installEventFilter(self)

    def _build(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = QWidget(self.body)
        top = QHBoxLayout(self.top)
        top.setContentsMargins(15, 10, 8, 4)
        heading, about = QLabel("Agenda", self.top), QLabel("plan / actual, min", self.top)
        heading.setProperty("type", "strong")
        about.setProperty("tone", "second")
        about.setProperty("type", "caption")
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(about)
        self.line = QWidget(self.body)
        self.line.setObjectName("hairline")
        self.line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line.setFixedHeight(1)
        column.addWidget(self.top)
        column.addWidget(self.agenda)
        column.addWidget(self.line)
        column.addSpacing(8)
        column.addWidget(self.roster)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self.agenda.set_theme(theme)
        self.roster.set_theme(theme)
        self._later.start()

    def show_people(self) -> None:
        """The people into sight."""
        self.turns.setCurrentIndex(1)

    def _fit(self) -> None:
        """Both where there is room for both, else the one that was chosen."""
        parts = ((self.top, self.agenda, self.line), (self.roster,))
        wide = max(1, self.area.viewport().width())
        people = (
            self.roster.heightForWidth(wide) if self.roster.hasHeightForWidth() else self.roster.sizeHint().height()
        )
        needed = self.top.sizeHint().height() + self.agenda.sizeHint().height() + people + 9
        is_high = needed > self.height()
        self.turns.setVisible(is_high)
        for number, widgets in enumerate(parts):
            for widget in widgets:
                widget.setVisible(not is_high or self.turns.currentIndex() == number)
        self.top.setVisible(not is_high)
        self.line.setVisible(not is_high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """People came, or went: their part has another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.roster:
            self._later.start()
        return super().eventFilter(watched, event)

    def follow_item(self) -> None:
        """Bring the current item into sight, where the agenda is higher than the pane."""
        rect = self.agenda.current_rect()
        if rect is not None:
            middle = self.agenda.mapTo(self.body, rect.center())
            self.area.ensureVisible(0, middle.y(), 0, rect.height())
