"""The keys of commands: what each has by default, what the person chose instead, and which commands get in each other's
way. Knows QActions, no widget."""

from collections.abc import Iterable, Iterator, Sequence

import shiboken6
from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from cypsc_desktop.model.values import Value, value

_DEFAULT, _GIVEN = "default keys", "given keys"


@value
class Command(Value):
    """Something that can be done. ``name`` is what its keys are kept under; ``group`` the menu or the screen that has it;
    ``place`` the screen that it acts on alone, empty where it acts everywhere."""

    name: str
    group: str
    title: str
    place: str
    action: QAction

    @property
    def keys(self) -> list[QKeySequence]:
        """Those it was given, also where keys of one letter are switched off; its own where it was given none."""
        given = self.action.property(_GIVEN)
        return self.default if given is None else [QKeySequence(one) for one in given]

    @property
    def default(self) -> list[QKeySequence]:
        return [QKeySequence(one) for one in self.action.property(_DEFAULT) or ()]

    @property
    def is_default(self) -> bool:
        return self.keys == self.default


class Keys(QObject):
    """``adopt`` takes in actions as their menus and screens are made and gives them the person's keys at once;
    ``changed(name)`` tells which command has other keys now."""

    changed = Signal(str)

    def __init__(self, kept: QSettings, parent: QObject | None = None, *, letters: bool = True) -> None:
        super().__init__(parent)
        self._kept = kept
        self._letters = letters
        self._commands: dict[str, Command] = {}

    def adopt(self, group: str, actions: Iterable[QAction], *, menu: bool = False) -> None:
        """Take in the commands of a menu (``menu``: they act everywhere) or of a screen (on that screen alone), menus
        within menus included. May be called again when there are more. An action keeps its name by ``objectName``, else
        by its words."""
        for title, action in _leaves(actions):
            name = f"{group}/{action.objectName() or title}".replace(" ", "_")
            if action.property(_DEFAULT) is None:
                action.setProperty(_DEFAULT, [one.toString() for one in action.shortcuts()])
            local = action.shortcutContext() != Qt.ShortcutContext.WindowShortcut and not menu
            self._commands[name] = Command(name, group, title, group if local else "", action)
            stored = self._kept.value(_key(name))
            if stored is not None:
                self._wear(action, _sequences(str(stored)))
            elif not self._letters:
                self._wear(action, self._commands[name].default)

    def use_letters(self, on: bool) -> None:
        """Whether a letter or figure alone does anything."""
        if on != self._letters:
            self._letters = on
            for command in self.commands():
                self._wear(command.action, command.keys)

    def _wear(self, action: QAction, given: Sequence[QKeySequence]) -> None:
        action.setProperty(_GIVEN, [one.toString() for one in given])
        worn = [one for one in given if self._letters or not _is_letter(one)]
        if worn != action.shortcuts():
            action.setShortcuts(worn)

    def commands(self) -> Sequence[Command]:
        """What there is now, in the order it was taken in; what went with its screen is left out."""
        self._commands = {name: one for name, one in self._commands.items() if shiboken6.isValid(one.action)}
        return list(self._commands.values())

    def give(self, name: str, keys: Sequence[QKeySequence]) -> None:
        """Other keys for a command; none: it can be had from menu and palette alone."""
        command = self._commands[name]
        if list(keys) == command.default:
            self._kept.remove(_key(name))
        else:
            self._kept.setValue(_key(name), "\n".join(one.toString() for one in keys))
        self._wear(command.action, keys)
        self.changed.emit(name)

    def reset(self, name: str) -> None:
        """The keys that the program brings."""
        self.give(name, self._commands[name].default)

    def reset_all(self) -> None:
        for command in self.commands():
            if not command.is_default:
                self.reset(command.name)

    def clashes(self, name: str, keys: Sequence[QKeySequence]) -> list[Command]:
        """The commands that have one of these keys already and act where this one does."""
        mine = self._commands[name]
        return [
            other
            for other in self.commands()
            if other.name != name
            if not mine.place or not other.place or mine.place == other.place
            if any(_in_the_way(a, b) for a in keys for b in other.keys)
        ]


def words_of(action: QAction) -> str:
    """The words of an action without the marks of its menu."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…").strip()


def _leaves(actions: Iterable[QAction], path: str = "") -> Iterator[tuple[str, QAction]]:
    for action in actions:
        title = words_of(action)
        menu = action.menu()
        if isinstance(menu, QObject) and hasattr(menu, "actions"):
            yield from _leaves(menu.actions(), f"{path}{title}: ")
        elif title and not action.isSeparator():
            yield f"{path}{title}", action


def _in_the_way(one: QKeySequence, other: QKeySequence) -> bool:
    """Whether a person who presses the one may get the other: equal, or the beginning of it."""
    no = QKeySequence.SequenceMatch.NoMatch
    return not one.isEmpty() and not other.isEmpty() and (one.matches(other) != no or other.matches(one) != no)


def _is_letter(keys: QKeySequence) -> bool:
    """Whether it begins with a letter, figure or sign that is pressed alone or with Shift."""
    return not keys.isEmpty() and len(keys.toString().split(", ")[0].removeprefix("Shift+")) == 1


def _key(name: str) -> str:
    return "keys/" + name.replace("\\", "_")


def _sequences(stored: str) -> list[QKeySequence]:
    return [QKeySequence(one) for one in stored.split("\n") if one]
