"""Opens a file as a Source: tells what it is by its content, hashes it, and has the right builder lay it out.

Whatever cannot be read is refused with one UserError; nothing else may leave this module but Cancelled.
It recognises nothing and writes nothing.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.sniff import HEAD, sniff
from cypsc_desktop.model.errors import Cancelled, UserError

Progress = Callable[[int, int], None]
"""Told the sheets done and the sheets in all."""

LARGEST_FILE = 1024**3
"""No pack comes near this; a file above it is refused by its size alone."""
LARGEST_FLOW = 64 * 1024**2
"""HTML, text and Markdown are read whole."""
LARGEST_OFFICE = 256 * 1024**2
_CHUNK = 1024**2


def open_source(
    path: Path,
    *,
    password: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """The file laid out. ``password`` opens a locked PDF. ``cancelled`` is asked between steps.

    Raises UserError (NeedsPassword for a locked PDF) with what happened and how to mend it, or Cancelled.
    """
    name = path.name or str(path)
    try:
        real = _reachable(path)
        before = _regular(real, name)
        head = _head(real)
        kind = sniff(real, head, size=before.st_size)
        _within(before.st_size, kind, name)
        sha256 = _sha256(real, cancelled)
        source = _build(kind, real, sha256=sha256, name=name, password=password, progress=progress, cancelled=cancelled)
        _unchanged(before, real.stat(), name)
        return source
    except OSError as wrong:
        raise _refusal(wrong, name) from wrong
    except (RecursionError, MemoryError) as wrong:
        raise UserError(
            f"{name} is too deeply nested or too large to read. Save it as PDF, then import that."
        ) from wrong


def _reachable(path: Path) -> Path:
    """The path as the system takes it; on Windows long names need their prefix."""
    if "\x00" in str(path):
        raise UserError("The file's name has a character that no file name can have. Rename it, then import it.")
    if sys.platform == "win32":
        full = str(path.absolute())
        if len(full) >= 248 and not full.startswith("\\\\"):
            return Path("\\\\?\\" + full)
    return path


def _regular(path: Path, name: str) -> os.stat_result:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise UserError(f"{name} is a folder. Choose the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"{name} is not a file but a device or a pipe. Choose a file.")
    if found.st_size == 0:
        raise UserError(f"{name} is empty. Copy or download it again.")
    if found.st_size > LARGEST_FILE:
        raise UserError(
            f"{name} is {found.st_size / 1024**3:.1f} GB, more than the 1 GB that can be read. Split it, then import the parts."
        )
    return found


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _within(size: int, kind: str, name: str) -> None:
    limit = {"pdf": LARGEST_FILE, "docx": LARGEST_OFFICE, "xlsx": LARGEST_OFFICE}.get(kind, LARGEST_FLOW)
    if size > limit:
        raise UserError(
            f"{name} is {size // 1024**2} MB, too large for this kind of file. Split it or save it as PDF, then import that."
        )


def _sha256(path: Path, cancelled: Callable[[], bool] | None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if cancelled is not None and cancelled():
                raise Cancelled
            digest.update(chunk)
    return digest.hexdigest()


def _build(
    kind: str,
    path: Path,
    *,
    sha256: str,
    name: str,
    password: str | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Source:
    """Each builder is imported where it is first needed: none belongs to the start of the program."""
    if kind == "pdf":
        from cypsc_desktop.intake import pdf_source

        return pdf_source.build(
            path, sha256=sha256, name=name, password=password, progress=progress, cancelled=cancelled
        )
    if cancelled is not None and cancelled():
        raise Cancelled
    source = _flow_source(kind, path, sha256=sha256, name=name)
    if progress is not None:
        progress(len(source.sheets), len(source.sheets))
    return source


def _flow_source(kind: str, path: Path, *, sha256: str, name: str) -> Source:
    if kind == "docx":
        from cypsc_desktop.intake import docx_source

        return docx_source.build(path, sha256=sha256, name=name)
    if kind == "xlsx":
        from cypsc_desktop.intake import xlsx_source

        return xlsx_source.build(path, sha256=sha256, name=name)
    if kind in ("html", "mhtml", "webarchive"):
        from cypsc_desktop.intake import html_source

        return html_source.build(path, sha256=sha256, name=name, wrapped=kind)
    from cypsc_desktop.intake import text_source

    return text_source.build(path, sha256=sha256, name=name, kind=kind)


def _unchanged(before: os.stat_result, after: os.stat_result, name: str) -> None:
    if (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
        raise UserError(f"{name} changed while it was being read. Wait until it is saved whole, then import it again.")


def _refusal(wrong: OSError, name: str) -> UserError:
    if isinstance(wrong, FileNotFoundError):
        return UserError(f"{name} is not there. Check the name and the folder.")
    if isinstance(wrong, PermissionError):
        return UserError(f"You have no permission to read {name}. Ask its owner for it, or copy it to your own folder.")
    if isinstance(wrong, NotADirectoryError):
        return UserError(f"{name} is not there: part of its path is a file, not a folder. Check the path.")
    return UserError(
        f"{name} could not be read ({wrong.strerror or 'the disk gave an error'}). Copy it to this computer, then import it."
    )
