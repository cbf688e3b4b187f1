"""Settings: pages at the left, each setting with its default and a way back to it, and a search over all of them. There is
no OK and no Cancel: what is chosen is so at once."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session, signed_in
from cypsc_desktop.ui.settings.choices import Page, Settings
from cypsc_desktop.ui.settings.finding import matches
from cypsc_desktop.ui.settings.keys_page import KeysPage
from cypsc_desktop.ui.settings.rows import ChoiceRow, Fact
from cypsc_desktop.ui.theme import Theme

PAGES: Sequence[tuple[Page, str]] = (
    ("you", "You"),
    ("look", "Look"),
    ("reading", "Reading"),
    ("import", "Import"),
    ("minutes", "Minutes"),
    ("library", "Library and safety"),
    ("keys", "Keys"),
)
_WIDEST = 640


class SettingsScreen(Screen):
    """``Place.part``: a page of PAGES, or the name of a setting, which then has the focus."""

    def __init__(self, *, session: Session, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._settings = settings
        self._theme = theme
        self._page: Page = "you"
        self._build_left()
        self._build_right()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        line = QFrame(self)
        line.setObjectName("hairline")
        line.setFixedWidth(1)
        row.addWidget(line)
        row.addWidget(self.area, 1)
        self._find = QAction("Find a setting", self)
        self._find.setShortcut(QKeySequence.StandardKey.Find)
        self._find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._find.triggered.connect(self._on_find)
        self.addAction(self._find)
        self.set_theme(theme)
        self.show_page("you")

    # A screen's duties

    def go(self, place: Place) -> None:
        part = place.part or self._page
        row = next((one for one in self.rows if one.choice.name == part), None)
        page = row.choice.page if row else next((name for name, _ in PAGES if name == part), self._page)
        self.search.clear()
        self.show_page(page)
        if row:
            self.area.ensureWidgetVisible(row)
            row.focus()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("settings", part=self._page)

    def title(self) -> str:
        return "Settings"

    def commands(self) -> Sequence[QAction]:
        return (self._find,)

    def panes(self) -> Sequence[QWidget]:
        return (self.left, self.area)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.search.setFocus(reason)

    def save_now(self) -> None:
        for row in self.rows:
            row.save_now()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.left.setFixedWidth(theme.px(204) if theme.scale < 1.5 else theme.px(180))
        self.body.setMaximumWidth(theme.px(_WIDEST) + 64)

    def showEvent(self, event: object) -> None:
        self._show_facts()
        self.keys.fill()

    # Building

    def _build_left(self) -> None:
        self.left = QWidget(self)
        self.left.setObjectName("pane")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit(self.left)
        self.search.setPlaceholderText("Find a setting")
        self.search.setAccessibleName("Find a setting")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_asked)
        self.pages = QListWidget(self.left)
        self.pages.setAccessibleName("Pages of the settings")
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.addItems([words for _, words in PAGES])
        self.pages.setProperty("plain", True)
        self.pages.currentRowChanged.connect(self._on_page)
        self.search.returnPressed.connect(self._on_entered)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.pages, 1)

    def _build_right(self) -> None:
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body = QWidget(self.area)
        self.body.setObjectName("surface")
        self.body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(0)
        self.heading = QLabel(self.body)
        self.heading.setProperty("type", "title")
        column.addWidget(self.heading)
        self.nothing = QLabel(self.body)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "second")
        self.nothing.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.nothing)
        self.rows: list[ChoiceRow] = []
        self.facts: dict[str, tuple[Page, Fact, str]] = {}
        self._headings: dict[Page, QLabel] = {}
        for page, words in PAGES:
            heading = QLabel(words, self.body)
            heading.setProperty("type", "heading")
            heading.setContentsMargins(0, 16, 0, 0)
            self._headings[page] = heading
            column.addWidget(heading)
            for choice in Settings.all():
                if choice.page == page:
                    self.rows.append(ChoiceRow(choice, self._settings, self.body))
                    column.addWidget(self.rows[-1])
            self._add_facts(page, column)
        self.keys = KeysPage(self._settings.keys, self.body)
        self.keys.said.connect(self.said)
        column.addWidget(self.keys, 1)
        column.addStretch(0)
        self.area.setWidget(self.body)

    def _add_facts(self, page: Page, column: QVBoxLayout) -> None:
        """What belongs to a page and is not chosen there, with the way to where it is."""
        made: list[tuple[str, str, str, Place | None, str]] = []
        if page == "library":
            made = [
                ("where", "Where it is", "Open Library", Place("library"), "folder place move storage disk size"),
                (
                    "backups",
                    "Backups",
                    "Open backups",
                    Place("library", part="backups"),
                    "backup copy restore daily safe",
                ),
                ("bin", "Bin", "Open the bin", Place("bin"), "deleted delete thirty days undo recover trash"),
            ]
        elif page == "import":
            made = [("scans", "Scanned pages", "", None, "ocr scan ocrmypdf picture text recognition")]
        for name, title, button, place, words in made:
            fact = Fact(title, "", self.body, button=button)
            if place:
                fact.wanted.connect(lambda place=place: self.wanted.emit(place))
            self.facts[name] = (page, fact, f"{title} {words}")
            column.addWidget(fact)

    # Showing

    def show_page(self, page: Page) -> None:
        """One page, whole."""
        self._page = page
        self.pages.blockSignals(True)
        self.pages.setCurrentRow([name for name, _ in PAGES].index(page))
        self.pages.blockSignals(False)
        self.heading.setText(dict(PAGES)[page])
        for heading in self._headings.values():
            heading.hide()
        for row in self.rows:
            row.setVisible(row.choice.page == page)
        for of, fact, _ in self.facts.values():
            fact.setVisible(of == page)
        self.nothing.setVisible(page == "library")
        self.nothing.setText("The library is one folder on this computer. Nothing leaves it unless you export it.")
        self.keys.fill("")
        self.keys.setVisible(page == "keys")
        self.area.verticalScrollBar().setValue(0)

    def _show_found(self, asked: str) -> None:
        """What matches, of all pages."""
        self.pages.blockSignals(True)
        self.pages.setCurrentRow(-1)
        self.pages.blockSignals(False)
        pages = dict(PAGES)
        seen: set[Page] = set()
        for row in self.rows:
            choice = row.choice
            offered = " ".join(words for _, words in choice.offered)
            said = f"{pages[choice.page]} {choice.title} {choice.about} {choice.words} {offered}"
            row.setVisible(matches(asked, said))
            seen |= {choice.page} if matches(asked, said) else set()
        for page, fact, said in self.facts.values():
            fact.setVisible(matches(asked, f"{pages[page]} {said}"))
            seen |= {page} if matches(asked, f"{pages[page]} {said}") else set()
        self.keys.fill(asked)
        self.keys.setVisible(self.keys.count() > 0)
        seen |= {"keys"} if self.keys.count() else set()
        for page, heading in self._headings.items():
            heading.setVisible(page in seen)
        self.heading.setText("Found" if seen else "Nothing found")
        self.nothing.setVisible(not seen)
        self.nothing.setText(f"No setting and no command is called “{asked}”. Try another word.")

    def _show_facts(self) -> None:
        name = next(row.control for row in self.rows if row.choice is Settings.name)
        if isinstance(name, QLineEdit):
            name.setPlaceholderText(signed_in())
        store = self._session.store
        self.facts["where"][1].words.setText(str(store.folder))
        made = store.backups()
        latest = datetime.fromtimestamp(made[-1].stat().st_mtime).astimezone() if made else None
        when = f" The latest was made on {latest:%-d %B %Y at %H:%M}." if latest else ""
        count = f"{len(made)} {'backup' if len(made) == 1 else 'backups'}" if made else "No backup yet"
        self.facts["backups"][1].words.setText(
            f"{count}.{when} One is made before each import. 12 daily, 10 weekly and 9 monthly ones are kept."
        )
        self.facts["bin"][1].words.setText(
            "What you delete stays in the bin for 30 days. The history keeps it after that too."
        )
        from cypsc_desktop.commands.reading import can_read_scans

        self.facts["scans"][1].words.setText(
            "ocrmypdf is installed: scanned pages can be read from View, in the paper."
            if can_read_scans()
            else "Scanned pages are shown as pictures. To have them read, install ocrmypdf; nothing is sent anywhere."
        )

    # What the person does

    def _on_page(self, at: int) -> None:
        if at < 0:
            return
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.show_page(PAGES[at][0])
        self.moved.emit(self.place())

    def _on_asked(self, asked: str) -> None:
        if asked.strip():
            self._show_found(asked)
        else:
            self.show_page(self._page)

    def _on_entered(self) -> None:
        """Enter in the search: to the first that was found."""
        found = next((row for row in self.rows if row.isVisible()), None)
        if found:
            found.focus()
        elif self.keys.isVisible():
            self.keys.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
