"""A marked PDF or XFDF comes in: on the paper it is a copy of, else as a paper of its own; never twice."""

import json
import re
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands.exporting_marks import export_marks, export_paper
from cypsc_desktop.commands.importing import import_paper, said_of_marks
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.marks import change_mark, delete_marks, reply
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.papers import xfdf
from cypsc_desktop.sample import build_sample
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.papers.marking import annotated, plain, write
from tests.pdf.making import stamped

ANN, BEN = "Ann", "Ben"
BOX = (72.0, 100.0, 300.0, 112.0)


@pytest.fixture
def pack(sample: Store) -> Document:
    return next(d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack")


@pytest.fixture
def marked_elsewhere(sample: Store, pack: Document, tmp_path: Path) -> Path:
    """The pack as a colleague marked it in another program: new names, an answer, saved anew."""
    path = sample.files.path(pack.sha256 or "")
    content = annotated(
        path.read_bytes(),
        {"Subtype": "Highlight", "Rect": [60, 600, 500, 760], "QuadPoints": [60, 760, 500, 760, 60, 600, 500, 600],
         "NM": "h1", "T": "Cy", "Contents": "Look here", "Subj": "Question"},
        {"Subtype": "Ink", "Rect": [10, 10, 90, 90], "InkList": [[10, 10, 50, 90, 90, 10]], "NM": "i1", "T": "Cy"},
        {"Subtype": "FreeText", "Rect": [10, 100, 90, 120], "NM": "f1", "Contents": "Typed", "DA": "/Helv 9 Tf"},
        {"Subtype": "Link", "Rect": [10, 100, 90, 120]},
        page=4,
    )  # fmt: skip
    return write(tmp_path, "pack with marks.pdf", content)


@pytest.fixture
def cypsc(capsys: pytest.CaptureFixture[str], sample_folder: Path) -> Cypsc:
    return Cypsc(capsys, sample_folder)


def rows(store: Store) -> list[dict[str, object]]:
    found = show(store.read, "annotations")
    assert isinstance(found, list)
    return found


def test_a_copy_of_a_paper_brings_its_marks_to_the_paper(sample: Store, pack: Document, marked_elsewhere: Path) -> None:
    before = len(all_of(sample.read, Document))
    done = import_paper(sample, marked_elsewhere, actor=ANN)
    assert (done.report.kind, done.document, done.marks) == ("marked paper", pack.id, 3)
    assert len(all_of(sample.read, Document)) == before
    found = {str(row["kind"]): row for row in rows(sample)}
    assert set(found) == {"highlight", "ink", "free-text"}
    top = found["highlight"]
    assert (top["document"], top["page"], top["author"], top["comment"]) == (pack.id, 5, "Cy", "Look here")
    assert (top["meaning"], top["state"], top["shared"]) == ("question", "placed", False)
    assert top["quote"]
    again = import_paper(sample, marked_elsewhere, actor=ANN)
    assert not again.new
    assert rows(sample) == list(found.values()) or len(rows(sample)) == 3


def test_what_was_deleted_here_stays_deleted(sample: Store, marked_elsewhere: Path) -> None:
    import_paper(sample, marked_elsewhere, actor=ANN)
    ink = next(row for row in rows(sample) if row["kind"] == "ink")
    delete_marks(sample, [str(ink["id"])], actor=ANN)
    import_paper(sample, marked_elsewhere, actor=ANN)
    assert len(rows(sample)) == 2


def test_a_later_copy_adds_only_what_is_new(
    sample: Store, pack: Document, marked_elsewhere: Path, tmp_path: Path
) -> None:
    import_paper(sample, marked_elsewhere, actor=ANN)
    with pikepdf.open(marked_elsewhere) as pdf:
        more = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[5, 5, 20, 20], NM="n2", Contents="Later")
        pdf.pages[5].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(more)])
        pdf.save(tmp_path / "later.pdf")
    import_paper(sample, tmp_path / "later.pdf", actor=ANN)
    assert len(rows(sample)) == 4


