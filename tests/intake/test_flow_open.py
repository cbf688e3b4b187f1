"""What a file is comes from its content; what cannot be read is refused in one sentence, and never slowly."""

import io
import os
import plistlib
import socket
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cypsc_desktop.intake import html_source, text_source
from cypsc_desktop.intake import open as opening
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.sniff import HEAD, sniff
from cypsc_desktop.model.errors import Cancelled, UserError

PAGE = b"<!DOCTYPE html><html><head><title>Papers</title></head><body><h1>Papers</h1><p>One \x96 two</p></body></html>"


def words(path: Path) -> list[str]:
    return [line.text for sheet in open_source(path).sheets for line in sheet.lines]


def refusal_of(path: Path) -> str | None:
    """What the person is told; None where the file is read, or is a PDF, which is another module's matter."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        if not head or sniff(path, head, size=path.stat().st_size) != "pdf":
            open_source(path)
    except UserError as refusal:
        return str(refusal)
    return None


def office(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "pdf"),
        ("junk.pdf", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n%PDF-1.4\n1 0 obj<<>>endobj", "pdf"),
        ("no-ending", b"\xef\xbb\xbf%PDF-1.7\n", "pdf"),
        ("page.pdf", PAGE, "html"),
        ("page.txt", b"<!-- saved from url=(0001)x --><html><p>x", "html"),
        ("xhtml", b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html/>', "html"),
        ("about-pdf.html", b"<html><body>A PDF begins with %PDF-1.4, then 1 0 obj and endobj</body></html>", "html"),
        ("fragment.html", b"Agenda <b>x</b><br><p>Item", "html"),
        ("notes.md", b"# Notes\n", "markdown"),
        ("notes.txt", b"# Notes\n", "text"),
        ("made.txt", b"\n\n# Notes\n\n**1. One**\n\n## Two\n\n" + b"<b>a</b>\t<p>b</p>\n" * 40, "markdown"),
        ("made.md", b"<table>\n<tr><td>a</td></tr>\n</table>\n" * 40, "markdown"),
        ("page.md", b"<!-- kept -->\n<html><body><p>x", "html"),
        ("bare.txt", b"Papers\n" + b"<p>a</p>\n" * 40, "html"),
        ("starred.csv", b"**a**,b\n# c,d\n# e,f\n# g,h\n", "csv"),
        ("sheets.txt", b"# Notes\n\n# Two\n\n# Three\n\x0cPage 2\n", "text"),
        ("figures.csv", b"a,b\n1,2\n", "csv"),
        ("agenda.doc", b"AGENDA\n1. Apologies\n", "text"),
        (
            "saved.mht",
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
            "mhtml",
        ),
        ("wide.txt", "AGENDA of today".encode("utf-16"), "text"),
        ("wide-bare.txt", "AGENDA of today".encode("utf-16-le"), "text"),
    ],
)
def test_content_tells_what_a_file_is(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert sniff(path, data[:HEAD], size=len(data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.pdf", b"", "is empty"),
        ("blank.txt", b" \r\n \t", "nothing in it"),
        ("pack.pdf", office({"a.txt": "x"}), "ZIP archive, not a PDF"),
        ("all.zip", office({"a.pdf": "x"}), "Unpack it"),
        ("cut.docx", office({"word/document.xml": "x" * 9000})[:200], "damaged"),
        ("broken.docx", office({"word/document.xml": "<w:document"}), "damaged"),
        ("bodyless.docx", office({"word/document.xml": "<document/>"}), "damaged"),
        (
            "entity.docx",
            office({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "b">]><document>&a;</document>'}),
            "damaged",
        ),
        ("slides.pptx", office({"ppt/presentation.xml": "<p/>"}), "Save it as PDF"),
        ("letter.odt", office({"mimetype": "application/vnd.oasis.opendocument.text"}), "Save it as DOCX"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word file"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "Save it as XLSX"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("letter.rtf", b"{\\rtf1 hello}", "RTF"),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        ("noise.bin", bytes(range(256)) * 8, "cannot be read"),
        ("noise.pdf", bytes(range(256)) * 8, "not a PDF"),
        ("zeros.pdf", b"\x00" * 5000, "not a PDF"),
        (
            "archive.mht",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n",
            "web archive",
        ),
        ("archive.webarchive", b"bplist00" + b"\x00" * 40, "web archive"),
        ("book.xlsx", office({"xl/workbook.xml": "<x/>"}), "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=says) as refusal:
        open_source(path)
    assert name in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_html_page_saved_as_pdf_is_read_as_the_page_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(PAGE)
    source = open_source(path)
    assert (source.format, source.name, source.info["title"]) == ("html", "page.pdf", "Papers")
    assert [line.text for line in source.sheet(1).lines] == ["Papers", "One – two"]


def test_a_file_of_two_gigabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 * 1024**3)
    begun = time.monotonic()
    with pytest.raises(UserError, match=r"2\.0 GB"):
        open_source(path)
    assert time.monotonic() - begun < 1


def test_text_beyond_bounds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word word word word word word word word word word\n" * 400_000)
    with pytest.raises(UserError, match=r"too large|more text"):
        open_source(path)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    listening = socket.socket(socket.AF_UNIX)
    cwd = Path.cwd()
    os.chdir(tmp_path)  # a socket's path is short
    listening.bind("sock")
    os.chdir(cwd)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    (tmp_path / "file").write_text("x")
    for path, says in [
        (tmp_path, "is a folder"),
        (tmp_path / "gone.pdf", "not there"),
        (tmp_path / "pipe", "device or a pipe"),
        (tmp_path / "sock", "device or a pipe"),
        (Path("/dev/zero"), "device or a pipe"),
        (tmp_path / "loop", "could not be read"),
        (tmp_path / "dangling", "not there"),
        (tmp_path / "file" / "below.pdf", "not there"),
        (tmp_path / ("n" * 300), "could not be read"),
        (Path("nul\x00name"), "Rename it"),
        (Path("/"), "is a folder"),
    ]:
        with pytest.raises(UserError, match=says):
            open_source(path)
    listening.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "pack.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(UserError, match="no permission"):
        open_source(path)


def test_no_permission_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pack.txt"
    path.write_text("x")

    def forbidden(real: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(real))

    monkeypatch.setattr(opening, "_head", forbidden)
    with pytest.raises(UserError, match=r"no permission to read pack\.txt"):
        open_source(path)


def test_symlinks_and_long_names(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(8):
        deep /= "f" * 60
    deep.mkdir(parents=True)
    real = deep / ("Children’s Sub-Committee " + "x" * 150 + ".txt")
    real.write_text("AGENDA", encoding="utf-8")
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    assert words(real) == ["AGENDA"]
    assert open_source(link).name == "link.pdf"
    assert open_source(link).sha256 == open_source(real).sha256


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("AGENDA")
    build = text_source.build

    def slow(path: Path, **rest: str) -> object:
        source = build(path, **rest)
        path.write_text("AGENDA, longer")
        return source

    monkeypatch.setattr(text_source, "build", slow)
    with pytest.raises(UserError, match="changed while it was being read"):
        open_source(path)


def test_cancelling_stops_before_the_file_is_built(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("AGENDA")
    with pytest.raises(Cancelled):
        open_source(path, cancelled=lambda: True)


def test_progress_ends_at_all_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One\fTwo\f")
    told: list[tuple[int, int]] = []
    open_source(path, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)


def test_zip_bombs_are_refused_without_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write(b"<document><body>")
        for _ in range(80):
            part.write(b"<p/>" * 262_144)
        part.write(b"</body></document>")
    begun = time.monotonic()
    with pytest.raises(UserError, match="unpacks to far more"):
        open_source(path)
    assert time.monotonic() - begun < 5


def test_nested_markup_of_any_depth_is_no_crash(tmp_path: Path) -> None:
    for name, data in [
        ("deep.html", b"<html><body>" + b"<div><table><tr><td>" * 20_000 + b"end"),
        ("wide.html", b"<html><body><table>" + b"<tr><td rowspan=60000 colspan=60000>x" * 500),
        (
            "deep.docx",
            office(
                {
                    "word/document.xml": "<document><body>"
                    + "<tbl><tr><tc>" * 5000
                    + "</tc></tr></tbl>" * 5000
                    + "</body></document>"
                }
            ),
        ),
        (
            "runs.docx",
            office(
                {
                    "word/document.xml": "<document><body><p>"
                    + "<ins>" * 5000
                    + "</ins>" * 5000
                    + "</p></body></document>"
                }
            ),
        ),
        ("deep.md", b"> " * 5000 + b"end"),
        ("lists.md", b"".join(b" " * n + b"- x\n" for n in range(2000))),
    ]:
        path = tmp_path / name
        path.write_bytes(data)
        begun = time.monotonic()
        assert len(refusal_of(path) or "") < 200
        assert time.monotonic() - begun < 10, name


def test_mhtml_and_web_archives_are_read(tmp_path: Path) -> None:
    saved = tmp_path / "page.mhtml"
    saved.write_bytes(
        b"From: <Saved by Blink>\r\nSubject: Papers\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><p>Fees=\r\n and =E2=80=9Ccharges=E2=80=9D</p></body></html>\r\n--b--\r\n"
    )
    assert words(saved) == ["Fees and “charges”"]
    archive = tmp_path / "page.webarchive"
    archive.write_bytes(
        plistlib.dumps(
            {"WebMainResource": {"WebResourceData": PAGE, "WebResourceTextEncodingName": "windows-1252"}},
            fmt=plistlib.FMT_BINARY,
        )
    )
    assert words(archive) == ["Papers", "One – two"]


def test_a_workbook_is_a_table_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Responses"
    sheet.append([])
    sheet.append(["Recommendation", "Response", None])
    sheet.append(["1. Publish", 424.0, "x\ny"])
    sheet.merge_cells("B2:C2")
    path = tmp_path / "responses.xlsx"
    book.save(path)
    (table,) = open_source(path).sheet(1).tables
    assert table.shape == (2, 3)
    assert [(c.text, c.columns) for c in table.row(0)] == [("Recommendation", 1), ("Response", 2)]
    assert [c.text for c in table.row(1)] == ["1. Publish", "424", "x y"]


BYTES = st.one_of(
    st.binary(max_size=3000),
    st.sampled_from(
        [
            b"%PDF-1.7\n",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"bplist00",
            b"<html>",
            b"\xff\xfe",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
        ]
    ).flatmap(lambda start: st.binary(max_size=500).map(lambda rest: start + rest)),
    st.lists(
        st.sampled_from(
            [
                b"<table>",
                b"<tr>",
                b"<td rowspan=9>",
                b"<li>",
                b"</td>",
                b"<ol start=-1>",
                b"text ",
                b"<p>",
                b"</p>",
                b"<br>",
                b"&#0;",
                b"<!--",
                b"<td colspan=x>",
            ]
        )
    ).map(lambda tags: b"<html><body>" + b"".join(tags)),
    st.text(max_size=2000).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
NAMES = st.sampled_from(["x.pdf", "x.docx", "x.html", "x.txt", "x.md", "x.csv", "x", "x.mht"])


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES, name=NAMES)
def test_arbitrary_bytes_raise_nothing_but_a_user_error(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    refusal = refusal_of(path)
    assert refusal is None or 10 < len(refusal) < 250


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5000), change=st.binary(min_size=1, max_size=20), cut=st.integers(0, 3000))
def test_damaged_word_files_raise_nothing_but_a_user_error(tmp_path: Path, at: int, change: bytes, cut: int) -> None:
    whole = _document()
    place = at % len(whole)
    path = tmp_path / "x.docx"
    path.write_bytes((whole[:place] + change + whole[place + len(change) :])[: len(whole) - cut])
    refusal = refusal_of(path)
    assert refusal is None or 10 < len(refusal) < 250


_MADE: list[bytes] = []


def _document() -> bytes:
    if not _MADE:
        document = docx.Document()
        document.add_heading("Agenda", 1)
        document.add_paragraph("Apologies", style="List Number")
        document.add_table(2, 2).cell(0, 0).text = "x"
        out = io.BytesIO()
        document.save(out)
        _MADE.append(out.getvalue())
    return _MADE[0]


def test_character_sets(tmp_path: Path) -> None:
    text = "Children’s “views” – £5"
    for name, data in [
        ("utf8", text.encode()),
        ("bom", text.encode("utf-8-sig")),
        ("wide", text.encode("utf-16")),
        ("windows", text.encode("cp1252")),
    ]:
        path = tmp_path / f"{name}.txt"
        path.write_bytes(data)
        assert words(path) == [text], name
        page = tmp_path / f"{name}.html"
        page.write_bytes(
            data
            if name == "x"
            else f"<html><body><p>{text}</p></body></html>".encode(
                {"utf8": "utf-8", "bom": "utf-8-sig", "wide": "utf-16", "windows": "cp1252"}[name]
            )
        )
        assert words(page) == [text], name
    declared = tmp_path / "greek.html"
    declared.write_bytes('<meta charset="iso-8859-7"><p>Αθήνα</p>'.encode("iso-8859-7"))
    assert words(declared) == ["Αθήνα"]
    assert html_source.build(declared, sha256="", name="x").format == "html"
