"""The help: contents and search at the left, a page at the right. Every link stays inside; Back is the window's own."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QImage, QKeySequence, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.help.page_html import as_html, style
from cypsc_desktop.ui.help.pages import HOME, Pages
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.theme import Theme

_PART = Qt.ItemDataRole.UserRole
_WIDEST = 720


class PageText(QTextBrowser):
    """One page. Pictures are drawn no wider than the text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.folder = Path()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Page of the help")

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the page, from the folder of the pages alone; everything else is nothing."""
        address = name if isinstance(name, QUrl) else QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or (address.scheme() and not address.isLocalFile()):
            return None
        image = QImage(str(self.folder / address.path()))
        widest = max(200, min(self.theme.px(_WIDEST), self.viewport().width() - 48))
        if image.width() > widest:
            image = image.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
        return image


class HelpScreen(Screen):
    """``Place.part``: a page of docs/ without its ending, and perhaps ``#heading``: "how-to/import-papers#supplements"."""

    def __init__(self, *, theme: Theme, pages: Pages | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.pages = pages or Pages()
        self._name, self._anchor = HOME, ""
        self._stale = True
        self._build_left()
        self.text = PageText(theme, self)
        self.text.anchorClicked.connect(self._on_link)
        self.text.document().setDocumentMargin(24)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame(self)
        line.setObjectName("hairline")
        line.setFixedWidth(1)
        row.addWidget(self.left)
        row.addWidget(line)
        row.addWidget(self.text, 3)
        row.addStretch(0)
        self._find = QAction("Find in the help", self)
        self._find.setShortcut(QKeySequence.StandardKey.Find)
        self._find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._find.triggered.connect(self._on_find)
        self.addAction(self._find)
        self._list_contents()
        self.set_theme(theme)

    # A screen's duties

    def go(self, place: Place) -> None:
        if place.part:
            name, _, anchor = place.part.partition("#")
            self._show(name if self.pages.exists(name) else HOME, anchor)
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("help", part=f"{self._name}#{self._anchor}" if self._anchor else self._name)

    def title(self) -> str:
        return "Help"

    def commands(self) -> Sequence[QAction]:
        return (self._find,)

    def panes(self) -> Sequence[QWidget]:
        return (self.left, self.text)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.text.setFocus(reason)

    def set_theme(self, theme: Theme) -> None:
        self._theme = self.text.theme = theme
        self.left.setFixedWidth(theme.px(264) if theme.scale < 1.5 else theme.px(190))
        self.text.setMaximumWidth(theme.px(_WIDEST) + 64)
        self._stale = True
        if self.isVisible():
            self._wear()

    def showEvent(self, event: object) -> None:
        self._wear()

    def _wear(self) -> None:
        """Write the page anew in the theme that is worn, once somebody looks at it."""
        self.list.doItemsLayout()  # rows are as high as the style says only once it is worn
        if self._stale:
            self._show(self._name, self._anchor)

    # Building and listing

    def _build_left(self) -> None:
        self.left = QWidget(self)
        self.left.setObjectName("pane")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit(self.left)
        self.search.setPlaceholderText("Find in the help")
        self.search.setAccessibleName("Find in the help")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_asked)
        self.search.returnPressed.connect(self._on_entered)
        self.list = QTreeWidget(self.left)
        self.list.setHeaderHidden(True)
        self.list.setProperty("plain", True)
        self.list.setAccessibleName("Contents of the help")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setIndentation(12)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda *_: self.focus_main())
        self.nothing = QLabel(self.left)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "second")
        self.nothing.hide()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def _list_contents(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self.list.setRootIsDecorated(True)
        first = QTreeWidgetItem(self.list, ["Contents"])
        first.setData(0, _PART, HOME)
        groups: dict[str, QTreeWidgetItem] = {}
        for page in self.pages.contents:
            if page.group not in groups:
                groups[page.group] = QTreeWidgetItem(self.list, [page.group])
                groups[page.group].setFlags(Qt.ItemFlag.ItemIsEnabled)
            item = QTreeWidgetItem(groups[page.group], [page.title])
            item.setData(0, _PART, page.name)
            item.setToolTip(0, page.about)
        self.list.expandAll()
        self.list.blockSignals(False)
        self._mark_chosen()

    def _mark_chosen(self) -> None:
        """The cursor of the contents on the page that is shown."""
        self.list.blockSignals(True)
        for item in self.list.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if item.data(0, _PART) == self._name:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _on_asked(self, asked: str) -> None:
        if not asked.strip():
            self.nothing.hide()
            self._list_contents()
            self._highlight("")
            return
        self.list.blockSignals(True)
        self.list.clear()
        self.list.setRootIsDecorated(False)
        hits = self.pages.search(asked)
        for hit in hits:
            title = hit.title if hit.heading == hit.title else f"{hit.heading} · {hit.title}"
            item = QTreeWidgetItem(self.list, [f"{title}\n{hit.words}"])
            item.setData(0, _PART, f"{hit.name}#{hit.anchor}" if hit.anchor else hit.name)
            item.setToolTip(0, hit.words)
        self.list.blockSignals(False)
        self.nothing.setVisible(not hits)
        self.nothing.setText(
            f"No page speaks of “{asked.strip()}”. Try another word, or empty the field for the contents."
        )

    def _on_entered(self) -> None:
        item = self.list.topLevelItem(0)
        if item is not None and self.search.text().strip():
            self.list.setCurrentItem(item)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, item: QTreeWidgetItem | None) -> None:
        part = item.data(0, _PART) if item else None
        if part:
            self._leap(*part.partition("#")[::2])
            self._highlight(self.search.text())

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # Showing

    def _on_link(self, link: QUrl) -> None:
        name, anchor = self.pages.target(self._name, link.toString())
        if name is None:
            self.said.emit(f"This leads out of the program, which uses no network: {link.toString()}")
            return
        self._leap(name, anchor)
        self.focus_main()

    def _leap(self, name: str, anchor: str) -> None:
        if (name, anchor) == (self._name, self._anchor):
            return
        self._show(name, anchor)
        self.jumped.emit(self.place())

    def _show(self, name: str, anchor: str) -> None:
        self._name, self._anchor, self._stale = name, anchor, False
        self.text.folder = self.pages.folder_of(name)
        document = self.text.document()
        document.setDefaultStyleSheet(style(self._theme))
        self.text.setHtml(as_html(self.pages.markdown(name)))
        if anchor:
            self.text.scrollToAnchor(anchor)
        else:
            self.text.verticalScrollBar().setValue(0)
        if not self.search.text().strip():
            self._mark_chosen()

    def _highlight(self, asked: str) -> None:
        """Mark the words that were asked for on the page."""
        marks: list[QTextEdit.ExtraSelection] = []
        form = QTextCharFormat()
        form.setBackground(self._theme.colour("selected"))
        form.setForeground(self._theme.colour("selected_text"))
        for word in asked.split():
            cursor = self.text.document().find(word, 0)
            while not cursor.isNull() and len(marks) < 200:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = QTextCursor(cursor), form
                marks.append(mark)
                cursor = self.text.document().find(word, cursor)
        self.text.setExtraSelections(marks)
