"""Lines that stand in the log: changed, moved, starred, deleted, taken to Part B."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cypsc_desktop.minutes.evening import OUTCOMES, UNSHOWN
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.ui.live.stage import Stage
from cypsc_desktop.ui.live.typing import Typing


class Standing(QObject):
    """What is done with lines, and the menus that offer it."""

    def __init__(self, stage: Stage, typing: Typing, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._typing = typing
        self.menu = QMenu(stage.screen)
        self.menu.setAccessibleName("What can be done here")
        view = stage.log.view
        view.past_end.connect(stage.bar.line.setFocus)
        view.doubleClicked.connect(lambda _: self.edit_chosen())
        stage.bar.line.reached.connect(stage.log.reach)
        stage.bar.line.left_up.connect(self.to_log)

    def edit_last(self) -> None:
        last = self._stage.desk.evening.last()
        if last is not None:
            self._typing.edit(last)

    def edit_chosen(self) -> None:
        chosen = self._stage.log.current()
        entry = self._stage.desk.entry(chosen) if chosen else None
        if entry is not None and entry.sort not in UNSHOWN:
            self._typing.edit(entry)

    def move(self, by: int) -> None:
        """The chosen line, else the last, goes up (-1) or down (1) past one other."""
        log = self._stage.log
        for entity in self._stage.lines_meant()[-1:]:
            rows = log.model.rows()
            goal = log.model.number_of(entity) + by
            if not 0 <= goal < len(rows):
                return
            above = rows[goal].id if by < 0 else rows[goal + 1].id if goal + 1 < len(rows) else None
            if self._stage.desk.move(entity, above=above) is not None:
                log.choose([entity])

    def star(self) -> None:
        for entity in self._stage.lines_meant():
            entry = self._stage.desk.entry(entity)
            if entry is not None:
                self._stage.desk.star(entity, not entry.starred)

    def delete(self) -> None:
        stage, chosen = self._stage, self._stage.log.chosen()
        if not chosen:
            stage.screen.failed.emit("No line is chosen. Choose what is to go with Shift+Up from the capture line.")
        elif stage.desk.remove(chosen):
            count = len(chosen)
            stage.log.clear_choice()
            stage.screen.done.emit("Line moved to the bin." if count == 1 else f"{count} lines moved to the bin.")
            stage.bar.line.setFocus()

    def to_part_b(self) -> None:
        meant = self._stage.lines_meant()
        if meant and self._stage.desk.to_part_b(meant):
            self._stage.screen.said.emit("Moved to Part B. No trace of it is left in the public part.")

    def to_log(self) -> None:
        log = self._stage.log
        if log.model.rowCount():
            if not log.chosen():  # a view that gets the focus takes its first row otherwise
                log.choose([log.model.rows()[-1].id])
            log.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Menus

    def show_menu(self, point: QPoint, lines: dict[str, QAction], kinds: dict[str, QAction]) -> None:
        """What can be done with the chosen lines."""
        self.menu.clear()
        self.menu.addActions([lines[name] for name in ("edit", "star", "up", "down", "private", "delete")])
        self.menu.addSeparator()
        self.menu.addActions([lines[sort] for sort in OUTCOMES])
        self.menu.addSeparator()
        self.menu.addActions(list(kinds.values()))
        self.menu.popup(self._stage.log.view.viewport().mapToGlobal(point))

    def show_person(self, who: Seated, at: QPoint) -> None:
        """Coming and going of somebody, and what they may declare."""
        evening = self._stage.desk.evening
        self.menu.clear()
        if evening.room.is_here(who.name):
            self._offer(f"{who.name} leaves", f"-{who.code}")
        else:
            self._offer(f"{who.name} arrives", f"+{who.code}")
            if who.seat != "guest":
                self._offer(f"{who.name} has sent apologies", f"~{who.code}")
                for one in evening.roster:
                    if one.seat == "reserve" and not evening.room.is_here(one.name):
                        self._offer(f"{one.name} sits in the place of {who.name}", f"={who.code} {one.code}")
        self.menu.addSeparator()
        for words, letter in (
            ("discloses an interest", "d"),
            ("asks that their vote be recorded", "w"),
            ("moves", "m"),
        ):
            action = self.menu.addAction(f"{who.name} {words}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, letter=letter: self._stage.begin(f"{letter}.{who.code} "))
        self.menu.popup(at)

    def _offer(self, words: str, line: str) -> None:
        action = self.menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(lambda _=False: self._typing.enter(line))
