"""Searching everything: papers and records, narrowed by kind, meeting, person and date."""

import pytest

from cypsc_desktop.commands.searching import PAGES, search_everything, snippet
from cypsc_desktop.store.store import Store


def test_pages_and_records_are_found(sample: Store) -> None:
    finds = search_everything(sample.read, "recommended")
    assert finds.by_kind[PAGES]
    row = sample.read.records("recommendation")[0]
    words = " ".join(str(row.text).split()[:3])  # type: ignore[attr-defined]
    found = search_everything(sample.read, f'"{words}"').found
    assert row.id in [f.entity for f in found]
    assert all("«" in f.snippet for f in found)


def test_finds_are_narrowed_and_counts_stay(sample: Store) -> None:
    everything = search_everything(sample.read, "the")
    kinds = list(everything.by_kind)
    assert len(kinds) > 3
    one = search_everything(sample.read, "the", kinds=[kinds[-1]])
    assert {f.kind for f in one.found} == {kinds[-1]}
    assert one.by_kind == everything.by_kind
    meeting = next(iter(everything.by_meeting))
    assert {f.meeting for f in search_everything(sample.read, "the", meeting=meeting).found} == {meeting}


def test_person_and_dates(sample: Store) -> None:
    person = sample.read.records("membership")[0]
    found = search_everything(sample.read, "", person=str(person.name)).found  # type: ignore[attr-defined]
    assert found
    assert not search_everything(sample.read, "the", until="1999-12-31").found
    assert search_everything(sample.read, "the", since="2000-01-01").found


@pytest.mark.parametrize("typed", ["", '"', "'", "%", "_", "(", "AND OR", "\0", "«»"])
def test_anything_may_be_typed(sample: Store, typed: str) -> None:
    search_everything(sample.read, typed)


def test_snippet_marks_what_was_found() -> None:
    text = "x" * 200 + " budget gap " + "y" * 200
    marked = snippet(["nothing", text], "gap budget")
    assert marked.startswith("…xxx")
    assert marked.endswith("yyy…")
    assert " «budget» «gap» " in marked
    assert snippet([], "gap") == ""
