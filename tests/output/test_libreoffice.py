"""LibreOffice opens what we write, keeps the marks of rows when it saves, and draws the table on A4 landscape."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.output.writers import write
from tests.output.readers import read, record_of
from tests.output.samples import HOSTILE, grid, replies

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


def saved(paths: list[Path], as_ending: str, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", as_ending, "--outdir", folder, *paths],
        check=True,
        capture_output=True,
        timeout=250,
    )
    return [folder / f"{path.stem}.{as_ending}" for path in paths]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "ods", "odt"])
def test_opened_saved_and_still_the_same(ending: str, tmp_path: Path) -> None:
    table, odd = tmp_path / f"table.{ending}", tmp_path / f"odd.{ending}"
    write(replies(3), table)
    texts = [text for text in HOSTILE if "_x0041_" not in text and "\t" not in text]
    write(grid(*((text, "b") for text in texts)), odd)
    again = saved([table, odd], ending, tmp_path / "again")
    before, after = read(ending, table.read_bytes()), read(ending, again[0].read_bytes())
    assert [row[:8] for row in after][: len(before)] == before
    kept = [row[0].rstrip() for row in read(ending, again[1].read_bytes())][1 : len(texts) + 1]
    assert kept == [text.rstrip() for text in texts]  # LibreOffice drops spaces at the end of a Word cell
    part = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}.get(ending, "content.xml")
    with zipfile.ZipFile(io.BytesIO(again[0].read_bytes())) as package:
        words = package.read(part).decode().replace('"', " ").split()
    found = {record_of(word) for word in words} - {None}
    assert found == {row.id for row in replies(3).tables()[0].rows()}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "ods", "odt"])
def test_drawn_on_a4_landscape(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"table.{ending}"
    write(replies(20), path)
    with pikepdf.open(saved([path], "pdf", tmp_path / "drawn")[0]) as file:
        assert len(file.pages) > 1
        assert {(round(float(p.mediabox[2])), round(float(p.mediabox[3]))) for p in file.pages} == {(842, 595)}
