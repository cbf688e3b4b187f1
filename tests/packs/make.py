"""What a pack of the suite is, and how one is typeset."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from cypsc_desktop import paths
from tests.packs.key import Mark, answer_key

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Pack:
    """A file and what is printed in it."""

    name: str
    path: Path
    key: dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """How a pack is made. ``inputs`` reach the template. What Typst cannot do (a scanned sheet, stamps in form
    objects, an outline as public packs have it) ``finish`` does to the typeset file, told the marks."""

    name: str
    template: Path
    inputs: dict[str, str] = field(default_factory=dict)
    finish: Callable[[Path, list[Mark]], None] | None = None
    finding_kinds: tuple[str, ...] = ()

    def but(self, label: str, /, **inputs: str) -> "Recipe":
        """The same with other inputs to the template."""
        return Recipe(f"{self.name}~{label}", self.template, {**self.inputs, **inputs}, self.finish, self.finding_kinds)


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
            recipe.finish(path, marks)
        marks_path.write_text(json.dumps(marks, ensure_ascii=False, indent=1), encoding="utf-8")
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    key = answer_key(
        json.loads(marks_path.read_text(encoding="utf-8")), pages, finding_kinds=list(recipe.finding_kinds)
    )
    return Pack(recipe.name, path, key)
