"""The sidebar: the committee, the screens with what waits on each, and who works here. Narrow, it is a rail of icons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme, dress, restyle

_WIDE, _RAIL = 204, 56
_MARGIN, _GAP = 8, 4
_WORDS_AT = 27  # where the words of a row begin, right of its icon


class SidebarRow(QPushButton):
    """A screen: icon, words, and at the right a count with, where it presses, a sign."""

    def __init__(self, words: str, icon: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self._keys = keys
        self._height = 32
        self._icon = icon
        self._theme: Theme | None = None
        self.setProperty("place", True)
        dress(self, icon)
        self.sign = QLabel(self)
        self.count = QLabel(self)
        self.count.setProperty("tone", "quiet")
        for label in (self.sign, self.count):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(_GAP)
        row.addStretch(1)
        row.addWidget(self.sign)
        row.addWidget(self.count)
        self.show_count(0, "")

    def show_count(self, count: int, meaning: str, *, pressing: bool = False) -> None:
        """``meaning`` says what is counted: "unread sheets"."""
        self._told = f"{count} {meaning}" if count else ""
        self._pressing = pressing and bool(count)
        self._number = in_short(count) if count else ""
        self.setAccessibleName(", ".join(part for part in (self.words, self._told) if part))
        self.setToolTip(", ".join(part for part in (self.words, self._told, self._keys) if part))
        self._draw_sign()
        self.set_rail(rail=not self.text() and self.isVisible())

    def set_rail(self, *, rail: bool) -> None:
        self.setText("" if rail else self.words)
        room, measured = 0 if rail else self._room_for_count(), self.count.fontMetrics().horizontalAdvance
        self.count.setText(self._number)
        count = measured(self.count.text())
        signed = self._pressing and (rail or count + self._sign_width() <= room)
        self.count.setVisible(bool(self._told) and count <= room)
        self.sign.setVisible(signed)
        self._colour_count("danger" if self._pressing and not signed else "quiet")

    def _room_for_count(self) -> int:
        """What the words leave, also while they are bold."""
        if self._theme is None:
            return 0
        px = self._theme.px
        words = QFontMetrics(self._theme.font(13, 600)).horizontalAdvance(self.words)
        return px(_WIDE) - 2 * _MARGIN - px(_WORDS_AT) - words - 2 * _GAP

    def _sign_width(self) -> int:
        return self._theme.px(14) + _GAP if self._theme else 0

    def _colour_count(self, tone: str) -> None:
        """A number too long to have its sign beside it presses by its colour."""
        if self.count.property("tone") != tone:
            self.count.setProperty("tone", tone)
            restyle(self.count)

    def sizeHint(self) -> QSize:
        """As high as it is drawn: the style's own measure is a button's."""
        return QSize(super().sizeHint().width(), self._height)

    def set_theme(self, theme: Theme) -> None:
        self._height = theme.px(32)
        self._theme = theme
        self.wear_icon(theme)
        self.updateGeometry()
        self._draw_sign()

    def wear_icon(self, theme: Theme) -> None:
        """The icon in a colour that is seen on the row's ground, which is another while its screen is in front."""
        current = "selected_text" if theme.scheme == "contrast" else "accent"
        dress(self, self._icon, current if self.property("current") else "text2")
        self._draw_sign()
        if not self.icon().isNull():  # else it is drawn with all the others
            self.setIcon(theme.icon(self._icon, str(self.property("icon_token"))))

    def _draw_sign(self) -> None:
        """Drawn where it is seen: most rows never press."""
        if self._pressing and self._theme is not None:
            size = self._theme.px(14)
            chosen = self._theme.scheme == "contrast" and self.property("current")
            token = "selected_text" if chosen else "danger"
            self.sign.setPixmap(self._theme.icon("alert-triangle", token).pixmap(size, size))


