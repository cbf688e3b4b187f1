"""The words and figures of a plan's cells: years, amounts in £000, measures, text without its dots.

It knows cells and lines, not where a card or a table begins.
"""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.layout import Box, Cell, Line
from cypsc_desktop.intake.recognise.paragraphs import continued, joined, mark_of, without_mark

Savings = dict[str, float | int | None]
Years = list[tuple[str, Box]]
YEAR = re.compile(r"^(?:FY\s*)?(?P<y>20\d\d\s?[/–-]\s?(?:20)?\d\d)$", re.IGNORECASE)
TITLE = re.compile(
    r"^(?:(?:project|scheme|workstream|priority|theme|objective|outcome|strand|area|goal|aim"
    r"|proposal)\s*(?:no\.?\s*)?)?(?P<n>\d{1,3})\s*[.):–-]?\s+(?P<t>\S.*)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\(?[-–−]?\s?£?\s?[-–−]?\d[\d,]*(?:\.\d+)?\s?k?\)?$", re.IGNORECASE)
_MEASURE_STARTS = re.compile(
    r"^(?:number|percentage|proportion|rate|average|total|net|share|%|no\.?)\s+(?:of"
    r"|current|\w)",
    re.IGNORECASE,
)


def numbered(title: str | None) -> tuple[str | None, str | None]:
    """A card's number and its title without it."""
    match = TITLE.match(title or "")
    return (match["n"], match["t"].strip()) if match else (None, (title or "").strip() or None)


def years_in(cell: Cell) -> list[tuple[str, Box]]:
    """Years that share one cell, with the words' own boxes."""
    if len(cell.lines) != 1 or not all(YEAR.match(w.text) for w in cell.lines[0].words) or len(cell.lines[0].words) < 2:
        return []
    return [(word.text, word.box) for word in cell.lines[0].words]


def figures(years: Years, row: Sequence[Cell], texts: Sequence[str]) -> Savings:
    """The row of figures under the years: by place, else by order; empty where it holds none."""
    numbers = [(cell, text) for cell, text in zip(row, texts, strict=True) if _NUMBER.match(text)]
    placed: Savings = {}
    for year, box in years:
        middle = (box.left + box.right) / 2
        text = next((t for c, t in numbers if c.box.left - 1 <= middle <= c.box.right + 1), None)
        placed[year] = amount(text) if text is not None else None
    if sum(v is not None for v in placed.values()) < len(numbers) == len(years):
        placed = {year: amount(text) for (year, _), (_, text) in zip(years, numbers, strict=True)}
    return placed if any(value is not None for value in placed.values()) else {}


def figures_of_line(years: Years, line: Line) -> Savings:
    """The figures of a line below a line of years, by order where they are as many, else by place."""
    numbers = [word for word in line.words if _NUMBER.match(word.text)]
    if not numbers or not years or len(line.words) - len(numbers) > 4:
        return {}
    if len(numbers) == len(years):
        return {year: amount(word.text) for (year, _), word in zip(years, numbers, strict=True)}
    found: Savings = {}
    for word in numbers:
        middle = (word.box.left + word.box.right) / 2
        year = min(years, key=lambda pair: abs((pair[1].left + pair[1].right) / 2 - middle))[0]
        found[year] = amount(word.text)
    return found


def amount(text: str) -> float | int | None:
    """A printed amount in £000: "1,065" is 1065, "(15)" is -15; None where it is no number."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if match is None or len(match[0]) > 18:
        return None
    value = float(match[0].replace(",", ""))
    if "(" in text[: match.start()] or re.search(r"[-–−]", text[: match.start()]):
        value = -value
    return int(value) if value == int(value) else value


def measures(lines: Sequence[Line], *, skip: int) -> list[str]:
    """Measures of a cell, a point each; ``skip`` characters are its heading."""
    out: list[str] = []
    for line in lines:
        if skip > 0:
            text, skip = line.text[skip:].strip(), skip - len(line.text) - 1
            if not text:
                continue
        else:
            text = line.text
        mark = mark_of(line)
        mark = mark if mark and not mark.strip("().").isalnum() else None
        words = without_mark(text, mark) if mark and not line.bullet else text
        if not out or mark or _MEASURE_STARTS.match(words):
            out.append(words)
        else:
            glued = out[-1].endswith("-") and words[:1].isalpha()
            out[-1] += words if glued else f" {words}"
    return [text.strip() for text in out if text.strip()]


def more(text: str | None, rest: str | None) -> str | None:
    if not text or not rest:
        return text or rest
    return continued(text, rest)


def plain(lines: Sequence[Line]) -> str:
    """A cell's words, the dots of its bullets left out."""
    return " ".join(joined([_bare(line) for line in lines]).split())


def _bare(line: Line) -> Line:
    mark = mark_of(line)
    if mark is None or (mark[0] not in "•●○▪■◼◦‣∙·➢►▶❖◆❑□o" and not "\uf000" <= mark[0] <= "\uf0ff") or line.bullet:
        return line
    return Line(without_mark(line.text, mark), line.box, line.page)