def test_our_own_copy_comes_back_without_doubling(sample: Store, pack: Document, tmp_path: Path) -> None:
    one = mark(sample, pack.id, 3, "note", actor=ANN, rects=[BOX], comment="Why?")
    reply(sample, one.id, "Because", actor=ANN)
    to = tmp_path / "marked.pdf"
    export_paper(sample.read, to, person=ANN, entity=pack.id, with_annotations=True)
    import_paper(sample, to, actor=ANN)
    assert len(rows(sample)) == 2
    with pikepdf.open(to, allow_overwriting_input=True) as pdf:
        own = next(a for a in pdf.pages[2].Annots if str(a.get("/NM")) == one.id)
        own["/Contents"] = pikepdf.String("Why, again?")
        pdf.save(to)
    assert import_paper(sample, to, actor=ANN).new
    assert [row["comment"] for row in rows(sample)] == ["Why, again?", "Because"]


@pytest.mark.parametrize("ending", ["xfdf", "pdf"])
def test_words_written_here_since_are_never_overwritten(
    sample: Store, pack: Document, tmp_path: Path, ending: str
) -> None:
    """A copy was handed out; then both sides wrote. One's own words stay, the others stand as an answer, once."""
    one = mark(sample, pack.id, 3, "note", actor=ANN, rects=[BOX], comment="Why?")
    to = tmp_path / f"marks.{ending}"
    if ending == "pdf":
        export_paper(sample.read, to, person=ANN, entity=pack.id, with_annotations=True)
    else:
        export_marks(sample.read, "annotations", to, person=ANN)
    change_mark(sample, one.id, actor=ANN, comment="My own later words")
    assert not import_paper(sample, to, actor=ANN).new  # what it said before is no news
    if ending == "pdf":
        with pikepdf.open(to, allow_overwriting_input=True) as pdf:
            next(a for a in pdf.pages[2].Annots if str(a.get("/NM")) == one.id)["/Contents"] = pikepdf.String("Theirs")
            pdf.save(to)
    else:
        to.write_text(to.read_text(encoding="utf-8").replace("Why?", "Theirs"), encoding="utf-8")
    done = import_paper(sample, to, actor=ANN)
    assert (done.new, done.beside) == (True, 1)
    assert "1 of them says other words there" in said_of_marks(done)
    assert [row["comment"] for row in rows(sample)] == [
        "My own later words",
        "In a copy that came in it says: “Theirs”",
    ]
    assert not import_paper(sample, to, actor=ANN).new
    sample.undo(ANN)
    assert [row["comment"] for row in rows(sample)] == ["My own later words"]


def test_a_pdf_that_matches_nothing_is_a_paper_of_its_own(sample: Store, tmp_path: Path) -> None:
    path = write(
        tmp_path, "loose.pdf", annotated(plain(2), {"Subtype": "Text", "Rect": [1, 1, 9, 9], "Contents": "Hm"})
    )
    done = import_paper(sample, path, actor=ANN)
    assert (done.report.kind, done.meeting, done.marks) == ("paper", None, 1)
    (row,) = rows(sample)
    assert (row["paper"], row["document"], row["comment"]) == ("loose.pdf", done.document, "Hm")
    sample.undo(ANN)
    assert rows(sample) == []


def test_page_labels_stamped_on_are_no_marks(sample: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "stamped.pdf", stamped(plain(6), [f"Page {n}" for n in range(11, 17)], how="annotation"))
    import_paper(sample, path, actor=ANN)
    assert rows(sample) == []


def test_xfdf_goes_out_and_comes_in(sample: Store, pack: Document, sample_template: Path, tmp_path: Path) -> None:
    first = mark(
        sample, pack.id, 3, "highlight", actor=ANN, rects=[BOX, (72, 113, 200, 125)], comment="A & <B>", meaning="data"
    )
    mark(sample, pack.id, 4, "ink", actor=ANN, strokes=[[(10, 10), (30, 40), (50, 10)]])
    mark(sample, pack.id, 4, "line", actor=ANN, strokes=[[(10, 60), (90, 80)]])
    reply(sample, first.id, "So be it", actor=BEN)
    to = tmp_path / "marks.xfdf"
    assert export_marks(sample.read, "annotations", to, person=ANN) == 4
    assert not import_paper(sample, to, actor=ANN).new  # they are ours
    import shutil

    from cypsc_desktop.commands.keeping import open_library

    shutil.copytree(sample_template, tmp_path / "other")
    with open_library(tmp_path / "other") as other:
        assert import_paper(other, to, actor=BEN).marks == 4
        assert not import_paper(other, to, actor=BEN).new
        found = rows(other)
        wanted = rows(sample)
        for a, b in zip(found, wanted, strict=True):
            for name in ("page", "kind", "meaning", "comment", "author", "rects", "points"):
                if name == "rects" and (b["kind"] in ("ink", "line") or b["reply_to"]):
                    continue  # of these the strokes say where they are, or the mark they answer
                assert a[name] == b[name], name


