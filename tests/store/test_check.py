"""The check finds what was altered behind the program's back."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import check, connection
from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, add, document, item, meeting, put


def _alter(store: Store, statement: str) -> None:
    store._writer.run(lambda c: c.execute(statement).rowcount)


def _kinds(store: Store) -> set[str]:
    return {finding["kind"] for finding in store.check().findings}


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE item SET title = 'Altered'", "table-differs"),
        ("DELETE FROM head", "table-differs"),
        ("UPDATE change_set SET actor = 'Eve'", "log-differs"),
        ("UPDATE op SET field = 'purpose' WHERE field = 'title'", "log-differs"),
        ("UPDATE op SET json = '\"Altered\"'", "value-differs"),
    ],
)
def test_an_altered_database_is_found(store: Store, statement: str, kind: str) -> None:
    add(store, meeting(), item())
    assert _kinds(store) == set()
    before = store.check().digest
    _alter(store, statement)
    assert kind in _kinds(store)
    assert not store.check().ok
    assert store.check().digest != before or kind != "table-differs"


def test_altered_and_missing_files_are_found(store: Store, paper: Path) -> None:
    sha256 = store.files.add(paper)
    add(store, meeting(), document(sha256))
    assert store.check().ok
    store.files.path(sha256).write_bytes(b"altered")
    assert _kinds(store) == {"file-differs"}
    store.files.path(sha256).unlink()
    assert _kinds(store) == {"file-missing"}


def test_the_tables_can_be_folded_anew_in_place(store: Store) -> None:
    add(store, meeting(), item())
    put(store, ITEM, "title", "Second")
    before = store.check()
    _alter(store, "UPDATE item SET title = 'Altered'")
    _alter(store, "DELETE FROM head")
    store._writer.run(check.rebuild)
    assert store.check() == before


def test_an_error_of_the_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    for code, words in ((28, "is full"), (13, "Nothing can be saved"), (30, "Nothing can be saved")):
        mended = connection.mendable(OSError(code, "x"), tmp_path)
        assert isinstance(mended, UserError)
        assert words in str(mended)
    assert connection.mendable(OSError(5, "x"), tmp_path) is None
    assert connection.mendable(ValueError("x"), tmp_path) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "is full"), ("attempt to write a readonly database", "Nothing can be saved"),
        ("disk I/O error", "failed to read or write"), ("database disk image is malformed", "is damaged"),
        ("database is locked", "Another program"),
    ],
)  # fmt: skip
def test_an_error_of_the_database_is_told_in_a_sentence(tmp_path: Path, said: str, told: str) -> None:
    assert told in str(connection.mendable(sqlite3.OperationalError(said), tmp_path))
    assert connection.mendable(sqlite3.OperationalError("near x: syntax error"), tmp_path) is None


def test_a_snapshot_is_of_one_moment(store: Store) -> None:
    with contextlib.closing(connection.reader(store.folder)) as reading, connection.snapshot(reading):
        count = "SELECT count(*) FROM change_set"
        before = reading.execute(count).fetchone()
        add(store, item())
        assert reading.execute(count).fetchone() == before
