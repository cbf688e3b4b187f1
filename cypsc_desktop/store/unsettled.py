"""The marks that a restore or a move leaves in a library's folder until it is finished. Only names them and looks."""

from pathlib import Path

MOVED, CAME = "moved.json", "came-from.json"  # where a library went, and where it came from while that is to be left
RESTORING = "restoring"  # where a backup that is to come in lies beside the library


def is_unsettled(folder: Path) -> bool:
    """Whether something was begun here that must be brought to its end before the library can be opened as it stands."""
    return any((folder / mark).exists() for mark in (MOVED, CAME, RESTORING))
