"""What lies beside the database and repeats its values: papers, their searchable copies, backups, replaced libraries."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import backups
from cypsc_desktop.store import connection as connections
from cypsc_desktop.store.files import Files, searchable


def drop(library: Path, hashes: Sequence[str], papers: Iterable[str]) -> None:
    """Delete these papers with their searchable copies, and every backup or replaced library below ``library`` that
    holds one of these values.

    One that cannot be read goes too, since nobody can tell what it holds. Backups elsewhere are out of reach.
    """
    for sha256 in papers:
        Files(library / "files").path(sha256).unlink(missing_ok=True)
        searchable(library, sha256).unlink(missing_ok=True)
    for copy in [*backups.backups(library / "backups"), *(library / "replaced").glob("*Z")]:
        if _holds(copy, hashes):
            shutil.rmtree(copy)
    backups.drop_unused(library / "backups")


def _holds(copy: Path, hashes: Sequence[str]) -> bool:
    query = "SELECT 1 FROM op WHERE json IS NOT NULL AND value_hash IN (SELECT value FROM json_each(?)) LIMIT 1"
    try:
        with contextlib.closing(connections.reader(copy)) as connection:
            return connection.execute(query, (json.dumps(list(hashes)),)).fetchone() is not None
    except (UserError, sqlite3.Error):
        return True
