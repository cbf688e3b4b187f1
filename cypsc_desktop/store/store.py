"""The library, open for writing: one way in for every change, and the ways out that go with it.

Callers know records and values, never SQL. Only the commands call ``change``.
"""

import contextlib
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from cypsc_desktop.model.changes import ChangeSet, Clock, Origin, Touched, touched
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.store import connection, device, place, schema
from cypsc_desktop.store.drafts import Drafts
from cypsc_desktop.store.files import Files, kept, named
from cypsc_desktop.store.lock import FileLock
from cypsc_desktop.store.pages import Pages
from cypsc_desktop.store.reader import Reader
from cypsc_desktop.store.writer import Writer

# The window opens a library before it writes there: what only some of the methods need, they import themselves.
if TYPE_CHECKING:
    from cypsc_desktop.store.change import Author, Change, Written
    from cypsc_desktop.store.check import Checked
    from cypsc_desktop.store.history import Conflict, HistoryRow
    from cypsc_desktop.store.merge import Applied
    from cypsc_desktop.store.undo import Undone

__all__ = ["Merged", "Reader", "Store", "restore"]

_CHUNK = 5_000  # ops committed at a time while merging, at most
_TURN = 0.0005  # seconds that a merge keeps the interpreter from other threads at a time


class _Batch(NamedTuple):
    """What a batch of a merge did, and the seconds that it took."""

    touched: Touched
    applied: "Applied"
    seconds: float


class Merged(NamedTuple):
    """What a merge did: how many ops were new, how many of the records touched are in dispute now."""

    changes: int
    conflicts: int
    touched: Touched


