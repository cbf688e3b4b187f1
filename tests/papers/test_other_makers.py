"""Marks as other programs leave them come in whole, once, whatever those programs do to the file."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.marks import marks_of, visible_marks
from cypsc_desktop.pdf.annotations import MarkRead, read_marks
from cypsc_desktop.store.store import Store
from tests.papers import makers
from tests.papers.marking import plain, write
from tests.pdf.making import saved

ANN = "Ann"
HELD = {
    "acrobat": ["highlight:Is this right?", "note:It is", "note:Good", "note:the new words", "strikeout:",
                "note:Attached file: x.xls"],
    "preview": ["highlight:", "note:Kept in the window", "stamp:", "underline:"],
    "pdf expert": ["ink:", "highlight:Costs?"],
    "okular": ["highlight:Käse, naïve", "line:", "ink:", "ink:", "free-text:Typed"],
    "firefox": ["free-text:Grüße\nzwei", "ink:", "highlight:", "stamp:A photograph"],
    "edge": ["ink:", "note:One\ntwo\nthree"],
    "drawboard": ["highlight:By its rectangle", "box:", "circle:", "ink:"],
    "foxit": ["squiggly:first", "note:second", "stamp:Not approved", "stamp:", "box:", "note:"],
}  # fmt: skip


def found(path: Path, **how: str) -> list[MarkRead]:
    read = read_marks(path, **how)
    assert read.whole
    return list(read.marks)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("makers")
    return {maker: write(folder, f"{maker}.pdf", makers.made_by(maker)) for maker in makers.MAKERS}


@pytest.mark.parametrize("maker", makers.MAKERS)
def test_what_each_program_writes_is_read(maker: str, files: dict[str, Path]) -> None:
    marks = found(files[maker])
    assert [f"{mark.kind}:{mark.text}" for mark in marks] == HELD[maker]
    assert len({mark.name for mark in marks}) == len(marks)
    for mark in marks:
        if mark.kind == "highlight" and len(mark.rects) == 1:
            assert mark.quote.startswith(makers.WORDS)
            assert mark.rects == ((70.0, 112.0, 420.0, 125.0),)


def test_answers_go_to_the_mark_that_began_it(files: dict[str, Path], store: Store) -> None:
    import_paper(store, files["acrobat"], actor=ANN)
    marks = {m.comment: m for m in visible_marks(store.read)}
    first = marks["Is this right?"].id
    assert {c for c, m in marks.items() if m.reply_to == first} == {"It is", "Good"}
    assert marks["the new words"].reply_to is None


def test_the_width_of_the_pen_comes_in(files: dict[str, Path], store: Store) -> None:
    import_paper(store, files["edge"], actor=ANN)
    (ink,) = (s for s in marks_of(store.read) if s.mark.mark == "ink")
    assert [len(stroke) for stroke in ink.strokes] == [3, 1, 2]
    assert ink.widths == ((2.25,) * 3, (2.25,), (2.25,) * 2)


@pytest.mark.parametrize("how", ["nested", "locked", "with_password", "appended"])
def test_however_the_file_is_built(how: str, tmp_path: Path) -> None:
    source = makers.made_by("okular")
    kept = "secret" if how == "with_password" else None
    content = makers.appended(source, "Later") if how == "appended" else getattr(makers, how)(source)
    marks = list(read_marks(write(tmp_path, "a.pdf", content), password=kept).marks)
    texts = [f"{mark.kind}:{mark.text}" for mark in marks]
    assert texts == [*HELD["okular"], *(["note:Later"] if how == "appended" else [])]
    assert marks[0].quote.startswith(makers.WORDS)
    if how == "nested":
        # Turned a quarter: what is 70 from the left and 717 to 730 up is so far down and from the left.
        assert marks[0].rects == ((717.0 - 30, 70.0 - 20, 730.0 - 30, 420.0 - 20),)


_SAMPLE = ("acrobat", "preview")  # the others go through with the long tests


@pytest.mark.parametrize(
    "maker", [m if m in _SAMPLE else pytest.param(m, marks=pytest.mark.long) for m in makers.MAKERS]
)
def test_again_and_in_another_order_nothing_doubles(maker: str, store: Store, tmp_path: Path) -> None:
    """The paper is in the library; a copy with marks comes in, comes in again saved anew without names, then with its pages
    in another order."""
    document = import_paper(store, write(tmp_path, "paper.pdf", plain(3)), actor=ANN).document
    content = makers.made_by(maker)
    done = import_paper(store, write(tmp_path, "marked.pdf", content), actor=ANN)
    assert (done.document, done.marks) == (document, len(HELD[maker]))
    before = [(m.id, m.page, m.comment) for m in visible_marks(store.read)]
    assert len(before) == len(HELD[maker])
    with pikepdf.open(BytesIO(content)) as pdf:
        for annotation in pdf.pages[0].Annots:
            if "/NM" in annotation:
                del annotation["/NM"]
        pdf.docinfo["/Producer"] = "Another"
        nameless = saved(pdf)
    import_paper(store, write(tmp_path, "nameless.pdf", nameless), actor=ANN)
    assert [(m.id, m.page, m.comment) for m in visible_marks(store.read)] == before
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.pages.reverse()
        import_paper(store, write(tmp_path, "reversed.pdf", saved(pdf)), actor=ANN)
    assert [(m.id, m.page, m.comment) for m in visible_marks(store.read)] == before
    assert {m.state for m in visible_marks(store.read)} == {"placed"}


ACROBAT_XFDF = """<?xml version="1.0" encoding="UTF-8"?>
<x:xfdf xmlns:x="http://ns.adobe.com/xfdf/" xml:space="preserve"><x:annots>
<x:highlight color="#FFD100" opacity="0.4" creationdate="D:20240131101500+01'00'" flags="print" date="D:20240131101500Z"
 page="0" coords="70,730,420,730,70,717,420,717" rect="70,717,420,730" subject="Highlight" title="Dana">
 <x:contents-richtext><body xmlns="http://www.w3.org/1999/xhtml"><p><span>Is this </span><span>right?</span></p></body>
 </x:contents-richtext><x:popup page="0" rect="450,600,590,700" open="no"/></x:highlight>
