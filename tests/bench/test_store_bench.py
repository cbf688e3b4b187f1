"""The store against the least work that could do the same: raw inserts, a raw write with fsync, a bare query.

Medians of interleaved pairs; the figures are printed and never passed or failed on: docs/performance.md keeps them.
"""

import os
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from cypsc_desktop.model.changes import ChangeSet, Op, Origin, canonical, salts, value_hash
from cypsc_desktop.model.identity import document_id, made_id, meeting_id, recognised_id
from cypsc_desktop.model.records import Document, Response
from cypsc_desktop.store import connection, schema
from cypsc_desktop.store.store import Store

_CHANGES = 100_000
_FIELDS = ("meeting", "report", "recommendation", "decision", "officer", "position")
_TABLES = ("change_set", "op", "head", "entity", "response")
_WORDS = [recognised_id("word", str(n))[5:13] for n in range(30)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library", state=tmp_path / "state") as made:
        yield made


def edits(count: int) -> list[ChangeSet]:
    """One-field edits by one device, a change set each: the dearest grouping there is."""
    dice, last, made = random.Random(1), {}, []
    records = [made_id("response") for _ in range(count // 10)]
    stamp = int(time.time() * 1000) << 16
    for n, salt in enumerate(salts(count)):
        cell = dice.choice(records), dice.choice(_FIELDS)
        text = canonical(n if cell[1] == "position" else f"text {n} of some length, as people type")
        op = Op(*cell, (last[cell],) if cell in last else (), value_hash(salt, text), salt, text)
        group = made_id("group")
        change = ChangeSet("", "far.1/committee", n + 1, stamp + n, "Far", "Edit", group, None, None, (op,)).sealed()
        last[cell] = f"{change.id}:00000"
        made.append(change)
    return made


def merged(folder: Path, sets: list[ChangeSet], chunk: int) -> tuple[float, float]:
    """Seconds, by the clock and of processor time, to merge into a new library."""
    shutil.rmtree(folder, ignore_errors=True)
    with Store.open(folder / "library", state=folder / "state") as store:
        begun = time.perf_counter(), time.process_time()
        store.merge(sets, chunk=chunk)
        return time.perf_counter() - begun[0], time.process_time() - begun[1]


def rows_of(folder: Path, sets: list[ChangeSet]) -> dict[str, list[tuple[object, ...]]]:
    """The rows that merging wrote, in the order in which the change sets arrived."""
    place = {change.id: n for n, change in enumerate(sets)}
    with sqlite3.connect(folder / "library" / "library.db") as base:
        rows = {table: base.execute(f'SELECT * FROM "{table}"').fetchall() for table in _TABLES}
    base.close()
    arrived = {row[0]: place[row[1]] for row in rows["change_set"]}
    first: dict[str, int] = {}
    for row in sorted(rows["op"], key=lambda row: arrived[row[0]]):
        first.setdefault(row[2], arrived[row[0]])
    keys = {
        "change_set": lambda row: place[row[1]], "op": lambda row: arrived[row[0]],
        "head": lambda row: place[row[2][:32]], "entity": lambda row: first[row[0]], "response": lambda row: first[row[0]],
    }  # fmt: skip
    return {table: sorted(rows[table], key=keys[table]) for table in _TABLES}


def raw(folder: Path, rows: dict[str, list[tuple[object, ...]]]) -> tuple[float, float]:
    """Seconds, by the clock and of processor time, to insert the same rows into the same tables and indexes, in one durable transaction."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    base = connection.writer(folder)
    schema.migrate(base)
    begun = time.perf_counter(), time.process_time()
    base.execute("BEGIN IMMEDIATE")
    for table, batch in rows.items():
        base.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(batch[0]))})', batch)
    base.execute("COMMIT")
    took = time.perf_counter() - begun[0], time.process_time() - begun[1]
    base.close()
    return took


@pytest.mark.parametrize(
    ("order", "chunk", "target"), [("in order", _CHANGES, 4), ("shuffled", _CHANGES, 4), ("shuffled", 5_000, 5)]
)
def test_merge(tmp_path: Path, order: str, chunk: int, target: int, effort: Callable[..., int]) -> None:
    sets = edits(_CHANGES)
    if order == "shuffled":
        random.Random(2).shuffle(sets)
    merged(tmp_path / "m", sets, chunk)
    rows = rows_of(tmp_path / "m", sets)
    pairs = [(merged(tmp_path / "m", sets, chunk), raw(tmp_path / "r", rows)) for _ in range(effort(sample=3, whole=5))]
    for n, clock in enumerate(("by the clock", "of processor time")):
        ours, floor = (median(pair[side][n] for pair in pairs) for side in (0, 1))
        ratio = median(pair[0][n] / pair[1][n] for pair in pairs)
        print(
            f"\nmerge of {_CHANGES:,} {order}, commits of {chunk:,}, {clock}: {ours:.2f} s, raw {floor:.2f} s; "
            f"{ratio:.2f} (target {target})"
        )


@pytest.mark.parametrize("pause", [0.05, 1.0])
def test_an_edit_during_a_merge(store: Store, pause: float) -> None:
    """Edits at a steady pace, and what they cost the merge."""
    sets = edits(_CHANGES)
    random.Random(2).shuffle(sets)
    waits: list[float] = []
    thread = threading.Thread(target=store.merge, args=(sets,))
    thread.start()
    begun = time.perf_counter()
    record = made_id("response")
    while thread.is_alive():
        asked = time.perf_counter()
        with store.change("Edit", actor="Ann") as change:
            change.set(record, "officer", f"text {len(waits)}")
        waits.append((time.perf_counter() - asked) * 1000)
        time.sleep(pause)
    thread.join()
    took = time.perf_counter() - begun
    waits.sort()
    print(
        f"\nan edit every {pause} s during a merge of {_CHANGES:,} ({took:.1f} s): median {median(waits):.1f} ms, 95 % "
        f"{waits[int(len(waits) * 0.95)]:.1f} ms, 99 % {waits[int(len(waits) * 0.99)]:.1f} ms, "
        f"longest {waits[-1]:.1f} ms of {len(waits)} (target 50)"
    )


def test_edit(store: Store, tmp_path: Path, effort: Callable[..., int]) -> None:
    record = made_id("response")
    file = os.open(tmp_path / "raw", os.O_RDWR | os.O_CREAT)
    os.write(file, b"x" * (64 << 20))
    os.fsync(file)
    pairs = []
    for n in range(effort(sample=200, whole=1_000)):
        begun = time.perf_counter()
        with store.change("Edit", actor="Ann") as change:
            change.set(record, "officer", f"text {n}")
        middle = time.perf_counter()
        os.pwrite(file, os.urandom(8192), n * 8192)
        os.fsync(file)
        pairs.append((middle - begun, time.perf_counter() - middle))
    os.close(file)
    ours, floor = (median(pair[i] for pair in pairs) * 1000 for i in (0, 1))
    print(f"\nedit: {ours:.2f} ms, write of 8 KB and fsync {floor:.2f} ms; {ours / floor:.2f} (target 3)")


def test_search(store: Store, effort: Callable[..., int]) -> None:
    dice = random.Random(3)
    for number in range(10):
        sha256 = f"{number}" * 64
        with store.change("Add", actor="Ann") as change:
            change.add(Document(id=document_id(sha256), sha256=sha256, meeting=meeting_id("B", "2030-01-08")))
        store.pages.index(sha256, ((n, str(n), " ".join(dice.choices(_WORDS, k=400))) for n in range(1, 501)))
    bare = "SELECT rowid, snippet(words, 0, '«', '»', '…', 24) FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"
    pairs = []
    for n in range(effort(sample=200, whole=400)):
        first, second = _WORDS[n % len(_WORDS)], _WORDS[(n * 7 + 3) % len(_WORDS)]
        typed = f'"{first} {second}"' if n % 2 else f"{first} {second}"
        begun = time.perf_counter()
        found = len(store.read.search(typed))
        middle = time.perf_counter()
        assert len(store.read.rows(bare, typed if n % 2 else f'"{first}" "{second}"')) == found
        pairs.append((middle - begun, time.perf_counter() - middle))
    ours, floor = (median(pair[i] for pair in pairs) * 1000 for i in (0, 1))
    print(f"\nsearch of 5,000 pages: {ours:.2f} ms, bare query {floor:.2f} ms; {ours / floor:.2f} (target 2)")


def test_import_commit(store: Store, effort: Callable[..., int]) -> None:
    meeting = meeting_id("B", "2030-01-08")
    took = []
    for n in range(effort(sample=9, whole=25)):
        records = [
            Response(
                id=recognised_id("response", str(n), str(i)), meeting=meeting, report=f"Report {i}", decision="accepted",
                recommendation="That the walls be inspected. " * 6, position=i, at={"page": i, "box": [72.5, 300, 520, 314]},
            )
            for i in range(333)
        ]  # fmt: skip
        with store.change("Import", actor="Ann", origin=Origin(f"{n:064d}", "agenda pack", "2030-01-01", 1)) as change:
            for record in records:
                change.add(record)
            begun = time.perf_counter(), time.process_time()
        took.append(((time.perf_counter() - begun[0]) * 1000, (time.process_time() - begun[1]) * 1000))
    clock, processor = (median(each[n] for each in took) for n in (0, 1))
    print(
        f"\ncommit of an import of 2,331 ops: {clock:.1f} ms, {processor:.1f} ms of processor time (target 50 for 100 sheets)"
    )
