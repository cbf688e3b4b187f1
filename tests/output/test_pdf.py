"""The PDF as pikepdf and poppler show it: tagged, named, with the header of the table on every page."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import typst

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, Point
from cypsc_desktop.output.writers import pdf_file, render
from tests.output.samples import HOSTILE, grid, replies

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")


def tags(content: bytes) -> list[str]:
    """The structure types, in reading order."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return [str(element.S) for element in _walk(file.Root.StructTreeRoot)]


def _walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if not isinstance(element, pikepdf.Dictionary):
        return
    if "/S" in element and element.get("/Type") != "/MCR":
        yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from _walk(kid)


def said(content: bytes, folder: Path) -> str:
    path = folder / "out.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def words(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text)


def test_tagged_named_and_pdf_ua() -> None:
    with pikepdf.open(io.BytesIO(render(replies(), "pdf"))) as file:
        assert file.Root.MarkInfo.Marked
        assert file.Root.Lang == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        said = "Responses to scrutiny recommendations – Children & Families Scrutiny Panel, 12 March 2024"
        assert file.docinfo.Title == said
        assert "/Author" not in file.docinfo
        assert "/CreationDate" not in file.docinfo
        meta = file.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        page = file.pages[0].mediabox
        assert page[2] > page[3]


def test_table_headers_and_groups_are_header_cells() -> None:
    found = tags(render(replies(3), "pdf"))
    assert found.count("/Table") == 1
    assert found.count("/TH") == 8 + 2
    assert found.count("/TD") == 3 * 8
    assert found[:4] == ["/Document", "/H1", "/P", "/Table"]


def test_headings_lists_and_paragraphs_are_tagged() -> None:
    blocks = (
        Heading("One"),
        Heading("Two", 2),
        ListBlock((Point("a"), Point("b"))),
        ListBlock((Point("a", "4"), Point("b", "5"))),
        ListBlock((Point("a", "1.a"), Point("b"))),
        Paragraph("End"),
    )
    found = tags(render(Document("T", blocks), "pdf"))
    assert [tag for tag in found if tag in ("/H1", "/H2", "/H3", "/L", "/P")][:4] == ["/H1", "/H2", "/H3", "/L"]
    assert found.count("/L") == 3
    assert found.count("/LI") == 6


@needs_poppler
def test_the_header_and_the_group_repeat_on_each_page(tmp_path: Path) -> None:
    pages = said(render(replies(60), "pdf"), tmp_path).split("\f")[:-1]
    assert len(pages) > 3
    assert all("IDENTIFIED" in page and "Report:" in page and f"of {len(pages)}" in page for page in pages)


@needs_poppler
@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if len(text) < 2000 and not re.search("[\u0590-\u06ff]", text)]
)
def test_a_hostile_text_is_printed_as_it_stands(text: str, tmp_path: Path) -> None:
    assert words(text) in words(said(render(grid((text, "")), "pdf"), tmp_path))


def test_right_to_left_and_emoji_come_out() -> None:
    render(grid(("مرحبا", "שלום", "done 👍🏽 漢字")), "pdf")


@needs_poppler
def test_without_any_font_for_it_a_character_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pdf_file._compiled
    monkeypatch.setattr(pdf_file, "_compiled", lambda data, *, system_fonts: real(data, system_fonts=False))
    assert "Well done [grinning face] 5" in said(render(grid(("Well done 😀 5", "b")), "pdf"), tmp_path)


def test_a_mistake_in_the_template_is_no_missing_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "_data", lambda document: {})
    with pytest.raises(typst.TypstError):
        render(replies(), "pdf")


@needs_poppler
def test_a_row_longer_than_a_page_is_not_cut(tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(3000))
    out = words(said(render(grid((text, "b")), "pdf"), tmp_path))
    assert all(f"word{n}" in out for n in (0, 1500, 2999))


def test_two_thousand_rows() -> None:
    with pikepdf.open(io.BytesIO(render(replies(2000), "pdf"))) as file:
        assert len(file.pages) > 100


def test_an_empty_table_and_an_empty_document() -> None:
    assert render(Document("Nothing", ()), "pdf").startswith(b"%PDF")
    assert tags(render(replies(0), "pdf")).count("/TH") == 8