<x:text icon="Comment" page="0" rect="20,700,40,720" name="n1" title="Dana"><x:contents>First</x:contents></x:text>
<x:text page="0" rect="20,700,40,720" name="n2" inreplyto="n1" title="Ed"><x:contents>Answer</x:contents></x:text>
<x:text page="0" rect="20,700,40,720" inreplyto="n1" state="Accepted" statemodel="Review" title="Ed"/>
<x:text page="1" rect="20,600,40,620"><x:contents>One</x:contents></x:text>
<x:text page="1" rect="20,500,40,520"><x:contents>Two</x:contents></x:text>
<x:strikeout page="1" rect="70,697,200,710" inreplyto="n1" replyType="group" coords="70,710,200,710,70,697,200,697"/>
<x:polyline page="2" rect="10,10,60,60" width="2"><x:vertices>10,10;50,50;60,10</x:vertices></x:polyline>
<x:link page="2" rect="1,1,9,9"/></x:annots><x:f href="../my%20papers/the%20paper.pdf"/></x:xfdf>"""


def test_xfdf_of_acrobat(store: Store, tmp_path: Path) -> None:
    document = import_paper(store, write(tmp_path, "the paper.pdf", plain(3)), actor=ANN).document
    path = write(tmp_path, "marks.xfdf", ACROBAT_XFDF.encode())
    done = import_paper(store, path, actor=ANN)
    assert (done.document, done.marks) == (document, 7)
    shown = {s.mark.comment or s.mark.mark: s for s in marks_of(store.read)}
    assert set(shown) == {"Is this right?", "First", "Answer", "One", "Two", "strikeout", "ink"}
    top = shown["Is this right?"]
    assert (top.quote.startswith(makers.WORDS), top.rects, top.mark.author) == (True, ((70, 112, 420, 125),), "Dana")
    assert top.mark.created == "2024-01-31T09:15:00Z"
    assert shown["Answer"].mark.reply_to == shown["First"].mark.id
    assert shown["strikeout"].mark.reply_to is None
    assert shown["ink"].widths == ((2, 2, 2),)
    assert not import_paper(store, path, actor=ANN).new
    again = ACROBAT_XFDF.replace('name="n1" ', "").replace("opacity", "intensity")
    import_paper(store, write(tmp_path, "again.xfdf", again.encode()), actor=ANN)
    assert len([m for m in visible_marks(store.read) if not m.reply_to]) == 6
