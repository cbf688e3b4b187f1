"""Annotations that are built oddly, as many small programs build them, come in with their words, place, answers and dates."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.marks import visible_marks
from cypsc_desktop.pdf.annotations import MarkRead, moment_of, read_marks
from cypsc_desktop.store.store import Store
from tests.papers.makers import LINE, WORDS, Pdf, one, quads
from tests.papers.marking import plain, write
from tests.pdf.making import saved

ANN = "Ann"
NEXT = (70.0, 697.0, 420.0, 710.0)  # the line below LINE
NOTE = Array([10, 10, 30, 30])


def without_rectangle(pdf: Pdf) -> list[pikepdf.Object]:
    made = [
        one(pdf, "Highlight", QuadPoints=quads(LINE)), one(pdf, "Ink", InkList=Array([Array([10, 10, 20, 25])])),
        one(pdf, "Line", L=Array([10, 10, 20, 20])), one(pdf, "Text", Contents="Nowhere"), one(pdf, "Square"),
    ]  # fmt: skip
    for each in made:
        del each["/Rect"]
    return made


def corners(pdf: Pdf) -> list[pikepdf.Object]:
    words = Array([v for x in range(70, 270, 20) for v in quads((x, 717, x + 20, 730))])
    return [
        one(pdf, "Highlight", Contents="from the last line up", QuadPoints=Array([*quads(NEXT), *quads(LINE)])),
        one(pdf, "Highlight", Contents="word by word", QuadPoints=words),
        one(pdf, "Highlight", Contents="numbers left over", QuadPoints=Array([*quads(LINE), 1, 2, 3])),
        one(pdf, "Highlight", Contents="half a corner", QuadPoints=Array([70, 730, 420])),
        one(pdf, "Highlight", Contents="round about", QuadPoints=quads(LINE, "TL TR BR BL")),
        one(pdf, "Highlight", Contents="none"),
    ]


def rich(pdf: Pdf) -> list[pikepdf.Object]:
    body = '<body xmlns="http://www.w3.org/1999/xhtml"><p>First\n<b>point</b></p><p>Second<br/>third</p></body>'
    return [
        one(pdf, "Text", RC=body), one(pdf, "FreeText", RC=pdf.make_stream(body.encode())),
        one(pdf, "Text", RC='\ufeff<?xml version="1.0" encoding="UTF-16"?>' + body),
        one(pdf, "Text", RC="<p>Never closed&nbsp;& odd"), one(pdf, "Text", Contents=" ", RC="<!-- nothing -->"),
    ]  # fmt: skip


def strings(pdf: Pdf) -> list[pikepdf.Object]:
    held = (
        b"\xfe\xff" + "Café – “x” 漢".encode("utf-16-be"), b"\xff\xfe" + "Zoë".encode("utf-16-le"),
        b"\xef\xbb\xbf" + "naïve".encode(), "says not that it is UTF-8: é".encode(), b"PDFDoc \x80 \x85 \xe9 \xa0",
        b"\xfe\xff" + "\x1ben-GB\x1bBy language".encode("utf-16-be"), b"\xfe\xff" + "odd".encode("utf-16-be") + b"\x00",
    )  # fmt: skip
    made = [one(pdf, "Text", Contents=pikepdf.Object.parse(b"<" + raw.hex().encode() + b">")) for raw in held]
    return [*made, one(pdf, "Text", Contents=pdf.make_stream(b"of a stream"))]


def answers(pdf: Pdf) -> list[pikepdf.Object]:
    first, second = (one(pdf, "Text", Contents=said, NM="same") for said in ("first", "second"))
    popup = one(pdf, "Popup", Parent=first)
    tick = one(pdf, "Text", Contents="Accepted", IRT=first, State="Accepted", StateModel="Review", F=30)
    hidden, loop = one(pdf, "Square", F=2), one(pdf, "Text", Contents="itself")
    loop["/IRT"] = loop
    return [
        one(pdf, "Text", Contents="stands before what it answers", IRT=second), first, second, popup, tick, loop,
        one(pdf, "Text", Contents="to a pop-up", IRT=popup), one(pdf, "Text", Contents="to a tick", IRT=tick),
        one(pdf, "Text", Contents="hidden answer", IRT=first, F=30), one(pdf, "Text", Contents="tick", IRT=first, StateModel="Marked"),
        one(pdf, "Text", Contents="of a group", IRT=first, RT=Name.Group), hidden,
        one(pdf, "Text", Contents="hidden, to what is hidden", IRT=hidden, F=2),
        one(pdf, "Text", Contents="to a name", IRT="same"),
    ]  # fmt: skip


def popups(pdf: Pdf) -> list[pikepdf.Object]:
    box = one(pdf, "Square", NM="box")
    return [box, one(pdf, "Popup", Parent=box, Contents="Kept in a pop-up"), one(pdf, "Popup", Contents="of nobody")]


def kinds(pdf: Pdf) -> list[pikepdf.Object]:
    return [
        one(pdf, "Ink", InkList=Array([Array([50, 50])])), one(pdf, "Caret", Contents="put in"),
        one(pdf, "Stamp", Name=Name.Approved), one(pdf, "FileAttachment", FS="sums.xls"),
        one(pdf, "Redact", QuadPoints=quads(LINE), OverlayText="Out"), one(pdf, "Link", Contents="a link"),
        one(pdf, "Square", Rect=Array([LINE[2], LINE[3], LINE[0], LINE[1]])), one(pdf, "Watermark", Contents="Draft"),
        one(pdf, "Square", Rect=Array([1, 2, 3])), Dictionary(), Array([]),
        Dictionary(Subtype=Name.Text, Rect=NOTE, Contents=pikepdf.String("direct")),
    ]  # fmt: skip


ODD: dict[Callable[[Pdf], list[pikepdf.Object]], list[str]] = {
    without_rectangle: ["highlight:", "ink:", "line:", "note:Nowhere"],
    corners: [f"highlight:{said}" for said in ("from the last line up", "word by word", "numbers left over", "half a corner",
                                               "round about", "none")],
    rich: ["note:First point\nSecond\nthird", "free-text:First point\nSecond\nthird", "note:First point\nSecond\nthird",
           "note:Never closed & odd", "note:"],
    strings: [f"note:{said}" for said in ("Café – “x” 漢", "Zoë", "naïve", "says not that it is UTF-8: é", "PDFDoc • – é €",
                                          "By language", "odd", "of a stream")],
    answers: [f"note:{said}" for said in ("stands before what it answers", "first", "second", "itself", "to a pop-up", "to a tick",
                                          "hidden answer", "of a group", "to a name")],
    popups: ["box:Kept in a pop-up"],
    kinds: ["ink:", "note:put in", "stamp:Approved", "note:Attached file: sums.xls", "box:Out", "box:", "note:direct"],
}  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a page for each oddity."""
    with pikepdf.open(BytesIO(plain(len(ODD)))) as pdf:
        for page, make in zip(pdf.pages, ODD, strict=True):
            page.obj["/Annots"] = Array(make(pdf))
        return write(tmp_path_factory.mktemp("odd"), "odd.pdf", saved(pdf))


