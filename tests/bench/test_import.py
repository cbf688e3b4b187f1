"""Importing a pack against PDFium's bare text pass of it in the same kind of worker.

Each round does both, one after the other, with a worker started for it and, for the import, a library of its
own; the ratio is of the medians. Nothing here passes or fails on time: docs/performance.md holds the figures.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from cypsc_desktop.commands.importing import keep_paper, read_paper
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.pdf.process import WorkerProcess
from tests.helpers.shared import CHECKOUT

PACKS = sorted((CHECKOUT.parent / "shared" / "packs").glob("*.pdf"))
TARGET = 5.0


def text_pass(path: Path) -> float:
    """Seconds of PDFium's text pass of the whole file, with the start of its worker."""
    begun = perf_counter()
    with WorkerProcess() as worker:
        worker.send(do="open", path=str(path), password=None)
        worker.answer(seconds=30)
        worker.send(do="text")
        worker.answer(seconds=60)
    return perf_counter() - begun


def imported(path: Path, folder: Path) -> tuple[float, float]:
    """Seconds of reading and recognising, and of writing and indexing, into an open and empty library."""
    with open_library(folder) as store:
        begun = perf_counter()
        paper = read_paper(path)
        read = perf_counter()
        keep_paper(store, path, paper, actor="bench")
        kept = perf_counter()
    shutil.rmtree(folder)
    return read - begun, kept - read


@pytest.mark.parametrize("path", PACKS, ids=[path.stem for path in PACKS])
def test_import_against_the_text_pass(path: Path, tmp_path: Path, effort: Callable[..., int]) -> None:
    rounds = [(imported(path, tmp_path / "library"), text_pass(path)) for _ in range(effort(sample=5, whole=40))]
    read, kept, floor = (
        median(r[0][0] for r in rounds),
        median(r[0][1] for r in rounds),
        median(r[1] for r in rounds),
    )
    print(
        f"\n{path.stem}: read {read:.3f} s, keep {kept:.3f} s, text pass {floor:.3f} s; "
        f"import / text pass {(read + kept) / floor:.2f} (target {TARGET})"
    )


def test_import_of_the_sample(sample_papers: list[Path], tmp_path: Path, effort: Callable[..., int]) -> None:
    test_import_against_the_text_pass(sample_papers[0], tmp_path, effort)
