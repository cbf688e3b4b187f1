"""Where the library is; opening another, making a new one, moving this one."""

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands.stored import counts
from cypsc_desktop.ui.library.section import RowOf, Section
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

_KEY = "library/recent"
_MOST = 8


class Libraries:
    """The libraries that were open of late, latest first."""

    def __init__(self, settings: QSettings | None) -> None:
        self._settings = settings

    def folders(self) -> list[Path]:
        text = self._settings.value(_KEY) if self._settings else None
        try:
            found = json.loads(str(text)) if text else []
        except ValueError:
            return []
        return [Path(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def keep(self, folder: Path) -> None:
        self._write([folder, *(one for one in self.folders() if one != folder)][:_MOST])

    def forget(self, folder: Path) -> None:
        self._write([one for one in self.folders() if one != folder])

    def _write(self, folders: list[Path]) -> None:
        if self._settings:
            self._settings.setValue(_KEY, json.dumps([str(one) for one in folders]))


class WhereSection(Section):
    """``wanted(what, folder)``: "open", "new" or "move"; a folder where it is known already."""

    wanted = Signal(str, object)

    def __init__(self, session: Session, recent: Libraries, theme: Theme, parent: QWidget) -> None:
        super().__init__("This library", theme, parent)
        self._session = session
        self._recent = recent
        self.add_button("Open another library…", lambda: self.wanted.emit("open", None), icon="folder-open")
        self.add_button("New library…", lambda: self.wanted.emit("new", None), icon="plus")
        self.add_button("Move this library…", lambda: self.wanted.emit("move", None), icon="arrow-right")

    def refresh(self) -> None:
        """Say where it is, and list the others that were open of late."""
        folder = self._session.store.folder
        held = counts(self._session.read)
        words = {"committees": "committee", "meetings": "meeting", "papers": "file", "people": "person"}
        more = {"person": "people"}
        told = ", ".join(
            f"{held[name]:,} {word if held[name] == 1 else more.get(word, word + 's')}" for name, word in words.items()
        )
        rows: list[QWidget] = [RowOf(str(folder), told, self)]
        for other in self._recent.folders():
            if other != folder:
                there = (other / "library.db").exists() or (other / "moved.json").exists()
                row = RowOf(str(other), "" if there else "not there now", self, strong=False)
                row.add_button("Open", partial(self.wanted.emit, "open", other), name=str(other)).setEnabled(there)
                row.add_button("Forget", partial(self._forget, other), name=str(other))
                rows.append(row)
        self.show_rows(rows)

    def _forget(self, folder: Path) -> None:
        self._recent.forget(folder)
        self.refresh()