@pytest.fixture(scope="module")
def pages(odd: Path) -> list[list[MarkRead]]:
    read = read_marks(odd)
    assert read.whole
    return [[m for m in read.marks if m.page == number] for number in range(1, len(ODD) + 1)]


def test_each_comes_in_with_its_words(pages: list[list[MarkRead]]) -> None:
    held = dict(zip((make.__name__ for make in ODD), pages, strict=True))
    for make, wanted in ODD.items():
        assert [f"{m.kind}:{m.text}" for m in held[make.__name__]] == wanted
        assert len({m.name for m in held[make.__name__]}) == len(wanted)
    place = (70.0, 112.0, 420.0, 125.0)
    top, ink, line, _ = held["without_rectangle"]
    assert (top.rects, top.quote[:13]) == ((place,), "1.2 The panel")
    assert ink.rects == ((10.0, 817.0, 20.0, 832.0),)
    assert line.strokes == (((10.0, 832.0), (20.0, 822.0)),)
    upwards, by_word, *others = held["corners"]
    assert [rect[1] for rect in upwards.rects] == [112.0, 132.0]
    assert upwards.quote.startswith(WORDS.replace("1.2", "2.2"))
    assert "22 2.3 The panel" in upwards.quote
    assert by_word.quote == "2.2 The panel asked for the figures of the"
    assert {(m.rects, m.quote[:13]) for m in others} == {((place,), "2.2 The panel")}


def test_answers_find_what_they_answer(pages: list[list[MarkRead]]) -> None:
    marks = {m.text: m for m in pages[list(ODD).index(answers)]}
    names = {m.name: m.text for m in marks.values()}
    assert {text: names.get(m.reply_to, "") for text, m in marks.items() if m.reply_to} == {
        "stands before what it answers": "second", "to a pop-up": "first", "to a tick": "first", "hidden answer": "first",
        "itself": "itself",
    }  # fmt: skip


def test_once_and_again_without_names(odd: Path, store: Store, tmp_path: Path) -> None:
    document = import_paper(store, write(tmp_path, "paper.pdf", plain(len(ODD))), actor=ANN).document
    done = import_paper(store, odd, actor=ANN)
    assert (done.document, done.marks) == (document, sum(map(len, ODD.values())))
    before = {(m.id, m.comment, m.reply_to) for m in visible_marks(store.read)}
    assert {m.comment for m in visible_marks(store.read) if m.reply_to} == {
        "stands before what it answers", "to a pop-up", "to a tick", "hidden answer",
    }  # fmt: skip
    with pikepdf.open(odd) as pdf:
        for page in pdf.pages:
            for each in page.obj.Annots:
                if isinstance(each, Dictionary) and "/NM" in each:
                    del each["/NM"]
        pdf.docinfo["/Producer"] = "Another"
        import_paper(store, write(tmp_path, "again.pdf", saved(pdf)), actor=ANN)
    assert {(m.id, m.comment, m.reply_to) for m in visible_marks(store.read)} == before


def test_pages_turned_cropped_and_in_units_of_their_own(tmp_path: Path) -> None:
    """The words under a highlight are the same, whatever is done to its page."""
    with pikepdf.open(BytesIO(plain(8))) as pdf:
        for page in pdf.pages:
            page.obj["/Annots"] = Array([one(pdf, "Highlight", QuadPoints=quads(LINE))])
        pages = pdf.pages
        for at, turn in ((1, 90), (2, -90), (6, 180), (7, 450)):
            pages[at].Rotate = turn
        pages[3].obj["/UserUnit"] = 2
        pages[4].CropBox = Array([50, 60, 500, 800])
        pages[5].MediaBox = Array([595, 842, 0, 0])
        pages[6].MediaBox, pages[6].CropBox = Array([-100, -100, 595, 842]), Array([-50, -40, 590, 830])
        pages[7].CropBox = Array([-500, -500, 2000, 2000])
        marks = read_marks(write(tmp_path, "pages.pdf", saved(pdf))).marks
    assert [m.quote[:35] for m in marks] == [WORDS.replace("1.2", f"{n}.2") for n in range(1, 9)]
    upright = (70.0, 112.0, 420.0, 125.0)
    assert [marks[n].rects for n in (0, 3, 5)] == [(upright,)] * 3
    assert marks[4].rects == ((20.0, 70.0, 370.0, 83.0),)
    assert marks[1].rects == marks[7].rects == ((717.0, 70.0, 730.0, 420.0),)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2021-09-14T10:00:00+01:00", "2021-09-14T09:00:00Z"), ("2021-09-14 10:00", "2021-09-14T10:00:00Z"),
        ("2021-09-14T10:00:00.123Z", "2021-09-14T10:00:00Z"), ("D:20210914100000-05'30", "2021-09-14T15:30:00Z"),
        ("D:20210914", "2021-09-14T00:00:00Z"), ("14/09/2021", ""), ("D:20219914", ""), ("Tue 14 Sep", ""),
    ],
)  # fmt: skip
def test_dates_as_programs_write_them(date: str, moment: str) -> None:
    assert moment_of(date) == moment
