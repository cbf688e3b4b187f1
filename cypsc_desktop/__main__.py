"""``cypsc-desktop``: the window. Also what a frozen program starts PDF workers with."""

import gc
import sys
from collections.abc import Sequence

from cypsc_desktop.pdf import FLAG


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window (or hand over to a PDF worker, in a frozen program); returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [FLAG]:
        from cypsc_desktop.pdf.worker.__main__ import main as work

        work()
        return 0
    gc.disable()  # nothing of what a start makes is rubbish; ui/rubbish.py takes over from here
    from cypsc_desktop.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
