"""The frames that a PDF worker and its owner exchange over a pair of pipes.

A frame is two little-endian 32-bit lengths, a JSON header and a binary body. Both ends check the lengths
before reading on. Nothing here may ever execute what it reads (no pickle): a worker that a hostile file
has taken over must not be able to run code in the window.
"""

import json
import struct
from array import array
from dataclasses import dataclass
from typing import IO, Any

MAX_HEADER = 4 << 20
MAX_BODY = 8 << 20
SLANTED = 4
"""The angle of text on neither axis: watermarks."""
_LENGTHS = struct.Struct("<II")


class WireError(Exception):
    """The other end closed the pipe within a frame or sent something that is no frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object, of which the reader takes nothing for granted, and a binary body."""

    header: dict[str, Any]
    body: bytes = b""


def write_frame(stream: IO[bytes], header: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame and flush it."""
    text = json.dumps(header, separators=(",", ":")).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)))
    stream.write(text)
    if body:
        stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """The next frame, or None at a clean end. Raises WireError on anything else."""
    start = stream.read(_LENGTHS.size)
    if not start:
        return None
    if len(start) < _LENGTHS.size:
        raise WireError("cut within the lengths")
    header_size, body_size = _LENGTHS.unpack(start)
    if header_size > MAX_HEADER or body_size > MAX_BODY:
        raise WireError("a frame beyond the limits")
    text, body = stream.read(header_size), stream.read(body_size)
    if len(text) < header_size or len(body) < body_size:
        raise WireError("cut within a frame")
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WireError("a header that is not JSON") from error
    if not isinstance(header, dict):
        raise WireError("a header that is not an object")
    return Frame(header, body)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as PDFium sees it, in the file's own coordinates (points, y upwards, before rotation).

    ``frame`` is the visible page box (left, bottom, right, top). ``boxes`` holds left, bottom, right, top
    for each of ``words``; ``styles`` an index into ``fonts`` for each, whose entries are (size in points,
    bold, angle in quarter turns or SLANTED). ``rules`` holds left, bottom, right, top for each drawn straight line or
    rectangle and ``kinds`` what it is: 0 stroked line, 1 stroked rectangle, 2 filled rectangle.
    ``images`` counts pictures that cover a twentieth of the page or more. ``notes`` are texts stamped on as annotations,
    each with left, bottom, right, top. ``cut``: the page held more than the limits allow. ``marked``: somebody left
    marks on it (annotations that are neither links nor form fields).
    """

    number: int
    rotation: int
    frame: tuple[float, float, float, float]
    words: list[str]
    boxes: "array[float]"
    styles: "array[int]"
    fonts: list[tuple[float, bool, int]]
    rules: "array[float]"
    kinds: bytes
    images: int
    notes: list[tuple[str, float, float, float, float]]
    cut: bool = False
    marked: bool = False


def pack_page(page: RawPage) -> tuple[dict[str, Any], bytes]:
    """Header and body of the frame that carries a page."""
    text = "\n".join(page.words).replace("\ufffe", "-").replace("\x02", "-").encode("utf-8", "replace")
    header = {
        "page": page.number, "rotation": page.rotation, "frame": page.frame, "words": len(page.words), "text": len(text),
        "fonts": page.fonts, "rules": len(page.kinds), "images": page.images, "notes": page.notes, "cut": page.cut,
        "marked": page.marked,
    }  # fmt: skip
    return header, b"".join((text, page.boxes.tobytes(), page.styles.tobytes(), page.rules.tobytes(), page.kinds))


def unpack_page(frame: Frame) -> RawPage:
    """The page in a frame. Raises WireError where the counts do not fit the body."""
    head, body = frame.header, frame.body
    try:
        count, size, rules = int(head["words"]), int(head["text"]), int(head["rules"])
        if min(count, size, rules) < 0 or size + count * 18 + rules * 17 != len(body):
            raise WireError("a page whose counts do not fit")
        words = body[:size].decode("utf-8").split("\n") if count else []
        boxes, styles, lines = array("f"), array("H"), array("f")
        at = size
        for target, length in ((boxes, count * 16), (styles, count * 2), (lines, rules * 16)):
            target.frombytes(body[at : at + length])
            at += length
        fonts = [(float(s), bool(b), min(max(int(a), 0), SLANTED)) for s, b, a in head["fonts"]]
        left, bottom, right, top = (float(v) for v in head["frame"])
        if len(words) != count or (styles and max(styles) >= len(fonts)):
            raise WireError("a page whose words do not fit")
        return RawPage(
            int(head["page"]), int(head["rotation"]) & 3, (left, bottom, right, top), words, boxes, styles, fonts,
            lines, body[at:], int(head["images"]), [_note(note) for note in head["notes"]], bool(head["cut"]),
            bool(head["marked"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WireError("a page that cannot be read") from error


def _note(value: Any) -> tuple[str, float, float, float, float]:
    text, left, bottom, right, top = value
    return str(text), float(left), float(bottom), float(right), float(top)