class Store:
    """A library open for writing, by one process at a time. Made by ``Store.open``."""

    read_only: str | None = None
    """Why nothing can be written, in a sentence or two; None: it can."""

    def __init__(self, folder: Path, state: Path, held: FileLock, *, now: Callable[[], float]) -> None:
        self.folder = folder
        self._state = state
        self._lock = held
        self._listeners: list[Callable[[Touched], None]] = []
        self._changes: Counter[str] = Counter()
        self.read = Reader(folder)
        try:
            self.library_id = str(self.read.rows("SELECT value FROM about WHERE name = 'library'")[0][0])
            self._clock = Clock(now)
            self._clock.adopt(self._last_stamp())
            self._device = device.incarnation(state, self.library_id, folder=folder, tips=self.read.tips())
            self._writer = Writer(folder, self._committed)
        except BaseException:
            self.read.close()
            raise
        self.files = Files(folder / "files")
        self.files.settle(lambda: self.read.ask(named))
        self.files.sweep()
        self.drafts = Drafts(self._writer, self.read)
        self.pages = Pages(self._writer, self.read)

    @classmethod
    def open(cls, folder: Path, *, state: Path, create: bool = True, now: Callable[[], float] = time.time) -> "Store":
        """Open the library in ``folder``, or make one there. ``state`` is the person's own folder, outside it.

        UserError when it is open elsewhere, made by a newer version (then left as it is), damaged, cannot be
        written, lies where none may be kept, or is not there and ``create`` is not set. ``now`` gives seconds since 1970.
        """
        there = connection.inspect(folder)
        if not there and not create:
            raise UserError(f"There is no library in {folder}. Check the folder, or import a paper to make one.")
        place.require_local(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise connection.mendable(error, folder) or connection.unwritable(folder) from error
        held = connection.lock(folder)
        try:
            _prepare(folder, there)
            return cls(folder, state, held, now=now)
        except BaseException:
            held.release()
            raise

    def close(self) -> None:
        """Finish what is being written, fold the WAL into the database, and let the library go."""
        # The writer goes last: only a connection that may write can fold the WAL away.
        self.read.close()
        self._writer.close()
        self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def change(self, label: str, *, actor: str, origin: Origin | None = None) -> "Iterator[Change]":
        """Collect edits in a ``with`` block and write them as one group when it ends; nothing if it raises.

        ``origin`` marks values read from a file. UserError when they cannot be written; then nothing was.
        """
        if not label:
            raise ValueError("a change needs a label")
        from cypsc_desktop.store.change import Change, write

        change = Change(self.read, origin)
        yield change
        try:
            written = self._writer.run(lambda c: write(c, change, self._author(actor, label)))
        except BaseException:
            # On the writer's thread nothing is under way: what the log does not name now, no commit will.
            if change.papers:
                with contextlib.suppress(UserError):
                    self._writer.run(lambda c: self.files.settle(partial(named, c)))
            raise
        for paper in change.papers:
            self.files.trust(paper.sha256)
        change.group, change.touched = written.group, written.touched

    def undo(self, actor: str) -> "Undone":
        """Undo this person's last change made on this device. UserError when there is none or it was built upon."""
        from cypsc_desktop.store.undo import UNDO

        return self._writer.run(lambda c: self._step(c, actor, UNDO))

    def redo(self, actor: str) -> "Undone":
        """Do again what this person undid last. UserError when there is nothing or it was built upon."""
        from cypsc_desktop.store.undo import REDO

        return self._writer.run(lambda c: self._step(c, actor, REDO))

    def revert(self, group: str, *, actor: str) -> "Undone":
        """Undo one group, whoever made it. UserError when it is unknown or was built upon."""
        from cypsc_desktop.store import undo

        rows = self.read.rows("SELECT label FROM change_set WHERE group_id = ?", group)
        if not rows:
            raise UserError(f"There is no change {group} in this library.")
        author = self._author(actor, undo.UNDO + undo.bare_label(rows[0][0]))
        return self._writer.run(lambda c: undo.revert(c, group, author))

    def undo_label(self, actor: str) -> str | None:
        """The label of what ``undo`` would undo, None where there is nothing."""
        return self._labels(actor)[0]

    def next_step(self, actor: str, way: str) -> "tuple[str, str] | None":
        """Group and label of what ``undo`` or ``redo`` (``way``) would take; None where there is nothing."""
        from cypsc_desktop.store import undo

        both = self.read.ask(lambda c: undo.steps(c, actor, self._device.partition(".")[0]))
        steps = both[0 if way == "undo" else 1]
        return (steps[-1].group, undo.bare_label(steps[-1].label)) if steps else None

    def redo_label(self, actor: str) -> str | None:
        """The label of what ``redo`` would do again, None where there is nothing."""
        return self._labels(actor)[1]

    def has_origin(self, sha256: str, recogniser: int) -> bool:
        """Whether what this version of the recogniser read from a file stands in the library."""
        from cypsc_desktop.store import undo

        rows = self.read.rows(
            "SELECT DISTINCT c.group_id FROM source s JOIN change_set c ON c.source = s.id "
            "WHERE s.sha256 = ? AND s.recogniser = ? AND c.reverts IS NULL",
            sha256,
            recogniser,
        )
        return self.read.ask(lambda c: any(undo.is_live(c, row[0]) for row in rows))

    def history(self, entity: str | None = None, *, limit: int | None = None) -> "list[HistoryRow]":
        """See ``Reader.history``."""
        return self.read.history(entity, limit=limit)

    def conflicts(self) -> "list[Conflict]":
        """See ``Reader.conflicts``."""
        return self.read.conflicts()

    def change_sets(self, after: Mapping[str, int] | None = None) -> Iterator[ChangeSet]:
        """See ``Reader.change_sets``."""
        return self.read.change_sets(after)

    def check(self) -> "Checked":
        """See ``Reader.check``."""
        return self.read.check()

    def merge(
        self,
        sets: Iterable[ChangeSet],
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        chunk: int = _CHUNK,
    ) -> Merged:
        """Take in change sets from elsewhere, in any order, as often as they come; edits pass in between.

        ``progress`` gets the number of ops taken in. UserError for a set that was altered, Cancelled when
        stopped; what was merged until then stays, and merging again takes up the rest.
        """
        from cypsc_desktop.store import merge
        from cypsc_desktop.store.batches import Batches

        changes, done, open_ops = 0, 0, 0
        shown: set[str] = set()
        purged: set[str] = set()
        papers: set[str] = set()
        interval = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)  # an edit meanwhile asks for the interpreter dozens of times
        try:
            batches = Batches(sets, self._device.partition(".")[0])
            for batch in batches:
                if cancelled and cancelled():
                    raise Cancelled
                for change in batch:
                    merge.verify(change)
                _, applied, seconds = self._writer.run_behind(partial(self._take, batch), hold=True)
                batches.took(seconds)
                changes += applied.changes
                shown |= applied.touched
                purged |= applied.purged
                papers |= applied.papers
                ops = sum(len(change.ops) for change in batch)
                done, open_ops = done + ops, open_ops + ops
                if open_ops >= chunk:
                    self._writer.settle()
                    open_ops = 0
                if progress:
                    progress(done)
        finally:
            sys.setswitchinterval(interval)
            self._writer.settle()
            if purged:
                self._clear(purged, papers)
        if not shown:
            return Merged(changes, 0, Touched())
        with Reader(self.folder) as apart:  # a long look, for which no edit should have to wait
            disputed = [conflict for conflict in apart.conflicts() if conflict.entity in shown]
        return Merged(changes, len(disputed), touched(shown))

    def purge(self, cells: Iterable[tuple[str, str]], *, actor: str, label: str, hashes: Iterable[str] = ()) -> Touched:
        """Let every value that these (entity, field) cells ever had, and these hashes, go for good: from the log,
        the tables, drafts, page text, free pages, the WAL, and with every backup in the library's folder that holds
        one. A paper goes when the record that named it lets go of its hash. Travels with the log.

        UserError when a trace could not be cleared; doing it again tries again."""
        from cypsc_desktop.store import purge

        cells = list(cells)
        listed = self.read.ask(lambda c: purge.values(c, cells, hashes))
        author = self._author(actor, label)
        written = self._writer.run(lambda c: self._doubting(purge.write(c, listed, author)))
        if written.applied:
            self._clear(written.applied.purged, written.applied.papers)
        return written.touched

    def seal(self) -> None:
        """Note that all that was written here so far leaves in a bundle."""
        device.seal(self._state, self.library_id, self.read.tips())

    def subscribe(self, callback: Callable[[Touched], None]) -> None:
        """Have ``callback`` told of every commit, on the thread that wrote: it must pass the news on and return."""
        self._listeners.append(callback)

    def changes_to(self, kinds: Iterable[str]) -> int:
        """How many changes touched these kinds since the library was opened: while it stays, so does what was read of
        them. Asks no database."""
        return sum(self._changes[kind] for kind in kinds)

    def backup(self, to: Path | None = None) -> Path:
        """A verified copy in ``to``, else in the library's folder ``backups``, where old ones make room."""
        from cypsc_desktop.store import backups

        kept = to or self.folder / "backups"
        made = backups.back_up(self.folder, kept, now=datetime.now(UTC))
        if to is None:
            backups.rotate(kept, now=datetime.now(UTC))
        return made

    def backup_if_changed(self) -> Path | None:
        """A backup, unless the last one holds the same; None then, and while there is nothing to back up."""
        from cypsc_desktop.store import backups

        count = int(self.read.rows("SELECT count(*) FROM change_set")[0][0])
        last = self.backups()[-1:]
        if not count or (last and backups.is_current(last[0], count=count, files=self.papers())):
            return None
        return self.backup()

    @contextlib.contextmanager
    def backed_up(self) -> Iterator[None]:
        """A backup as ``backup_if_changed`` makes it before what the block writes; if the block raises, that goes too."""
        from cypsc_desktop.store import backups

        made = self.backup_if_changed()
        try:
            yield
        except BaseException:
            if made is not None:
                backups.drop(made)
            raise

    def papers(self) -> list[str]:
        """The hashes of the papers that the library has, in order."""
        return self.read.ask(lambda c: kept(c, self.files))

    def backups(self) -> list[Path]:
        """The library's own backups, oldest first."""
        from cypsc_desktop.store import backups

        return backups.backups(self.folder / "backups")

    def _doubting(self, written: "Written") -> "Written":
        for sha256 in written.applied.papers if written.applied else ():
            self.files.doubt(sha256)
        return written

    def _clear(self, hashes: Iterable[str], papers: Iterable[str]) -> None:
        from cypsc_desktop.store import copies

        copies.drop(self.folder, list(hashes), papers)
        for sha256 in papers:
            self.files.trust(sha256)
        self._writer.clean()

    def _author(self, actor: str, label: str) -> "Author":
        from cypsc_desktop.store.change import Author

        return Author(actor, label, self._device, self._clock)

    def _step(self, c: sqlite3.Connection, actor: str, way: str) -> "Undone":
        from cypsc_desktop.store import undo

        can_undo, can_redo = undo.steps(c, actor, self._device.partition(".")[0])
        steps = can_undo if way == undo.UNDO else can_redo
        if not steps:
            raise UserError("There is nothing to undo." if way == undo.UNDO else "There is nothing to do again.")
        last = steps[-1]
        return undo.revert(c, last.group, self._author(actor, way + undo.bare_label(last.label)))

    def _labels(self, actor: str) -> list[str | None]:
        """The labels of what this person would undo and do again."""
        from cypsc_desktop.store import undo

        both = self.read.ask(lambda c: undo.steps(c, actor, self._device.partition(".")[0]))
        return [undo.bare_label(steps[-1].label) if steps else None for steps in both]

    def _take(self, batch: list[ChangeSet], c: sqlite3.Connection) -> _Batch:
        from cypsc_desktop.store import merge

        begun = time.perf_counter()
        for change in batch:
            self._clock.adopt(change.stamp)
        applied = merge.apply(c, batch)
        for sha256 in applied.papers:
            self.files.doubt(sha256)
        return _Batch(touched(applied.touched), applied, time.perf_counter() - begun)

    def _last_stamp(self) -> int:
        limit = self._clock.limit()
        rows = self.read.rows("SELECT max(stamp) FROM change_set WHERE stamp <= ?", limit)
        return int(rows[0][0] or 0)

    def _committed(self, result: Any) -> None:
        news = getattr(result, "touched", None)
        if isinstance(news, Touched) and news.kinds:
            self._changes.update(news.kinds.keys())
            for tell in list(self._listeners):
                tell(news)


