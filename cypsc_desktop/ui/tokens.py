"""The colours of everything, by name and scheme, and the arithmetic of contrast. The only module that holds a colour."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

_LIGHT = {
    "surface": "#FFFFFF", "chrome": "#F4F4F2", "sunken": "#E6E7E4", "hover": "#ECEDEA", "selected": "#DDEBEC",
    "line": "#DFE0DC", "strong": "#777E7C", "text": "#1B1F1E", "text2": "#4A5250", "text3": "#5C6563",
    "accent": "#0F5F6B", "on_accent": "#FFFFFF", "ok": "#1E6B3A", "warn": "#8A5200", "danger": "#A82B1C",
    "info": "#1F5C9E", "selected_text": "#1B1F1E", "pressed": "#CFE2E4", "accent_pressed": "#0B4650",
    "added": "#14532B", "added_fill": "#D9F0DE",
    "question": "#1F5FA8", "question_fill": "#D6E6FA", "concern": "#B5391B", "concern_fill": "#FCDFD6",
    "evidence": "#806000", "evidence_fill": "#FBEFB8", "praise": "#2A7340", "praise_fill": "#D8F0DC",
    "follow_up": "#6246B5", "follow_up_fill": "#E6DFFA", "data": "#9C2C77", "data_fill": "#FADCEF",
}  # fmt: skip
_DARK = {
    "surface": "#1E2122", "chrome": "#17191A", "sunken": "#111313", "hover": "#2A2E2F", "selected": "#1D3B40",
    "line": "#34393A", "strong": "#808987", "text": "#E9EBEA", "text2": "#C0C7C5", "text3": "#A0A9A7",
    "accent": "#78C8D2", "on_accent": "#06262B", "ok": "#7FCB95", "warn": "#E5B764", "danger": "#F49A8B",
    "info": "#90BCEE", "selected_text": "#E9EBEA", "pressed": "#264B51", "accent_pressed": "#A5DDE4",
    "added": "#A8E0B8", "added_fill": "#1D3A26",
    "question": "#8DBBF2", "question_fill": "#1E3550", "concern": "#F29A80", "concern_fill": "#4A261C",
    "evidence": "#E3C35A", "evidence_fill": "#40360F", "praise": "#82CC96", "praise_fill": "#1D3A26",
    "follow_up": "#BCA8F5", "follow_up_fill": "#332957", "data": "#EE9ACB", "data_fill": "#4A1F3B",
}  # fmt: skip
_FILLS = [name for name in _LIGHT if name.endswith("_fill")]
_EDGES = [name.removesuffix("_fill") for name in _FILLS]
_CONTRAST = {
    "surface": "#000000", "chrome": "#000000", "sunken": "#000000", "hover": "#000000", "selected": "#1AEBFF",
    "line": "#FFFFFF", "strong": "#FFFFFF", "text": "#FFFFFF", "text2": "#FFFFFF", "text3": "#FFFFFF",
    "accent": "#FFFF00", "on_accent": "#000000", "ok": "#FFFFFF", "warn": "#FFFF00", "danger": "#FFFF00",
    "info": "#FFFFFF", "selected_text": "#000000", "pressed": "#000000", "accent_pressed": "#FFFFFF",
} | dict.fromkeys(_FILLS, "#000000") | dict.fromkeys(_EDGES, "#FFFFFF")  # fmt: skip

SCHEMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": _LIGHT, "dark": _DARK, "contrast": _CONTRAST})


def of_system(palette: QPalette) -> Mapping[str, str]:
    """The colours of a high contrast that the person chose in their system: those and no others."""
    role = QPalette.ColorRole

    def name(of: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, of).name()

    surface, text, selected, on_selected = (
        name(of) for of in (role.Base, role.Text, role.Highlight, role.HighlightedText)
    )
    link = name(role.Link)
    readable = contrast(link, surface) >= 4.5 and contrast(link, on_selected) >= 4.5
    # One colour of print has to do on the accent and on what is selected, as in the scheme of our own.
    accent = link if readable else selected if contrast(selected, surface) >= 3 else text
    own = dict.fromkeys(_CONTRAST, text) | dict.fromkeys(
        ("surface", "chrome", "sunken", "hover", "pressed", *_FILLS), surface
    )
    on_accent = on_selected if contrast(on_selected, accent) >= 4.5 else surface
    return own | {"selected": selected, "selected_text": on_selected, "accent": accent, "on_accent": on_accent}


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 for the same colour, 21 for black and white."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    shares = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
