"""Typesets the packs of the suite into a cache folder: the sample committee, three councils of other make, and
files that are no committee papers at all.

``typeset`` runs a template; what Typst cannot do (a scanned sheet, stamps in form objects, outlines as public
packs have them) is done to the sheets afterwards by ``finish``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from cypsc_desktop import paths
from tests.packs.key import answer_key

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Pack:
    """A file and what is printed in it."""

    name: str
    path: Path
    key: dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """How a pack is made. ``inputs`` reach the template; ``finish`` works on the typeset file in place."""

    name: str
    template: Path
    inputs: dict[str, str] = field(default_factory=dict)
    finish: Callable[[Path], None] | None = None
    finding_kinds: tuple[str, ...] = ()

    def but(self, **inputs: str) -> "Recipe":
        """The same with other inputs to the template."""
        changed = "-".join(f"{k}={v}" for k, v in sorted(inputs.items()))
        name = f"{self.name}~{changed}".replace(" ", "_").replace("/", "")
        return Recipe(name, self.template, {**self.inputs, **inputs}, self.finish, self.finding_kinds)


def typeset(recipe: Recipe, folder: Path) -> Pack:
    """The pack, typeset into ``folder`` unless it is there already."""
    path, marks_path = folder / f"{recipe.name}.pdf", folder / f"{recipe.name}.marks.json"
    if not marks_path.exists():
        fonts = paths.resources() / "fonts"
        options: dict[str, Any] = {
            "root": ROOT,
            "font_paths": [fonts] if fonts.is_dir() else [],
            "ignore_system_fonts": True,
            "sys_inputs": recipe.inputs,
        }
        typst.compile(recipe.template, output=path, **options)
        marks = json.loads(typst.query(recipe.template, "<mark>", field="value", **options))
        if recipe.finish:
            recipe.finish(path)
        marks_path.write_text(json.dumps(marks, ensure_ascii=False, indent=1), encoding="utf-8")
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    key = answer_key(json.loads(marks_path.read_text(encoding="utf-8")), pages, finding_kinds=list(recipe.finding_kinds))
    return Pack(recipe.name, path, key)


SAMPLE = paths.resources() / "sample"

LARKMERE = Recipe(
    "larkmere",
    SAMPLE / "pack.typ",
    finding_kinds=(
        "minute-number-gap", "number-jump", "date-conflict", "name-variant", "duplicate-person", "unaccounted-member",
        "role-conflict", "acronym-variant", "unanswered-recommendation", "uncovered-area", "duplicate-paragraph",
        "past-due-at-issue", "truncated-reference", "growth-among-savings", "too-many-substantive-items",
        "remote-meeting", "merge-field", "to-follow-missing",
    ),
)  # fmt: skip
LARKMERE_SUPPLEMENT = Recipe("larkmere-supplement", SAMPLE / "supplement.typ")
WESTMARCH = Recipe("westmarch", HERE / "westmarch.typ")
DUNMERE = Recipe("dunmere", HERE / "dunmere.typ")
CALDERBECK = Recipe("calderbeck", HERE / "calderbeck.typ")
CALDERBECK_SUPPLEMENT = Recipe("calderbeck-supplement", HERE / "calderbeck-supplement.typ")
NEGATIVES = {
    which: Recipe(f"none-{which}", HERE / "none.typ", {"which": which})
    for which in ("letter", "slides", "datasheet", "invoice", "novel", "newsletter")
}
