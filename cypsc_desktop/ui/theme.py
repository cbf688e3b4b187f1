"""How everything looks: one table of colours and sizes, from which palette, style sheet and icons are made.

Widgets ask the theme; no widget holds a colour or a font size of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QMenuBar, QPushButton, QWidget

from cypsc_desktop import paths
from cypsc_desktop.model.values import Value, value
from cypsc_desktop.ui import glyphs, tokens

Scheme = Literal["light", "dark", "contrast"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "contrast")


@value
class Theme(Value):
    """Colours by token name, the size of text as a multiple of 13 px, and whether things may move. ``colours``: those of
    the person's system, where high contrast was chosen there; None: our own."""

    scheme: Scheme
    scale: float = 1.0
    still: bool = False
    colours: Mapping[str, str] | None = None

    def __hash__(self) -> int:
        return hash((self.scheme, self.scale, self.still))

    @property
    def tokens(self) -> Mapping[str, str]:
        """Every colour by its name, as #RRGGBB."""
        return self.colours or tokens.SCHEMES[self.scheme]

    def colour(self, token: str) -> QColor:
        return QColor(self.tokens[token])

    def motion(self, milliseconds: int = 120) -> int:
        """How long a drawer or a toast may take to come: nothing where the person wants no movement."""
        return 0 if self.still else milliseconds

    def px(self, size: float) -> int:
        """A size drawn for 100 % text, at this text size."""
        return round(size * self.scale)

    def font(self, size: float = 13, weight: int = 400) -> QFont:
        """The interface's face, ``size`` in pixels at 100 %."""
        font = QFont("Inter")
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight(weight))
        return font

    def figures(self, size: float = 13, weight: int = 400) -> QFont:
        """The same with figures of one width: for columns of them, times and pages. Not for words, for it sets hyphens as
        wide as figures."""
        font = self.font(size, weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, token: str = "text2") -> QIcon:
        """An outline icon in a colour of the theme; Qt greys it where its action is disabled."""
        return QIcon(_drawn(name, self.tokens[token], self.px(18)))

    def icon_beside_words(self, name: str, token: str = "text2") -> QIcon:
        """The same with the gap that parts it from the words at its right, which a style fixes at 4 px whatever the size
        of the text; and its own picture for where it cannot be pressed."""
        icon = QIcon(self._apart(name, token))
        icon.addPixmap(self._apart(name, "strong"), QIcon.Mode.Disabled)
        return icon

    def _apart(self, name: str, token: str) -> QPixmap:
        drawn = _drawn(name, self.tokens[token], self.px(18))
        wider = QPixmap(drawn.width() * 5 // 4, drawn.height())
        wider.setDevicePixelRatio(drawn.devicePixelRatio())
        wider.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wider)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
        return wider

    def palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "chrome", QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface", QPalette.ColorRole.AlternateBase: "chrome",
            QPalette.ColorRole.Text: "text", QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.Highlight: "selected",
            QPalette.ColorRole.HighlightedText: "selected_text",
            QPalette.ColorRole.PlaceholderText: "text3", QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text", QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.Mid: "line", QPalette.ColorRole.Dark: "strong", QPalette.ColorRole.Light: "hover",
            QPalette.ColorRole.Accent: "accent",
        }  # fmt: skip
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("strong"))
        return palette

    def style_sheet(self) -> str:
        """The rules of window.qss with the names after @ put in: tokens, ``@px(n)`` for a size drawn for 100 % text,
        ``@glyph(sign, @token)`` for a sign, and the edges and paddings named here."""
        values = dict(self.tokens)
        sizes = {"pad": 8, "gap": 4, "button": 20, "choice": 28, "caption": 12, "heading": 15, "title": 22}
        wider = 0 if self.scheme == "contrast" else 1  # how much wider the edge of what has the focus is
        values |= {f"inner_{name}": f"{self.px(sizes[name]) - wider}px" for name in ("pad", "gap")}
        values |= {f"{name}_px": f"{self.px(size)}px" for name, size in sizes.items()}
        values["edge"] = "2px" if self.scheme == "contrast" else "1px"
        values["focus_edge"] = "3px" if self.scheme == "contrast" else "2px"
        edge = 2 - wider
        # A corner rounder than half of its box is drawn square.
        values |= {"chip_round": f"{(2 * self.px(3) + self.px(20) + 2 * edge) // 2}px"}
        values |= {"radio_round": f"{(self.px(16) + 2 * edge) // 2}px"}
        values |= {"radio_dot": f"{self.px(16) + 2 * edge - 2 * self.px(5)}px"}
        high = self.scheme == "contrast"
        values["off_edge"], values["off"] = ("dashed", values["strong"]) if high else ("solid", values["line"])
        values["checked"] = values["surface" if high else "selected"]
        values["idle"], values["idle_text"] = (
            (values["selected"], values["selected_text"]) if high else (values["hover"], values["text"])
        )
        sheet = (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")
        sheet = glyphs.draw(sheet, values, paths.state_folder() / "look")
        sheet = re.sub(r"@px\((\d+)\)", lambda size: f"{self.px(int(size[1]))}px", sheet)
        return re.sub(r"@(\w+)", lambda name: values[name[1]], sheet)


def styled_app(program: str) -> QApplication:
    """The program's application in the style that window.qss dresses. Named here and not set later, because ``setStyle``
    hands the style back, and PySide then makes every kind of style known that there is: 6 ms of each start."""
    app = QApplication([program, "-style", "Fusion"])
    app.setProperty("styled", True)
    return app


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole program this theme. Windows that are open are told by their ``set_theme``."""
    if not app.property("fonts loaded"):
        _load_fonts()
        if not app.property("styled"):
            app.setStyle("Fusion")
        app.setProperty("fonts loaded", True)
    sheet = theme.style_sheet()
    if app.styleSheet() != sheet:
        # From one sheet to another Qt restyles below every widget all that is below it, each as often as it is deep; from
        # none to one it restyles each once. On a full window that is a third of the time.
        app.setStyleSheet("")
        app.setFont(theme.font())
        app.setPalette(theme.palette())
        app.setStyleSheet(sheet)
        for window in app.topLevelWidgets():
            for layout in window.findChildren(QLayout):
                layout.invalidate()  # words that wrap need another height at another size


def shed(app: QApplication) -> None:
    """Let go of what Qt keeps of widgets that are gone: rules of those that were made but never shown, such as the list of
    a choice that nobody opened, and icons as they were drawn. To be called while there is no window; the next one begins
    with both anew."""
    sheet = app.styleSheet()
    app.setStyleSheet("")
    app.setStyleSheet(sheet)
    QPixmapCache.clear()


def restyle(widget: QWidget) -> None:
    """Have the rules of the sheet that go by a property of this widget looked at again. Not where Qt has yet to look at
    any of them, as before a window is first shown: merely to ask for the style costs a start what ``styled_app`` says."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def dress(thing: QAction | QAbstractButton, icon: str, token: str = "text2") -> None:
    """Say which icon an action or a button bears; ``redress`` draws it, now and after each change of theme."""
    thing.setProperty("icon_name", icon)
    thing.setProperty("icon_token", token)


def redress(root: QObject, theme: Theme) -> None:
    """Draw the icons of everything below ``root`` in this theme."""
    for action in root.findChildren(QAction):
        if action.property("icon_name"):
            action.setIcon(_worn(action, theme))
    for button in root.findChildren(QAbstractButton):
        if button.property("icon_name"):
            apart = isinstance(button, QPushButton) and button.text() and not button.property("place")
            button.setIcon(_worn(button, theme, apart=bool(apart)))
            button.setIconSize(QSize(theme.px(20 if apart else 16), theme.px(16)))
    app = QApplication.instance()
    if (
        isinstance(root, QWidget)
        and isinstance(app, QApplication)
        and (theme.scale != 1 or app.property("field signs"))
    ):
        from cypsc_desktop.ui.field_signs import size_signs

        app.setProperty("field signs", True)  # from now on they follow, back to 100 % too
        size_signs(root, app, theme.scale)
    for bar in root.findChildren(QMenuBar):  # it makes room for its corner only when itself is dressed anew
        QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))


