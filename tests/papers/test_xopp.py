"""What was drawn in Xournal++ comes in from its own file; its PDFs hold no annotations."""

import gzip
from pathlib import Path

import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.marks import marks_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.papers import xopp
from cypsc_desktop.store.store import Store
from tests.papers.marking import plain, write

ANN = "Ann"
# As version 1.1.3 keeps it, which opens this one.
JOURNAL = """<?xml version="1.0" standalone="no"?>
<xournal creator="Xournal++ 1.1.3" fileversion="4"><title>Xournal++ document</title>
<page width="595" height="842"><background type="pdf" domain="absolute" filename="/papers/the paper.pdf" pageno="1"/>
<layer><stroke tool="pen" color="#ff0000ff" width="1.41">100 300 150 320 200 300</stroke>
<stroke tool="pen" color="#0000ffff" width="1.0 2.0 3.0">10 10 20 20 30 10 40 20</stroke>
<stroke tool="highlighter" color="#ffff007f" width="8.5">72 118 400 118</stroke></layer>
<layer><text font="Sans" size="12" x="100" y="400" color="#000000ff">Who pays
for this?</text><image left="1" top="1" right="2" bottom="2">AAAA</image></layer></page>
<page width="595" height="842"><background type="solid" color="#ffffffff" style="lined"/>
<layer><stroke tool="pen" color="#ff0000ff" width="1.41">1 1 2 2</stroke></layer></page>
<page width="595" height="842"><background type="pdf" pageno="3ll"/>
<layer><stroke tool="pen" color="red" width="nan">5 5 nan 9</stroke><stroke color="#008000ff" width="2">7 8</stroke></layer></page>
</xournal>"""


def packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)  # the same at each run


def test_lines_and_texts_come_onto_the_paper_once(store: Store, tmp_path: Path) -> None:
    document = import_paper(store, write(tmp_path, "the paper.pdf", plain(3)), actor=ANN).document
    path = write(tmp_path, "notes.xopp", packed(JOURNAL))
    done = import_paper(store, path, actor=ANN)
    assert (done.report.kind, done.document, done.marks) == ("marked paper", document, 5)
    found = [(s.page, s.mark.mark, s.mark.comment, s.mark.colour) for s in marks_of(store.read)]
    assert sorted(found, key=str) == sorted([
        (1, "ink", None, "#0000ff"), (1, "ink", None, "#ffff00"), (1, "ink", None, "#ff0000"),
        (1, "free-text", "Who pays\nfor this?", "#000000"), (3, "ink", None, "#008000"),
    ], key=str)  # fmt: skip
    line = next(s for s in marks_of(store.read) if s.mark.colour == "#ff0000")
    assert (line.strokes, line.widths) == ((((100, 300), (150, 320), (200, 300)),), ((1.41,) * 3,))
    assert not import_paper(store, path, actor=ANN).new
    more = JOURNAL.replace("<title>", "<preview>x</preview><title>")  # saved again
    import_paper(store, write(tmp_path, "again.xopp", packed(more)), actor=ANN)
    assert len(marks_of(store.read)) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no gzip", "cannot be read"), (packed("<xournal><page"), "cannot be read"), (packed("<html/>"), "cannot be read"),
        (packed(JOURNAL)[:80], "cannot be read"), (packed("<xournal><page/></xournal>"), "not about a PDF"),
    ],
    ids=["not packed", "no end", "another file", "cut off", "no paper"],
)  # fmt: skip
def test_what_is_no_such_file_is_told(content: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        xopp.read(content)


def test_a_paper_that_is_not_here_and_fdf_say_what_to_do(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"the paper\.pdf, which is not in this library"):
        import_paper(store, write(tmp_path, "notes.xopp", packed(JOURNAL)), actor=ANN)
    with pytest.raises(UserError, match="export the comments as XFDF"):
        import_paper(store, write(tmp_path, "a.fdf", b"%FDF-1.2\n1 0 obj\n<</FDF<<>>>>\nendobj\n"), actor=ANN)
