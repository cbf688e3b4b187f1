"""How well packs are read: each against its answer key, as made, changed in ways that leave its words alone, and real.

The bounds are those that the product promises: a mean F1 of 0.97 for a pack, no part under 0.90, and a loss of 0.03
at most for a change that leaves the evidence on the page.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf

from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from tests.helpers import mutate
from tests.helpers.score import mean, score
from tests.helpers.shared import shared_folder
from tests.packs import councils
from tests.packs.make import Pack, Recipe, typeset

MEAN, PART, LOSS = 0.97, 0.90, 0.03
REAL = ("croydon-cypsc-2021-09-14", "kent-cabinet-2025-03-04", "kent-cabinet-2025-01-30-item-7-supplement")
SMALL = {"larkmere", "dunmere"}
MADE = {recipe.name: recipe for recipe in councils.PACKS}

# Other words, numbers, fonts and stamps, as inputs to the templates.
VARIANTS: dict[str, dict[str, str]] = {
    "renumbered": {"shift": "6", "minute-shift": "100"},
    "other-font": {"font": "DejaVu Sans Mono", "scale": "0.85"},
    "large-print": {"scale": "1.25", "margin": "0.8"},
    "narrow": {"margin": "1.3"},
    "stamps-top-right": {"stamp": "top-right", "prefix": ""},
    "stamps-turned": {"stamp": "turned"},
    "no-stamps": {"stamp": "none"},
    "other-labels": {"label": "Item No. "},
    "no-labels": {"label": "none"},
    "other-headings": {
        "words": json.dumps(
            {
                "AGENDA – PART A": "PUBLIC BUSINESS",
                "UNRESTRICTED ITEMS": "OPEN ITEMS",
                "RESTRICTED ITEMS": "CLOSED ITEMS",
                "PART I: ITEMS OPEN TO THE PUBLIC": "PUBLIC SESSION",
                "PART II: ITEMS FROM WHICH THE PUBLIC MAY BE EXCLUDED": "PRIVATE SESSION",
                "ITEMS FOR DECISION": "FOR DECISION",
                "ITEMS FOR INFORMATION": "FOR NOTING",
                "EXEMPT ITEMS": "PRIVATE ITEMS",
                "Request for info:": "Information requested:",
                "Actions/Request for information": "Requests for information",
                "REPORT TO:": "Committee:",
                "LEAD OFFICER:": "Lead Officer",
            }
        )
    },
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


@pytest.fixture(scope="session")
def pack(folder: Path) -> Callable[[str], Pack]:
    """A pack by name: typeset here, or one of the real ones with its key."""

    @cache
    def named(name: str) -> Pack:
        if name in MADE:
            return typeset(MADE[name], folder)
        path = shared_folder() / "packs" / f"{name}.pdf"
        return Pack(name, path, json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8")))

    return named


@pytest.fixture(scope="session")
def parts(pack: Callable[[str], Pack]) -> Callable[[str], dict[str, float]]:
    """The scores of an unchanged pack, read once."""

    @cache
    def scored(name: str) -> dict[str, float]:
        return read_and_score(pack(name))

    return scored


def read(path: Path) -> dict[str, Any]:
    return recognise(open_source(path)).to_json()


def read_and_score(pack: Pack) -> dict[str, float]:
    return score(read(pack.path), pack.key)


def _low(parts: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in parts.items() if value < PART}


def assert_no_worse(changed: Pack, before: dict[str, float], gone: tuple[str, ...] = ()) -> None:
    after = {name: value for name, value in read_and_score(changed).items() if name not in gone}
    kept = {name: value for name, value in before.items() if name in after}
    worse = {
        name: (round(kept[name], 3), round(value, 3))
        for name, value in after.items()
        if value < kept.get(name, 1.0) - LOSS
    }
    assert mean(after) >= mean(kept) - LOSS, f"{changed.name}: {mean(kept):.3f} -> {mean(after):.3f}; {worse}"


@pytest.mark.parametrize("name", [*MADE, *REAL])
def test_a_pack_is_read_right(name: str, parts: Callable[[str], dict[str, float]]) -> None:
    scored = parts(name)
    assert not _low(scored), f"mean {mean(scored):.3f}"
    assert mean(scored) >= MEAN


@pytest.mark.parametrize("name", REAL)
def test_the_scorer_beside_the_checkout_agrees(name: str, tmp_path: Path, pack: Callable[[str], Pack]) -> None:
    real = pack(name)
    (tmp_path / "report.json").write_text(json.dumps(read(real.path)), encoding="utf-8")
    tool = shared_folder() / "tools" / "score_import.py"
    command = [sys.executable, tool, tmp_path / "report.json", real.path.with_suffix(".truth.json")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert float(said.split()[-1]) >= MEAN, said
    assert min(float(f1) for f1 in re.findall(r"F1 +([0-9.]+) +\(", said)) >= PART, said


@pytest.mark.parametrize("recipe", councils.NEGATIVES, ids=lambda recipe: recipe.name)
def test_nothing_is_made_of_a_file_that_is_no_committee_paper(recipe: Recipe, folder: Path) -> None:
    report = read(typeset(recipe, folder).path)
    assert report["kind"] in (("letter", "paper") if recipe.name == "none-letter" else ("paper",))
    assert report["meeting"] is None
    made = {k: report[k] for k in ("items", "minutes", "responses", "work_programme", "plan") if report[k]}
    assert not made


def _whole_or_small(names: list[str], changes: list[str]) -> list[Any]:
    return [
        pytest.param(name, change, marks=[] if name in SMALL else [pytest.mark.long])
        for name in names
        for change in changes
    ]


@pytest.mark.parametrize(("name", "variant"), _whole_or_small(list(MADE), list(VARIANTS)))
def test_other_words_numbers_fonts_and_stamps_cost_little(
    name: str, variant: str, folder: Path, parts: Callable[[str], dict[str, float]]
) -> None:
    recipe = MADE[name].but(variant, **VARIANTS[variant])
    assert_no_worse(typeset(recipe, folder), parts(name))


MUTATIONS = {m.name: m for m in mutate.MUTATIONS}


@pytest.mark.parametrize(("name", "change"), _whole_or_small([*MADE, *REAL], list(MUTATIONS)))
def test_the_file_may_be_made_otherwise(
    name: str, change: str, tmp_path: Path, pack: Callable[[str], Pack], parts: Callable[[str], dict[str, float]]
) -> None:
    mutation = MUTATIONS[change]
    assert_no_worse(mutate.mutate(pack(name), mutation, tmp_path), parts(name), mutation.gone)


@pytest.mark.parametrize("change", mutate.STAMP_MUTATIONS, ids=lambda change: change.name)
@pytest.mark.parametrize("name", ["calderbeck", *REAL])
def test_stamps_may_move_or_be_missing(
    name: str,
    change: mutate.Mutation,
    tmp_path: Path,
    pack: Callable[[str], Pack],
    parts: Callable[[str], dict[str, float]],
) -> None:
    with Pdf.open(pack(name).path) as pdf:
        assert mutate.has_loose_stamps(pdf)
    assert_no_worse(mutate.mutate(pack(name), change, tmp_path), parts(name))


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[] if n in SMALL else [pytest.mark.long]) for n in [*MADE, *REAL]]
)
def test_the_order_of_drawing_does_not_matter(
    name: str, tmp_path: Path, pack: Callable[[str], Pack], parts: Callable[[str], dict[str, float]]
) -> None:
    assert_no_worse(mutate.reorder(pack(name), tmp_path, seed=7), parts(name))


@pytest.mark.parametrize("name", ["larkmere", pytest.param("calderbeck", marks=pytest.mark.long)])
def test_a_supplement_bound_into_its_pack_fills_its_item(
    name: str, tmp_path: Path, pack: Callable[[str], Pack], parts: Callable[[str], dict[str, float]]
) -> None:
    merged = mutate.merge(pack(name), pack(f"{name}-supplement"), tmp_path)
    assert_no_worse(merged, parts(name))


@pytest.mark.timeout(600)  # sixty packs typeset and read at full size, on a busy machine
@pytest.mark.parametrize("block", range(3))
@pytest.mark.parametrize("draw", [councils.mosaic, councils.tables, councils.late], ids=lambda draw: draw.__name__)
def test_councils_of_any_habits_are_read(
    draw: Callable[[int], Recipe], block: int, folder: Path, effort: Callable[..., int]
) -> None:
    """Small packs whose habits are drawn at random: how numbers, dates, ranges and stamps are written, and where; how
    tables are ruled and broken; what a supplement looks like."""
    many = effort(sample=5, whole=60)
    short = {}
    for seed in range(block * many, (block + 1) * many):
        made = typeset(draw(seed), folder)
        parts = read_and_score(made)
        if mean(parts) < MEAN or _low(parts):
            short[made.name] = (round(mean(parts), 3), _low(parts))
    assert not short


def test_a_second_edition_differs_by_one_paragraph(folder: Path, pack: Callable[[str], Pack]) -> None:
    second = typeset(councils.LARKMERE.but("second", edition="2"), folder)
    assert second.key["items"] == pack("larkmere").key["items"]
    first = read(pack("larkmere").path)
    again = read(second.path)
    assert first["sha256"] != again["sha256"]
    assert [i["title"] for i in first["items"]] == [i["title"] for i in again["items"]]
