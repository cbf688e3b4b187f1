"""The libraries that conftest.py hands out are real, empty and apart from each other."""

from pathlib import Path

import pytest

from cypsc_desktop import paths
from cypsc_desktop.model.identity import committee_id
from cypsc_desktop.model.records import Committee
from cypsc_desktop.store.store import Store


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_writes_into_a_library_of_its_own(store: Store, library: Path, turn: int) -> None:
    assert library == paths.data_folder()
    before = store.check()
    assert before.ok
    assert not store.history()
    with store.change("Add a committee", actor="Ann") as change:
        change.add(Committee(id=committee_id("Scrutiny"), name="Scrutiny"))
    assert len(store.history()) == 1
    assert store.check().digest != before.digest


def test_the_copy_equals_the_original(store: Store, empty_library: Path) -> None:
    with Store.open(empty_library / "library", state=empty_library / "state", create=False) as original:
        assert original.check().digest == store.check().digest
