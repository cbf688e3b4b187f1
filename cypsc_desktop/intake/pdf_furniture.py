"""What belongs to the pack and not to its papers: printed page labels, running heads and feet."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cypsc_desktop.intake.layout import Line, Sheet

_BLANK = re.compile(r"(this )?page (is )?(has been )?(intentionally )?(left )?(intentionally )?blank\.?", re.IGNORECASE)
_STAMP = re.compile(r"(?:page\b.*?\s|page)?([A-Z]?\d{1,4})", re.IGNORECASE)
_LABEL = re.compile(r"(agenda|minute)\s+(item|annex)\s+.{1,12}", re.IGNORECASE)


def with_furniture(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with stamps and labels taken out of their lines."""
    return tuple(_sheet(sheet) for sheet in sheets)


def _sheet(sheet: Sheet) -> Sheet:
    furniture: list[Line] = list(sheet.furniture)
    lines: list[Line] = []
    stamp = None
    for line in sheet.lines:
        edge = line.box.top < sheet.height * 0.09 or line.box.bottom > sheet.height * 0.91
        found = _STAMP.fullmatch(line.text)
        if edge and found and line.text.lower().startswith("page"):
            stamp = found.group(1)
            furniture.append(line)
        elif edge and _LABEL.fullmatch(line.text):
            furniture.append(line)
        else:
            lines.append(line)
    filler = not sheet.tables and len(lines) == 1 and bool(_BLANK.fullmatch(lines[0].text))
    return replace(sheet, lines=tuple(lines), furniture=tuple(furniture), stamp=stamp, filler=filler)
