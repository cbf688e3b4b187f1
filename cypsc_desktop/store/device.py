"""Which device this is, in which incarnation: kept per person outside the library, so that a copied or restored
library never writes under a name that another copy uses."""

import json
import os
import sys
from pathlib import Path
from typing import TypedDict

from cypsc_desktop.store.connection import mendable


class _State(TypedDict):
    device: str
    incarnation: int
    machine: str
    folder: str
    tips: dict[str, int]  # what was sealed in bundles: stream -> last seq


def incarnation(state: Path, library: str, *, folder: Path, tips: dict[str, int]) -> str:
    """ "device.incarnation" under which to write in this library.

    ``tips`` are the last seqs in its log. A new incarnation begins where the log is behind what was sealed
    here, or lies on another machine or in another folder than it did.
    """
    path = _place(state, library)
    here = (_machine(), str(folder.resolve()))
    known = _read(path)
    if known is None:
        known = _State(device=os.urandom(6).hex(), incarnation=1, machine=here[0], folder=here[1], tips={})
    elif (known["machine"], known["folder"]) != here or any(tips.get(s, 0) < seq for s, seq in known["tips"].items()):
        known["incarnation"] += 1
        known["machine"], known["folder"] = here
        known["tips"] = {}
    else:
        return _name(known)
    _write(path, known)
    return _name(known)


def known(state: Path, library: str) -> str:
    """ "device.incarnation" under which was written in this library last, empty where nothing was; keeps nothing."""
    found = _read(_place(state, library))
    return _name(found) if found else ""


def seal(state: Path, library: str, tips: dict[str, int]) -> None:
    """Note what a bundle carries away, so that a library restored from before it is known as such."""
    path = _place(state, library)
    known = _read(path)
    if known is not None:
        own = {stream: seq for stream, seq in tips.items() if stream.startswith(_name(known) + "/")}
        known["tips"] = {**known["tips"], **own}
        _write(path, known)


def _machine() -> str:
    """The name of this machine. Asked of the system where it can be: the module that knows for every one is a wait."""
    if sys.platform != "win32":
        return os.uname().nodename
    import platform

    return platform.node()


def _place(state: Path, library: str) -> Path:
    return state / "libraries" / f"{library}.json"


def _name(state: _State) -> str:
    return f"{state['device']}.{state['incarnation']}"


def _read(path: Path) -> _State | None:
    """What is kept, or None; a file that cannot be read as it should is one that is not there."""
    try:
        found: _State = json.loads(path.read_text(encoding="utf-8"))
        return found if set(found) == set(_State.__annotations__) else None
    except (OSError, ValueError):
        return None


def _write(path: Path, known: _State) -> None:
    temporary = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(known, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise mendable(error, path.parent) or error from error
