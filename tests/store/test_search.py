"""Page text: kept and indexed in chunks, found by words and phrases, whatever is typed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.model.errors import Cancelled
from cypsc_desktop.model.identity import made_id, meeting_id, version_id
from cypsc_desktop.model.records import Paper, Version
from cypsc_desktop.store import search
from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, MEETING, PACK, SUPPLEMENT, add, delete, document, item, meeting

_PAGES = [
    (1, "15", "The harbour walls were inspected."),
    (2, None, "Walls of the harbour; child-level data"),
    (3, "17", "Naïve"),
]


@pytest.fixture
def filled(store: Store) -> Store:
    paper = Paper(id=made_id("paper"), item=ITEM, title="Report on the walls")
    version = Version(id=version_id(PACK, 1), paper=paper.id, document=document().id, first=1, last=1)
    add(
        store,
        meeting(),
        item(),
        document(),
        document(SUPPLEMENT, name="late.pdf", meeting=meeting_id("X", "2031-01-01")),
    )
    add(store, paper, version)
    store.pages.index(PACK, _PAGES)
    store.pages.index(SUPPLEMENT, [(1, None, "harbour dues")])
    return store


def test_a_hit_names_paper_page_and_meeting(filled: Store) -> None:
    hit = filled.read.search("inspected")[0]
    assert (hit.document, hit.sheet, hit.label, hit.meeting, hit.date) == (PACK, 1, "15", MEETING, "2030-01-08")
    assert hit.paper == "Report on the walls"
    assert hit.snippet == "The harbour walls were «inspected»."
    assert filled.read.search("level")[0].paper == "pack.pdf"


@pytest.mark.parametrize(
    ("typed", "sheets"),
    [
        ("harbour walls", {1, 2}), ('"harbour walls"', {1}), ('"walls of the"', {2}), ("NAIVE", {3}),
        ("child-level", {2}), ('"harbour', {1, 2}), ('inspected "harbour walls"', {1}), ("dues", set()),
        ("", set()), ('"" - *', set()), ("walls AND", set()), ("NEAR(walls)", set()), ("walls*", {1, 2}),
    ],
)  # fmt: skip
def test_words_must_all_occur_and_phrases_stand_together(filled: Store, typed: str, sheets: set[int]) -> None:
    assert {hit.sheet for hit in filled.read.search(typed, meeting=MEETING)} == sheets


def test_the_best_come_first_and_no_more_than_asked_for(filled: Store) -> None:
    hits = filled.read.search("harbour")
    assert len(hits) == 3
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert filled.read.search("harbour", limit=1) == hits[:1]
    assert filled.read.search("harbour", limit=0) == []


def test_deleted_papers_are_not_found(filled: Store) -> None:
    delete(filled, document().id)
    assert {hit.document for hit in filled.read.search("harbour")} == {SUPPLEMENT}
    delete(filled, MEETING)
    assert len(filled.read.search("harbour")) == 1


def test_pages_of_no_known_document_are_not_found(filled: Store) -> None:
    filled.pages.index("f" * 64, [(1, None, "harbour")])
    assert len(filled.read.search("harbour")) == 3


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    assert search.expression(typed).count('"') % 2 == 0


def test_whatever_is_typed_finds_or_does_not(filled: Store) -> None:
    marks = ['"', "'", "*", "(", ")", "^", ":", "-", "+", "{", "NEAR", "harbour", "\x00", "😀", "\ud800"]
    for parts in itertools.product(marks, repeat=2):
        filled.read.search(" ".join(parts))
        filled.read.search("".join(parts))


def test_indexing_takes_up_where_it_stopped(store: Store) -> None:
    pages = [(n, str(n), f"page number{n}") for n in range(1, 51)]
    asked = itertools.count()
    with pytest.raises(Cancelled):
        store.pages.index(PACK, pages, cancelled=lambda: next(asked) == 2)
    assert not store.pages.indexed(PACK)
    assert store.pages.text(PACK, 40) == "page number40"
    assert store.pages.text(PACK, 41) is None
    store.pages.index(PACK, pages)
    assert store.pages.indexed(PACK)
    store.pages.index(PACK, [(99, None, "never read again")])
    assert store.read.rows("SELECT count(*) FROM page")[0][0] == 50
    assert store.read.page_text(PACK).startswith("page number1\n\npage number2")


def test_page_text_can_be_forgotten(filled: Store) -> None:
    filled.pages.forget(PACK)
    assert not filled.pages.indexed(PACK)
    assert filled.read.search("inspected") == []
    assert len(filled.read.search("dues")) == 1
    filled.pages.index(PACK, _PAGES)
    assert len(filled.read.search("inspected")) == 1


def test_half_characters_are_indexed_as_question_marks(store: Store) -> None:
    store.pages.index(PACK, [(1, None, "broken \ud800 glyph")])
    assert store.pages.text(PACK, 1) == "broken ? glyph"


def test_page_text_is_no_part_of_the_digest(filled: Store) -> None:
    before = filled.check().digest
    filled.pages.forget(PACK)
    filled.drafts.put(ITEM, "title", "Unfinished")
    assert filled.check().digest == before
