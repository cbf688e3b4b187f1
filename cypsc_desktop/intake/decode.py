"""Bytes to text: the encodings that councils' files are really in. It never raises; binary gives None."""

import codecs
import io
import re
from collections.abc import Iterator

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before utf-16-le, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(data: bytes, *, declared: str | None = None, cut: bool = False) -> str | None:
    """The text of ``data``, or None when it is binary.

    A byte order mark wins, then UTF-8 (which is never right by chance), then what the file itself
    ``declared``, then Windows-1252. ``cut``: the data may end within a character.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _sane(data[len(mark) :].decode(name, "replace"))
    wide = _wide(data)
    if wide:
        return _sane(data[: len(data) // 2 * 2].decode(wide, "replace"))
    if b"\x00" in data:
        return None
    try:
        return _sane(codecs.getincrementaldecoder("utf-8")().decode(data, not cut))
    except UnicodeDecodeError:
        pass
    return _sane(_declared(data, declared))


def lines_as_they_come(stream: io.BufferedReader) -> Iterator[str] | None:
    """The lines of a stream, each as soon as it is there, without line ends; None when it begins like a binary file.

    What is told from a whole file, as :func:`decode` does, is told here from what comes first; a byte that is not UTF-8
    is read as Windows-1252 by itself.
    """
    head = stream.peek()
    name = next((name for mark, name in _BOMS if head.startswith(mark)), None) or _wide(head)
    if name is None and b"\x00" in head:
        return None
    plain = name in (None, "utf-8")
    codecs.register_error("windows-1252", _as_windows)
    text = io.TextIOWrapper(stream, encoding="utf-8" if plain else name, errors="windows-1252" if plain else "replace")
    return (_CONTROLS.sub("", line.removesuffix("\n").removeprefix("\ufeff")) for line in text)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _declared(data: bytes, declared: str | None) -> str:
    name = (declared or "cp1252").strip().lower()
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8"):
        name = "cp1252"  # what such pages are in truth, as every browser knows
    try:
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of western text is zero."""
    sample = data[:4096]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _sane(text: str) -> str | None:
    """The text with stray control characters dropped; None when there are too many for text."""
    stray = len(_CONTROLS.findall(text)) + text.count("\ufffd")
    if stray > 2 + len(text) // 100:
        return None
    return _CONTROLS.sub("", text)
