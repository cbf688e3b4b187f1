"""The person's own choices, each with its name, type, default and words. Kept per user beside the library, never in it,
and never a permission. Nothing here knows a widget; modules of the first window import it, so it stays small."""

from collections.abc import Sequence
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast, overload

from PySide6.QtCore import QObject, QSettings, Signal

from cypsc_desktop.model.values import Value, value
from cypsc_desktop.ui.settings.keys import Keys

T = TypeVar("T", bool, int, str)

Page = Literal["you", "look", "reading", "import", "minutes", "library", "keys"]


class Reading(NamedTuple):
    """How a paper is shown when it is opened: fitted to its "width" or as a whole "page", one page at a time, light on
    dark."""

    fit: str = "width"
    single: bool = False
    inverted: bool = False


READING = frozenset({"page_fit", "page_flow", "invert_pages"})
"""The choices that ``Settings.reading`` is made of."""


@value
class Choice(Value, Generic[T]):
    """One setting. ``name`` is its attribute of ``Settings``, its key in the file, and what ``changed`` tells; ``words``
    are what else people call it. ``offered`` lists (value, words) where it is one of a few; ``least`` and ``most``
    bound a number, ``step`` apart. ``parted``: a text of several entries with this sign between them, each on its line."""

    name: str
    default: T
    page: Page
    title: str
    about: str = ""
    words: str = ""
    offered: Sequence[tuple[T, str]] = ()
    least: int = 0
    most: int = 0
    step: int = 1
    unit: str = ""
    parted: str = ""

    @overload
    def __get__(self, owner: None, kind: type) -> "Choice[T]": ...
    @overload
    def __get__(self, owner: "Settings", kind: type) -> T: ...
    def __get__(self, owner: "Settings | None", kind: type) -> "Choice[T] | T":
        return self if owner is None else owner.get(self)

    def __set__(self, owner: "Settings", value: T) -> None:
        owner.put(self, value)

    def read(self, stored: object) -> T:
        """The value that a file of settings, which others may edit, stands for; the default for what it cannot be."""
        value: Any = self.default
        if isinstance(self.default, bool):
            value = {"true": True, "1": True, "false": False, "0": False}.get(str(stored).lower(), self.default)
        elif isinstance(self.default, int):
            try:
                value = min(self.most, max(self.least, int(str(stored))))
            except ValueError:
                value = self.default
        elif stored is not None:
            value = str(stored)
        if self.offered and value not in [one for one, _ in self.offered]:
            return self.default
        return cast("T", value)


_HOME_OF_ROLE = {"chair": "home", "minutes": "meeting", "officer": "recommendations"}


