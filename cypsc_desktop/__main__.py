"""``cypsc-desktop``: the window. Also what a frozen program starts PDF workers with."""

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
    """What a start of the window does before it imports Qt."""
    gc.disable()  # nothing of what a start makes is rubbish; ui/rubbish.py takes over from here
    # PySide reads the source of every module that is imported after it, so what needs no Qt comes first.
    for name in ("cypsc_desktop.commands.home", "cypsc_desktop.commands.opening"):
        import_module(name)


if __name__ == "__main__":
    sys.exit(main())
