"""Unfinished text, kept beside the log while a person types. Saving the field deletes its draft (see change.py)."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from cypsc_desktop.store.reader import Reader
from cypsc_desktop.store.writer import Writer


class Draft(NamedTuple):
    """Text typed into a field and not saved. ``base`` names the heads (op ids) that the person had before them."""

    entity: str
    field: str
    text: str
    base: tuple[str, ...]
    saved: str


class Drafts:
    """The drafts of one library."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def put(self, entity: str, field: str, text: str, *, base: Sequence[str] | None = None) -> None:
        """Keep what is typed so far. ``base`` is by default what the first put of this draft found as heads."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        heads = list(base) if base is not None else self._reader.heads(entity, field)
        self._writer.run(
            lambda connection: (
                connection.execute(
                    "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity, field) "
                    "DO UPDATE SET text = excluded.text, saved = excluded.saved",
                    (entity, field, text, json.dumps(heads), now),
                ).rowcount
            )
        )

    def get(self, entity: str, field: str) -> Draft | None:
        return next((draft for draft in self.all() if (draft.entity, draft.field) == (entity, field)), None)

    def of(self, entity: str) -> dict[str, str]:
        """Field -> text, for one record."""
        return {draft.field: draft.text for draft in self.all() if draft.entity == entity}

    def all(self) -> list[Draft]:
        """Every draft, oldest first."""
        rows = self._reader.rows("SELECT entity, field, text, base, saved FROM draft ORDER BY saved, entity, field")
        return [Draft(entity, field, text, tuple(json.loads(base)), saved) for entity, field, text, base, saved in rows]

    def delete(self, entity: str, field: str) -> None:
        self._writer.run(
            lambda connection: (
                connection.execute("DELETE FROM draft WHERE entity = ? AND field = ?", (entity, field)).rowcount
            )
        )