def _worn(thing: QObject, theme: Theme, *, apart: bool = False) -> QIcon:
    draw = theme.icon_beside_words if apart else theme.icon
    return draw(str(thing.property("icon_name")), str(thing.property("icon_token")))


def system_scheme(app: QApplication) -> Scheme:
    """What the person's system asks for."""
    if _wants_contrast(app):
        return "contrast"
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def in_system_colours(app: QApplication, theme: Theme) -> Theme:
    """A theme of high contrast in the colours that the person chose in their system, where it has such a choice."""
    if theme.scheme != "contrast" or not _wants_contrast(app):
        return theme
    worn = app.palette()
    app.setPalette(QPalette())
    system = app.palette()
    app.setPalette(worn)
    return replace(theme, colours=tokens.of_system(system))


def _wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()  # held: what it hands out ends with it
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _load_fonts() -> None:
    for path in sorted((paths.resources() / "fonts").glob("*.[to]tf")):
        QFontDatabase.addApplicationFont(str(path))


def _drawn(name: str, ink: str, size: int) -> QPixmap:
    """An icon in one colour, at twice its size for sharp screens; kept, for the same ones are asked for again and again."""
    key = f"{name} {ink} {size}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    svg = (paths.resources() / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", ink.encode())
    for side in (b"width", b"height"):  # so large does Qt's reader draw it
        svg = svg.replace(b'%b="24"' % side, b'%b="%d"' % (side, 2 * size), 1)
    pixmap.loadFromData(svg, "SVG")
    pixmap.setDevicePixelRatio(2)
    QPixmapCache.insert(key, pixmap)
    return pixmap
