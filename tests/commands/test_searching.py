"""Searching everything: papers and records, by words, phrases and beginnings, narrowed by facets that count exactly."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cypsc_desktop.commands.editing import delete_record, set_field
from cypsc_desktop.commands.marking import sought
from cypsc_desktop.commands.searching import (
    PAGES,
    Finds,
    Found,
    Narrowing,
    corpus,
    renewed,
    search_everything,
    spoken_day,
)
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Annotation, Entry, MinuteBlock, Recommendation
from cypsc_desktop.store.page_hits import beginning, expression
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


def look(store: Store, words: str, many: int = 10_000, **chosen: set[str]) -> Finds:
    narrow = Narrowing({facet: frozenset(values) for facet, values in chosen.items()})
    return search_everything(store.read, corpus(store.read), words, narrow, few=10_000, many=many)


def all_of(finds: Finds) -> list[Found]:
    return [found for group in finds.groups for found in group.found]


def first(store: Store) -> Recommendation:
    return next(r for r in store.read.records("recommendation") if isinstance(r, Recommendation) and r.text)


def test_pages_and_records_are_found_and_counted(sample: Store) -> None:
    finds = look(sample, "recommended")
    assert finds.total == sum(group.count for group in finds.groups) == len(all_of(finds))
    assert any(found.group == PAGES and found.document and found.sheet for found in all_of(finds))
    phrase = " ".join(str(first(sample).text).split()[:3])
    exact = all_of(look(sample, f'"{phrase}"'))
    assert first(sample).id in [found.entity for found in exact]
    assert all("«" in found.snippet for found in exact)


def test_the_last_word_may_be_the_beginning_of_one_and_no_other(sample: Store) -> None:
    whole = look(sample, "recommended ").total
    assert look(sample, "recommend").total >= whole > look(sample, "recommende ").total
    assert look(sample, "recommend ").total < look(sample, "recommend").total
    assert look(sample, "recommend meeting").total <= look(sample, "meeting").total


def test_a_phrase_in_quotes_stands_together(sample: Store) -> None:
    words = str(first(sample).text).split()
    there, not_there = f'"{words[0]} {words[1]}"', f'"{words[1]} {words[0]} {words[3]}"'
    assert look(sample, there).total
    assert not look(sample, not_there).total


def test_accents_and_capitals_do_not_count(sample: Store) -> None:
    set_field(sample, first(sample).id, "text", "Naïve Übersicht of the café", actor=ACTOR)
    for typed in ("naive", "UBERSICHT ", '"ubersicht of the cafe"', "cafés"[:4]):
        assert first(sample).id in [found.entity for found in all_of(look(sample, typed))], typed


@pytest.mark.parametrize("facet", ["kind", "committee", "meeting", "year", "person"])
def test_a_facet_leaves_as_many_as_it_says(sample: Store, facet: str) -> None:
    finds = look(sample, "the")
    assert finds.facets[facet]
    for one in finds.facets[facet]:
        left = look(sample, "the", **{facet: {one.value}})
        assert left.total == one.count
        assert left.facets[facet] == finds.facets[facet]  # its own values stay to be chosen from


def test_facets_together_leave_what_has_all(sample: Store) -> None:
    finds = look(sample, "the")
    kinds = {finds.facets["kind"][0].value, PAGES}
    year = finds.facets["year"][0].value
    left = all_of(look(sample, "the", kind=kinds, year={year}))
    assert left
    assert all(found.group in kinds and str(found.date).startswith(year) for found in left)


def test_a_person_alone_is_a_search(sample: Store) -> None:
    named = look(sample, "the").facets["person"][0]
    finds = look(sample, "", person={named.value})
    assert finds.total >= named.count
    assert any("«" in found.snippet for found in all_of(finds))
    assert not look(sample, "").total


def test_what_is_deleted_is_not_found_and_what_is_typed_is(sample: Store) -> None:
    known = corpus(sample.read)
    set_field(sample, first(sample).id, "text", "That zebras be counted", actor=ACTOR)
    assert not search_everything(sample.read, known, "zebras").total
    known = renewed(sample.read, known, {"recommendation"})
    assert search_everything(sample.read, known, "zebras").total == 1
    delete_record(sample, first(sample).id, actor=ACTOR)
    assert not search_everything(sample.read, renewed(sample.read, known, {"recommendation"}), "zebras").total
    assert not look(sample, "zebras").total


def test_what_is_of_part_b_says_so(sample: Store) -> None:
    meeting = next(iter(sample.read.records("meeting"))).id
    blocks = [
        MinuteBlock(id=made_id("minute_block"), space=space, meeting=meeting, sort="text", text=text, rank="a")
        for space, text in ((f"exempt:{meeting}", "What of giraffes?"), (f"meeting:{meeting}", "What of okapis?"))
    ]
    with sample.change("Add paragraphs", actor=ACTOR) as change:
        for block in blocks:
            change.add(block)
    (hidden,), (open_one,) = all_of(look(sample, "giraffes")), all_of(look(sample, "okapis"))
    assert (hidden.where, open_one.where) == ("Part B, private", "")


def test_a_line_of_live_minutes_is_found_by_its_words_and_not_by_where_it_stands(sample: Store) -> None:
    meeting = next(iter(sample.read.records("meeting"))).id
    line = Entry(
        id=made_id("entry"), space=f"meeting:{meeting}", meeting=meeting, sort="question", who="Ada Quill", time="19:04",
        stamp="2021-09-21T18:04:00.000Z", text="What of giraffes?", rank="m",
    )  # fmt: skip
    with sample.change("Add a line", actor=ACTOR) as change:
        change.add(line)
    [found] = all_of(look(sample, "giraffes"))
    assert (found.group, found.title, found.entity) == ("lines", "Question, Ada Quill, at 19:04", line.id)
    assert [f.entity for f in all_of(look(sample, '"ada quill"'))] == [line.id]
    assert line.id not in [f.entity for f in all_of(look(sample, "question"))]
    assert line.id not in [f.entity for f in all_of(look(sample, "2021"))]


def test_a_mark_is_found_by_its_own_words_and_not_by_those_around_it(sample: Store) -> None:
    document = next(d for d in sample.read.records("document") if getattr(d, "meeting", None))
    one = Annotation(
        id=made_id("annotation"), space="private:ada", document=document.id, page=13, printed="12", mark="box",
        meaning="concern", quote="4.2 Progress on giraffes", before="okapis", after="zebras", comment="Ask about llamas",
    )  # fmt: skip
    with sample.change("Add a mark", actor=ACTOR) as change:
        change.add(one)
    for words in ("giraffes", "llamas"):
        [found] = all_of(look(sample, words))
        assert (found.group, found.title, found.where, found.entity) == ("marks", "Concern", "page 12", one.id)
        assert found.meeting == getattr(document, "meeting", None)
    assert not look(sample, "okapis").total
    assert not look(sample, "zebras").total


def test_nothing_found_says_how_to_widen(sample: Store) -> None:
    finds = look(sample, "recommended xylophone")
    assert not finds.total
    assert dict(finds.each)["recommended"] > 0
    assert dict(finds.each)["xylophone"] == 0
    narrowed = look(sample, "recommended", year={"1999"})
    assert (narrowed.total, narrowed.without) == (0, look(sample, "recommended").total)


def test_no_more_than_asked_for_are_told(sample: Store) -> None:
    finds = search_everything(sample.read, corpus(sample.read), "the", few=2)
    assert all(len(group.found) == min(2, group.count) for group in finds.groups)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(alphabet=st.sampled_from("abthe \"'%_()*-:«»\0ïß"), max_size=16))
def test_anything_may_be_typed(sample: Store, typed: str) -> None:
    look(sample, typed)


def test_beginnings() -> None:
    assert [beginning(typed) for typed in ("bud", "bud ", '"bud', '"bud"', "b", "a bud", "bud-")] == [
        "bud", None, None, None, None, "bud", None,
    ]  # fmt: skip
    assert expression('gap "of the" bud') == '"gap" "of the" "bud"*'


def test_a_snippet_marks_what_was_found() -> None:
    text = "x" * 200 + " budget gap " + "y" * 300
    marked = sought("gap budget").snippet(["nothing", text])
    assert " «budget» «gap» " in marked
    assert marked.endswith("…")
    assert sought("gap").snippet([]) == ""
    assert sought("gap").snippet(["A"], besides="Mind the gap") == "Mind the «gap»"
    assert sought("bud").snippet(["The «budget» of a rebudget"]) == "The ‹«budget»› of a rebudget"


@given(st.text(max_size=60), st.text(alphabet="abcï ", max_size=6))
def test_snippets_of_anything(text: str, typed: str) -> None:
    marked = sought(typed).snippet([text])
    assert marked.count("«") == marked.count("»")


def test_days() -> None:
    assert [spoken_day(day) for day in ("2021-09-04", "soon", None)] == ["4 Sep 2021", "soon", "Undated"]
