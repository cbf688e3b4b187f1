"""The words of the command line: every verb with its options, and what runs it."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cypsc_desktop import __version__
from cypsc_desktop.cli import library, minutes, papers, records
from cypsc_desktop.cli.given import Arguments


def parser_of_all() -> argparse.ArgumentParser:
    common = _common(argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="cypsc",
        description="Committee papers, recommendations and minutes in a library on this computer.",
        parents=[_common(None)],
    )
    parser.add_argument("--version", action="version", version=f"cypsc {__version__}")
    verbs = parser.add_subparsers(metavar="COMMAND", required=True)

    def verb(
        name: str, run: Callable[[Arguments], int | None], text: str, *, writes: bool = False
    ) -> argparse.ArgumentParser:
        parents = [common, _dry_run()] if writes else [common]
        added: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text, parents=parents)
        added.set_defaults(run=run)
        return added

    for room in (papers, minutes, records, library):
        room.offer(verb)
    return parser


def _common(default: str | None) -> argparse.ArgumentParser:
    """The options that stand before or after the verb; after it they must not reset what stood before."""
    absent: Any = argparse.SUPPRESS if default == argparse.SUPPRESS else None
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--library", type=Path, default=absent, metavar="DIR", help="the library's folder")
    options.add_argument("--actor", default=absent, metavar="NAME", help="who is doing this")
    options.add_argument("--json", action="store_true", default=absent or False, help="print JSON")
    if default is None:
        options.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")
    return options


def _dry_run() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--dry-run", action="store_true", default=argparse.SUPPRESS, help="say what would be done and change nothing"
    )
    return options
