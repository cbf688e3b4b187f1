"""Papers and marks that the tests of marks share."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from cypsc_desktop.papers import kinds
from cypsc_desktop.pdf.marking import MarkToWrite
from tests.pdf.making import drawn, saved, text

WORDS = "The panel asked for the figures of the second quarter by ward"


def plain(pages: int = 3) -> bytes:
    """Pages with a few lines each."""
    return drawn(
        *(
            "".join(text(72, 760 - 20 * n, f"{page}.{n} {WORDS} {page}{n}") for n in range(1, 9))
            for page in range(1, pages + 1)
        )
    )


def turned(source: bytes) -> bytes:
    """The same pages, each a quarter further round; the fifth has units of its own, and the last is cropped."""
    with pikepdf.open(BytesIO(source)) as pdf:
        for n, page in enumerate(pdf.pages):
            page.Rotate = 90 * (n % 4)
        if len(pdf.pages) > 4:
            pdf.pages[4].obj["/UserUnit"] = 2
        pdf.pages[-1].CropBox = pikepdf.Array([30, 40, 580, 800])
        return saved(pdf)


FOREIGN = " – Łódź, Ἀθήνα, Київ, 漢字, שלום"


def one_of_each(page: int, *, said: str = "") -> list[MarkToWrite]:
    """A mark of every kind on a page, and an answer to one. Ink is of two strokes, one of them a dot."""
    made = []
    for n, kind in enumerate(kinds.KINDS):
        top = 90.0 + 30 * n
        rects: tuple[tuple[float, float, float, float], ...] = ((70.0, top, 260.0, top + 12),)
        if kind in kinds.TEXT_KINDS:
            rects = (*rects, (70.0, top + 13, 180.0, top + 25))
        strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
        if kind in ("ink", "line"):
            rects, strokes = (), (((80.0, top), (120.0, top + 18), (170.0, top + 4)), ((100.0, top + 2),))
            strokes = (strokes[0][:2],) if kind == "line" else strokes
        meaning = kinds.MEANINGS[n % 6]
        made.append(
            MarkToWrite(
                page, kind, f"mark-{kind}-{page}", rects, strokes, text=f"Said of {kind} (£5, “why”) on {page}{said}", author="Ann Lee",
                subject=meaning.capitalize(), created="D:20260102030405Z", edge=kinds.EDGES[meaning],
                fill=kinds.FILLS[meaning], meaning=meaning, letter=kinds.LETTERS[meaning],
            )
        )  # fmt: skip
    box = made[4].rects
    made.append(MarkToWrite(page, "note", f"answer-{page}", box, text="Because", author="Bo", reply_to=made[4].name))
    return made


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def annotated(source: bytes, *annotations: dict[str, Any], page: int = 0) -> bytes:
    """The file with raw annotations on a page, as some other program wrote them. Keys without their stroke."""
    with pikepdf.open(BytesIO(source)) as pdf:
        made = [pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, **_keys(a)})) for a in annotations]
        pdf.pages[page].obj["/Annots"] = pikepdf.Array(made)
        return saved(pdf)


def _keys(annotation: dict[str, Any]) -> dict[str, Any]:
    named = {"Subtype", "Name", "RT"}
    return {
        f"/{key}": pikepdf.Name(f"/{value}")
        if key in named
        else pikepdf.String(value)
        if isinstance(value, str)
        else value
        for key, value in annotation.items()
    }
