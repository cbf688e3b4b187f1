"""What the library screen asks of the program: another library in the place of the one that is open."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reopening:
    """Close the library, do ``between`` while nobody has it open, and open ``folder``. ``between`` takes a moment only; it
    raises UserError where it could not be done, and then the library is as it was. ``words`` are said once it is open."""

    folder: Path
    between: Callable[[], None]
    words: str = ""
