"""The marked copy of a paper: what its file bore itself, what was changed or deleted here, letters of every alphabet."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands.exporting_marks import export_paper
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.making_marks import fit_mark, mark
from cypsc_desktop.commands.marks import change_mark, delete_marks, marks_of
from cypsc_desktop.commands.sharing_marks import share
from cypsc_desktop.papers import kinds
from cypsc_desktop.store.store import Store
from tests.papers.marking import FOREIGN, annotated, plain, write

ANN = "Ann"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A paper with marks of another program: a stamp with a picture of its own, and notes, one in a pop-up."""
    with pikepdf.open(write(tmp_path, "plain.pdf", plain(2))) as pdf:
        page = pdf.pages[1].obj
        look = pdf.make_stream(b"0 1 0 rg 0 0 40 20 re f")
        look["/Type"], look["/Subtype"], look["/BBox"] = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 40, 20]
        stamp = pdf.make_indirect(
            pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, Rect=[10, 10, 50, 30], AP=pikepdf.Dictionary(N=look), F=4)
        )
        note = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[60, 10, 80, 30], Contents="Why?"))
        popup = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Popup, Rect=[90, 10, 190, 90], Parent=note))
        note["/Popup"] = popup
        other = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[60, 40, 80, 60], Contents="Stays", NM="their name")
        page["/Annots"] = pikepdf.Array([stamp, note, popup, other])
        pdf.save(tmp_path / "theirs.pdf")
    return tmp_path / "theirs.pdf"


def seen(path: Path, page: int = 1) -> list[tuple[str, str, str]]:
    with pikepdf.open(path) as pdf:
        return [(str(a.Subtype), str(a.get("/Contents", "")), str(a.get("/NM", ""))) for a in pdf.pages[page].Annots]


def test_what_the_file_bore_stays_as_it_was_drawn_and_goes_when_it_was_deleted(
    store: Store, theirs: Path, tmp_path: Path
) -> None:
    document = import_paper(store, theirs, actor=ANN).document or ""
    by_kind = {s.mark.comment: s.mark for s in marks_of(store.read, document=document)}
    stamp, why, stays = (by_kind[text].id for text in (None, "Why?", "Stays"))
    to = tmp_path / "copy.pdf"
    assert export_paper(store.read, to, person=ANN, entity=document, with_annotations=True) == 3
    assert seen(to) == [("/Stamp", "", stamp), ("/Text", "Why?", why), ("/Popup", "", ""), ("/Text", "Stays", stays)]
    with pikepdf.open(to) as pdf:
        assert pdf.pages[1].Annots[0].AP.N.read_bytes() == b"0 1 0 rg 0 0 40 20 re f"
    change_mark(store, stays, actor=ANN, comment="Changed")
    delete_marks(store, [why], actor=ANN)
    share(store, [stamp], actor=ANN)
    assert export_paper(store.read, to, person=ANN, entity=document, with_annotations=True) == 2
    (shared,) = (s.mark.id for s in marks_of(store.read, document=document) if s.shared)
    assert seen(to) == [("/Stamp", "", shared), ("/Text", "Changed", stays)]
    export_paper(store.read, to, person=ANN, entity=document)
    assert to.read_bytes() == theirs.read_bytes()


def test_words_in_letters_of_every_alphabet_are_drawn(store: Store, tmp_path: Path) -> None:
    source = write(tmp_path, "paper.pdf", plain(1))
    document = import_paper(store, source, actor=ANN).document or ""
    for top, kind in ((300, "free-text"), (360, "stamp"), (420, "note")):
        mark(store, document, 1, kind, actor=ANN, rects=[(72, top, 372, top + 40)], comment=f"{kind}{FOREIGN}")
    mark(store, document, 1, "free-text", actor=ANN, rects=[(72, 500, 372, 540)], comment="Plain “words” for £5")
    to = tmp_path / "copy.pdf"
    export_paper(store.read, to, person=ANN, entity=document, with_annotations=True)
    assert {text for _, text, _ in seen(to, 0)} >= {f"{kind}{FOREIGN}" for kind in ("free-text", "stamp", "note")}
    export_paper(store.read, tmp_path / "flat.pdf", person=ANN, entity=document, flattened=True)
    said = subprocess.run(["pdftotext", tmp_path / "flat.pdf", "-"], capture_output=True, text=True, check=True).stdout
    for word in ("Łódź", "Ἀθήνα", "Київ", "Plain “words” for £5"):
        assert said.count(word) >= (1 if word.startswith("Plain") else 2), word


def test_a_bookmark_goes_out_and_comes_back_as_one(store: Store, tmp_path: Path) -> None:
    source = write(tmp_path, "paper.pdf", plain(1))
    document = import_paper(store, source, actor=ANN).document or ""
    made = mark(store, document, 1, "note", actor=ANN, rects=[(500, 8, 518, 34)], tags=[kinds.BOOKMARK])
    to = tmp_path / "copy.pdf"
    export_paper(store.read, to, person=ANN, entity=document, with_annotations=True)
    with pikepdf.open(to, allow_overwriting_input=True) as pdf:
        assert str(pdf.pages[0].Annots[0].Subj) == "Bookmark"
        del pdf.pages[0].Annots[0]["/NM"]  # as by a program that keeps no names
        pdf.save(to)
    delete_marks(store, [made.id], actor=ANN)
    import_paper(store, to, actor=ANN)
    (shown,) = marks_of(store.read, document=document)
    assert (shown.mark.mark, shown.mark.tags) == ("note", [kinds.BOOKMARK])


def test_one_page_with_a_mark_of_its_file_that_went_to_another(store: Store, tmp_path: Path) -> None:
    source = annotated(plain(2), {"Subtype": "Text", "Rect": [10, 10, 30, 30], "Contents": "Moves", "NM": "m"})
    document = import_paper(store, write(tmp_path, "paper.pdf", source), actor=ANN).document or ""
    (shown,) = marks_of(store.read, document=document)
    fit_mark(store, shown.mark.id, (100, 100, 120, 120), actor=ANN, page=2)
    to = tmp_path / "copy.pdf"
    export_paper(store.read, to, person=ANN, entity=document, with_annotations=True)
    assert seen(to, 0) == []
    assert seen(to, 1) == [("/Text", "Moves", shown.mark.id)]
