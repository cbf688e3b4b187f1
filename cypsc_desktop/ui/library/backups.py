"""Backups: making one now, looking whether one is whole, restoring one here or into a new folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands import keeping
from cypsc_desktop.commands.keeping import Backup
from cypsc_desktop.commands.stored import megabytes
from cypsc_desktop.ui.history.telling import local_time
from cypsc_desktop.ui.library.section import RowOf, Section, button, label
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.bar import BarOf

_FEW = 6


class BackupsSection(Section):
    """``wanted(what, backup)``: "now", "to", "verify", "restore", "elsewhere" or "check"; the screen does it."""

    wanted = Signal(str, object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__("Backups", theme, parent)
        self._session = session
        self._all = False
        self._asked: Path | None = None
        self._verified: dict[Path, str] = {}
        self.add_button("Back up now", lambda: self.wanted.emit("now", None), icon="device-floppy", primary=True)
        self.add_button("Back up to a folder…", lambda: self.wanted.emit("to", None))
        self.add_button("Check the library", lambda: self.wanted.emit("check", None))
        self.add_button("Restore from a folder…", lambda: self.wanted.emit("from", None))

    def refresh(self) -> None:
        """Read the list again."""
        listed = keeping.backups_in(self._session.store.folder)
        self.say(
            "Each is a whole, verified copy. One is made before papers are imported, if anything changed; old ones make room by day, "
            "week and month."
            if listed
            else "None yet. One is made before papers are imported, or now."
        )
        shown = listed if self._all else listed[:_FEW]
        rows: list[QWidget] = [self._row(one) for one in shown]
        if len(listed) > len(shown):
            rest = RowOf(f"{len(listed) - len(shown)} older", "", self, strong=False)
            rest.add_button("Show all", self._show_all, name="backups")
            rows.append(rest)
        self.show_rows(rows)

    def verified(self, backup: Path, words: str) -> None:
        """What looking at a backup said."""
        self._verified[backup] = words
        self.refresh()

    def _row(self, one: Backup) -> RowOf:
        known = self._verified.get(one.folder, "verified when made")
        changes = f"{one.changes:,} change{'' if one.changes == 1 else 's'}"
        words = f"{changes}, {one.papers:,} paper{'' if one.papers == 1 else 's'}  ·  {known}"
        row = RowOf(local_time(one.when), words, self, figure=megabytes(one.size), strong=False)
        name = one.folder.name
        row.add_button("Verify", partial(self.wanted.emit, "verify", one.folder), name=name)
        row.add_button("Restore…", partial(self._ask, one.folder), name=name)
        if self._asked == one.folder:
            self._add_choices(row, one)
        return row

    def _add_choices(self, row: RowOf, one: Backup) -> None:
        row.below.addWidget(
            label(
                f"Here: the library goes back to {local_time(one.when)}. What it holds now is backed up first, so that you can "
                "restore that in turn. Elsewhere: a second library; this one stays as it is.",
                row, tone="second", wrap=True,
            )
        )  # fmt: skip
        line = BarOf(row)
        here = button("Restore here", self._chosen("restore", one), row)
        here.setObjectName("asked")
        line.add(here)
        line.add(button("Restore into a new folder…", self._chosen("elsewhere", one), row))
        line.add(button("Cancel", partial(self._ask, None), row))
        row.below.addWidget(line)

    def _chosen(self, what: str, one: Backup) -> Callable[[], None]:
        def do() -> None:
            self._ask(None)
            self.wanted.emit(what, one.folder)

        return do

    def _ask(self, folder: Path | None) -> None:
        held, self._asked = self._asked, folder
        self.refuse("")
        self.refresh()
        asked = self.findChild(QWidget, "asked" if folder else f"Restore… {held.name if held else ''}")
        if asked is not None:
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all(self) -> None:
        self._all = True
        self.refresh()
