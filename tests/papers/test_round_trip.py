"""Marks on a copy of a paper as other programs see them: pikepdf, PDFium and poppler."""

import ctypes
import hashlib
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as c
import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.papers import kinds
from cypsc_desktop.pdf.annotations import read_marks
from cypsc_desktop.pdf.frames import Frame, hull
from cypsc_desktop.pdf.marking import MarkToWrite, page_frames, write_marked
from cypsc_desktop.pdf.worker.marking import frame_of_page
from tests.helpers import poppler
from tests.papers.marking import FOREIGN, annotated, one_of_each, plain, turned, write
from tests.pdf.making import encrypted

PAGES = 6
SUBTYPES = {
    "highlight": "/Highlight", "underline": "/Underline", "strikeout": "/StrikeOut", "squiggly": "/Squiggly",
    "note": "/Text", "free-text": "/FreeText", "ink": "/Ink", "box": "/Square", "circle": "/Circle", "line": "/Line",
    "stamp": "/Stamp",
}  # fmt: skip


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[MarkToWrite]]:
    """A paper with turned and cropped pages, its marked copy, and the marks."""
    folder = tmp_path_factory.mktemp("marked")
    source = write(folder, "paper.pdf", turned(plain(PAGES)))
    marks = [mark for page in range(1, PAGES + 1) for mark in one_of_each(page, said=FOREIGN if page % 2 else "")]
    assert write_marked(source, folder / "copy.pdf", marks) == len(marks)
    return source, folder / "copy.pdf", marks


def boxes(path: Path, marks: list[MarkToWrite]) -> dict[str, tuple[float, ...]]:
    """Where each mark must be, in the file's own coordinates."""
    frames = page_frames(path, range(1, PAGES + 1))
    return {mark.name: frames[mark.page].rect(hull(mark.rects, mark.strokes)) for mark in marks}


