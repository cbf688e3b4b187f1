"""One paper beside or without another: its title where there are two, a line that says what is odd about the page, the
pages themselves, and their text as text."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.finder import Finder
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.open_paper import OpenPaper
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.page_surface import PageLook
from cypsc_desktop.ui.papers.spoken import SpokenPage
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme, dress
from cypsc_desktop.ui.widgets.notices import announce

SCANNED = "This page is a picture: its words cannot be selected or found."
CANNOT_READ = f"{SCANNED} Where OCRmyPDF is installed, CYPSC Desktop can read them."
LOST = "This page cannot be shown because the file is damaged here. The other pages can be read."


class PaperPane(QWidget):
    """``moved(sheet)``; ``activated()``: the person turned to this pane; ``closed()``; ``read_wanted()``: scanned pages
    are to be read."""

    moved = Signal(int)
    activated = Signal()
    closed = Signal()
    read_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.paper: OpenPaper | None = None
        self.document: Document | None = None
        self.can_read = False
        self._reading = Reading()
        self._looks: dict[str, PageLook] = {}  # what was chosen for each paper by hand
        self.sheets = QWidget(self)
        self.area = PageArea(theme, self.sheets)
        self.spoken: SpokenPage | None = None
        self.finder = Finder(session, jobs, self.area)
        self.words = QPlainTextEdit(readOnly=True)
        self.words.setAccessibleName("Text of this page")
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.hide()
        self.flow = QPlainTextEdit(readOnly=True)
        self.flow.setAccessibleName("Text of the paper")
        self.nothing = QLabel("Choose a paper to read it here.")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.nothing.setWordWrap(True)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.stack = QStackedWidget()
        for widget in (self.nothing, self.sheets, self.flow):
            self.stack.addWidget(widget)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(1)
        self.parts.addWidget(self.stack)
        self.parts.addWidget(self.words)
        self.parts.setStretchFactor(0, 1)
        self._build()
        self.area.moved.connect(self._on_moved)
        self.area.text_shown.connect(lambda _: self._tell_page())
        self.area.activated.connect(self.activated)
        for widget in (self.nothing, self.flow, self.words, self.area):
            widget.installEventFilter(self)
        self.show_nothing("Choose a paper to read it here.")

    def _build(self) -> None:
        alone = QHBoxLayout(self.sheets)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self.area)
        self.head = QWidget()
        self.head.setObjectName("pane")
        self.head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = QToolButton()
        dress(self.close_button, "x")
        self.close_button.setToolTip("Close this paper (Ctrl+\\)")
        self.close_button.setAccessibleName("Close this paper")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 2, 4, 2)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        self.head.hide()
        self.notice = QWidget()
        self.notice.setObjectName("banner")
        self.notice.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice_words = QLabel()
        self.notice_words.setWordWrap(True)
        self.read_button = QPushButton("Read scanned pages")
        self.read_button.clicked.connect(self.read_wanted)
        line = QHBoxLayout(self.notice)
        line.setContentsMargins(12, 4, 12, 4)
        line.addWidget(self.notice_words, 1)
        line.addWidget(self.read_button)
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.parts, 1)

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        spoken = [self.spoken] if self.spoken else []
        return [self.close_button, self.read_button, self.nothing, self.area, *spoken, self.flow, self.words]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.area.set_theme(theme)
        self.update()

    # What is shown

    def show_paper(self, paper: OpenPaper) -> None:
        """Show an open paper; the pane must then be sent to a place in it."""
        waiting = self.nothing.hasFocus()
        self.paper, self.document = paper, paper.document
        self.area.set_look(self._looks.get(paper.document.id) or self._usual())
        self.area.show_file(paper.pictures, paper.texts)
        self.finder.set_paper(paper)
        self.stack.setCurrentWidget(self.sheets)
        if waiting:
            self.area.setFocus()
        self._tell_page()

    def set_reading(self, reading: Reading) -> None:
        """How papers are shown, now and when the next is opened."""
        self._reading = reading
        self._looks.clear()
        self.area.set_look(self._usual())
        self.area.set_inverted(reading.inverted)

    def _usual(self) -> PageLook:
        return PageLook(self._reading.fit, single=self._reading.single)

    def show_flow(self, document: Document, text: str) -> None:
        """A paper without pages (Word, web page, text): its text in reading order."""
        self._empty()
        self.document = document
        self.flow.setPlainText(text or "This file holds no text.")
        self.stack.setCurrentWidget(self.flow)
        self._tell_page()

    def show_nothing(self, words: str, document: Document | None = None) -> None:
        """Say why there is nothing to read, of that file."""
        self._empty()
        self.document = document
        self.nothing.setText(words)
        self.stack.setCurrentWidget(self.nothing)
        self._tell_page()

    def _empty(self) -> None:
        if self.paper is not None:
            self._looks[self.paper.document.id] = self.area.look()
        self.paper = None
        self.finder.set_paper(None)
        self.area.show_file(None, None)

    def show_head(self, shown: bool) -> None:
        """Show which paper this is, as needed beside another."""
        self.head.setVisible(shown)

    def show_active(self, active: bool) -> None:
        """Whether this is the paper that the bar and the outline belong to."""
        self.title.setFont(self._theme.font(13, 600 if active else 400))
        self.title.setProperty("tone", "" if active else "quiet")
        self.title.style().unpolish(self.title)
        self.title.style().polish(self.title)

    def show_words(self, shown: bool) -> None:
        """Show the text of the page as text below it."""
        self.words.setVisible(shown)
        if shown:
            self._tell_page()

    def go_to(self, sheet: int, box: tuple[float, float, float, float] | None = None) -> None:
        self.area.go_to(sheet, box)

    def is_idle(self) -> bool:
        return self.area.is_idle() and (self.paper is None or self.paper.texts.is_idle())

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        widget = self.stack.currentWidget()
        if widget is not None:
            (self.area if widget is self.sheets else widget).setFocus(reason)

    # What is told

    def _on_moved(self, sheet: int) -> None:
        self._tell_page()
        if sheet and self.paper:
            if self.area.hasFocus():
                announce(self.area, self.paper.words_for(sheet))
            self.moved.emit(sheet)

    def _tell_page(self) -> None:
        """The page's name for screen readers, its text, and what is odd about it."""
        sheet = self.area.sheet()
        text = self.area.text(sheet)
        name = (self.document.name or "") if self.document else ""
        self.title.setText(name)
        where = self.paper.words_for(sheet) if self.paper and sheet else "No paper"
        self.area.setAccessibleName(f"{where}, {name}" if name else where)
        lost = bool(self.paper and self.paper.pictures.is_lost(sheet))
        scanned = bool(text and text.scanned)
        self.notice.setVisible(lost or scanned)
        self.notice_words.setText(LOST if lost else "" if not scanned else SCANNED if self.can_read else CANNOT_READ)
        self.read_button.setVisible(scanned and not lost and self.can_read)
        if QAccessible.isActive():
            self._speak(sheet, text.text if text else "", where)
        if self.words.isVisibleTo(self):
            self.words.setAccessibleName(f"Text of this page: {where}")
            shown = text.text if text and text.text else "This page holds no text." if text else ""
            if self.words.toPlainText() != shown:
                self.words.setPlainText(shown)

    def _speak(self, sheet: int, words: str, where: str) -> None:
        if self.spoken is None:
            self.spoken = SpokenPage(self.area)
            self.spoken.installEventFilter(self)
            QWidget.setTabOrder(self.area, self.spoken)
        self.spoken.show_page(sheet, words, where)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            if event.type() == QEvent.Type.FocusIn:
                self.activated.emit()
        return False

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame round the pages while they have the focus."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        if any(widget is not None and widget.hasFocus() for widget in (self.area, self.nothing, self.spoken)):
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            frame: QRect = self.parts.geometry().adjusted(-1, -1, 1, 1)
            painter.drawRect(frame)
