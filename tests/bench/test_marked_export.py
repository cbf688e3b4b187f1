"""A marked copy of a 400-page paper against a bare copy of it by pikepdf; medians of interleaved pairs."""

import statistics
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pikepdf

from cypsc_desktop.papers import kinds
from cypsc_desktop.pdf.marking import MarkToWrite, write_marked
from tests.papers.papers import pages_of, paragraphs, pdf

PAGES, MARKS, PAIRS, LIMIT = 400, 500, 7, 3.0

# The floor does the same work in the same way: a process of its own opens the file and saves it anew.
_COPY = "import pikepdf, sys; pikepdf.open(sys.argv[1]).save(sys.argv[2])"


def paper(folder: Path) -> Path:
    """Four hundred pages of text."""
    few = pdf(pages_of(paragraphs(240)))
    with pikepdf.open(BytesIO(few)) as one, pikepdf.new() as whole:
        while len(whole.pages) < PAGES:
            whole.pages.extend(one.pages)
        del whole.pages[PAGES:]
        whole.save(folder / "paper.pdf")
    return folder / "paper.pdf"


def test_export_of_a_marked_paper(tmp_path: Path) -> None:
    path = paper(tmp_path)
    marks = [
        MarkToWrite(
            1 + n * PAGES // MARKS, kinds.KINDS[n % 6], f"m{n}", ((72, 80 + n % 500, 300, 92 + n % 500),), text=f"Comment {n}",
            author="Ann", meaning=kinds.MEANINGS[n % 6], letter="Q", created="D:20260101000000Z",
        )
        for n in range(MARKS)
    ]  # fmt: skip
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(PAIRS):
        begun = time.perf_counter()
        write_marked(path, tmp_path / "marked.pdf", marks)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", _COPY, str(path), str(tmp_path / "copy.pdf")], check=True)
        floor.append(time.perf_counter() - begun)
    ratio = statistics.median(ours) / statistics.median(floor)
    print(
        f"marked export {statistics.median(ours):.2f} s, bare copy {statistics.median(floor):.2f} s, ratio {ratio:.2f}"
    )
    assert ratio <= LIMIT
