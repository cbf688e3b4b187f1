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
    cli = pytest.importorskip("cypsc_desktop.cli.parser")
    choices = [
        action.choices for action in cli.parser_of_all()._actions if isinstance(action, argparse._SubParsersAction)
    ]
    return {name: parser for group in choices for name, parser in group.items()}


def test_every_command_and_option_is_documented() -> None:
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


def test_every_page_is_reached_from_the_contents() -> None:
    index = DOCS / "index.md"
    linked = {
        (DOCS / target).resolve() for target in re.findall(r"\]\(([^)#:\s]+\.md)", index.read_text(encoding="utf-8"))
    }
    lost = [place(page) for page in sorted(DOCS.rglob("*.md")) if page != index and page.resolve() not in linked]
    assert not lost


def test_headings_that_are_linked_to_are_there() -> None:
    from cypsc_desktop.ui.help.pages import anchor_of

    broken = []
    for page in sorted(DOCS.rglob("*.md")):
        for target, anchor in re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8")):
            there = page if not target else page.parent / target
            headings = re.findall(r"^#+ +(.+?)\s*$", there.read_text(encoding="utf-8"), re.MULTILINE)
            if anchor not in {anchor_of(heading) for heading in headings}:
                broken.append(f"{place(page)} {target}#{anchor}")
    assert not broken


def test_every_screen_has_its_page() -> None:
    from cypsc_desktop.ui.help.pages import HOME, Pages, page_of_screen
    from cypsc_desktop.ui.screens import SCREENS

    pages = Pages(DOCS)
    without = [sort.name for sort in SCREENS if sort.name != "help" and page_of_screen(sort.name) == HOME]
    assert not without
    assert [sort.name for sort in SCREENS if not pages.exists(page_of_screen(sort.name).partition("#")[0])] == []