def test_xfdf_of_a_paper_that_is_not_here(sample: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.xfdf", xfdf.write([], {}, paper="elsewhere.pdf", digest="00"))
    with pytest.raises(UserError, match=r"on elsewhere\.pdf, which is not in this library"):
        import_paper(sample, path, actor=ANN)
    for bad in (b"", b"<xfdf", b"<other/>", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'):
        with pytest.raises(UserError, match="XFDF file cannot be read"):
            import_paper(sample, write(tmp_path, "bad.xfdf", bad), actor=ANN)


def test_the_command_line_to_the_letter(cypsc: Cypsc, tmp_path: Path) -> None:
    loose = write(
        tmp_path,
        "loose.pdf",
        annotated(plain(1), {"Subtype": "Text", "Rect": [1, 1, 9, 9], "Contents": "Hm", "T": "Cy"}),
    )
    cypsc("import", loose)
    (row,) = json.loads(cypsc("show", "annotations", "--json"))
    assert (row["kind"], row["comment"], row["author"], row["page"], row["shared"]) == ("note", "Hm", "Cy", 1, False)
    assert json.loads(cypsc("show", "enquiries", "--json")) == []
    for ending in ("docx", "xlsx", "md", "html", "csv", "json", "xfdf", "pdf"):
        to = tmp_path / f"out.{ending}"
        cypsc("export", "annotations", "--to", to)  # what came in with a file is no secret of whoever has the file
        assert to.stat().st_size
    widths = re.findall(r'<col style="width: ([\d.]+)%">', (tmp_path / "out.html").read_text())
    assert len(widths) == 7
    assert sum(map(float, widths)) == pytest.approx(100, abs=0.5)
    cypsc("export", "paper", "--id", row["document"], "--to", tmp_path / "copy.pdf", "--with-annotations")
    cypsc("export", "paper", "--id", row["document"], "--to", tmp_path / "flat.pdf", "--flattened")
    cypsc("export", "paper", "--id", row["document"], "--to", tmp_path / "same.pdf")
    assert (tmp_path / "same.pdf").read_bytes() == loose.read_bytes()
    cypsc("set", row["id"], "comment", "Hm, and what I think of it")
    cypsc("export", "annotations", "--to", tmp_path / "out.md", code=1)  # own words make it one's own
    cypsc("export", "annotations", "--to", tmp_path / "out.md", "--private")
    assert "what I think of it" in (tmp_path / "out.md").read_text()
    cypsc("export", "enquiries", "--to", tmp_path / "none.docx", code=1)
    cypsc("export", "minutes", "--to", tmp_path / "none.docx", "--flattened", code=1)


def test_marks_in_a_pack_that_is_issued_again_stay(
    sample: Store, pack: Document, library: Path, tmp_path: Path
) -> None:
    """A pack that came in with marks: they are its file's word, and outlive it."""
    content = annotated(
        sample.files.path(pack.sha256 or "").read_bytes(),
        {"Subtype": "Text", "Rect": [5, 5, 20, 20], "NM": "front", "Contents": "On the front"},
    )
    with Store.open(library.parent / "fresh", state=library.parent / "state") as store:
        first = import_paper(store, write(tmp_path, "pack.pdf", content), actor=ANN)
        assert (first.report.kind, len(rows(store))) == ("agenda pack", 1)
        again = import_paper(store, build_sample(tmp_path, edition=2)[0], actor=ANN)
        assert again.review is not None
        (row,) = rows(store)
        assert row["comment"] == "On the front"
        assert row["state"] in ("placed", "moved", "changed", "orphaned")


def test_a_marked_copy_of_an_old_version_comes_in_late(
    sample: Store, pack: Document, marked_elsewhere: Path, tmp_path: Path
) -> None:
    new = import_paper(sample, build_sample(tmp_path, edition=2)[0], actor=ANN)
    done = import_paper(sample, marked_elsewhere, actor=ANN)
    assert (done.document, done.marks) == (pack.id, 3)
    assert done.review is not None
    assert all(row["document"] == new.document or row["state"] == "orphaned" for row in rows(sample))
    assert not import_paper(sample, marked_elsewhere, actor=ANN).new
    assert len(rows(sample)) == 3
