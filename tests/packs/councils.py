"""The packs of the suite: the sample committee, three councils of other make, and papers that are none."""

import random
from collections.abc import Callable
from pathlib import Path

from pikepdf import Pdf

from cypsc_desktop import paths
from tests.helpers.mutate import drop_information, fit_outline, scan, stamp
from tests.packs.key import Mark
from tests.packs.make import Recipe

HERE = Path(__file__).resolve().parent
SAMPLE = paths.resources() / "sample"

Step = Callable[[Pdf, Path, list[Mark]], None]


def _finish(*steps: Step) -> Callable[[Path, list[Mark]], None]:
    def finish(path: Path, marks: list[Mark]) -> None:
        with Pdf.open(path, allow_overwriting_input=True) as pdf:
            for step in steps:
                step(pdf, path, marks)
            pdf.save(path)

    return finish


def _fit(pdf: Pdf, path: Path, marks: list[Mark]) -> None:
    fit_outline(pdf)


def _bare(pdf: Pdf, path: Path, marks: list[Mark]) -> None:
    drop_information(pdf)


def _scan(pdf: Pdf, path: Path, marks: list[Mark]) -> None:
    sheets = [m["page"] for m in marks if m["kind"] == "scan"]
    scan(pdf, path, sheets)
    stamp(pdf, lambda n: f"Page {n}" if n in sheets else None, at=lambda w, h: (w / 2 - 18, 18))


def _forms(pdf: Pdf, path: Path, marks: list[Mark]) -> None:
    """Stamps at the bottom right of all sheets but the front ones."""
    front = min(m["page"] for m in marks if m["kind"] == "opens") - 1
    stamp(pdf, lambda n: f"Page {n}" if n > front else None, at=lambda w, h: (w - 80, 22))


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
WESTMARCH = Recipe("westmarch", HERE / "westmarch.typ", finish=_finish(_fit))
DUNMERE = Recipe("dunmere", HERE / "dunmere.typ", finish=_finish(_scan, _bare))
CALDERBECK = Recipe("calderbeck", HERE / "calderbeck.typ", finish=_finish(_fit, _forms))
CALDERBECK_SUPPLEMENT = Recipe("calderbeck-supplement", HERE / "calderbeck-supplement.typ", finish=_finish(_fit))
PACKS = [LARKMERE, LARKMERE_SUPPLEMENT, WESTMARCH, DUNMERE, CALDERBECK, CALDERBECK_SUPPLEMENT]

NEGATIVES = [
    Recipe(f"none-{which}", HERE / "none.typ", {"which": which})
    for which in ("letter", "slides", "datasheet", "invoice", "novel", "newsletter")
]

# The habits of tests/packs/mosaic.typ, each with its choices.
HABITS: dict[str, tuple[str, ...]] = {
    "letters": ("sans", "serif"),
    "stamps": ("page", "bare", "right", "turned", "none"),
    "offset": ("-2", "0"),
    "outline": ("yes", "no"),
    "labels": ("yes", "no"),
    "council": ("city", "royal", "london", "district"),
    "body": ("panel", "select", "commission", "board"),
    "date": ("plain", "comma", "ordinal", "month", "upper", "digits"),
    "time": ("dot", "colon", "colon-pm", "dot24", "pm"),
    "range": ("paren", "bare", "dash", "to", "abbr"),
    "number": ("dot", "none", "paren", "item"),
    "parts": ("ab", "public", "open", "one", "exempt"),
    "front": ("list", "margin", "below", "table"),
    "when": ("lines", "sentence", "bold"),
    "align": ("left", "center"),
    "members": ("run", "lines", "columns"),
    "break": ("no", "yes"),
    "minutes": ("slash", "dot", "plain", "none"),
    "points": ("1.", "(a)", "i.", "bullet"),
    "head-words": ("caps", "small"),
    "heads": ("ruled", "plain"),
    "own": ("yes", "no"),
    "blanks": ("stamped", "bare"),
    "purposes": ("no", "yes"),
    "follow": ("no", "bracket", "plain", "upper"),
}


def mosaic(seed: int) -> Recipe:
    """A pack with habits drawn by ``seed``. Where no stamp, label or outline would say which sheet is which there are
    labels; a range without words stands in a column of its own."""
    habits = _drawn(HABITS, seed)
    if habits["stamps"] == "none" and habits["outline"] == "no":
        habits["labels"] = "yes"
    if habits["front"] in ("list", "below") and habits["range"] == "bare":
        habits["range"] = "paren"
    return Recipe(f"mosaic-{seed}", HERE / "mosaic.typ", habits)


TABLE_HABITS: dict[str, tuple[str, ...]] = {
    "letters": ("sans", "serif"),
    "size": ("9", "10", "11"),
    "stamps": ("bottom", "top-right", "turned"),
    "rule": ("0.3", "0.5", "1"),
    "shade": ("yes", "no"),
    "repeat": ("yes", "no"),
    "before": ("1", "6", "9", "12"),
    "text": tuple(str(n) for n in range(1, 30)),
}
LATE_HABITS: dict[str, tuple[str, ...]] = {
    "letters": ("sans", "serif"),
    "front": ("letter", "plain"),
    "blank": ("yes", "no"),
    "stamps": ("one", "on", "s"),
    "body": ("plain", "board"),
    "info": ("yes", "no"),
    "replaces": ("no", "yes"),
    "count": ("1", "2"),
    "number": ("none", "dot"),
    "own": ("yes", "no"),
    "appendix": ("yes", "no"),
}


def tables(seed: int) -> Recipe:
    """A report with a response table, a plan and a work programme, set and broken as ``seed`` has it."""
    return Recipe(f"tables-{seed}", HERE / "tables.typ", _drawn(TABLE_HABITS, seed))


def late(seed: int) -> Recipe:
    """A supplement with habits drawn by ``seed``."""
    return Recipe(f"late-{seed}", HERE / "late.typ", _drawn(LATE_HABITS, seed))


def _drawn(habits: dict[str, tuple[str, ...]], seed: int) -> dict[str, str]:
    chance = random.Random(seed)
    return {name: chance.choice(choices) for name, choices in habits.items()}
