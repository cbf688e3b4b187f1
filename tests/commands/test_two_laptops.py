"""Two people who import the same papers on two laptops hold the same records, and exchange joins them."""

from pathlib import Path

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.showing import SHOWN, show
from cypsc_desktop.store.store import Store

WORDS = [word for word in SHOWN if word not in ("minutes", "history", "conflicts")]


def dumps(store: Store) -> dict[str, object]:
    return {word: show(store.read, word) for word in WORDS}


def laptop(folder: Path, papers: list[Path], actor: str) -> Store:
    store = Store.open(folder / "library", state=folder / "state")
    for path in papers:
        import_paper(store, path, actor=actor)
    return store


def test_same_papers_same_records(tmp_path: Path, sample_papers: list[Path]) -> None:
    pack, supplement = sample_papers
    renamed = tmp_path / "agenda (1).pdf"
    renamed.write_bytes(pack.read_bytes())
    with (
        laptop(tmp_path / "a", [pack, supplement], "Ann") as a,
        laptop(tmp_path / "b", [supplement, renamed], "Ben") as b,
    ):
        for word in WORDS:
            if word not in ("meetings", "findings"):  # the file's name is the person's own
                assert show(a.read, word) == show(b.read, word)
        for mine, theirs in ((a, b), (b, a)):
            merged = mine.merge(list(theirs.change_sets()))
            assert merged.conflicts == 0
        assert dumps(a) == dumps(b)
        assert a.conflicts() == []


def test_edits_of_both_meet_and_one_conflict_is_kept(tmp_path: Path, sample_papers: list[Path]) -> None:
    papers = [sample_papers[0]]
    with laptop(tmp_path / "a", papers, "Ann") as a, laptop(tmp_path / "b", papers, "Ben") as b:
        rows = [str(r["id"]) for r in show(a.read, "recommendations") if isinstance(r, dict)]
        set_field(a, rows[0], "addressee", "Cabinet", actor="Ann")
        set_field(b, rows[1], "addressee", "Health board", actor="Ben")
        set_field(a, rows[2], "addressee", "Ann's choice", actor="Ann")
        set_field(b, rows[2], "addressee", "Ben's choice", actor="Ben")
        for mine, theirs in ((a, b), (b, a), (a, b)):
            mine.merge(list(theirs.change_sets()))
        assert dumps(a) == dumps(b)
        told = {r["id"]: r["to"] for r in show(a.read, "recommendations") if isinstance(r, dict)}
        assert told[rows[0]] == "Cabinet"
        assert told[rows[1]] == "Health board"
        (conflict,) = a.conflicts()
        assert {head.value for head in conflict.heads} == {"Ann's choice", "Ben's choice"}