class Settings(QObject):
    """``settings.theme`` reads a choice, ``settings.theme = "dark"`` makes it, keeps it and tells ``changed("theme")``;
    ``Settings.theme`` is the choice itself, with its words and default. ``changed`` comes once for each choice that
    really is another, also when it is reset. ``keys`` are the keys of commands; ``kept`` is the file, for what else the
    window remembers (geometry, places) without its being a choice."""

    changed = Signal(str)

    name = Choice(
        "name", "", "you", "Your name",
        "Stands beside each change you make, in the history and in what you exchange. Empty: the name you sign in with.",
        "person actor who author user signature",
    )  # fmt: skip
    role = Choice(
        "role", "other", "you", "What you do in the committee",
        "Chooses the screen that the program opens with. It gives and takes no permissions.",
        "job home screen start chair clerk officer minute-taker permission",
        offered=(
            ("chair", "Chair: opens with Home"),
            ("minutes", "Minute-taker: opens with Meeting"),
            ("officer", "Officer: opens with Recommendations"),
            ("other", "Something else: opens where you left"),
        ),
    )  # fmt: skip
    theme = Choice(
        "theme", "system", "look", "Theme",
        "As the system follows your computer, also when it changes in the evening.",
        "colour color dark light night contrast scheme appearance black white",
        offered=(("system", "As the system"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast")),
    )  # fmt: skip
    text_size = Choice(
        "text_size", 100, "look", "Text size", "Everything grows with it, pages of papers aside.",
        "font zoom scale bigger larger small magnify eyes percent", least=100, most=200, step=25, unit=" %",
    )  # fmt: skip
    motion = Choice(
        "motion", "system", "look", "Movement", "Reduced shows panes and messages at once, without sliding.",
        "animation reduced motion slide effects dizzy transition",
        offered=(("system", "As the system"), ("full", "Full"), ("reduced", "Reduced")),
    )  # fmt: skip
    invert_pages = Choice(
        "invert_pages", False, "look", "Night pages", "Shows the pages of papers light on dark. Print stays as it is.",
        "invert dark page negative black pdf reverse night",
    )  # fmt: skip
    single_letters = Choice(
        "single_letters", True, "keys", "Keys of one letter or figure",
        "They act only where no text field has the focus. Off: nothing happens by a letter alone, as speech input needs.",
        "shortcut letters figures digits speech dictation accidental accessibility wcag",
    )  # fmt: skip
    page_fit = Choice(
        "page_fit", "width", "reading", "Papers open fitted to", "Ctrl+0 and Ctrl+9 change it for the paper in front.",
        "zoom width whole page size pdf", offered=(("width", "The width"), ("page", "The whole page")),
    )  # fmt: skip
    page_flow = Choice(
        "page_flow", "continuous", "reading", "Pages follow", "",
        "continuous single scroll one page at a time turn",
        offered=(("continuous", "One below the other"), ("single", "One at a time")),
    )  # fmt: skip
    confirm_after_import = Choice(
        "confirm_after_import", True, "import", "Show what was recognised after an import",
        "Opens the checklist of what the program found in the papers, uncertain lines first.",
        "checklist confirm review recognised after import",
    )  # fmt: skip
    minutes_copy = Choice(
        "minutes_copy", "", "minutes", "Folder of the second copy of minutes",
        "While minutes are taken every line is written there as well, as plain text. Empty: a folder of this computer's own.",
        "minutes live copy backup stick usb notes text second folder",
    )  # fmt: skip
    spelling = Choice(
        "spelling", True, "minutes", "Check spelling while minutes are taken",
        "British English; the committee's names are known. Nothing is changed by itself.",
        "spell check dictionary english gb words misspelt underline",
    )  # fmt: skip
    shorthand = Choice(
        "shorthand", ";yp = young people | ;cyp = children and young people | ;sen = special educational needs", "minutes",
        "Shorthand",
        "Written out when a space follows it. One on a line: short = long. Begin each with a sign that no word begins with.",
        "abbreviation expand text snippet typing short minutes", parted="|",
    )  # fmt: skip

    def __init__(self, kept: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept = kept
        self._for_now: dict[str, bool | int | str] = {}
        self.keys = Keys(kept, self, letters=self.single_letters)

    def get(self, choice: Choice[T]) -> T:
        """What was chosen, for this run or for good; else the default."""
        if choice.name in self._for_now:
            return choice.read(self._for_now[choice.name])
        return choice.read(self.kept.value(choice.name))

    def put(self, choice: Choice[T], value: T) -> None:
        """Choose, for good."""
        before = self.get(choice)
        self._for_now.pop(choice.name, None)
        self.kept.setValue(choice.name, value)
        self._tell(choice, before)

    def put_for_now(self, choice: Choice[T], value: T) -> None:
        """Choose for this run alone, as an option of the command line does; a later ``put`` wins."""
        before = self.get(choice)
        self._for_now[choice.name] = value
        self._tell(choice, before)

    def reset(self, choice: Choice[T]) -> None:
        """Back to the default."""
        before = self.get(choice)
        self._for_now.pop(choice.name, None)
        self.kept.remove(choice.name)
        self._tell(choice, before)

    def is_default(self, choice: Choice[T]) -> bool:
        return self.get(choice) == choice.default

    @property
    def reading(self) -> Reading:
        """How the person wants papers shown."""
        return Reading(self.page_fit, self.page_flow == "single", self.invert_pages)

    @property
    def first_screen(self) -> str | None:
        """The name of the screen that the role opens with; None: where the person left."""
        return _HOME_OF_ROLE.get(self.role)

    @classmethod
    def all(cls) -> "list[Choice[Any]]":
        """Every choice, in the order of the settings' pages."""
        return [one for one in vars(cls).values() if isinstance(one, Choice)]

    def _tell(self, choice: Choice[T], before: T) -> None:
        if self.get(choice) != before:
            self.keys.use_letters(self.single_letters)
            self.changed.emit(choice.name)
