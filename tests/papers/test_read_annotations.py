"""Marks that other programs made, and files made to do harm."""

import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf import process
from cypsc_desktop.pdf.annotations import MarksRead, colour_of, moment_of, read_marks, with_words_of
from cypsc_desktop.pdf.marking import write_marked
from cypsc_desktop.store.store import Store
from tests.helpers.shared import shared_folder
from tests.papers.marking import annotated, one_of_each, plain, write
from tests.pdf.making import saved

# File -> how many marks of each kind: counted by hand from what the files hold; links, fields and pop-ups are none.
SHARED = {
    "pdfbox__Acroform-PDFBOX-2333.pdf": {"free-text": 36},
    "pdfbox__AnnotationTypes.pdf": {"box": 18},
    "pdfbox__PDFBOX-5809-509329.pdf": {"note": 1},
    "pdfbox__PDSquareAnnotationTest.pdf": {"box": 1},
    "pdfbox__test.unc.pdf": {"free-text": 8, "box": 2},
    "pdfium__annotation_fileattachment.pdf": {"note": 1},
    "pdfium__annotation_highlight_long_content.pdf": {"highlight": 1},
    "pdfium__annotation_highlight_square_with_ap.pdf": {"highlight": 1, "box": 1},
    "pdfium__annotation_ink_multiple.pdf": {"ink": 3},
    "pdfium__annotation_markup_multiline_no_ap.pdf": {"highlight": 1, "underline": 1, "squiggly": 1, "strikeout": 1},
    "pdfium__annotation_stamp_with_ap.pdf": {"stamp": 2},
    "pdfium__annots.pdf": {"highlight": 3, "box": 1},
    "pdfium__line_annot.pdf": {"line": 2},
    "pdfium__linearized.pdf": {"circle": 6},
    "pdfium__polygon_annot.pdf": {"ink": 2},
    "pypdf-sample-files__annotated_pdf.pdf": {"note": 1, "highlight": 1, "ink": 1},
    "pypdf__commented.pdf": {"note": 2, "highlight": 1},
    "pypdf__example.pdf": {"highlight": 1, "note": 2, "stamp": 1},
    "qpdf__overlay-copy-annotations.pdf": {"note": 16, "free-text": 64},
}
WORDS = {
    "pdfium__annotation_highlight_square_with_ap.pdf": "Hello world!",
    "pypdf__commented.pdf": "crazy.",
    "pypdf__example.pdf": "France",
}


def test_marks_that_pdfium_does_not_see_come_in(store: Store) -> None:
    path = shared_folder() / "pdf-annotated" / "pdfium__linearized_bug_1055.pdf"
    assert import_paper(store, path, actor="Ann").marks == 6


@pytest.mark.parametrize("name", SHARED)
def test_marks_of_real_programs_come_in_whole(name: str) -> None:
    found = read_marks(shared_folder() / "pdf-annotated" / name)
    assert found.whole
    counts = {kind: sum(mark.kind == kind for mark in found.marks) for kind in {mark.kind for mark in found.marks}}
    assert counts == SHARED[name]
    if name in WORDS:
        assert [mark.quote for mark in found.marks if mark.kind == "highlight"] == [WORDS[name]]
    assert len({(mark.page, mark.name) for mark in found.marks}) == len(found.marks)


def test_words_under_a_highlight_with_what_stands_around(tmp_path: Path) -> None:
    # Line 2 of the page: baseline 720, 11 points; "asked for the figures" is about in the middle of it.
    quads = pikepdf.Array([70, 730, 420, 730, 70, 717, 420, 717])
    path = write(
        tmp_path,
        "a.pdf",
        annotated(plain(1), {"Subtype": "Highlight", "Rect": [70, 717, 420, 730], "QuadPoints": quads}),
    )
    (mark,) = read_marks(path).marks
    assert mark.quote.startswith("1.2 The panel asked for the figures")
    assert mark.before.endswith("by ward 11")
    assert mark.after.startswith("1.3 The panel")
    assert mark.rects == ((70.0, 112.0, 420.0, 125.0),)


