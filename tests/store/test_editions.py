"""Which of two files of one paper is the later: the same for everybody, whatever the order in which they came."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.model.identity import document_id
from cypsc_desktop.store import editions
from cypsc_desktop.store.check import check
from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, PACK, add, document, item, library, meeting, origin, put, swap, value

OLD, NEW = "f" * 64, "0" * 64  # by its hash the old one would be the later


def bring(store: Store, sha256: str, title: str, *, issued: str = "", made: str | None = None) -> None:
    """Import a pack that calls the item so."""
    file = document(sha256, doc_kind="agenda pack", issued=issued or None, made=made, name=f"{title}.pdf")
    add(store, meeting(), item(title=title), file, origin=origin(sha256, issued=issued))


def whole(store: Store) -> bool:
    """Whether the tables are what the log says; files there are none here."""
    return {finding["kind"] for finding in check(store.folder).findings} <= {"file-missing"}


def later(store: Store) -> str:
    ranks = store.read.ask(editions.ranks)
    return max(ranks, key=lambda sha256: ranks[sha256])


@pytest.mark.parametrize("old_first", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"issued": "2030-01-01"}, {"issued": "2030-01-04"}),
        ({"made": "2029-12-20T10:00:00Z"}, {"made": "2030-01-02T09:30:00Z"}),
        ({"issued": "2030-01-01", "made": "2029-12-20T10:00:00Z"}, {"issued": "2030-01-01", "made": "2029-12-20T10:00:01Z"}),
        ({"issued": "2030-01-01", "made": "2029-12-20T10:00:00Z"}, {"made": "2030-01-02T10:00:00Z"}),
    ],
)  # fmt: skip
def test_the_dates_decide_in_either_order(
    tmp_path: Path, old: dict[str, str], new: dict[str, str], old_first: bool
) -> None:
    with library(tmp_path) as store:
        files = [(OLD, "Old words", old), (NEW, "New words", new)]
        for sha256, title, dates in files if old_first else files[::-1]:
            bring(store, sha256, title, **dates)
        assert (later(store), value(store, ITEM, "title")) == (NEW, "New words")


def test_without_dates_what_came_in_last_is_the_later(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        bring(store, OLD, "Old words")
        bring(store, NEW, "New words")
        assert (later(store), value(store, ITEM, "title")) == (NEW, "New words")
        bring(store, OLD, "Old words")  # the same file again is no later one
        assert (later(store), value(store, ITEM, "title")) == (NEW, "New words")
        assert whole(store)


def test_two_people_who_import_in_another_order_hold_the_same(tmp_path: Path) -> None:
    """Ann has the old one first of all, so the new one is the later, for Ben too, who had it the other way round."""
    clocks: list[Callable[[], float]] = [lambda: 1_900_000_000.0, lambda: 1_900_000_060.0]
    with library(tmp_path, "ann", now=clocks[0]) as ann, library(tmp_path, "ben", now=clocks[1]) as ben:
        bring(ann, OLD, "Old words")
        bring(ben, NEW, "New words")
        bring(ben, OLD, "Old words")
        assert value(ben, ITEM, "title") == "Old words"
        swap(ann, ben)
        for store in (ann, ben):
            assert (later(store), value(store, ITEM, "title")) == (NEW, "New words")
            assert whole(store)
        assert check(ann.folder).digest == check(ben.folder).digest


@pytest.mark.parametrize(("entity", "field", "said"), [
    (PACK, "issued", "2030-02-01"), (PACK, "instead_of", document_id("9" * 64)),
])  # fmt: skip
def test_a_persons_word_beats_all_dates_at_once(tmp_path: Path, entity: str, field: str, said: str) -> None:
    with library(tmp_path) as store:
        bring(store, entity, "By word", issued="2030-01-01", made="2029-12-01T08:00:00Z")
        bring(store, "9" * 64, "By date", issued="2030-01-05", made="2030-01-04T08:00:00Z")
        assert value(store, ITEM, "title") == "By date"
        put(store, document_id(entity), field, said)
        assert (later(store), value(store, ITEM, "title")) == (entity, "By word")
        assert whole(store)
        store.undo("Ann")
        assert (later(store), value(store, ITEM, "title")) == ("9" * 64, "By date")
        assert whole(store)


def test_two_who_say_the_opposite_of_each_other_leave_it_to_the_dates(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        bring(store, OLD, "Old words", issued="2030-01-01")
        bring(store, NEW, "New words", issued="2030-01-05")
        put(store, document_id(OLD), "instead_of", document_id(NEW))
        assert later(store) == OLD
        put(store, document_id(NEW), "instead_of", document_id(OLD))
        assert later(store) == NEW
        put(store, document_id(NEW), "instead_of", document_id(NEW))
        put(store, document_id(OLD), "instead_of", None)
        assert (later(store), value(store, ITEM, "title")) == (NEW, "New words")


def test_change_sets_in_any_order_give_the_same(tmp_path: Path) -> None:
    with library(tmp_path, "ann") as ann, library(tmp_path, "ben") as ben:
        bring(ann, OLD, "Old words")
        bring(ann, NEW, "New words", made="2030-01-02T09:30:00Z")
        bring(ben, "5" * 64, "Others", issued="2030-01-02")
        bring(ben, OLD, "Old words")
        swap(ann, ben)
        put(ben, document_id(OLD), "issued", "2030-03-01", actor="Ben")
        put(ann, document_id("5" * 64), "instead_of", document_id(OLD))
        swap(ann, ben)
        assert (later(ann), value(ann, ITEM, "title")) == ("5" * 64, "Others")
        sets, digest = list(ann.change_sets()), check(ann.folder).digest
        for seed in range(6):
            mixed = random.Random(seed).sample(sets, len(sets))
            with library(tmp_path, f"mixed {seed}") as store:
                for one in mixed:
                    store.merge([one])
                assert whole(store)
                assert check(store.folder).digest == digest


def test_ranks_that_change_without_another_order_move_nothing() -> None:
    then = {1: "2021a", 2: "2021b", 3: "2022"}
    assert editions.reordered(then, {1: "2020a", 2: "2021b", 3: "2023", 4: "2019"}) == []
    assert set(editions.reordered(then, {1: "2021a", 2: "2020", 3: "2022"})) == {1, 2}
    assert {1, 3} <= set(editions.reordered(then, {1: "2022", 2: "2021b", 3: "2021a"}))


def test_what_was_issued_in_place_of_one_of_a_ring_is_later_than_that(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        for sha256, day in ((PACK, "2030-01-01"), (OLD, "2030-01-04"), (NEW, "2030-01-02")):
            bring(store, sha256, sha256[:1], issued=day)
        put(store, document_id(OLD), "instead_of", document_id(NEW))
        put(store, document_id(NEW), "instead_of", document_id(OLD))
        assert later(store) == OLD
        put(store, document_id(PACK), "instead_of", document_id(OLD))
        assert later(store) == PACK
        assert whole(store)
