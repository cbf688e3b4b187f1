"""Reading for import: repair, limits, and workers that die, hang, flood or lie."""

import os
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import monotonic

import pikepdf
import pytest

from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.pdf import client, process
from cypsc_desktop.pdf.client import ImportReader
from cypsc_desktop.pdf.limits import resident
from tests.pdf.making import drawn, put, saved, text

BadWorker = Callable[[str], None]


@pytest.fixture
def bad_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> BadWorker:
    """Makes every worker started from now on one that goes wrong in the way named."""

    def use(how: str) -> None:
        command = [sys.executable, "-m", "tests.pdf.bad_worker", how, str(tmp_path / "marker")]
        monkeypatch.setattr(process, "worker_command", lambda: command)

    return use


def read(path: Path, **options: float) -> list[int | None]:
    """The number of words on each page, None for one left out."""
    with ImportReader(
        path, page_seconds=options.get("page_seconds", 8), file_seconds=options.get("file_seconds", 40)
    ) as reader:
        return [len(page.words) if page else None for page in reader.pages()]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return put(tmp_path, drawn(*(text(72, 700, f"page {n} here") for n in range(3))))


def test_pages_in_order(paper: Path) -> None:
    assert read(paper) == [3, 3, 3]


def test_the_file_is_only_read(paper: Path) -> None:
    before, content = paper.stat().st_mtime_ns, paper.read_bytes()
    paper.chmod(0o400)
    assert read(paper) == [3, 3, 3]
    assert (paper.stat().st_mtime_ns, paper.read_bytes()) == (before, content)


def test_a_file_that_only_repair_opens(tmp_path: Path) -> None:
    broken = drawn(text(72, 700, "saved in time")).replace(b"/Type /Catalog", b"/Type /Xatalog")
    broken = broken.replace(b"/Type /Pages", b"/Tipe /Pages")
    assert read(put(tmp_path, b"\n" * 1500 + broken)) == [3]


def test_a_worker_that_dies_on_a_page_costs_that_page(bad_worker: BadWorker, paper: Path) -> None:
    bad_worker("die once")
    assert read(paper) == [1, 1, None, 1, 1, 1]
    bad_worker("wrong page")
    assert read(paper)[:3] == [1, 1, None]


@pytest.mark.parametrize("how", ["hang", "noise"])
def test_a_page_that_hangs_is_left_out(bad_worker: BadWorker, paper: Path, how: str) -> None:
    bad_worker(how)
    start = monotonic()
    assert read(paper, page_seconds=0.7) == [1, 1, None, 1, 1, 1]
    assert monotonic() - start < 10


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("die on each", client.DAMAGED), ("nonsense at open", client.DAMAGED), ("many", client.LARGE),
        ("flood", "too large"), ("hang at open", client.SLOW),
    ],
)  # fmt: skip
def test_a_worker_that_goes_wrong_throughout_is_a_sentence(
    bad_worker: BadWorker, paper: Path, monkeypatch: pytest.MonkeyPatch, how: str, sentence: str
) -> None:
    monkeypatch.setattr(client, "OPEN_SECONDS", 1.0)
    monkeypatch.setattr(client, "MAX_WORDS", 200_000)
    bad_worker(how)
    with pytest.raises(UserError, match=sentence.split(":", maxsplit=1)[0]):
        read(paper)


def test_the_whole_file_has_a_time(bad_worker: BadWorker, paper: Path) -> None:
    bad_worker("hang")
    start = monotonic()
    with pytest.raises(UserError, match="too long"):
        read(paper, file_seconds=1.5)
    assert monotonic() - start < 5


def test_a_hung_worker_is_cancelled_at_once(bad_worker: BadWorker, paper: Path) -> None:
    bad_worker("hang at open")
    start = monotonic()
    with pytest.raises(Cancelled):
        ImportReader(paper, cancelled=lambda: monotonic() - start > 0.3)
    assert monotonic() - start < 3


def test_bookmarks_that_lead_out_of_the_file_go(bad_worker: BadWorker, paper: Path) -> None:
    bad_worker("")
    with ImportReader(paper) as reader:
        assert reader.opened.outline == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bound by other means there")
def test_a_page_that_unpacks_to_more_than_the_memory(tmp_path: Path) -> None:
    packed = zlib.compressobj()
    bomb = b"".join(packed.compress(b"0 0 m 9 9 l S\n" * 1_000_000) for _ in range(30)) + packed.flush()
    with pikepdf.open(BytesIO(drawn(text(72, 700, "before"), "", text(72, 700, "after")))) as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(bomb, filter=pikepdf.Name.FlateDecode)
        pdf.pages[1].Contents = stream
        path = put(tmp_path, saved(pdf))
    start = monotonic()
    with ImportReader(path, memory=300 << 20, page_seconds=3) as reader:
        assert [len(page.words) if page else None for page in reader.pages()] == [1, None, 1]
    assert monotonic() - start < 30


def test_size_of_a_process() -> None:
    assert resident(os.getpid()) > 1 << 20
    assert resident(2**22 + 5) == 0
