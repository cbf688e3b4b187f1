"""Unfinished text outlives a crash and goes when it is saved."""

from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, add, item, put


def test_a_draft_is_kept_beside_the_log(store: Store) -> None:
    add(store, item())
    seen = store.read.heads(ITEM, "title")
    store.drafts.put(ITEM, "title", "Harb")
    put(store, ITEM, "purpose", "Elsewhere")
    store.drafts.put(ITEM, "title", "Harbour gates")
    draft = store.drafts.get(ITEM, "title")
    assert draft is not None
    assert (draft.text, list(draft.base)) == ("Harbour gates", seen)
    assert store.drafts.of(ITEM) == {"title": "Harbour gates"}
    assert len(store.history(ITEM)) == 5 + 0


def test_saving_deletes_the_draft(store: Store) -> None:
    add(store, item())
    store.drafts.put(ITEM, "title", "Gates", base=[])
    put(store, ITEM, "title", "Gates")
    assert store.drafts.all() == []


def test_saving_what_is_there_already_deletes_the_draft_too(store: Store) -> None:
    add(store, item())
    store.drafts.put(ITEM, "title", "Harbour walls")
    assert put(store, ITEM, "title", "Harbour walls") is None
    assert store.drafts.get(ITEM, "title") is None


def test_a_draft_can_be_thrown_away(store: Store) -> None:
    store.drafts.put(ITEM, "title", "Gates")
    store.drafts.delete(ITEM, "title")
    assert store.drafts.of(ITEM) == {}
