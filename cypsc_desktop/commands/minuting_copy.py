"""A second copy of the minutes as plain notes, in another folder: it carries on when the library's disk is full.

Part A and Part B lie in files of their own. A copy can be imported as notes; what is moved or removed leaves it too.
What to write and the writing are apart, so that a slow stick holds nobody up.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.minutes.script import script_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Entry


@dataclass(frozen=True, slots=True)
class Sheet:
    """Something to write into the copy: text behind what is there, or the ``whole`` file; an empty whole goes."""

    path: Path
    text: str
    whole: bool


def copies(folder: Path, live: Live) -> dict[str, Path]:
    """Part -> the file of its copy."""
    name = "-".join([live.meeting.date or "undated", *fold(live.meeting.body or "meeting").split()])
    return {"A": folder / f"{name}.cypsc-notes", "B": folder / f"{name}-part-b.cypsc-notes"}


def sheets_of(folder: Path, live: Live) -> list[Sheet]:
    """Both copies anew from what stands: after a correction, a move or a removal."""
    return [
        Sheet(path, "".join(f"{line}\n" for line in script_of(live.evening, part=part)), True)
        for part, path in copies(folder, live).items()
    ]


def sheet_for(folder: Path, live: Live, entry: Entry) -> Sheet:
    """A line that was added: the rest of the copy stands."""
    line = "\n".join(script_of(live.evening, only=entry.id))
    return Sheet(copies(folder, live)[entry.part or "A"], f"{line}\n", False)


def write_sheets(folder: Path, sheets: Sequence[Sheet]) -> None:
    """Write them, flushed to the disk.

    UserError where the folder cannot be written, as when a stick was pulled out; the library has the lines all the same.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sheet in sheets:
            if sheet.whole:
                write_whole(sheet)
            else:
                _flush(sheet.path, sheet.text.encode(), "ab")
    except OSError as error:
        raise _unwritable(folder, error) from error


def write_whole(sheet: Sheet) -> None:
    """Write one, flushed, so that the old file stands until the new one does. OSError where it cannot be."""
    if not sheet.text:
        sheet.path.unlink(missing_ok=True)
        return
    held = sheet.path.read_bytes() if sheet.path.exists() else b""
    text = sheet.text.encode()
    if held and text.startswith(held):  # a full disk often has room for a line more, seldom for all of them again
        if text != held:
            _flush(sheet.path, text[len(held) :], "ab")
        return
    new = sheet.path.with_suffix(".new")
    _flush(new, text, "wb")
    new.replace(sheet.path)


def _flush(path: Path, text: bytes, mode: str) -> None:
    with path.open(mode) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(folder: Path, error: OSError) -> UserError:
    why = error.strerror or "it does not answer"
    return UserError(
        f"The copy in {folder} could not be written ({why}). The library has every line. Check the folder."
    )
