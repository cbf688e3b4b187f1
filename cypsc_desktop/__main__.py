"""``cypsc-desktop``: the window. Also what a frozen program starts PDF workers with."""

import builtins
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from cypsc_desktop.pdf import FLAG


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window (or hand over to a PDF worker, in a frozen program); returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [FLAG]:
        from cypsc_desktop.pdf.worker.__main__ import main as work

        work()
        return 0
    begin()
    from cypsc_desktop.app import run

    return run(arguments)


def begin() -> None:
    """What a start of the window does before it imports any of it."""
    gc.disable()  # nothing of what a start makes is rubbish; ui/rubbish.py takes over from here
    _import_plainly()


def _import_plainly() -> None:
    """Import as Python does. PySide puts an import of its own in the place of Python's, so that a module can ask for
    ``from __feature__ import snake_case``; it then reads the source of every module that is imported, half a millisecond
    each. No module of ours asks for that, and without it PySide behaves as it does for those that do not."""
    import_module("PySide6.QtCore")  # which does that
    ours = vars(builtins)
    ours["__import__"] = ours.get("__orig_import__", __import__)


if __name__ == "__main__":
    sys.exit(main())