def test_answers_dates_and_colours(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(plain(1))) as pdf:
        first = pdf.make_indirect(
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], NM="a", Contents="Why?", C=[1, 0, 0])
        )
        answer = pdf.make_indirect(
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], NM="b", Contents="So", IRT=first)
        )
        tick = pdf.make_indirect(
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], IRT=first, State="Accepted")
        )
        link = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[1, 1, 9, 9]))
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([first, answer, tick, link])
        path = write(tmp_path, "a.pdf", saved(pdf))
    marks = read_marks(path).marks
    assert [(m.name, m.reply_to, m.text, m.colour) for m in marks] == [
        ("a", "", "Why?", "#ff0000"),
        ("b", "a", "So", ""),
    ]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("D:20140915184640+02'00'", "2014-09-15T16:46:40Z"), ("D:20201231", "2020-12-31T00:00:00Z"),
        ("20200101120000Z", "2020-01-01T12:00:00Z"), ("D:20209999", ""), ("yesterday", ""), ("", ""),
        ("D:00000000000000", ""),
    ],
)  # fmt: skip
def test_dates_of_pdf(date: str, moment: str) -> None:
    assert moment_of(date) == moment


def test_colours_of_pdf() -> None:
    assert [colour_of(c) for c in ([], [0.5], [1, 0, 0], [0, 1, 1, 0], [9, -9, 0], [1, 1])] == [
        "", "#808080", "#ff0000", "#ff0000", "#ff0000", "",
    ]  # fmt: skip


def hostile() -> dict[str, bytes]:
    """Files whose annotations are not what they should be."""
    page = plain(1)
    made: dict[str, bytes] = {
        "nothing is what it should be": annotated(
            page,
            {"Subtype": "Highlight", "Rect": "here", "QuadPoints": 7},
            {"Subtype": "Ink", "Rect": [0, 0, 9, 9], "InkList": [[1], [], "x", [1, 2, "y"]]},
            {"Subtype": "Line", "Rect": [0, 0, 9, 9], "L": [1]},
            {"Subtype": "Highlight", "Rect": [1e30, 0, 1, 1]},
            {"Subtype": "Nonsense", "Rect": [0, 0, 1, 1]},
            {"Rect": [0, 0, 1, 1]},
        ),
        "too many": annotated(page, *({"Subtype": "Square", "Rect": [n, n, n + 5, n + 5]} for n in range(7000))),
        "too much to say": annotated(
            page, *({"Subtype": "Text", "Rect": [n, 0, n + 5, 5], "Contents": "x" * 200_000} for n in range(300))
        ),
        "endless quads": annotated(page, {"Subtype": "Highlight", "Rect": [0, 0, 9, 9], "QuadPoints": [1.5] * 400_000}),
    }
    with pikepdf.open(BytesIO(page)) as pdf:
        a = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9]))
        b = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], IRT=a))
        a["/IRT"], a["/Popup"] = b, a
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([a, b, a, 5, pikepdf.Name.X])
        made["going round in circles"] = saved(pdf)
    with pikepdf.open(BytesIO(page)) as pdf:
        pdf.pages[0].obj["/Annots"] = pikepdf.Dictionary(A=1)
        made["no list"] = saved(pdf)
    return made


@pytest.mark.parametrize(
    "name",
    [
        "nothing is what it should be",
        "too many",
        "too much to say",
        "endless quads",
        "going round in circles",
        "no list",
    ],
)
def test_a_hostile_file_harms_nobody(name: str, tmp_path: Path) -> None:
    found = read_marks(write(tmp_path, "bad.pdf", hostile()[name]))
    assert len(found.marks) <= 5000
    for mark in found.marks:
        assert len(mark.text) <= 20_000
        assert len(mark.rects) <= 2000
    if name.startswith("too"):
        assert found.marks
    if name == "too much to say":
        assert not found.whole


def test_a_file_that_ends_its_worker_gives_what_was_read(tmp_path: Path) -> None:
    assert not read_marks(write(tmp_path, "none.pdf", b"no pdf at all")).whole


@pytest.mark.parametrize("answer", ["", "garbage", "\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00{}"])
def test_a_worker_that_falls_over_takes_nothing_with_it(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import sys; sys.stdout.buffer.write(b'{answer}'); sys.stdout.flush(); sys.stdin.read(1)"
    monkeypatch.setattr(process, "worker_command", lambda: [sys.executable, "-c", code])
    path = write(tmp_path, "a.pdf", annotated(plain(1), {"Subtype": "Text", "Rect": [1, 1, 9, 9]}))
    assert read_marks(path) == MarksRead((), whole=False)
    with pytest.raises(UserError, match="cannot be copied with marks"):
        write_marked(path, tmp_path / "b.pdf", one_of_each(1))
    assert with_words_of(path, ()) == ()
