"""The sample committee: two files, the same each time, quick, in the project's own words, with the figures that it should have."""

import re
from pathlib import Path

import pypdfium2
import pytest

from cypsc_desktop import paths
from cypsc_desktop.sample import build_sample
from tests.helpers.shared import shared_folder

FIGURES = ("-2,932", "19,839", "1,065", "1,317", "1,608", "544", "463", "430", "CFE SAV 0\n", "126.4", "15.8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_sample(tmp_path_factory.mktemp("sample"))


def _text(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def test_a_pack_and_the_supplement_that_fills_its_late_item(built: list[Path]) -> None:
    pack, supplement = (_text(path) for path in built)
    assert 35 <= len(pack) <= 60
    assert any("(To Follow)" in sheet for sheet in pack[:4])
    assert not re.search(r"^Page \d+$", "\n".join(pack[:4]), re.MULTILINE)
    assert all(re.search(rf"^Page {number}$", sheet, re.MULTILINE) for number, sheet in enumerate(pack[4:], start=5))
    assert "Early Help, Social Care and Education DashBoard (Pages 1 - 2)" in supplement[0]
    everything = "\n".join(pack + supplement)
    assert not [figure for figure in FIGURES if figure not in everything]


def test_the_same_bytes_each_time(built: list[Path], tmp_path: Path) -> None:
    again = build_sample(tmp_path / "deeper" / "folder")
    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]
    with pypdfium2.PdfDocument(again[0]) as document:
        assert document.get_metadata_value("CreationDate").startswith("D:20210913")  # the day of issue, not today


def test_a_second_edition_says_more(built: list[Path], tmp_path: Path) -> None:
    first, second = (" ".join(_text(path)) for path in (built[0], build_sample(tmp_path, edition=2)[0]))
    assert "5.4 Since the agenda was first issued" in second
    assert "5.4 Since the agenda was first issued" not in first


def test_no_wording_is_taken_from_the_source_papers() -> None:
    seeds = [path.read_text(encoding="utf-8", errors="replace") for path in (shared_folder() / "seeds").glob("*.txt")]
    known = {run for text in seeds for run in _runs(re.sub(r"<[^>]+>", " ", text))}
    ours = [*(paths.resources() / "sample").rglob("*.*"), *Path(__file__).parent.glob("packs/*")]
    read = {path.name: path.read_text(encoding="utf-8") for path in ours if path.suffix in {".json", ".typ", ".py"}}
    copied = {name: sorted(_runs(text) & known) for name, text in read.items()}
    assert not {name: runs for name, runs in copied.items() if runs}


def _runs(text: str, size: int = 12) -> set[str]:
    words = re.findall(r"[a-z0-9£%']+", text.lower().replace("’", "'"))
    return {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}
