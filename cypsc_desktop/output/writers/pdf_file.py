"""PDF by Typst: tagged, PDF/UA-1. The template in ``resources/templates`` says how it looks; the document goes
to it as data, so that no text of it is ever read as markup.

Inter, which ships with the program, is tried alone first: the same bytes on every machine. Letters that it
lacks (Chinese, emoji) come from the system's fonts; a character that no font has is named in brackets.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import typst

from cypsc_desktop.output.document import Block, Document, Heading, ListBlock, Paragraph, Row, TableBlock, shown
from cypsc_desktop.output.writers.measure import letters, lines
from cypsc_desktop.paths import resources

_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_RUST_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_LETTERS_A_LINE = {True: 165, False: 105}  # of 8-point text, landscape or not
_WHOLE = 22  # rows of at most so many lines are never split over two pages


def render(document: Document) -> bytes:
    return compiled_or_named(json.dumps(_data(document), ensure_ascii=False), _compiled)


def compiled_or_named(data: str, compiled: Callable[..., bytes]) -> bytes:
    """What ``compiled(data, system_fonts=…)`` makes: without the system's fonts where that will do, else with them, and
    with names in place of the letters that no font has."""
    try:
        return compiled(data, system_fonts=False)
    except typst.TypstError as failure:
        return _with_other_fonts(data, failure, compiled)


def _with_other_fonts(data: str, failure: typst.TypstError, compiled: Callable[..., bytes]) -> bytes:
    for _ in range(8):
        if not _MISSING.search(failure.diagnostic):
            raise failure
        try:
            return compiled(data, system_fonts=True)
        except typst.TypstError as still:
            failure = still
            for cluster in _MISSING.findall(still.diagnostic):
                text = _RUST_ESCAPE.sub(lambda found: chr(int(found[1], 16)), cluster)
                data = data.replace(text, "".join(_named(letter) for letter in text))
    raise failure


def _named(letter: str) -> str:
    """Write "[grinning face]" for a letter without a glyph; what only joins or modifies others goes."""
    if letter.isascii():
        return letter
    if unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return ""
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


def _compiled(data: str, *, system_fonts: bool) -> bytes:
    template = resources() / "templates" / "document.typ"
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=[resources() / "fonts"],
        ignore_system_fonts=not system_fonts,
        sys_inputs={"document": data},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def _data(document: Document) -> dict[str, Any]:
    tongue, _, region = document.language.partition("-")
    return {
        "name": document.name,
        "title": document.title,
        "subtitle": document.subtitle,
        "language": tongue,
        "region": region or None,
        "landscape": document.landscape,
        "blocks": [_block(block, document) for block in document.blocks],
    }


def _block(block: Block, document: Document) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level, "new_page": block.new_page}
        case Paragraph():
            return {"kind": "paragraph", "text": block.text}
        case ListBlock():
            points = [{"text": p.text, "label": p.label, "number": _number(p.label)} for p in block.points]
            return {"kind": "list", "points": points}
        case TableBlock():
            widths = letters(block, _LETTERS_A_LINE[document.landscape])
            return {
                "kind": "table",
                "caption": block.caption,
                "columns": [
                    {"heading": c.heading, "weight": c.weight, "right": c.align == "right"} for c in block.columns
                ],
                "groups": [
                    {"heading": group.heading, "rows": [_row(row, widths) for row in group.rows]}
                    for group in block.groups
                ],
            }


def _row(row: Row, widths: list[float]) -> dict[str, Any]:
    return {"whole": lines(row.cells, widths) <= _WHOLE, "cells": [shown(cell) for cell in row.cells]}


def _number(label: str | None) -> int | None:
    plain = (label or "").rstrip(".")
    return int(plain) if plain.isascii() and plain.isdecimal() else None
