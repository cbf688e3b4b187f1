"""The ``cypsc`` command: what the window does, from a command line, through the same commands. Never Qt.

Data goes to stdout, messages and progress to stderr. Exit 0: done; 1: the person must act (one sentence on
stderr); 2: wrong usage. See docs/reference/command-line.md.
"""

import errno
import logging
import os
import sys
from collections.abc import Sequence

from cypsc_desktop.cli.given import Arguments
from cypsc_desktop.cli.parser import parser_of_all
from cypsc_desktop.model.changes import plain_text
from cypsc_desktop.model.errors import Cancelled, UserError

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _whole(parser_of_all().parse_args(argv))
        code = int(arguments.run(arguments) or 0)
        if sys.stdout:
            sys.stdout.flush()  # so that a reader who has gone is noticed here
        return code
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print("Stopped. Nothing half done was kept.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has closed it (head, less): that is no error of ours.
        _print_no_more()
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            if error.filename is None:
                raise
            log.debug("a file or folder cannot be used", exc_info=True)
            print(f"{error.filename} cannot be used: {(error.strerror or '').lower()}. Name another.", file=sys.stderr)
            return 1
        _print_no_more()
        print("There is no room left for what is written. Free some space, then do it again.", file=sys.stderr)
        return 1


def _print_no_more() -> None:
    """What is still waiting to be printed goes nowhere, without a word at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _whole(arguments: Arguments) -> Arguments:
    """Bytes of the command line that are no text become U+FFFD, as in a paper; names of files stay as they are."""
    for name, value in vars(arguments).items():
        if isinstance(value, str):
            setattr(arguments, name, plain_text(value))
        elif isinstance(value, list):
            setattr(arguments, name, [plain_text(one) if isinstance(one, str) else one for one in value])
    return arguments
