"""A second copy of the minutes as plain notes, in another folder: it carries on when the library's disk is full.

Part A and Part B lie in files of their own. A copy can be imported as notes; what is moved or removed leaves it too.
"""

import os
from pathlib import Path

from cypsc_desktop.commands.minuting import Live, Taken
from cypsc_desktop.minutes.script import script_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold


def copies(folder: Path, live: Live) -> dict[str, Path]:
    """Part -> the file of its copy."""
    name = "-".join([live.meeting.date or "undated", *fold(live.meeting.body or "meeting").split()])
    return {"A": folder / f"{name}.cypsc-notes", "B": folder / f"{name}-part-b.cypsc-notes"}


def append_copy(folder: Path, live: Live, taken: Taken, *, added: bool) -> None:
    """Note what a line did, flushed to the disk. ``added``: it made a new entry, so that the rest of the copy stands.

    UserError where the folder cannot be written, as when a stick was pulled out; the library has the line all the same.
    """
    if not added or taken.entry is None:
        write_copy(folder, live)
        return
    part = taken.entry.part or "A"
    line = "\n".join(script_of(live.evening, only=taken.entry.id))
    try:
        with copies(folder, live)[part].open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(folder, error) from error


def write_copy(folder: Path, live: Live) -> None:
    """Write both copies anew from what stands: after a correction, a move or a removal."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part, path in copies(folder, live).items():
            text = "".join(f"{line}\n" for line in script_of(live.evening, part=part))
            if not text:
                path.unlink(missing_ok=True)
                continue
            new = path.with_suffix(".new")
            with new.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> UserError:
    why = error.strerror or "it does not answer"
    return UserError(
        f"The copy in {folder} could not be written ({why}). The library has every line. Check the folder."
    )