def near(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return all(abs(x - y) <= 1 for x, y in zip(a, b, strict=True))


def test_we_read_back_what_we_wrote(marked: tuple[Path, Path, list[MarkToWrite]]) -> None:
    _, copy, marks = marked
    found = {mark.name: mark for mark in read_marks(copy).marks}
    assert list(found) == [mark.name for mark in marks]
    for mark in marks:
        back = found[mark.name]
        assert (back.page, back.kind, back.text, back.author) == (mark.page, mark.kind, mark.text, mark.author)
        assert near(hull(back.rects, back.strokes), hull(mark.rects, mark.strokes)), mark
        assert back.reply_to == mark.reply_to
        assert back.created == ("2026-01-02T03:04:05Z" if mark.created else "")
        if mark.kind in kinds.TEXT_KINDS:
            assert len(back.rects) == len(mark.rects)


def test_pikepdf_sees_each_with_an_appearance(marked: tuple[Path, Path, list[MarkToWrite]]) -> None:
    source, copy, marks = marked
    wanted = boxes(source, marks)
    with pikepdf.open(copy) as pdf:
        seen = {str(a.NM): (n, a) for n, page in enumerate(pdf.pages, 1) for a in page.Annots}
        assert len(seen) == len(marks)
        for mark in marks:
            number, one = seen[mark.name]
            assert number == mark.page
            assert str(one.Subtype) == SUBTYPES[mark.kind]
            assert str(one.Contents) == mark.text
            assert near(tuple(float(v) for v in one.Rect), wanted[mark.name])
            assert int(one.F) & 4
            assert one.AP.N.read_bytes()
        assert seen["answer-1"][1].IRT.NM == "mark-note-1"


def test_pdfium_sees_each_in_its_place(marked: tuple[Path, Path, list[MarkToWrite]]) -> None:
    source, copy, marks = marked
    wanted = boxes(source, marks)
    with pypdfium2.PdfDocument(copy) as document:
        for number in range(1, PAGES + 1):
            page = document[number - 1]
            own = [mark for mark in marks if mark.page == number]
            assert c.FPDFPage_GetAnnotCount(page.raw) == len(own)
            for index, mark in enumerate(own):
                one, place = c.FPDFPage_GetAnnot(page.raw, index), c.FS_RECTF()
                assert c.FPDFAnnot_GetRect(one, place)
                assert near((place.left, place.bottom, place.right, place.top), wanted[mark.name])
                buffer = (ctypes.c_ushort * 200)()
                c.FPDFAnnot_GetStringValue(one, b"Contents", buffer, 400)
                assert bytes(buffer).decode("utf-16-le").partition("\0")[0] == mark.text
                c.FPDFPage_CloseAnnot(one)
            page.close()


@pytest.mark.skipif(not poppler.is_here(), reason="poppler's library for programs is not on this machine")
def test_poppler_sees_each_in_its_place(marked: tuple[Path, Path, list[MarkToWrite]]) -> None:
    _, copy, marks = marked
    seen = {one["name"]: one for one in poppler.annotations(copy)}
    assert set(seen) == {mark.name for mark in marks}
    for mark in marks:
        one = seen[mark.name]
        assert (one["page"], f"/{one['type']}", one["text"]) == (mark.page, SUBTYPES[mark.kind], mark.text)
        assert one["author"] in (mark.author, "")
        place = hull(mark.rects, mark.strokes)
        if mark.kind == "note" and mark.page in (2, 3, 4, 6):
            # No reader turns a note with its page: it hangs from the corner that is the upper left of the page unturned.
            assert min(abs(one["box"][n] - v) for n in (0, 2) for v in (place[0], place[2])) <= 1
        else:
            assert near(tuple(one["box"]), place), mark


@pytest.mark.parametrize("flattened", [False, True])
def test_poppler_draws_each_in_its_colour_and_the_words_stay_readable(tmp_path: Path, flattened: bool) -> None:
    source = write(tmp_path, "paper.pdf", plain(1))
    marks = one_of_each(1)
    write_marked(source, tmp_path / "copy.pdf", marks, flattened=flattened)
    picture = tmp_path / "page"
    subprocess.run(["pdftocairo", "-png", "-r", "72", "-singlefile", "copy.pdf", "page"], cwd=tmp_path, check=True)
    with pypdfium2.PdfDocument(source) as bare:
        before: Any = bare[0].render(scale=1).to_pil().convert("RGB")
    from PIL import Image

    after: Any = Image.open(f"{picture}.png").convert("RGB")
    for mark in marks[:-1]:
        left, top, right, bottom = (int(v) for v in hull(mark.rects, mark.strokes))
        area = [after.getpixel((x, y)) for x in range(left, right) for y in range(top, bottom)]
        colour = tuple(int(mark.edge[n : n + 2], 16) for n in (1, 3, 5))
        assert any(sum(abs(a - b) for a, b in zip(p, colour, strict=True)) < 90 for p in area), mark.kind
    dark = [(x, y) for x in range(70, 300) for y in range(60, 320) if sum(before.getpixel((x, y))) < 120]
    still = sum(1 for place in dark if sum(after.getpixel(place)) < 420)
    assert dark
    assert still > 0.8 * len(dark)
    said = subprocess.run(["pdftotext", "copy.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "The panel asked for the figures" in said.stdout


def test_flattened_has_no_marks_left_but_its_links(tmp_path: Path) -> None:
    link = {"Subtype": "Link", "Rect": [10, 10, 50, 20], "Border": [0, 0, 0]}
    source = write(tmp_path, "paper.pdf", annotated(plain(1), link))
    write_marked(source, tmp_path / "flat.pdf", one_of_each(1), flattened=True)
    assert read_marks(tmp_path / "flat.pdf").marks == ()


def test_the_paper_itself_never_changes(marked: tuple[Path, Path, list[MarkToWrite]], tmp_path: Path) -> None:
    source, _, marks = marked
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    write_marked(source, tmp_path / "again.pdf", marks, flattened=True)
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before


def test_marks_of_the_file_are_replaced_by_name(tmp_path: Path) -> None:
    source = write(
        tmp_path, "paper.pdf",
        annotated(plain(2), {"Subtype": "Text", "Rect": [1, 1, 20, 20], "NM": "theirs", "Contents": "old"},
                  {"Subtype": "Text", "Rect": [40, 1, 60, 20], "NM": "kept", "Contents": "stays"}),
    )  # fmt: skip
    mark = MarkToWrite(1, "note", "ours", ((1, 1, 20, 20),), text="new")
    write_marked(source, tmp_path / "copy.pdf", [mark], replaced={1: {"theirs": "ours"}})
    assert [(m.name, m.text) for m in read_marks(tmp_path / "copy.pdf").marks] == [("kept", "stays"), ("ours", "new")]
    write_marked(source, tmp_path / "part.pdf", [], only=(2, 2))
    with pikepdf.open(tmp_path / "part.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    broken = write(tmp_path, "broken.pdf", b"%PDF-1.7 nothing more")
    with pytest.raises(UserError, match="cannot be copied with marks"):
        write_marked(broken, tmp_path / "copy.pdf", one_of_each(1))
    locked = write(tmp_path, "locked.pdf", encrypted(plain(1), "secret"))
    with pytest.raises(UserError, match="needs a password"):
        write_marked(locked, tmp_path / "copy.pdf", one_of_each(1))
    assert write_marked(locked, tmp_path / "copy.pdf", one_of_each(1), password="secret") == 12


@pytest.mark.parametrize("turn", range(4))
def test_frames_turn_there_and_back(turn: int) -> None:
    from cypsc_desktop.pdf.reading import upright

    frame = Frame((10, 20, 310, 520), turn)
    box = (12.0, 30.0, 50.0, 44.0)
    assert upright(frame.rect(box), frame=frame.box, turn=turn) == pytest.approx(box)


def test_boxes_that_a_page_inherits_count_as_pdfium_counts_them(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page(page_size=(595, 842))
        for page in pdf.pages:
            del page.obj["/MediaBox"]
        tree = pdf.Root.Pages
        tree.MediaBox, tree.CropBox, tree.Rotate = [0, 0, 595, 842], [10, 20, 500, 800], 270
        pdf.pages[1].obj["/CropBox"] = pikepdf.Array([-50, -50, 400, 900])
        pdf.pages[2].obj["/MediaBox"] = pikepdf.Array([300, 300, 0, 0])
        pdf.save(tmp_path / "paper.pdf")
    frames = page_frames(tmp_path / "paper.pdf", [1, 2, 3])
    assert frames == {
        1: Frame((10, 20, 500, 800), 3), 2: Frame((0, 0, 400, 842), 3), 3: Frame((10, 20, 300, 300), 3),
    }  # fmt: skip
    with pikepdf.open(tmp_path / "paper.pdf") as pdf:
        assert {n: frame_of_page(page) for n, page in enumerate(pdf.pages, 1)} == frames
