"""Whatever file comes: it is imported, or refused with one short sentence and no trace; never a crash, never a minute."""

import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pikepdf
import pytest

from cypsc_desktop.commands.importing import read_paper
from cypsc_desktop.model.errors import UserError
from tests.helpers.cypsc import Cypsc
from tests.helpers.shared import CHECKOUT

_SHARED = CHECKOUT.parent / "shared"
_STRANGE = sorted(p for name in ("pdf-damaged", "pdf-annotated", "letters") for p in (_SHARED / name).glob("*.*"))
_LIMIT = 60.0


@pytest.fixture
def cypsc(capsys: pytest.CaptureFixture[str], sample_folder: Path) -> Cypsc:
    return Cypsc(capsys, sample_folder)


def kept(library: Path) -> list[Path]:
    """The papers and backups of a library, and what is on its way to become one."""
    return sorted(p for name in ("files", "backups", "cache") for p in (library / name).rglob("*") if p.is_file())


def imported_or_refused(cypsc: Cypsc, path: Path, *words: str) -> tuple[int, str]:
    """Import and hold the outcome to the rule; returns the exit code and what was said."""
    before, held = cypsc.json("check"), kept(cypsc.library)
    begun = monotonic()
    code = cypsc.run("import", path, *words)
    assert monotonic() - begun < _LIMIT
    assert code in (0, 1)
    said = cypsc.err.strip()
    assert said
    assert "\n" not in said
    assert "Traceback" not in said
    if code == 1:
        assert len(said) < 240
        assert said.endswith(".")
        assert cypsc.json("check") == before
        assert kept(cypsc.library) == held
    else:
        assert cypsc.json("check")["ok"]
    return code, said


@pytest.mark.skipif(not _STRANGE, reason="the folder of strange PDFs is not here")
@pytest.mark.timeout(1800)  # each has its own minute
def test_strange_pdfs(cypsc: Cypsc, effort: Callable[..., int]) -> None:
    rounds = effort(sample=12, whole=len(_STRANGE))
    step = max(1, len(_STRANGE) // rounds)
    for path in _STRANGE[::step]:
        imported_or_refused(cypsc, path)
        assert not [i for i in cypsc.json("show", "agenda") if path.name in str(i)]


def locked(path: Path, plain: Path, *, user: str) -> Path:
    with pikepdf.open(plain) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=user, owner="owner", R=6))
    return path


def test_locked_pdf_asks_for_its_password(cypsc: Cypsc, sample_papers: list[Path], tmp_path: Path) -> None:
    path = locked(tmp_path / "locked.pdf", sample_papers[1], user="sesame")
    code, said = imported_or_refused(cypsc, path)
    assert code == 1
    assert "password" in said
    assert imported_or_refused(cypsc, path, "--password", "wrong")[0] == 1
    assert imported_or_refused(cypsc, path, "--password", "sesame")[0] == 0


def test_web_page_saved_as_pdf_is_imported_as_what_it_is(cypsc: Cypsc, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<!DOCTYPE html><html><body><h1>Notes</h1><p>Nothing of a committee.</p></body></html>")
    assert imported_or_refused(cypsc, path)[0] == 0
    assert cypsc.json("search", "Nothing of a committee")


def test_empty_file(cypsc: Cypsc, tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.touch()
    assert imported_or_refused(cypsc, path)[0] == 1


def test_two_gigabytes_are_refused_at_once(cypsc: Cypsc, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 << 30)
    begun = monotonic()
    assert imported_or_refused(cypsc, path)[0] == 1
    assert monotonic() - begun < 10


def test_zip_renamed_pdf(cypsc: Cypsc, tmp_path: Path) -> None:
    path = tmp_path / "archive.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "papers")
    assert imported_or_refused(cypsc, path)[0] == 1


def test_folder_and_missing_file(cypsc: Cypsc, tmp_path: Path) -> None:
    assert imported_or_refused(cypsc, tmp_path)[0] == 1
    assert imported_or_refused(cypsc, tmp_path / "gone.pdf")[0] == 1


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="Windows guards files in another way")
def test_file_without_permission(sample_papers: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "closed.pdf"
        path.write_bytes(sample_papers[0].read_bytes())
        path.chmod(0)
        me = os.geteuid()
        os.seteuid(65534 if me == 0 else me)  # the superuser may read every file; nobody may not
        try:
            with pytest.raises(UserError) as refused:
                read_paper(path)
        finally:
            os.seteuid(me)
        assert "closed.pdf" in str(refused.value) or "permission" in str(refused.value)


def test_pack_without_text_says_which_pages(cypsc: Cypsc, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            page = pdf.add_blank_page(page_size=(595, 842))
            image = pikepdf.Stream(pdf, b"\x80" * (60 * 80), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                                   Width=60, Height=80, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
            page.Contents = pikepdf.Stream(pdf, b"595 0 0 842 0 0 cm /Im Do")
        pdf.save(path)
    assert imported_or_refused(cypsc, path)[0] == 0
    findings = [f for f in cypsc.json("show", "findings") if f["kind"] == "no-text-layer"]
    assert findings
    assert "3" in " ".join(f["message"] for f in findings)


@pytest.mark.parametrize("cut", [0.2, 0.7, 0.99])
def test_pack_cut_short(cypsc: Cypsc, sample_papers: list[Path], tmp_path: Path, cut: float) -> None:
    data = sample_papers[0].read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * cut)])
    imported_or_refused(cypsc, path)
