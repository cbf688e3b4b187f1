"""What every verb is given: the library, who is working, which meeting; and where it says what it did."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

Arguments = argparse.Namespace
Verb = Callable[..., argparse.ArgumentParser]  # verb(name, run, what it does, writes=False)


def actor(arguments: Arguments) -> str:
    name = arguments.actor or os.environ.get("CYPSC_ACTOR")
    if name:
        return str(name)
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "someone"


def reader(arguments: Arguments) -> AbstractContextManager[Any]:
    from cypsc_desktop.commands.keeping import read_library

    return closing(read_library(arguments.library))


def store(arguments: Arguments, *, create: bool = False) -> AbstractContextManager[Any]:
    from cypsc_desktop.commands.keeping import look_at_library, require_library
    from cypsc_desktop.commands.opening import open_library

    if arguments.dry_run and not create:
        return closing(look_at_library(arguments.library))
    if not create:
        require_library(arguments.library)
    return closing(open_library(arguments.library, create=create))


def meeting(arguments: Arguments, reader: Any) -> Any:
    from cypsc_desktop.commands.choosing import find_meeting

    return None if arguments.meeting is None else find_meeting(reader, arguments.meeting)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def say(text: str) -> None:
    print(text, file=sys.stderr)


def progress(path: Path) -> Callable[[str, int, int], None] | None:
    """A line on a terminal that is rewritten in place; silence elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, of: int) -> None:
        sys.stderr.write(f"\r\x1b[K{path.name}: {stage} {done}/{of}" if done < of else "\r\x1b[K")
        sys.stderr.flush()

    return show


def count(text: str) -> int:
    """A number of rows that was asked for."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it must be 1 or more")
    return min(number, sys.maxsize)  # what the database can count to
