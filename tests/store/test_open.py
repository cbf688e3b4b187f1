"""Opening a library: made, locked, newer, damaged, not writable, crashed, copied."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import connection, device, schema
from cypsc_desktop.store.store import Reader, Store, restore
from cypsc_desktop.store.writer import Writer
from tests.store.make import ITEM, add, item, library, put, value

_FIXTURES = Path(__file__).parents[2] / "db" / "fixtures"


def test_a_library_is_made_where_there_is_none(tmp_path: Path) -> None:
    with Store.open(tmp_path / "deep" / "library", state=tmp_path / "state") as store:
        assert store.check().ok
        assert store.check().digest == store.check().digest
    assert sorted(path.name for path in (tmp_path / "deep" / "library").iterdir()) == ["library.db", "lock"]


def test_no_library_is_made_unless_wanted(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no library in"):
        Store.open(tmp_path / "library", state=tmp_path / "state", create=False)
    with pytest.raises(UserError, match="There is no library in"):
        Reader.open(tmp_path / "library")
    assert list(tmp_path.glob("library*")) == []


def test_empty_libraries_are_equal(store: Store, other: Store) -> None:
    assert store.check() == other.check()
    assert store.library_id != other.library_id


def test_what_was_written_is_there_the_next_time(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
        before = store.check()
    with library(tmp_path) as store:
        assert store.check() == before
        put(store, ITEM, "title", "Second")
        assert len({change.stream for change in store.change_sets()}) == 1
        assert store.undo("Ann").label == "Set title"
    with pytest.raises(RuntimeError, match="closed"):
        put(store, ITEM, "title", "Third")
    store.close()


def test_a_library_has_one_writer_and_any_number_of_readers(store: Store, tmp_path: Path) -> None:
    add(store, item())
    with pytest.raises(UserError, match=r"^This library is open in CYPSC Desktop\. Close it, or do this there\.$"):
        Store.open(store.folder, state=tmp_path / "state")
    with Reader.open(store.folder) as first, Reader.open(store.folder) as second:
        put(store, ITEM, "title", "Second")
        assert first.records("item") == second.records("item") == store.read.records("item")
        assert first.check() == store.check()
        with pytest.raises(UserError):
            first.rows("DELETE FROM op")


def test_a_process_that_dies_lets_the_library_go(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tests.store.make import add, item, library\n"
        "add(library(Path(sys.argv[1])), item())\nprint('written', flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert done.stdout == "written\n"
    with Reader.open(tmp_path / "library") as reader:
        assert reader.records("item") == [item()]
    with library(tmp_path) as store:
        assert store.read.records("item") == [item()]


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
    path = tmp_path / "library" / "library.db"
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {len(schema.versions()) + 1}")
    newer.close()
    (tmp_path / "library" / "lock").unlink()
    before = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    for opened in (library, lambda folder: Reader.open(folder / "library")):
        with pytest.raises(UserError, match="made by a newer version"):
            opened(tmp_path)
    assert (path.read_bytes(), sorted(p.name for p in path.parent.iterdir())) == before


def test_a_newer_database_known_only_to_its_wal_is_refused(tmp_path: Path) -> None:
    library(tmp_path).close()
    writing = connection.writer(tmp_path / "library")
    writing.execute("PRAGMA user_version = 99")
    shutil.copytree(tmp_path / "library", tmp_path / "crashed" / "library")
    writing.close()
    with pytest.raises(UserError, match="made by a newer version"):
        library(tmp_path / "crashed")


@pytest.mark.parametrize("bytes_", [b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_a_damaged_library_says_where_its_backups_are(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.db").write_bytes(bytes_)
    with pytest.raises(UserError, match=r"is damaged\. Restore its newest backup"):
        library(tmp_path)


def test_damage_inside_is_found(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        for n in range(40):
            add(store, item(purpose="x" * 500 + str(n)))
    path = tmp_path / "library" / "library.db"
    raw = bytearray(path.read_bytes())
    for start in range(8192, len(raw), 8192):
        raw[start : start + 2048] = b"\xa5" * 2048
    path.write_bytes(raw)
    with pytest.raises(UserError, match="is damaged"), library(tmp_path) as store:
        store.check()


def test_an_empty_file_is_no_library_yet(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.db").touch()
    with library(tmp_path) as store:
        assert store.check().ok


def test_a_folder_in_place_of_the_database_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "library" / "library.db").mkdir(parents=True)
    with pytest.raises(UserError, match="cannot be read"):
        library(tmp_path)


def test_a_file_in_place_of_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "library").touch()
    with pytest.raises(UserError, match=r"cannot be read|Nothing can be saved"):
        library(tmp_path)


def test_a_library_of_an_older_version_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with library(tmp_path) as store:
        add(store, item())
        put(store, ITEM, "title", "Second")
        before = store.read.records("item")
    more = tmp_path / "migrations"
    shutil.copytree(schema.paths.migrations(), more)
    (more / "9999_next.sql").write_text("ALTER TABLE item ADD COLUMN extra TEXT;\n")
    monkeypatch.setattr(schema.paths, "migrations", lambda: more)
    with pytest.raises(UserError, match="older version"):
        Reader.open(tmp_path / "library")
    with library(tmp_path) as store:
        assert store.read.rows("PRAGMA user_version")[0][0] == len(schema.versions())
        assert store.read.rows("SELECT extra FROM item") == [(None,)]
        assert store.read.records("item") == before
        assert store.check().ok
        assert len(store.backups()) == 1


def test_a_migration_that_ends_halfway_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library(tmp_path) as store:
        add(store, item())
        before = store.check()
    more = tmp_path / "migrations"
    shutil.copytree(schema.paths.migrations(), more)
    (more / "9999_next.sql").write_text("ALTER TABLE item ADD COLUMN extra TEXT;\nUPDATE nothing SET x = 1;\n")
    with monkeypatch.context() as patched:
        patched.setattr(schema.paths, "migrations", lambda: more)
        with pytest.raises(sqlite3.OperationalError):
            library(tmp_path)
    with library(tmp_path) as store:
        assert store.check() == before


def test_every_released_database_opens_and_holds_what_it_held(tmp_path: Path) -> None:
    fixtures = sorted(_FIXTURES.glob("release-*.db.gz"))
    assert fixtures
    for fixture in fixtures:
        place = tmp_path / fixture.name.partition(".")[0]
        place.mkdir()
        (place / "library.db").write_bytes(gzip.decompress(fixture.read_bytes()))
        with Store.open(place, state=tmp_path / "state") as store:
            assert store.check().ok
            known = json.loads((_FIXTURES / f"{place.name}.json").read_text(encoding="utf-8"))
            shown = {kind: [r.id for r in store.read.records(kind)] for kind in known["records"]}
            assert shown == known["records"]
            assert [c.entity for c in store.conflicts()] == known["conflicts"]
            assert value(store, known["item"], "title") == known["title"]


def test_the_schema_on_paper_is_the_schema(tmp_path: Path) -> None:
    assert (_FIXTURES.parent / "schema.sql").read_text(encoding="utf-8") == schema.schema()


def test_the_tables_have_the_columns_of_the_records() -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    wanted = sqlite3.connect(":memory:")
    schema.migrate(database)
    wanted.executescript(schema.folded_tables())
    for kind in schema.KINDS:
        columns = [
            [row[1:3] for row in base.execute(f"SELECT * FROM pragma_table_info('{kind}')")]
            for base in (database, wanted)
        ]
        assert columns[0] == columns[1], f"{kind}: write a migration for what its record has gained"
    database.close()
    wanted.close()


def test_the_schema_prints_itself() -> None:
    for argument, first in (("", "-- Made from"), ("tables", "CREATE TABLE")):
        done = subprocess.run(
            [sys.executable, "-m", "cypsc_desktop.store.schema", *argument.split()],
            capture_output=True, text=True, cwd=_FIXTURES.parents[1],
        )  # fmt: skip
        assert done.stdout.startswith(first)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that another user may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="cypsc-open-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="folders are guarded otherwise on Windows")
@pytest.mark.parametrize("wal", [False, True])
def test_a_folder_that_cannot_be_written_is_read_and_not_written(open_to_all: Path, wal: bool) -> None:
    tmp_path = open_to_all
    place = tmp_path / "library"
    with library(tmp_path) as store:
        add(store, item())
        if wal:
            shutil.copytree(place, tmp_path / "copy")
    if wal:
        shutil.rmtree(place)
        (tmp_path / "copy").rename(place)
        (place / "library.db-shm").unlink()
        assert (place / "library.db-wal").stat().st_size
    program = (
        "import os, sys; from pathlib import Path\n"
        "from cypsc_desktop.store.store import Reader, Store; from cypsc_desktop.model.errors import UserError\n"
        "from cypsc_desktop.store import schema; schema.schema()  # import all while it may\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "place = Path(sys.argv[1])\n"
        "with Reader.open(place) as reader: print(len(reader.records('item')), reader.check().ok)\n"
        "from cypsc_desktop.store.looking import Looking\n"
        "with Looking(place, state=place / 'state') as store:\n"
        "    print((store.backup(Path(sys.argv[2])) / 'library.db').is_file())\n"
        "try: Store.open(place, state=place / 'state')\n"
        "except UserError as error: print(error)\n"
    )
    before = {p.name: p.read_bytes() for p in place.iterdir()}
    kept = tmp_path / "kept"
    kept.mkdir()
    kept.chmod(0o777)
    place.chmod(0o555)
    for path in place.iterdir():
        path.chmod(0o444)
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, str(place), str(kept)],
        cwd=_FIXTURES.parents[1], capture_output=True, text=True, env={**os.environ, "TMPDIR": "/tmp"},
    )  # fmt: skip
    place.chmod(0o755)
    if "Permission" in done.stderr and "import" in done.stderr:
        pytest.skip("another user cannot read this checkout")
    assert done.stderr == ""
    assert done.stdout.splitlines()[:2] == ["1 True", "True"]
    assert "Nothing can be saved in" in done.stdout.splitlines()[2]
    assert {p.name: p.read_bytes() for p in place.iterdir()} == before


def test_a_copied_library_writes_under_a_new_name(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
    shutil.copytree(tmp_path / "library", tmp_path / "copy")
    with Store.open(tmp_path / "copy", state=tmp_path / "library state") as copy, library(tmp_path) as store:
        put(copy, ITEM, "title", "In the copy")
        put(store, ITEM, "title", "In the first")
        store.merge(copy.change_sets())
        assert len(store.conflicts()) == 1
        assert "forked-stream" not in {f["kind"] for f in store.read.findings()}


def test_another_machine_is_another_incarnation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with library(tmp_path) as store:
        add(store, item())
    monkeypatch.setattr(device, "_machine", lambda: "another")
    with library(tmp_path) as store:
        put(store, ITEM, "title", "There")
        assert len({change.stream for change in store.change_sets()}) == 2
        assert store.undo("Ann").label == "Set title"


def test_a_library_behind_what_it_sealed_is_another_incarnation(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
        made = store.backup(tmp_path / "kept")
        put(store, ITEM, "title", "Sent in a bundle")
        store.seal()
        sent = list(store.change_sets())
    shutil.rmtree(tmp_path / "library")
    restore(made, tmp_path / "library")
    with library(tmp_path) as store:
        put(store, ITEM, "title", "After restoring")
        assert store.merge(sent).changes == 1
        assert "forked-stream" not in {f["kind"] for f in store.read.findings()}
        assert len(store.conflicts()) == 1


def test_state_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
    state = next((tmp_path / "library state" / "libraries").glob("*.json"))
    state.write_text("[]")
    with library(tmp_path) as store:
        assert put(store, ITEM, "title", "Again")
        state.unlink()
        store.seal()
        assert not state.exists()


def test_state_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with library(tmp_path):
        pass
    (tmp_path / "taken").touch()
    with pytest.raises((UserError, OSError)):
        Store.open(tmp_path / "library", state=tmp_path / "taken")
    with library(tmp_path) as store:
        assert store.check().ok


def test_a_writer_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Nothing can be saved"):
        Writer(tmp_path / "nowhere", print)


def test_reading_a_version_that_the_reader_cannot_answer_is_told(store: Store) -> None:
    with pytest.raises(sqlite3.Error):
        store.read.rows("SELECT nothing FROM nowhere")


def test_a_lock_that_cannot_be_taken_says_so(tmp_path: Path) -> None:
    (tmp_path / "library" / "lock").mkdir(parents=True)
    with pytest.raises(UserError, match="Nothing can be saved"):
        library(tmp_path)


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserError, match="is full"):
        library(tmp_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.OperationalError("disk I/O error"), "failed to read or write"),
        (sqlite3.OperationalError("database is locked"), "Another program has"),
        (sqlite3.OperationalError("database or disk is full"), "is full"),
        (sqlite3.DatabaseError("file is not a database"), "is damaged"),
        (sqlite3.OperationalError("no such table: x"), None),
        (PermissionError(13, "no"), "Nothing can be saved"),
        (OSError(5, "no"), None),
        (ValueError("no"), None),
    ],
)
def test_what_a_person_can_mend_is_told_and_a_bug_is_not(error: Exception, said: str | None, tmp_path: Path) -> None:
    found = connection.mendable(error, tmp_path)
    assert found is None if said is None else said in str(found)


def test_the_names_in_a_folder_are_left_to_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.os, "name", "nt")
    connection.sync_folder(PurePosixPath("nowhere"))


@pytest.mark.parametrize("wal", [False, True])
def test_where_no_index_can_be_made_the_files_are_read_as_they_are(
    tmp_path: Path, wal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a folder that may not be written, which for root there is none of."""
    with library(tmp_path) as store:
        add(store, item())
        if wal:
            shutil.copytree(tmp_path / "library", tmp_path / "copy")
    place = tmp_path / ("copy" if wal else "library")
    (place / "library.db-shm").unlink(missing_ok=True)
    plain, asked = connection._reading, []

    def once(uri: str) -> sqlite3.Connection:
        asked.append(uri)
        if len(asked) == 1:
            raise sqlite3.OperationalError("unable to open database file")
        return plain(uri)

    monkeypatch.setattr(connection, "_reading", once)
    before = {p.name: p.read_bytes() for p in place.iterdir()}
    with Reader.open(place) as reader:
        assert reader.records("item") == [item()]
    assert ("immutable" in asked[1]) is not wal
    assert {p.name: p.read_bytes() for p in place.iterdir()} == before
