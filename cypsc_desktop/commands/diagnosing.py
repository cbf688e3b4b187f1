"""A report that helps to mend the program and tells nothing of the committee: no words of a record, no name of a person or a
file, no path. What is not known to be harmless is left out, so it lists and counts, and never quotes."""

import builtins
import locale
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from itertools import groupby
from pathlib import Path
from typing import Any

from cypsc_desktop import __version__, paths
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store.store import Reader

LOG_LINES = 60
_PARTS = (
    "PySide6-Essentials", "holidays", "lxml", "markdown-it-py", "odfdo", "openpyxl", "pikepdf", "platformdirs", "pypdfium2",
    "python-docx", "sqlite-utils", "typst",
)  # fmt: skip
_LINE = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ (DEBUG|INFO|WARNING|ERROR|CRITICAL) ([\w.]+): ")
_FRAME = re.compile(r'^\s+File "(.+)", line (\d+), in ([A-Za-z_<]\w*>?)$')
_RAISED = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)")
_OURS = re.compile(r"(?:^|.*[\\/])(cypsc_desktop[\\/][a-z0-9_\\/]+\.py)$")
_KNOWN = ("cypsc_desktop.", "PySide6.", "sqlite3.", "pikepdf.", "pypdfium2.", "lxml.", "docx.", "openpyxl.", "typst.")

Facts = Mapping[str, object]


def report(
    folder: Path | None = None,
    *,
    reader: Reader | None = None,
    window: Mapping[str, Facts] | None = None,
    checked: Mapping[str, Any] | None = None,
) -> str:
    """The report as text. ``reader`` is a library that is open already, else that in ``folder`` (None: the person's own)
    is read; ``window`` adds what only the window knows, by heading; ``checked`` is what ``keeping.check`` answered."""
    place = folder or paths.data_folder()
    parts: list[tuple[str, Sequence[str]]] = [
        ("Program", list(_told(_program()))),
        ("Computer", list(_told(_computer()))),
    ]
    parts += [(heading, list(_told(facts))) for heading, facts in (window or {}).items()]
    parts.append(("Library", list(_told(_library(place, reader)))))
    if checked is not None:
        parts.append(("Check", list(_told(_check(checked)))))
    parts.append((f"Log, its last {LOG_LINES} lines without their words", _counted(log_without_words(_log_lines()))))
    head = "Diagnostics of CYPSC Desktop\n\nIt holds no committee papers, no words of them, and no names of people or files."
    return (
        "\n\n".join([head, *("\n".join([heading, *(f"  {line}" for line in lines)]) for heading, lines in parts)])
        + "\n"
    )


def save(words: str, to: Path) -> None:
    """Write the report. UserError where it cannot be written."""
    try:
        to.write_text(words, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise UserError(f"{to.name} could not be written: {reason}. Choose another folder.") from error


def log_without_words(lines: Sequence[str]) -> Iterator[str]:
    """What of a log tells nothing of a person's work: when, how bad, which part of the program, where in its source and
    which kind of error. Every message is left out, for it may name a file or quote a paper."""
    for line in lines:
        head, frame, raised = _LINE.match(line), _FRAME.match(line), _RAISED.match(line)
        if head:
            yield f"{head[1]} {head[2]} {head[3] if _is_known(head[3] + '.') or head[3] == 'qt' else 'another part'}"
        elif frame:
            ours = _OURS.match(frame[1])
            yield f"  at {ours[1]}, line {frame[2]}, in {frame[3]}" if ours else "  at another part"
        elif raised and (_is_known(raised[1]) or _is_error(raised[1])):
            yield f"  {raised[1]}"


def _counted(lines: Iterable[str]) -> list[str]:
    """What comes several times on end, once."""
    runs = [(line, sum(1 for _ in same)) for line, same in groupby(lines)]
    return [f"{line} ({count} times)" if count > 1 else line for line, count in runs]


def _is_known(name: str) -> bool:
    return name.startswith(_KNOWN)


def _is_error(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def _told(facts: Facts) -> Iterator[str]:
    for name, value in facts.items():
        yield f"{name}: {value}"


def _program() -> Facts:
    facts: dict[str, object] = {"CYPSC Desktop": __version__, "comes from": _origin()}
    facts["Python"] = f"{platform.python_version()} ({platform.python_implementation()})"
    for part in _PARTS:
        try:
            facts[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            facts[part] = "not installed"
    facts["ocrmypdf"] = "found" if shutil.which("ocrmypdf") else "not found"
    return facts


def _origin() -> str:
    if getattr(sys, "frozen", False):
        return "an installer"
    return "an installed package" if (Path(__file__).parents[1] / "_docs").is_dir() else "a checkout"


def _computer() -> Facts:
    return {
        "system": platform.platform(),
        "processor": f"{platform.machine()}, {os.cpu_count()} at once",
        "language": locale.getlocale()[0] or "none",
        "file names in": sys.getfilesystemencoding(),
    }


def _library(folder: Path, reader: Reader | None) -> dict[str, object]:
    if reader is None and not (folder / "library.db").exists():
        return {"library": "none yet"}
    facts: dict[str, object] = {
        "where": "the usual folder" if folder.resolve() == paths.data_folder().resolve() else "another folder",
        "can be written": "yes" if os.access(folder, os.W_OK) else "no",
    }
    free = shutil.disk_usage(folder).free
    facts["database"] = f"{_size(folder / 'library.db')} and a log of {_size(folder / 'library.db-wal')}"
    kept = [path for path in (folder / "files").rglob("*") if path.is_file()]
    facts["files"] = f"{len(kept)}, {_bytes(sum(path.stat().st_size for path in kept))}"
    facts["backups"] = sum(1 for path in (folder / "backups").glob("*Z") if path.is_dir())
    facts["free on the disk"] = _bytes(free)
    if reader is not None:
        return facts | _counts(reader)
    with Reader.open(folder) as opened:
        return facts | _counts(opened)


def _counts(reader: Reader) -> dict[str, object]:
    held = {kind: reader.records(kind) for kind in KINDS}
    facts: dict[str, object] = {f"{kind} records": len(records) for kind, records in held.items()}
    facts["pages"] = sum(getattr(document, "pages", 0) or 0 for document in held["document"])
    facts["changes"] = sum(reader.tips().values())
    facts["devices and spaces that changed it"] = len(reader.tips())
    facts["conflicts"] = len(reader.conflicts())
    return facts


def _check(checked: Mapping[str, Any]) -> dict[str, object]:
    kinds = sorted(str(finding.get("kind", "unknown")) for finding in checked.get("findings", ()))
    facts: dict[str, object] = {"the library is": "whole" if checked.get("ok") else "damaged"}
    facts |= {kind: kinds.count(kind) for kind in dict.fromkeys(kinds) if re.fullmatch(r"[a-z-]+", kind)}
    return facts | {"digest": checked.get("digest", "none")}


def _log_lines() -> list[str]:
    file = paths.log_folder() / "cypsc-desktop.log"
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
    except OSError:
        return []


def _size(path: Path) -> str:
    return _bytes(path.stat().st_size) if path.exists() else "0 bytes"


def _bytes(count: int) -> str:
    if count < 10_000:
        return f"{count} bytes"
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"
