"""A pack issued again: the new one shows, the old one stays readable, and what a person said of it stays."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.records import Document
from cypsc_desktop.sample import build_sample
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


@pytest.fixture(scope="module")
def second_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's pack as issued a second time."""
    return build_sample(tmp_path_factory.mktemp("second"), edition=2)[0]


def test_both_versions_stay_readable_and_nothing_shows_twice(sample: Store, second_edition: Path) -> None:
    before = {word: show(sample.read, word) for word in ("agenda", "responses", "conclusions", "findings")}
    assert import_paper(sample, second_edition, actor=ACTOR).new
    packs = [d for d in sample.read.records("document") if isinstance(d, Document) and d.doc_kind == "agenda pack"]
    assert len(packs) == 2
    for pack in packs:
        assert sample.files.path(pack.sha256 or "").stat().st_size
    for word in ("agenda", "responses", "conclusions"):
        assert [row["id"] for row in show(sample.read, word)] == [row["id"] for row in before[word]]
    papers = [paper for item in show(sample.read, "agenda") for paper in item["papers"]]
    assert any(len(paper["versions"]) == 2 for paper in papers)


def test_either_order_gives_the_same(library: Path, sample_papers: list[Path], second_edition: Path) -> None:
    shown = []
    for n, order in enumerate(([sample_papers[0], second_edition], [second_edition, sample_papers[0]])):
        with Store.open(library.parent / f"order-{n}", state=library.parent / f"state-{n}") as store:
            for path in order:
                import_paper(store, path, actor=ACTOR)
            shown.append(
                {word: show(store.read, word) for word in ("meetings", "agenda", "responses", "plan", "findings")}
            )
    assert shown[0] == shown[1]


def test_what_a_person_mended_survives(sample: Store, second_edition: Path) -> None:
    row = show(sample.read, "responses")[0]
    assert isinstance(row, dict)
    set_field(sample, row["id"], "officer", "Mended by hand", actor=ACTOR)
    import_paper(sample, second_edition, actor=ACTOR)
    after = {r["id"]: r for r in show(sample.read, "responses") if isinstance(r, dict)}
    assert after[row["id"]]["officer"] == "Mended by hand"


def test_undoing_the_new_edition_brings_the_old_one_back(sample: Store, second_edition: Path) -> None:
    words = ("agenda", "responses", "findings")
    before = {word: show(sample.read, word) for word in words}
    import_paper(sample, second_edition, actor=ACTOR)
    sample.undo(ACTOR)
    assert {word: show(sample.read, word) for word in words} == before
