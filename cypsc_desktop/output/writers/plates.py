"""Short texts set by Typst, each on a page of its own that is as large as its mark: what marks say in letters that the
fonts of every PDF reader lack (Polish, Greek, Cyrillic; with the system's fonts Arabic or Chinese).

The texts go to Typst as data, never as markup.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import typst

from cypsc_desktop.output.writers.pdf_file import compiled_or_named
from cypsc_desktop.paths import resources


@dataclass(frozen=True, slots=True)
class Plate:
    """``width`` and ``height`` of its page and ``size`` of its letters are in points; the letters become smaller where
    they do not fit. ``single`` texts stand on one line in the middle."""

    text: str
    width: float
    height: float
    colour: str
    size: float = 10
    single: bool = False


def render(plates: Sequence[Plate]) -> bytes:
    """A PDF with a page for each plate, in their order. A character that no font has is named in brackets."""
    data = [{**asdict(one), "single": int(one.single), "width": max(one.width, 8), "height": max(one.height, 6)}
            for one in plates]  # fmt: skip
    return compiled_or_named(json.dumps(data, ensure_ascii=False), _compiled)


def _compiled(data: str, *, system_fonts: bool) -> bytes:
    # The standard makes a letter without a glyph an error instead of an empty box.
    template = resources() / "templates" / "plates.typ"
    made = typst.compile(
        template, root=template.parent, font_paths=[resources() / "fonts"], ignore_system_fonts=not system_fonts,
        sys_inputs={"document": data}, format="pdf", pdf_standards=["ua-1"],
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made
