"""`cypsc library`: where it is, what it keeps, its committees and backups, and moving it."""

import json
from pathlib import Path

import pytest

from cypsc_desktop.cli import main


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> object:
    assert main([str(argument) for argument in (*arguments, "--json")]) == 0
    return json.loads(capsys.readouterr().out)


def test_where_and_what(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = ("--library", sample_folder)
    found = answer(capsys, "library", *there)
    assert isinstance(found, dict)
    assert found["folder"] == str(sample_folder)
    assert found["meetings"] > 0
    sizes = answer(capsys, "library", "sizes", *there)
    assert isinstance(sizes, list)
    assert {row["name"] for row in sizes} > {"database", "papers", "backups", "caches", "logs"}
    bodies = answer(capsys, "library", "committees", *there)
    assert isinstance(bodies, list)
    assert bodies[0]["meetings"] > 0
    answer(capsys, "backup", *there)
    kept = answer(capsys, "library", "backups", *there)
    assert isinstance(kept, list)
    assert Path(kept[0]["folder"]).is_dir()
    for what in ("where", "sizes", "committees", "backups"):
        assert main(["library", what, "--library", str(sample_folder)]) == 0
        assert capsys.readouterr().out.strip()


def test_move_and_what_is_wrong_with_it(
    sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ("--library", str(sample_folder))
    assert main(["library", "move", *there]) == 1
    assert "Name the folder" in capsys.readouterr().err
    assert main(["library", "sizes", str(tmp_path), *there]) == 1
    assert "use --library DIR" in capsys.readouterr().err
    new = tmp_path / "new"
    assert main(["library", "move", str(new), "--dry-run", *there]) == 0
    assert not new.exists()
    before = answer(capsys, "check", *there)
    assert answer(capsys, "library", "move", new, *there) == {"library": str(new)}
    assert answer(capsys, "check", *there) == before == answer(capsys, "check", "--library", new)
