"""What the frame remembers of one library: the tabs that were open and the last place. Kept in the person's settings,
not in the library: it is nobody else's business."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

from cypsc_desktop.ui.place import Place

_MOST = 12


class FrameMemory:
    """``keep`` writes, the others read what an earlier run wrote; what cannot be read is as if never written."""

    def __init__(self, settings: QSettings, library: Path) -> None:
        self._settings = settings
        self._key = "places/" + hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:16]
        self._titles: dict[Place, str] = {}
        self._tabs: list[Place] = []
        self._last: Place | None = None
        try:
            stored = json.loads(str(settings.value(self._key, "{}")))
            for value, title in stored.get("tabs", []):
                place = Place.from_json(value)
                if place and isinstance(title, str):
                    self._tabs.append(place)
                    self._titles[place] = title
            self._last = Place.from_json(stored.get("last"))
        except (ValueError, AttributeError, TypeError):
            self._tabs, self._last = [], None

    def tabs(self) -> Sequence[Place]:
        return self._tabs

    def title(self, place: Place) -> str:
        return self._titles.get(place, "")

    def last(self) -> Place | None:
        return self._last

    def keep(self, tabs: Sequence[tuple[Place, str]], last: Place | None) -> None:
        """Write down the tabs with their titles, and where the person is."""
        stored = {
            "tabs": [(place.to_json(), title) for place, title in tabs[-_MOST:]],
            "last": last.to_json() if last else None,
        }
        self._settings.setValue(self._key, json.dumps(stored))
