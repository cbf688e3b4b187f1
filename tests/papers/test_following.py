"""A paper is issued again: what becomes of the marks on it, told in a list, nothing dropped; and what changed in it."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.marks import marks_of, reply
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.commands.reissuing import orphans_into
from cypsc_desktop.model.records import Annotation, Document
from cypsc_desktop.papers.anchors import anchor
from cypsc_desktop.papers.differences import differences
from cypsc_desktop.papers.reanchor import Held, reanchor
from cypsc_desktop.papers.text import PageWords, Text
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.papers.marking import write
from tests.papers.papers import pages_of, paragraphs, pdf

ANN = "Ann"
BOX = (72.0, 100.0, 300.0, 112.0)


def report(pages: list[list[str]], *, font: int = 11) -> bytes:
    return pdf(pages, font=font, heading="= Fostering and placements")


def test_marks_on_a_loose_report_follow_it(store: Store, tmp_path: Path) -> None:
    texts = paragraphs(60, seed=4)
    pages = pages_of(texts)
    first = import_paper(store, write(tmp_path, "report.pdf", report(pages)), actor=ANN)
    old = store.read.record(first.document)
    assert isinstance(old, Document)

    def marked(page: int, paragraph: int, *, kind: str = "highlight") -> Annotation:
        words = pages[page - 1][paragraph].split()
        quote = " ".join(words[3:12])
        return mark(store, old.id, page, kind, actor=ANN, rects=[BOX], quote=quote if kind == "highlight" else "")

    kept, moved, changed, gone = marked(1, 2), marked(6, 1), marked(4, 2), marked(8, 3)
    ink = marked(7, 0, kind="box")
    answer = reply(store, moved.id, "Yes", actor=ANN)
    # A page comes in after the third, the eighth goes, a sentence is worded anew, the letters are larger.
    new = [list(page) for page in pages]
    words = new[3][2].split()
    new[3][2] = " ".join([*words[:6], "wholly", "other", *words[8:]])
    new[7] = []
    new = [page for page in [*new[:3], ["An inserted page of quite different things."], *new[3:]] if page]
    done = import_paper(store, write(tmp_path, "report v2.pdf", report(new, font=9)), actor=ANN)
    assert done.review is not None
    fared = {one.mark: one for one in done.review.marks}
    assert {fared[m.id].state for m in (kept,)} == {"placed"}
    assert (fared[moved.id].state, fared[moved.id].new_page) == ("moved", 7)
    assert fared[changed.id].state == "changed"
    assert "wholly other" in fared[changed.id].new_text
    assert "wholly other" not in fared[changed.id].old_text
    assert fared[gone.id].state == "orphaned"
    assert fared[ink.id].state == "moved"
    assert done.review.marks[0].mark == gone.id  # what needs a look comes first
    assert done.review.words.startswith("5 marks: 1 kept, 2 moved, 1 text changed, 1 not found")
    after = {m.id: m for m in all_of(store.read, Annotation)}
    assert len(after) == 6
    assert (after[moved.id].document, after[moved.id].page, after[answer.id].page) == (done.document, 7, 7)
    assert (after[gone.id].document, after[gone.id].page, after[gone.id].state) == (old.id, 8, "orphaned")
    assert after[moved.id].former[0]["page"] == 6
    # The old version shows them where they stood.
    here = {s.mark.id: s for s in marks_of(store.read, document=old.id)}
    assert here[moved.id].former
    assert (here[moved.id].page, here[moved.id].rects) == (6, (BOX,))
    assert not here[gone.id].former
    assert [m.id for m in orphans_into(store.read, done.document, person=ANN)] == [gone.id]
    assert orphans_into(store.read, done.document, person="Ben") == orphans_into(store.read, old.id) == []
    # The same file again moves nothing, and undo puts all of it back.
    assert import_paper(store, tmp_path / "report.pdf", actor=ANN).review is None
    assert store.undo(ANN)
    assert getattr(store.read.record(moved.id), "document", None) == old.id


def test_what_changed_in_a_paper_is_told_page_by_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cypsc = Cypsc(capsys, tmp_path / "library")
    pages = pages_of(paragraphs(60, seed=4))
    later = [list(page) for page in pages]
    later[3][2] = "The panel asked for wholly other words here."
    later[7] = []
    later = [page for page in [*later[:3], ["An inserted page of quite different things."], *later[3:]] if page]
    for name, held in (("report", pages), ("other", pages_of(paragraphs(60, seed=99))), ("renamed", later)):
        cypsc("import", write(tmp_path, f"{name}.pdf", report(held)))
    with open_library(tmp_path / "library") as store:
        ids = {d.name: d.id for d in all_of(store.read, Document)}
    # Which it was before is known by its words, not by its name.
    found = cypsc.json("compare", ids["renamed.pdf"])
    assert (found["old"]["name"], found["new"]["name"]) == ("report.pdf", "renamed.pdf")
    assert [(page["old"], page["new"]) for page in found["pages"]] == [(None, 4), (4, 5), (8, None)]
    told = cypsc("compare", ids["renamed.pdf"], ids["report.pdf"])
    assert "Sheet 5, before 4" in told
    assert "wholly other words" in told
    assert "3 pages differ from report.pdf." in told
    assert "No page differs" in cypsc("compare", ids["report.pdf"], ids["report.pdf"])
    cypsc("compare", ids["other.pdf"], code=1)
    assert "no earlier version of other.pdf. Import it" in cypsc.err
    cypsc("compare", "meeting-1", code=1)
    assert "meeting-1" in cypsc.err


def test_another_report_takes_no_marks(store: Store, tmp_path: Path) -> None:
    pages = pages_of(paragraphs(60, seed=4))
    first = import_paper(store, write(tmp_path, "a.pdf", report(pages)), actor=ANN)
    mark(store, first.document, 2, "highlight", actor=ANN, rects=[BOX], quote="the duty desk")
    other = import_paper(store, write(tmp_path, "b.pdf", report(pages_of(paragraphs(60, seed=99)))), actor=ANN)
    assert other.review is None


def test_marks_follow_a_pack_issued_again(sample: Store, tmp_path: Path) -> None:
    from cypsc_desktop.sample import build_sample

    pack = next(d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack")
    made = 0
    for page in range(5, (pack.pages or 0) + 1, 3):
        words = (sample.pages.text(pack.sha256 or "", page) or "").split()
        if len(words) > 40:
            mark(sample, pack.id, page, "underline", actor=ANN, rects=[BOX], quote=" ".join(words[10:22]))
            made += 1
    done = import_paper(sample, build_sample(tmp_path, edition=2)[0], actor=ANN)
    assert done.review is not None
    assert len(done.review.marks) == made
    assert done.review.count("orphaned") + done.review.count("changed") <= made // 3
    for one in all_of(sample.read, Annotation):
        if one.state in ("placed", "moved"):
            assert one.document == done.document
            text = "".join((sample.pages.text(str(done.report.sha256), one.page or 0) or "").split())
            assert "".join((one.quote or "").split()) in text


# The parts


def words(*texts: str, boxes: bool = True) -> list[PageWords]:
    return [
        PageWords(
            n, text.split(), [(10.0 * k, 5.0, 10.0 * k + 9, 15.0) for k, _ in enumerate(text.split())] if boxes else ()
        )
        for n, text in enumerate(texts, 1)
    ]


def land(
    quote: str, old: list[PageWords], new: list[PageWords], *, page: int = 1, before: str = "", after: str = ""
) -> tuple[str, int, str]:
    (landing,) = reanchor([Held("m", page, quote, before, after, ((0.0, 0.0, 1.0, 1.0),))], Text(old), Text(new))
    return landing.state, landing.page, landing.quote


LONG = "The panel heard how the service had grown in four years and asked for figures by ward before the autumn"


def test_hyphens_ligatures_and_line_ends_are_no_change() -> None:
    old, new = (
        words(f"{LONG} for the office of the commissioner"),
        words("Filler", f"{LONG} for the of- ﬁce of the commis- sioner".replace("ofﬁce", "office")),
    )
    assert land("service had grown", old, new)[:2] == ("moved", 2)


def test_a_repeated_sentence_is_told_by_its_page_or_flagged() -> None:
    again = "There are none."
    old = words(f"{LONG} one. {again}", f"Quite different words stand on this second page of the report. {again}")
    new = words(f"Quite different words stand on this second page of the report. {again}", f"{LONG} one. {again}")
    assert land("There are none", old, new, page=2)[:2] == ("moved", 1)
    # Its own page is gone: the same words elsewhere are not taken for it without a flag.
    assert land("There are none", old, words(f"{LONG} one. {again}"), page=2)[0] in ("changed", "orphaned")


FIRST = "The panel heard how the service had grown in four years."
SECOND = "Visits out of hours were closed within ten days of the complaint."
THIRD = "Every locality office sampled its plans before the spring."
AGAIN = "There are no financial implications that arise directly from this report."


@pytest.mark.parametrize(
    ("anew", "kept"),
    [
        (f"1. {FIRST} 2. {AGAIN} 3. {SECOND} 4. {AGAIN} 5. {THIRD}", True),
        (f"1. Welcome. 2. {FIRST} 3. {AGAIN} 4. {SECOND} 5. {AGAIN} 6. {THIRD}", True),
        (f"1. {FIRST} 2. {SECOND} 3. {AGAIN} 4. {THIRD}", False),  # its own is gone, and one like it stands there
        (f"1. Quite other words. 2. {AGAIN} 3. {THIRD}", False),  # its number now, but the neighbour of its twin
        (f"1. Other words. 2. {AGAIN} 3. More of them. 4. {AGAIN} 5. And an end.", False),
    ],
)
def test_a_paragraph_that_stands_twice_is_told_by_its_neighbours_not_by_its_number(anew: str, kept: bool) -> None:
    old = words(f"1. {FIRST} 2. {AGAIN} 3. {SECOND} 4. {AGAIN} 5. {THIRD}")
    state = land(AGAIN, old, words(anew), before=f"{FIRST} 2.", after=f"3. {SECOND}")[0]
    assert (state == "placed") is kept


def test_nothing_is_found_where_nothing_is_left() -> None:
    assert (
        land("figures by ward", words(LONG), words("Something else is printed here now, and nothing of it is alike."))[
            0
        ]
        == "orphaned"
    )


def test_an_anchor_knows_its_paragraph_and_which_of_two_it_is() -> None:
    page = "3. Money\n3.1 The cost rose.\nIt rose again.\n3.2 The cost rose.\nNobody asked."
    first = anchor(page, "The cost rose", before="3.1")
    assert (first.paragraph, first.before, first.after) == (
        "3.1",
        "3. Money 3.1",
        "It rose again. 3.2 The cost rose. Nobody asked.",
    )
    assert anchor(page, "The cost rose", after="Nobody").paragraph == "3.2"
    assert anchor(page, "not there", before="a", after="b").before == "a"
    bullets = (
        "3. Money\n• 3.1 The cost rose.\n– 3.2 Cabinet has settled it.\n• 12 children wait.\n• 2.5 million was spent."
    )
    for words, number in (("The cost", "3.1"), ("Cabinet has", "3.2"), ("children", "3.2"), ("was spent", "3.2")):
        assert anchor(bullets, words).paragraph == number


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (["a b c", "d e f"], ["a b c", "d e f"], [(1, 1), (2, 2)]),
        (["a b c", "d e f"], ["d e f", "a b c"], [(2, 1), (1, 2)]),
        (["a b c", "d e f"], ["a b c"], [(1, 1), (2, None)]),
        (["a b c"], ["x y z", "a b c"], [(None, 1), (1, 2)]),
    ],
)
def test_pages_of_two_versions_are_paired(
    old: list[str], new: list[str], pairs: list[tuple[int | None, int | None]]
) -> None:
    assert [(d.old, d.new) for d in differences(old, new)] == pairs


def test_a_sheet_without_text_that_came_or_went_is_told() -> None:
    """A scanned appendix, say. Sheets without text that stay are none."""
    scans = differences(["a b c", "", "d e f"], ["a b c", "", "d e f", ""])
    assert [page.place for page in scans if page.changed] == ["Sheet 4 is new; it has no text"]
    gone = differences(["a b c", "", "d e f"], ["a b c", "d e f"])
    assert [page.place for page in gone if page.changed] == ["Sheet 2 of the version before is gone; it has no text"]


def test_differences_are_words_that_went_and_came() -> None:
    (page,) = differences(
        ["The cost rose by four per cent in the of-\nfice"], ["The cost fell by four per cent in the office"]
    )
    assert [(p.kind, p.text) for p in page.parts] == [
        ("same", "The cost"), ("gone", "rose"), ("new", "fell"), ("same", "by four per cent in the"), ("same", "office"),
    ]  # fmt: skip
    assert page.changed
    assert not differences(["ﬁne  words"], ["fine\nwords"])[0].changed
