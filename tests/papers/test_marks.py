"""Making, changing, sharing marks and turning them into lines of enquiry."""

from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands import enquiries
from cypsc_desktop.commands.editing import delete_record, set_field, undo
from cypsc_desktop.commands.exporting_marks import export_marks, export_paper
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.making_marks import fit_mark, mark, move_mark
from cypsc_desktop.commands.marks import (
    change_mark,
    delete_marks,
    marks_of,
    reply,
    settle_marks,
    shown_here,
    visible_marks,
)
from cypsc_desktop.commands.records import add_record
from cypsc_desktop.commands.sharing_marks import share, unshare
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation, Document, Item, Meeting
from cypsc_desktop.store.store import Store

ANN, BEN = "Ann", "Ben"
BOX = (72.0, 100.0, 300.0, 112.0)


@pytest.fixture
def pack(sample: Store) -> Document:
    return next(d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack")


def rows(sample: Store, what: str) -> list[dict[str, Any]]:
    found = show(sample.read, what)
    assert isinstance(found, list)
    return found


def paper_page(sample: Store, pack: Document) -> int:
    """The second sheet of some paper in the pack."""
    papers = [p for item in rows(sample, "agenda") for p in item["papers"] if p["document"] == pack.id]
    return int(next(p["pdf_pages"][0] + 1 for p in papers if p["pdf_pages"][1] > p["pdf_pages"][0]))


def test_a_mark_knows_its_words_its_paper_and_its_place(sample: Store, pack: Document) -> None:
    page = paper_page(sample, pack)
    words = (sample.pages.text(pack.sha256 or "", page) or "").split()
    quote = " ".join(words[20:30])
    made = mark(sample, pack.id, page, "highlight", actor=ANN, rects=[BOX], quote=quote, meaning="concern", tags=["x"])
    assert sample.read.record(made.id) == made
    assert (made.space, made.state, made.author, made.meaning, made.tags) == (
        "private:Ann",
        "placed",
        ANN,
        "concern",
        ["x"],
    )
    assert (made.before or "").endswith(words[19])
    assert (made.after or "").startswith(words[30])
    assert made.paper
    assert made.item
    assert made.printed == (pack.labels or [])[page - 1]
    row = next(r for r in rows(sample, "annotations") if r["id"] == made.id)
    assert row["rects"] == [list(BOX)]
    assert {"id", "paper", "page", "kind", "meaning", "quote", "comment", "author", "created", "rects", "reply_to", "state",
            "shared"} <= set(row)  # fmt: skip
    assert (row["kind"], row["shared"], row["page"]) == ("highlight", False, page)


def test_words_over_two_lines_are_one_line(sample: Store, pack: Document) -> None:
    made = mark(sample, pack.id, 2, "highlight", actor=ANN, rects=[BOX], quote=" the sub\ufffe\ncommittee\r\nmet ")
    assert made.quote == "the sub- committee met"


def test_what_is_no_mark_is_refused(sample: Store, pack: Document) -> None:
    with pytest.raises(UserError, match="no mark called 'scribble'"):
        mark(sample, pack.id, 1, "scribble", actor=ANN, rects=[BOX])
    with pytest.raises(UserError, match="no meaning called 'anger'"):
        mark(sample, pack.id, 1, "note", actor=ANN, rects=[BOX], meaning="anger")
    with pytest.raises(UserError, match="Nothing is selected"):
        mark(sample, pack.id, 1, "highlight", actor=ANN)
    with pytest.raises(UserError, match="there is no page 999"):
        mark(sample, pack.id, 999, "note", actor=ANN, rects=[BOX])
    with pytest.raises(UserError, match="begins on a page"):
        add_record(sample, "annotation", {"comment": "x"}, actor=ANN)


def test_change_move_delete_and_undo(sample: Store, pack: Document) -> None:
    one = mark(sample, pack.id, 2, "box", actor=ANN, rects=[BOX])
    assert change_mark(sample, one.id, actor=ANN, comment="Why?", meaning="question").comment == "Why?"
    assert change_mark(sample, one.id, actor=ANN, meaning=None).meaning is None
    assert undo(sample, actor=ANN) == "Change mark"
    assert getattr(sample.read.record(one.id), "meaning", "") == "question"
    moved = move_mark(sample, one.id, actor=ANN, page=3, rects=[(1, 2, 30, 40)])
    assert (moved.page, moved.rects) == (3, [[1, 2, 30, 40]])
    answer = reply(sample, one.id, "Because", actor=BEN)
    assert [s.mark.id for s in marks_of(sample.read, document=pack.id)] == [one.id, answer.id]
    assert delete_marks(sample, [one.id], actor=ANN) == 1
    assert marks_of(sample.read) == []
    undo(sample, actor=ANN)
    assert len(marks_of(sample.read)) == 2
    assert set_field(sample, one.id, "meaning", "Praise", actor=ANN).after == "praise"
    delete_record(sample, one.id, actor=ANN)
    assert marks_of(sample.read) == []  # an answer to nothing is not shown


def test_any_mark_moves_and_stretches_with_its_strokes_and_answers(sample: Store, pack: Document) -> None:
    strokes = [[(10, 10, 0.5), (20, 30, 3), (30, 10, 1)], [(12, 40)]]
    ink = mark(sample, pack.id, 2, "ink", actor=ANN, strokes=strokes)
    answer = reply(sample, ink.id, "Why there?", actor=ANN)
    assert shown_here(ink).strokes == (((10, 10), (20, 30), (30, 10)), ((12, 40),))
    assert shown_here(ink).widths == ((0.5, 3, 1), (1.5,))
    fitted = fit_mark(sample, ink.id, (100, 200, 140, 260), actor=ANN, page=3)
    assert fitted.page == 3
    assert fitted.points == [[[100, 200, 0.5], [120, 240, 3], [140, 200, 1]], [[104, 260, 1.5]]]
    assert (getattr(sample.read.record(answer.id), "page", 0), fitted.rects) == (3, [])
    assert undo(sample, actor=ANN) == "Move mark"
    assert getattr(sample.read.record(answer.id), "page", 0) == 2
    line = mark(sample, pack.id, 2, "line", actor=ANN, strokes=[[(10, 20), (60, 20)]])
    level = fit_mark(sample, line.id, (0, 50, 100, 50), actor=ANN)
    assert level.points == [[[0, 50], [100, 50]]]
    words = mark(sample, pack.id, 2, "underline", actor=ANN, rects=[(10, 10, 90, 20), (10, 20, 50, 30)])
    assert fit_mark(sample, words.id, (10, 110, 90, 130), actor=ANN).rects == [[10, 110, 90, 120], [10, 120, 50, 130]]
    with pytest.raises(UserError, match="there is no page 999"):
        fit_mark(sample, words.id, (0, 0, 5, 5), actor=ANN, page=999)
    row = next(r for r in rows(sample, "annotations") if r["id"] == ink.id)
    assert row["rects"] == [[8.5, 8.5, 31.5, 41.5]]


def test_marks_come_in_page_order_with_answers_behind(sample: Store, pack: Document) -> None:
    low = mark(sample, pack.id, 5, "note", actor=ANN, rects=[(10, 500, 30, 520)])
    high = mark(sample, pack.id, 5, "note", actor=ANN, rects=[(10, 50, 30, 70)])
    first = mark(sample, pack.id, 2, "ink", actor=ANN, strokes=[[(5, 5), (9, 9)]])
    answer = reply(sample, high.id, "Yes", actor=ANN)
    assert [s.mark.id for s in marks_of(sample.read, meeting=pack.meeting)] == [first.id, high.id, answer.id, low.id]


def test_private_until_shared_and_back(sample: Store, pack: Document) -> None:
    one = mark(sample, pack.id, 2, "note", actor=ANN, rects=[BOX], comment="Mine")
    assert [m.id for m in visible_marks(sample.read, person=BEN)] == []
    with pytest.raises(UserError, match="Ann's own"):
        share(sample, [one.id], actor=BEN)
    (copy,) = share(sample, [one.id], actor=ANN)
    shared = sample.read.record(copy)
    assert isinstance(shared, Annotation)
    assert (shared.space, shared.origin, shared.comment) == ("committee", {"mark": one.id}, "Mine")
    assert [m.id for m in visible_marks(sample.read, person=BEN)] == [copy]
    assert [m.id for m in visible_marks(sample.read)] == [copy]  # never both
    change_mark(sample, copy, actor=ANN, comment="Ours")
    with pytest.raises(UserError, match="Only they can take it back"):
        unshare(sample, [copy], actor=BEN)
    assert unshare(sample, [copy], actor=ANN) == 1
    assert [(m.id, m.comment, m.space) for m in visible_marks(sample.read)] == [(one.id, "Ours", "private:Ann")]
    assert share(sample, [one.id], actor=ANN) == [copy]
    assert [m.comment for m in visible_marks(sample.read, person=BEN)] == ["Ours"]
    delete_marks(sample, [copy], actor=ANN)
    assert visible_marks(sample.read) == []


def test_private_marks_go_nowhere_unless_asked_for_by_name(sample: Store, pack: Document, tmp_path: Path) -> None:
    secret = "Quietly disappointed"
    mark(sample, pack.id, 2, "note", actor=ANN, rects=[BOX], comment=secret)
    open_to_all = mark(sample, pack.id, 3, "note", actor=ANN, rects=[BOX], comment="For everybody")
    share(sample, [open_to_all.id], actor=ANN)
    for what, name in (("annotations", "a.csv"), ("annotations", "a.xfdf"), ("paper", "a.pdf")):
        to = tmp_path / name
        count = export_marks(
            sample.read, what, to, person=BEN, meeting=meeting(sample, pack), with_annotations=what == "paper"
        )
        assert count == 1
        assert secret.encode() not in to.read_bytes()
        assert (
            export_marks(
                sample.read,
                what,
                to,
                person=BEN,
                author=ANN,
                meeting=meeting(sample, pack),
                with_annotations=what == "paper",
            )
            == 2
        )
    plain = tmp_path / "plain.pdf"
    export_paper(sample.read, plain, person=ANN, meeting=meeting(sample, pack))
    assert plain.read_bytes() == sample.files.path(pack.sha256 or "").read_bytes()


def meeting(sample: Store, pack: Document) -> Meeting:
    found = sample.read.record(pack.meeting or "")
    assert isinstance(found, Meeting)
    return found


def test_only_private_marks_of_others_are_told(sample: Store, pack: Document, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There are no marks"):
        export_marks(sample.read, "annotations", tmp_path / "a.csv", person=BEN)
    mark(sample, pack.id, 2, "note", actor=ANN, rects=[BOX])
    with pytest.raises(UserError, match="only private marks of Ann"):
        export_marks(sample.read, "annotations", tmp_path / "a.csv", person=BEN)


def test_one_paper_of_the_pack_alone(sample: Store, pack: Document, tmp_path: Path) -> None:
    import pikepdf

    page = paper_page(sample, pack)
    made = mark(sample, pack.id, page, "note", actor=ANN, rects=[BOX])
    to = tmp_path / "one.pdf"
    assert export_paper(sample.read, to, person=ANN, entity=made.paper, with_annotations=True) == 1
    with pikepdf.open(to) as pdf:
        assert len(pdf.pages) < (pack.pages or 0)
        assert [str(a.NM) for a in pdf.pages[1].Annots if a.Subtype == "/Text"] == [made.id]
    with pytest.raises(UserError, match=r"Choose a name that ends in \.pdf"):
        export_paper(sample.read, tmp_path / "one.docx", person=ANN, entity=made.paper)
    with pytest.raises(UserError, match="Several papers fit"):
        export_paper(sample.read, to, person=ANN)


def test_a_mark_becomes_a_line_of_enquiry(sample: Store, pack: Document, tmp_path: Path) -> None:
    page = paper_page(sample, pack)
    a = mark(sample, pack.id, page, "highlight", actor=ANN, rects=[BOX], quote="the service", comment="Why so late?")
    b = mark(sample, pack.id, 2, "note", actor=ANN, rects=[BOX], comment="And who pays?")
    made = enquiries.to_enquiries(
        sample, [a.id, b.id], actor=ANN, asker="Cllr Vey", addressee="Director", urgency="high"
    )
    assert [(e.question, e.item, e.annotation, e.position) for e in made] == [
        ("Why so late?", a.item, a.id, 1), ("And who pays?", b.item, b.id, 2),
    ]  # fmt: skip
    assert enquiries.to_enquiries(sample, [a.id], actor=ANN) == []
    assert enquiries.enquiries_of(sample.read, person=BEN) == []
    row = next(r for r in rows(sample, "enquiries") if r["id"] == made[0].id)
    assert (row["page"], row["priority"], row["asker"], row["asked"], row["quote"]) == (
        page,
        "high",
        "Cllr Vey",
        False,
        "the service",
    )
    enquiries.set_asked(sample, made[0].id, True, actor=ANN)
    item = next(i for i in all_of(sample.read, Item, meeting=pack.meeting) if i.id != a.item)
    third = enquiries.add_enquiry(sample, pack.meeting or "", "Anything else?", actor=ANN, item=item.id)
    enquiries.order_enquiries(sample, [third.id, made[1].id, made[0].id], actor=ANN)
    assert [r["order"] for r in rows(sample, "enquiries") if r["id"] in (third.id, made[0].id)].count(3) == 1
    copies = enquiries.share_enquiries(sample, [third.id], actor=ANN)
    assert [line.enquiry.id for line in enquiries.enquiries_of(sample.read, person=BEN)] == copies
    assert enquiries.unshare_enquiries(sample, copies, actor=ANN) == 1
    for name in ("note.docx", "note.pdf", "note.csv"):
        assert export_marks(sample.read, "enquiries", tmp_path / name, person=ANN) == 3
    import docx

    note = docx.Document(str(tmp_path / "note.docx"))
    breaks = [
        p
        for p in note.paragraphs
        if p._p.pPr is not None and p._p.pPr.find(p._p.nsmap["w"].join("{}") + "pageBreakBefore") is not None
    ]
    assert len(breaks) == len({line.enquiry.item for line in enquiries.enquiries_of(sample.read)}) - 1
    assert any("Why so late?" in p.text for p in note.paragraphs)


def test_flags_are_settled(sample: Store, pack: Document) -> None:
    one = mark(sample, pack.id, 2, "note", actor=ANN, rects=[BOX])
    with sample.change("Flag", actor=ANN) as change:
        change.set(one.id, "state", "changed")
    assert settle_marks(sample, [one.id], actor=ANN) == 1
    assert settle_marks(sample, [one.id], actor=ANN) == 0
