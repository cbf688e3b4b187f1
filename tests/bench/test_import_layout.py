"""Reading a pack against PDFium's bare text pass of it: what boxes, rules and laying out cost.

Each round does both, one after the other, each in a worker of its own started for it; the ratio is of the medians.
"""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from cypsc_desktop.intake.pdf_furniture import with_furniture
from cypsc_desktop.intake.pdf_source import sheet_of
from cypsc_desktop.pdf.client import ImportReader
from cypsc_desktop.pdf.process import WorkerProcess
from tests.helpers.shared import shared_folder

LIMIT = 3.0


def text_pass(path: Path) -> tuple[float, float]:
    """Seconds of the text pass of the whole file, with the start of its worker and without."""
    start = perf_counter()
    with WorkerProcess() as worker:
        worker.send(do="open", path=str(path), password=None)
        worker.answer(seconds=30)
        opened = perf_counter()
        worker.send(do="text")
        worker.answer(seconds=60)
        end = perf_counter()
    return end - start, end - opened


def laid_out(path: Path) -> tuple[float, float]:
    """Seconds of reading and laying out the whole file, with the start of its worker and without."""
    start = perf_counter()
    sheets, notes = [], []
    with ImportReader(path) as reader:
        opened = perf_counter()
        for raw in reader.pages():
            assert raw
            sheet, noted = sheet_of(raw)
            sheets.append(sheet)
            notes.append(noted)
        with_furniture(sheets, notes)
        end = perf_counter()
    return end - start, end - opened


@pytest.mark.parametrize(
    "name", ["croydon-cypsc-2021-09-14", "kent-cabinet-2025-01-30-item-7-supplement", "kent-cabinet-2025-03-04"]
)
def test_reading_against_the_text_pass(name: str, effort: Callable[..., int]) -> None:
    path = shared_folder() / "packs" / f"{name}.pdf"
    rounds = [(laid_out(path), text_pass(path)) for _ in range(effort(sample=9, whole=40))]
    whole, inner, floor, floor_inner = (
        median(pair[i][j] for pair in rounds) for i, j in ((0, 0), (0, 1), (1, 0), (1, 1))
    )
    print(
        f"\n{name}: read {inner:.3f} s, text pass {floor_inner:.3f} s, ratio {inner / floor_inner:.2f}; "
        f"with the start of the worker {whole:.3f} s, {floor:.3f} s, ratio {whole / floor:.2f}"
    )
    assert whole / floor < LIMIT
