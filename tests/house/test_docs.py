"""The docs keep up with the program: every command, option and key is in them, and their links lead somewhere."""

import argparse
import ast
import re

import pytest

from tests.helpers.code import PACKAGE, modules, place, tree
from tests.helpers.shared import CHECKOUT

DOCS = CHECKOUT / "docs"
COMMAND_LINE = DOCS / "reference" / "command-line.md"
KEYS = DOCS / "reference" / "keys.md"
KEY = re.compile(r"^((Ctrl|Alt|Shift|Meta)\+)+\S+$|^F\d{1,2}$")


def verbs() -> dict[str, argparse.ArgumentParser]:
    cli = pytest.importorskip("cypsc_desktop.cli")
    choices = [action.choices for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: parser for group in choices for name, parser in group.items()}


def test_every_command_and_option_is_documented() -> None:
    if not COMMAND_LINE.exists():
        pytest.skip("the command line's reference is not written yet")
    text = COMMAND_LINE.read_text(encoding="utf-8")
    missing = [f"cypsc {name}" for name in verbs() if f"cypsc {name}" not in text]
    missing += [
        f"cypsc {name} {option}"
        for name, parser in verbs().items()
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help" and option not in text
    ]
    assert not missing


def test_every_key_of_the_window_is_documented() -> None:
    if not KEYS.exists():
        pytest.skip("the key sheet is not written yet")
    text = KEYS.read_text(encoding="utf-8").replace(" ", "")
    missing = [
        f"{place(path, node)} {node.value}"
        for path in modules(PACKAGE / "ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value)
        if node.value not in text
    ]
    assert not missing


def test_links_lead_somewhere() -> None:
    pages = [CHECKOUT / "README.md", *sorted(DOCS.rglob("*.md"))]
    broken = [
        f"{place(page)} {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken
