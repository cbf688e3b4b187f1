"""How a mark looks in a PDF: the drawing operators of its appearance, as every viewer and printer shows it.

Drawn upright in points from the bottom left of the mark's own box; whoever places the form turns it with its page.
Knows no file and no record.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.pdf.frames import MARKER, PEN

Box = tuple[float, float, float, float]  # left, bottom, right, top
Stroke = Sequence[tuple[float, float]]

TEXT_SIZE = 10.0
_DASHES = {"evidence": "[4 2] 0 d", "follow-up": "[6 2 1 2] 0 d", "data": "[1 2] 0 d", "praise": "1 J [] 0 d"}
_NARROW = frozenset("ijlIft.,:;'|!()[]{} /\\-`\"")
_WIDE = frozenset("mwMW@%&")


@dataclass(frozen=True, slots=True)
class Look:
    """What is drawn: ``width`` and ``height`` of the mark's box, the boxes and strokes inside it, its colours (three
    numbers 0 to 1), what it says, and the letter of its meaning. ``widths`` of the pen go with the points of the strokes,
    or are empty. ``plated``: what it says is set by itself, and not drawn here. ``ribbon``: a note that is a bookmark."""

    kind: str
    width: float
    height: float
    boxes: Sequence[Box]
    strokes: Sequence[Stroke]
    widths: Sequence[Sequence[float]]
    edge: Sequence[float]
    fill: Sequence[float]
    meaning: str = ""
    letter: str = ""
    text: str = ""
    plated: bool = False
    ribbon: bool = False


def operators(look: Look) -> str:
    """The content stream of the mark's form; the font is /F, the blending graphics state /M."""
    drawn = {
        "highlight": _highlight, "underline": _underline, "strikeout": _strikeout, "squiggly": _squiggly,
        "note": _note, "free-text": _free_text, "ink": _ink, "line": _ink, "box": _box, "circle": _circle,
        "stamp": _stamp,
    }[look.kind](look)  # fmt: skip
    return f"q\n{drawn}Q\n"


def _highlight(look: Look) -> str:
    """Filled under the words by multiplying, with the outline of its meaning."""
    wide = 1.6 if look.meaning == "concern" else 0.8
    fill = "".join(f"{_rect(box)} f\n" for box in look.boxes)
    outline = "".join(f"{_rect(_inset(box, wide / 2))} S\n" for box in look.boxes)
    edge = f"{_rgb(look.edge)} RG {_n(wide)} w {_DASHES.get(look.meaning, '')}\n{outline}" if look.meaning else ""
    return f"/M gs {_rgb(look.fill)} rg\n{fill}{edge}"


def _underline(look: Look) -> str:
    lines = "".join(
        f"{_n(left)} {_n(low + 0.8)} m {_n(right)} {_n(low + 0.8)} l S\n" for left, low, right, _ in look.boxes
    )
    return f"{_pen(look, 1.2)}{lines}"


def _strikeout(look: Look) -> str:
    lines = "".join(
        f"{_n(left)} {_n((low + high) / 2)} m {_n(right)} {_n((low + high) / 2)} l S\n"
        for left, low, right, high in look.boxes
    )
    return f"{_pen(look, 1.2)}{lines}"


def _squiggly(look: Look) -> str:
    parts = []
    for left, low, right, _ in look.boxes:
        steps = max(2, int((right - left) / 2))
        points = [(left + (right - left) * n / steps, low + 0.6 + 1.6 * (n % 2)) for n in range(steps + 1)]
        parts.append(_path(points) + "S\n")
    return f"{_pen(look, 0.9)}{''.join(parts)}"


def _note(look: Look) -> str:
    """A sheet with the letter of its meaning, or two lines of writing."""
    if look.ribbon:
        left, low, right, high = _inset((0, 0, look.width, look.height), 0.6)
        points = [(left, high), (right, high), (right, low), (look.width / 2, low + (high - low) * 0.3), (left, low)]
        return f"{_rgb(look.edge)} rg\n{_path(points)}f\n"
    box = _inset((0, 0, look.width, look.height), 0.6)
    side = min(look.width, look.height)
    paper = f"{_rgb(look.fill)} rg {_rgb(look.edge)} RG 1.2 w\n{_rect(box)} B\n"
    if look.letter:
        size = side * 0.62
        across, up = look.width / 2 - width_of(look.letter, size) / 2, look.height / 2 - size * 0.36
        return (
            f"{paper}BT /F {_n(size)} Tf {_rgb(look.edge)} rg {_n(across)} {_n(up)} Td ({escaped(look.letter)}) Tj ET\n"
        )
    lines = "".join(
        f"{_n(side * 0.25)} {_n(look.height * at)} m {_n(look.width - side * 0.25)} {_n(look.height * at)} l S\n"
        for at in (0.65, 0.5, 0.35)
    )
    return f"{paper}{lines}"


def _free_text(look: Look) -> str:
    box = _inset((0, 0, look.width, look.height), 0.5)
    lines = [] if look.plated else wrapped(look.text, look.width - 6)
    size = TEXT_SIZE
    while size > 4 and len(lines) * size * 1.2 + 4 > look.height:
        size -= 0.5
        lines = wrapped(look.text, look.width - 6, size=size)
    said = "".join(f"({escaped(line)}) Tj T*\n" for line in lines)
    clip = f"{_rect(box)} W n\n"
    text = f"BT /F {_n(size)} Tf {_n(size * 1.2)} TL 0.1 g 3 {_n(look.height - size - 2)} Td\n{said}ET\n"
    return f"1 g {_rgb(look.edge)} RG 0.8 w\n{_rect(box)} B\n{clip}{text}"


def _stamp(look: Look) -> str:
    box = _inset((0, 0, look.width, look.height), 1)
    words = "" if look.plated else " ".join(look.text.split())[:60] or "Stamp"
    size = min(look.height * 0.6, (look.width - 8) / max(width_of(words, 1.0), 0.1))
    across, up = (look.width - width_of(words, size)) / 2, look.height / 2 - size * 0.35
    return (
        f"{_pen(look, 1.6)}{_rect(box)} S\n"
        f"BT /F {_n(size)} Tf {_rgb(look.edge)} rg {_n(max(across, 2))} {_n(up)} Td ({escaped(words)}) Tj ET\n"
    )


def _ink(look: Look) -> str:
    # A pen as wide as a marker's lets the words under it be read.
    marker = "/M gs " if any(width > MARKER for widths in look.widths for width in widths) else ""
    head = f"{marker}{_pen(look, PEN)}1 J 1 j\n"
    if not look.widths:
        return head + "".join(_path(_seen(stroke)) + "S\n" for stroke in look.strokes if stroke)
    drawn = []
    for stroke, widths in zip(look.strokes, look.widths, strict=True):
        points, wide = _seen(stroke), [*widths, *widths[:1]]
        if len(set(widths)) == 1:
            drawn.append(f"{_n(widths[0])} w {_path(points)}S\n")
            continue
        drawn += [f"{_n((wide[n] + wide[n + 1]) / 2)} w {_path(points[n : n + 2])}S\n" for n in range(len(points) - 1)]
    return head + "".join(drawn)


def _seen(stroke: Stroke) -> Stroke:
    """A stroke of one point is a dot: with round ends a line of hardly any length shows as one."""
    return stroke if len(stroke) > 1 else [stroke[0], (stroke[0][0] + 0.01, stroke[0][1])] if stroke else stroke


def _box(look: Look) -> str:
    return f"{_pen(look, 1.5)}{_rect(_inset((0, 0, look.width, look.height), 0.75))} S\n"


def _circle(look: Look) -> str:
    x, y = look.width / 2, look.height / 2
    a, b = max(x - 0.75, 0.1), max(y - 0.75, 0.1)
    k = 4 * (math.sqrt(2) - 1) / 3
    curves = [
        (x + a, y + k * b, x + k * a, y + b, x, y + b), (x - k * a, y + b, x - a, y + k * b, x - a, y),
        (x - a, y - k * b, x - k * a, y - b, x, y - b), (x + k * a, y - b, x + a, y - k * b, x + a, y),
    ]  # fmt: skip
    drawn = "".join(" ".join(_n(v) for v in curve) + " c\n" for curve in curves)
    return f"{_pen(look, 1.5)}{_n(x + a)} {_n(y)} m\n{drawn}S\n"


def wrapped(text: str, room: float, *, size: float = TEXT_SIZE) -> list[str]:
    """The text in lines that fit into so many points."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and width_of(longer, size) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def width_of(text: str, size: float) -> float:
    """About how wide a text is in points; never much too narrow."""
    widths = (0.3 if c in _NARROW else 0.9 if c in _WIDE else 0.7 if c.isupper() else 0.556 for c in text)
    return size * sum(widths)


def escaped(text: str) -> str:
    """A text as a string of the font's own code; letters that it lacks lose their accents, others become "?"."""
    out = []
    for letter in text:
        for one in (letter, unicodedata.normalize("NFKD", letter)[:1], "?"):
            try:
                code = one.encode("cp1252")
            except UnicodeEncodeError:
                continue
            out.append("".join(f"\\{b:03o}" if b > 126 or b < 32 or b in b"()\\" else chr(b) for b in code))
            break
    return "".join(out)


def _pen(look: Look, wide: float) -> str:
    return f"{_rgb(look.edge)} RG {_n(wide)} w\n"


def _path(points: Stroke) -> str:
    first, *rest = points
    return f"{_n(first[0])} {_n(first[1])} m\n" + "".join(f"{_n(x)} {_n(y)} l\n" for x, y in rest)


def _rect(box: Box) -> str:
    left, low, right, high = box
    return f"{_n(left)} {_n(low)} {_n(right - left)} {_n(high - low)} re"


def _inset(box: Box, by: float) -> Box:
    left, low, right, high = box
    by = min(by, (right - left) / 2, (high - low) / 2)
    return left + by, low + by, right - by, high - by


def _rgb(parts: Sequence[float]) -> str:
    return " ".join(_n(v) for v in parts)


def _n(value: float) -> str:
    """A number as PDF writes it: never in exponents."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
