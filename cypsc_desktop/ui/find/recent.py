"""The searches that led somewhere, latest first, kept from run to run."""

import json

from PySide6.QtCore import QSettings

_KEY = "search/recent"
_MOST = 10


class Recent:
    """A short list of what was searched for; without settings it lasts as long as the window."""

    def __init__(self, settings: QSettings | None) -> None:
        self._settings = settings
        self._searches = self._read()

    def searches(self) -> list[str]:
        return list(self._searches)

    def keep(self, words: str) -> None:
        """Put a search first; one that it goes on from, letter by letter, gives way to it."""
        typed = " ".join(words.split())
        if len(typed) < 2:
            return
        rest = [one for one in self._searches if one.casefold() != typed.casefold()]
        self._searches = [typed, *rest][:_MOST]
        self._write()

    def clear(self) -> None:
        self._searches = []
        self._write()

    def _read(self) -> list[str]:
        """What is kept; a file that others may edit can hold anything."""
        text = self._settings.value(_KEY) if self._settings else None
        try:
            found = json.loads(str(text)) if text else []
        except ValueError:
            return []
        return [one for one in found if isinstance(one, str) and one.strip()][:_MOST] if isinstance(found, list) else []

    def _write(self) -> None:
        if self._settings:
            self._settings.setValue(_KEY, json.dumps(self._searches, ensure_ascii=False))