def restore(backup: Path, folder: Path, *, dry_run: bool = False) -> None:
    """See ``backups.restore``."""
    from cypsc_desktop.store import backups

    backups.restore(backup, folder, dry_run=dry_run)


def _prepare(folder: Path, there: bool) -> None:
    """Make or mend the database before anyone uses it: recover, check after a crash, back up, migrate."""
    wal = folder / (connection.DATABASE + "-wal")
    crashed = wal.exists() and wal.stat().st_size > 0
    if there and not crashed and connection.version(folder) == len(schema.versions()):
        return
    writing = connection.writer(folder)
    try:
        if there and writing.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise connection.damaged(folder)
        version = writing.execute("PRAGMA user_version").fetchone()[0]
        if version > len(schema.versions()):
            raise connection.newer(folder)
        if 0 < version < len(schema.versions()):
            from cypsc_desktop.store import backups

            backups.back_up(folder, folder / "backups", now=datetime.now(UTC))
        # All in one transaction: a process that ends amid it leaves the library as it was.
        writing.execute("BEGIN IMMEDIATE")
        if schema.migrate(writing):
            from cypsc_desktop.store import check

            check.rebuild(writing)
        writing.execute("INSERT OR IGNORE INTO about VALUES ('library', ?)", (os.urandom(16).hex(),))
        writing.execute("COMMIT")
        # A library that was there can be worked in from its WAL, should the disk be too full to fold that in.
        with contextlib.suppress(sqlite3.OperationalError) if there else contextlib.nullcontext():
            writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise connection.mendable(error, folder) or error from error
    finally:
        writing.close()
    connection.sync_folder(folder)
