"""What the program keeps on this computer, where, and how much room it takes; and letting go of what can be made again."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cypsc_desktop import paths
from cypsc_desktop.commands.committees import committees
from cypsc_desktop.commands.keeping import read_library
from cypsc_desktop.commands.opening import whereabouts
from cypsc_desktop.store.moving import megabytes
from cypsc_desktop.store.store import Reader

__all__ = ["Kept", "clear_caches", "describe", "kept_here", "megabytes"]


class Kept(NamedTuple):
    """One thing that is kept: a word for it ("papers"), what it is, where, how many files and bytes. What two hold
    together, such as a paper and its backup, is counted with the first."""

    name: str
    words: str
    folder: Path
    files: int
    size: int


def kept_here(
    folder: Path, *, state: Path | None = None, logs: Path | None = None, cancelled: Callable[[], bool] | None = None
) -> list[Kept]:
    """Everything that this library and this person's window keep, counted file by file; caches may be cleared."""
    state, logs = state or paths.state_folder(), logs or paths.log_folder()
    seen: set[tuple[int, int]] = set()
    stop = cancelled or (lambda: False)

    def counted(name: str, words: str, place: Path, *parts: Path, but: Path | None = None) -> Kept:
        found = [one for part in parts for one in _sizes(part, seen, stop, but)]
        return Kept(name, words, place, len(found), sum(found))

    database = [folder / f"library.db{ending}" for ending in ("", "-wal", "-shm")]
    return [
        counted("database", "What was read from papers and typed, and its history", folder / "library.db", *database),
        counted("papers", "The papers as they came in", folder / "files", folder / "files"),
        counted("backups", "Backups, beyond what they share with the papers", folder / "backups", folder / "backups"),
        counted("replaced", "What stood here before a restore", folder / "replaced", folder / "replaced"),
        counted("caches", "Made from the papers; made again when needed", folder / "cache", folder / "cache"),
        counted("window", "How your window is laid out, and this computer's name in exchanges", state, state, but=logs),
        counted("logs", "The program's own notes, without committee content", logs, logs),
    ]


def clear_caches(folder: Path) -> int:
    """Let go of what can be made again; returns how many bytes that were."""
    cache = folder / "cache"
    freed = sum(_sizes(cache, set(), lambda: False, None))
    shutil.rmtree(cache, ignore_errors=True)
    return freed


def describe(folder: Path | None = None) -> dict[str, Any]:
    """Where the library is, what it holds and what that takes, as ``cypsc library --json`` prints it."""
    here = whereabouts(folder)
    with contextlib.closing(read_library(here)) as reader:
        held = counts(reader)
    return {
        "folder": str(here), **held,
        "sizes": [{"name": k.name, "folder": str(k.folder), "files": k.files, "bytes": k.size} for k in kept_here(here)],
    }  # fmt: skip


def counts(reader: Reader) -> dict[str, int]:
    """How many committees, meetings, papers and people a library holds."""
    kinds = {"meetings": "meeting", "papers": "document", "people": "person"}
    return {"committees": len(committees(reader))} | {word: len(reader.records(kind)) for word, kind in kinds.items()}


def _sizes(part: Path, seen: set[tuple[int, int]], stop: Callable[[], bool], but: Path | None) -> Iterator[int]:
    """Bytes of each file here and below that was not counted yet."""
    if part.is_file():
        yield from _size(part, seen)
        return
    for parent, folders, names in os.walk(part):
        if stop():
            return
        folders[:] = [name for name in folders if but is None or Path(parent) / name != but]
        for name in names:
            yield from _size(Path(parent) / name, seen)


def _size(path: Path, seen: set[tuple[int, int]]) -> Iterator[int]:
    with contextlib.suppress(OSError):
        about = path.stat()
        if (about.st_dev, about.st_ino) not in seen:
            seen.add((about.st_dev, about.st_ino))
            yield about.st_size
