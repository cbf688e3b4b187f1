"""How everything looks: one table of colours and sizes, from which palette, style sheet and icons are made.

Widgets ask the theme; no widget holds a colour or a font size of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from cypsc_desktop import paths

Scheme = Literal["light", "dark", "contrast"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "contrast")

_LIGHT = {
    "surface": "#FFFFFF", "chrome": "#F4F4F2", "sunken": "#E6E7E4", "hover": "#ECEDEA", "selected": "#DDEBEC",
    "line": "#DFE0DC", "strong": "#777E7C", "text": "#1B1F1E", "text2": "#4A5250", "text3": "#5C6563",
    "accent": "#0F5F6B", "on_accent": "#FFFFFF", "ok": "#1E6B3A", "warn": "#8A5200", "danger": "#A82B1C",
    "info": "#1F5C9E",
}  # fmt: skip
_DARK = {
    "surface": "#1E2122", "chrome": "#17191A", "sunken": "#111313", "hover": "#2A2E2F", "selected": "#1D3B40",
    "line": "#34393A", "strong": "#808987", "text": "#E9EBEA", "text2": "#C0C7C5", "text3": "#A0A9A7",
    "accent": "#78C8D2", "on_accent": "#06262B", "ok": "#7FCB95", "warn": "#E5B764", "danger": "#F49A8B",
    "info": "#90BCEE",
}  # fmt: skip
_CONTRAST = {
    "surface": "#000000", "chrome": "#000000", "sunken": "#000000", "hover": "#000000", "selected": "#1AEBFF",
    "line": "#FFFFFF", "strong": "#FFFFFF", "text": "#FFFFFF", "text2": "#FFFFFF", "text3": "#FFFFFF",
    "accent": "#FFFF00", "on_accent": "#000000", "ok": "#FFFFFF", "warn": "#FFFF00", "danger": "#FFFF00",
    "info": "#FFFFFF",
}  # fmt: skip
_SCHEMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": _LIGHT, "dark": _DARK, "contrast": _CONTRAST})


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by token name, and the size of text as a multiple of 13 px."""

    scheme: Scheme
    scale: float = 1.0

    def colour(self, token: str) -> QColor:
        return QColor(_SCHEMES[self.scheme][token])

    def px(self, size: float) -> int:
        """A size drawn for 100 % text, at this text size."""
        return round(size * self.scale)

    def font(self, size: float = 13, weight: int = 400) -> QFont:
        """The interface's face with figures of one width, ``size`` in pixels at 100 %."""
        font = QFont("Inter")
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, token: str = "text2") -> QIcon:
        """An outline icon in a colour of the theme; Qt greys it where its action is disabled."""
        return QIcon(_drawn(paths.resources() / "icons" / f"{name}.svg", self.colour(token), self.px(18)))

    def palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "chrome", QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface", QPalette.ColorRole.AlternateBase: "chrome",
            QPalette.ColorRole.Text: "text", QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.Highlight: "selected",
            QPalette.ColorRole.HighlightedText: "on_accent" if self.scheme == "contrast" else "text",
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
        values = dict(_SCHEMES[self.scheme])
        sizes = {"pad": 8, "gap": 4, "button": 20, "choice": 28, "caption": 12, "heading": 15, "title": 22}
        wider = 0 if self.scheme == "contrast" else 1  # how much wider the edge of what has the focus is
        values |= {f"inner_{name}": f"{self.px(sizes[name]) - wider}px" for name in ("pad", "gap")}
        values |= {f"{name}_px": f"{self.px(size)}px" for name, size in sizes.items()}
        values["edge"] = "2px" if self.scheme == "contrast" else "1px"
        values["selected_text"] = values["on_accent"] if self.scheme == "contrast" else values["text"]
        sheet = (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")
        for name in sorted(values, key=len, reverse=True):
            sheet = sheet.replace(f"@{name}", values[name])
        return sheet


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole program this theme. Windows that are open are told by their ``set_theme``."""
    if not app.property("fonts loaded"):
        _load_fonts()
        app.setStyle("Fusion")
        app.setProperty("fonts loaded", True)
    app.setFont(theme.font())
    app.setPalette(theme.palette())
    app.setStyleSheet(theme.style_sheet())


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
            button.setIcon(_worn(button, theme))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))


def _worn(thing: QObject, theme: Theme) -> QIcon:
    return theme.icon(str(thing.property("icon_name")), str(thing.property("icon_token")))


def system_scheme(app: QApplication) -> Scheme:
    """What the person's system asks for."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _load_fonts() -> None:
    for path in sorted((paths.resources() / "fonts").glob("*.[to]tf")):
        QFontDatabase.addApplicationFont(str(path))


def _drawn(path: Path, colour: QColor, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    svg = path.read_bytes().replace(b"currentColor", colour.name().encode())
    pixmap = QPixmap(QSize(size, size) * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return pixmap
