"""The few signs that a style sheet needs as files (arrows, ticks), drawn in the colours of the theme.

Qt's style sheets take pictures by path alone, so they are written once per colour beside the window's other state.
"""

import re
from pathlib import Path

_STROKE = "fill='none' stroke='{ink}' stroke-width='{width}' stroke-linecap='round' stroke-linejoin='round'"
_SIGNS = {
    "down": ("4 6 8 10 12 6", 1.75), "up": ("4 10 8 6 12 10", 1.75), "right": ("6 4 10 8 6 12", 1.75),
    "left": ("10 4 6 8 10 12", 1.75), "tick": ("3.5 8.5 6.5 11.5 12.5 4.5", 2.25), "dash": ("4 8 12 8", 2.25),
}  # fmt: skip
_WANTED = re.compile(r"@glyph\((\w+), @(\w+)\)")


def draw(sheet: str, colours: dict[str, str], folder: Path) -> str:
    """Put a path for each ``@glyph(sign, @token)`` of a style sheet, writing what is not there yet. Where the folder
    cannot be written the sheet does without: Qt then draws its own arrows."""

    def path(wanted: re.Match[str]) -> str:
        sign, ink = wanted[1], colours[wanted[2]]
        file = folder / f"{sign}-{ink.removeprefix('#').lower()}.svg"
        if not file.exists():
            points, width = _SIGNS[sign]
            stroke = _STROKE.format(ink=ink, width=width)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                file.write_text(
                    f"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16'>"
                    f"<polyline points='{points}' {stroke}/></svg>",
                    encoding="utf-8",
                )
            except OSError:
                return "none"
        return f'url("{file.as_posix()}")'

    return _WANTED.sub(path, sheet)
