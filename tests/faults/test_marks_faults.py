"""Killed as soon as a mark is painted, killed or out of disk while a marked copy is written."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pikepdf
import pytest

from cypsc_desktop.commands.exporting_marks import export_paper
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.store import Reader, Store
from tests.faults.test_store_full_disk import small_disk
from tests.helpers.cypsc import Cypsc
from tests.papers.marking import plain, write

__all__ = ["small_disk"]

_ROOT = Path(__file__).parents[2]
ANN = "Ann"


@pytest.fixture
def paper(library: Path, tmp_path: Path) -> str:
    """The id of a paper in the library, which is closed again."""
    with open_library(library) as store:
        return import_paper(store, write(tmp_path, "paper.pdf", plain(40)), actor=ANN).document


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot kill itself like that on Windows")
@pytest.mark.timeout(3600)
def test_a_mark_that_was_painted_outlives_a_kill(
    paper: str, library: Path, capsys: pytest.CaptureFixture[str], effort: Callable[..., int]
) -> None:
    """The window is killed by the very next thing that it does after the page has shown the mark."""
    cypsc = Cypsc(capsys, library)
    words: list[str] = []
    for number in range(effort(sample=3, whole=100)):
        sheet, place = number % 20 + 1, number // 20
        command = [sys.executable, "-m", "tests.faults.marking_window", str(library), paper, str(sheet), str(place)]
        window = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=300)
        said = window.stdout.splitlines()
        assert said[-1:] == ["painted"], window.stderr
        assert window.returncode == -9
        words.append(said[0].removeprefix("about "))
        found = cypsc.json("show", "annotations")
        assert sorted(row["quote"] for row in found) == sorted(words)
        newest = max(found, key=lambda row: row["created"])
        assert (newest["quote"], newest["page"], newest["meaning"]) == (words[-1], sheet, "question")
        assert newest["rects"]
    assert cypsc.json("check")["ok"]


@pytest.fixture
def marked(paper: str, library: Path) -> str:
    """The same with some marks on each page."""
    with open_library(library) as store:
        for page in range(1, 41):
            mark(store, paper, page, "box", actor=ANN, rects=[(72, 90, 300, 120)], comment=f"On {page}")
    return paper


@pytest.mark.timeout(900)
def test_an_export_that_is_killed_leaves_the_old_file_or_the_new_one(
    marked: str, library: Path, tmp_path: Path, effort: Callable[..., int]
) -> None:
    chance = random.Random(5)
    folder = tmp_path / "out"
    folder.mkdir()
    to = folder / "copy.pdf"
    with Reader.open(library) as reader:
        before = reader.check().digest
    for _ in range(effort(sample=4, whole=60)):
        to.write_bytes(b"old")
        words = ["export", "paper", "--id", marked, "--to", str(to), "--with-annotations", "--private", "--actor", ANN]
        process = subprocess.Popen([sys.executable, "-m", "cypsc_desktop.cli", "--library", str(library), *words])
        sleep(chance.uniform(0.1, 1.5))
        process.kill()
        process.wait()
        if to.read_bytes() != b"old":
            with pikepdf.open(to) as pdf:
                assert sum(len(page.Annots) for page in pdf.pages) == 40
        # What a kill leaves beside it is named as such, and goes with a later export.
        assert all(path.name.startswith(".cypsc-") for path in folder.iterdir() if path != to)
    with Reader.open(library) as reader:
        checked = reader.check()
        assert (checked.ok, checked.digest) == (True, before)


def test_a_full_disk_keeps_the_old_copy(
    marked: str, store: Store, small_disk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to = small_disk / "copy.pdf"
    to.write_bytes(b"old")
    (small_disk / "filler").write_bytes(b"x" * 3_120_000)
    for flattened in (False, True):
        with pytest.raises(
            UserError, match=r"There is no room left for copy\.pdf\. copy\.pdf is as it was\. Free some"
        ):
            export_paper(store.read, to, person=ANN, entity=marked, with_annotations=not flattened, flattened=flattened)
        assert sorted(path.name for path in small_disk.iterdir()) == ["copy.pdf", "filler"]
        assert to.read_bytes() == b"old"
    # No room for what is written on the way, either.
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    with pytest.raises(UserError, match="There is no room"):
        export_paper(store.read, tmp_path / "copy.pdf", person=ANN, entity=marked, with_annotations=True)
    assert sorted(path.name for path in small_disk.iterdir()) == ["copy.pdf", "filler"]
    assert not (tmp_path / "copy.pdf").exists()