class Sidebar(QWidget):
    """``wanted(name)``: a screen was chosen. ``committee_wanted(id | None)``. ``hiding``: it should go."""

    wanted = Signal(str)
    committee_wanted = Signal(object)
    hiding = Signal()

    def __init__(self, screens: Sequence[tuple[str, str, str, str]], theme: Theme, parent: QWidget) -> None:
        """``screens``: name, words, icon and key of each row."""
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Screens")
        self._rail = False
        self._theme = theme
        self.committee = QPushButton(self)
        self.committee.setObjectName("committee")
        self.committee.setProperty("ring", "inside")
        self.committee.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._committees = QMenu(self.committee)
        self.rows: dict[str, SidebarRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        column.addWidget(self.committee)
        column.addSpacing(8)
        for name, words, icon, keys in screens:
            row = SidebarRow(words, icon, keys, self)
            row.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            row.installEventFilter(self)
            row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.rows[name] = row
            column.addWidget(row)
        column.addStretch(1)
        self.who = QLabel(self)
        self.who.setProperty("tone", "second")
        self.who.setContentsMargins(8, 0, 8, 4)
        self.hide_button = QPushButton("Hide", self)
        self.hide_button.setProperty("place", True)
        self.hide_button.setToolTip("Hide the sidebar, F9")
        self.hide_button.clicked.connect(self.hiding)
        dress(self.hide_button, "chevron-left")
        column.addWidget(self.who)
        column.addWidget(self.hide_button)
        self.set_theme(theme)

    def show_committees(self, names: Sequence[tuple[str, str]], chosen: str | None, whole: str) -> None:
        """``names``: id and name of each committee; ``whole``: what all of the library is called."""
        self._committees.clear()
        words = dict(names)
        many = len(names) > 1
        text = words.get(chosen or "", "") if chosen or not many else whole
        self._committee_words = text or (names[0][1] if names else "")
        self.committee.setEnabled(bool(names))
        self.committee.setMenu(self._committees if many else None)  # type: ignore[arg-type]  # None: no menu
        for identity, name in ((None, whole), *names) if many else ():
            action = QAction(name.replace("&", "&&"), self._committees, checkable=True, checked=identity == chosen)
            action.triggered.connect(lambda _=False, identity=identity: self.committee_wanted.emit(identity))
            self._committees.addAction(action)
        self.committee.setToolTip(self._committee_words)
        self.committee.setAccessibleName(f"Committee: {self._committee_words}")
        self._fit_committee()

    def show_current(self, name: str) -> None:
        """Mark the screen that is in front; it is the one that Tab comes to."""
        known = name in self.rows
        for n, (key, row) in enumerate(self.rows.items()):
            current = key == name
            if row.property("current") != current:
                row.setProperty("current", current)
                restyle(row)
                restyle(row.count)  # its colour is told by the row that it stands in
                row.wear_icon(self._theme)
            to_tab = current or (not known and n == 0)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if to_tab else Qt.FocusPolicy.ClickFocus)

    def focus_current(self) -> None:
        """Put the focus on the row of the screen in front."""
        rows = list(self.rows.values())
        current = next((row for row in rows if row.property("current")), rows[0])
        current.setFocus(Qt.FocusReason.TabFocusReason)

    def set_rail(self, *, rail: bool) -> None:
        """Icons alone, or icons and words."""
        if rail == self._rail:
            return
        self._rail = rail
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.committee.setFont(theme.font(13, 600))
        for row in self.rows.values():
            row.set_theme(theme)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(_RAIL if self._rail else _WIDE))
        for row in self.rows.values():
            row.set_rail(rail=self._rail)
        self.hide_button.setText("" if self._rail else "Hide")
        self.hide_button.setAccessibleName("Hide the sidebar")
        self.who.setVisible(not self._rail)
        self._fit_committee()

    def _fit_committee(self) -> None:
        words = getattr(self, "_committee_words", "")
        self.committee.setVisible(bool(words))
        # A button with a menu draws its words at its very edge, whatever the style sheet says of its padding, and over its
        # arrow.
        edge = "\N{EN SPACE}" if self.committee.menu() else ""
        metrics = self.committee.fontMetrics()
        arrow = self._theme.px(24) + metrics.horizontalAdvance(edge) if edge else 0
        shown = two_lines(words, self._theme.px(_WIDE) - 16 - 24 - arrow, metrics)
        self.committee.setText("" if self._rail else "\n".join(edge + line.replace("&", "&&") for line in shown))
        self.committee.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        self.committee.setIcon(self._theme.icon("building-community") if self._rail else QIcon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through the rows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            rows = list(self.rows.values())
            if by and watched in rows:
                rows[(rows.index(watched) + by) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


def in_short(count: int) -> str:
    """ "7", "999", "2k", "1M": a count as its row has room for; its name and its tip have all of it."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return f"{count // size}{letter}"
    return str(count)


def two_lines(words: str, room: int, metrics: QFontMetrics) -> list[str]:
    """Words in lines of ``room`` px, two at most: broken between words, the last one ended by an ellipsis where it must."""
    first, rest = "", words
    while rest and metrics.horizontalAdvance(words) > room:
        word, _, after = rest.partition(" ")
        longer = f"{first} {word}".strip()
        if metrics.horizontalAdvance(longer) > room:
            break
        first, rest = longer, after
    lines = [line for line in (first, rest) if line]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]
