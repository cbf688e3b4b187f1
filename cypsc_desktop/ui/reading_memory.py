"""What the window remembers of reading: sheets seen, the last place, recent papers. Kept beside the library, in the
window's own settings, since it is nobody else's business."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from cypsc_desktop.ui.home.reading import Reading

_MOST_RECENT = 12


class ReadingMemory:
    """One library's memory; ``keep`` writes it to the settings."""

    def __init__(self, settings: QSettings, library: Path) -> None:
        self._settings = settings
        self._key = "reading/" + hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:16]
        stored = _stored(settings.value(self._key))
        self._read = {str(document): set(sheets) for document, sheets in stored.get("read", {}).items()}
        self._recent = [(str(d), str(name), int(sheet)) for d, name, sheet in stored.get("recent", [])]
        self.closed: str | None = stored.get("closed")

    def saw(self, document: str, name: str, sheet: int) -> None:
        """A sheet of a document came on screen."""
        self._read.setdefault(document, set()).add(sheet)
        others = [entry for entry in self._recent if entry[0] != document]
        self._recent = [(document, name, sheet), *others][:_MOST_RECENT]

    def reading(self) -> Reading:
        """What the home screen shows of it."""
        return Reading({d: frozenset(sheets) for d, sheets in self._read.items()}, tuple(self._recent))

    def keep_now(self) -> None:
        """Write it down; the window closes now."""
        self.keep(closed=datetime.now(UTC).isoformat(timespec="seconds"))

    def keep(self, *, closed: str) -> None:
        """Write it down; ``closed`` is the UTC time in ISO at which the window closes."""
        read = {document: sorted(sheets) for document, sheets in self._read.items()}
        value = {"read": read, "recent": self._recent, "closed": closed}
        self._settings.setValue(self._key, json.dumps(value))


def _stored(value: object) -> dict[str, Any]:
    try:
        stored = json.loads(str(value)) if value else {}
    except ValueError:
        return {}
    return stored if isinstance(stored, dict) else {}
