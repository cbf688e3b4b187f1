"""House rules that a reading of the code can hold it to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.code import PACKAGE, modules, place, tree
from tests.helpers.shared import CHECKOUT

TESTS = CHECKOUT / "tests"
PACKAGING = CHECKOUT / "packaging"
OWN_FOLDERS = {"bench", "e2e", "faults", "helpers", "house", "packs"}
TEXT = {".css", ".csv", ".desktop", ".html", ".json", ".md", ".py", ".qss", ".sql", ".toml", ".typ", ".txt", ".xml"}

# Names of XML vocabularies look like addresses but are never fetched; example, test and invalid belong to nobody.
VOCABULARY = re.compile(
    r"(www\.w3\.org|schemas\.(openxmlformats|microsoft)\.(org|com)|purl\.(org|oclc\.org)|ns\.adobe\.com|www\.aiim\.org"
    r"|docs\.oasis-open\.org|([\w-]+\.)*example(\.[a-z.]+)?|[\w.-]+\.(example|invalid|test)|[\w-]+)$"
)
LICENCES = re.compile(r"(LICENSE|LICENCE|NOTICE|OFL|COPYING)", re.IGNORECASE)


def test_only_commands_write_to_the_store() -> None:
    writes = [
        place(path, node)
        for path in modules(PACKAGE)
        if not {"commands", "store"} & set(path.relative_to(PACKAGE).parts)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "change"
    ]
    assert not writes, f"store.change belongs in commands: {writes}"


def test_nobody_asks_qt_for_the_next_in_its_focus_chain() -> None:
    """PySide makes what it answers a child of the widget that was asked: when that goes, half the window goes with it."""
    asks = [
        place(path, node)
        for path in modules(PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("nextInFocusChain", "previousInFocusChain")
    ]
    assert not asks


def test_no_field_changes_under_a_wheel_that_scrolls_past() -> None:
    """Those of ``ui/widgets/steady.py`` stand still; Qt's own take the next choice, and what it chooses is saved."""
    restless = {"QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit"}
    found = [
        place(path, node)
        for path in modules(PACKAGE)
        if path.stem != "steady"
        for node in ast.walk(tree(path))
        for name in (
            [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
        )
        if isinstance(name, ast.Name) and name.id in restless
    ]
    assert not found


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        place(path)
        for path in modules(PACKAGE, PACKAGING, TESTS)
        if path.stat().st_size and not ast.get_docstring(tree(path))
    ]
    assert not silent


def test_names_say_what_things_are() -> None:
    vague = re.compile(r"(Manager|Helper|Base)$|^(utils?|helpers?|misc|common)$")
    names = [(path, None, path.stem) for path in modules(PACKAGE)] + [
        (path, node, node.name)
        for path in modules(PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
    ]
    found = [f"{place(path, node)} {name}" for path, node, name in names if vague.search(name)]
    assert not found


def test_messages_are_plain() -> None:
    """What happened, then how to mend it: never please, sorry, invalid or oops, and a whole sentence."""
    forbidden = re.compile(r"\b(please|sorry|invalid|oops)\b", re.IGNORECASE)
    wrong = [
        f"{place(path, node)} {text!r}"
        for path in modules(PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "UserError"
        for text in _strings(node)
        if forbidden.search(text)
    ]
    assert not wrong


def test_nothing_in_the_project_reaches_for_a_host() -> None:
    hosts = [
        f"{place(path)} {host}"
        for path in _text_files()
        for host in re.findall(r"\bhttps?://([\w.-]+)", path.read_text(encoding="utf-8", errors="replace"))
        if not VOCABULARY.match(host)
    ]
    assert not hosts


def test_no_machine_of_ours_is_named() -> None:
    """Paths below somebody's home or scratch folder would work on one machine only."""
    machine = re.compile(r"(?<![\w.~<{}\])])/(?:home|root|Users|work|tmp|mnt)/[\w.-]+|\b[A-Z]:\\Users\\\w+")
    found = [
        f"{place(path)} {match}"
        for path in _text_files()
        if path.name != "test_place.py"  # invented mount tables and homes: which folders may hold a library
        for match in machine.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found


def test_tests_mirror_the_package() -> None:
    rooms = {path.parent.relative_to(PACKAGE).as_posix() for path in modules(PACKAGE)}
    strays = [
        place(path)
        for path in modules(TESTS)
        if path.name.startswith("test_")
        for room in [path.parent.relative_to(TESTS).as_posix()]
        if room not in rooms and room.split("/")[0] not in OWN_FOLDERS
    ]
    assert not strays, f"no such folder in the package: {strays}"


def test_every_test_file_has_tests() -> None:
    empty = [
        place(path)
        for path in modules(TESTS)
        if path.name.startswith("test_")
        and "def test_" not in path.read_text(encoding="utf-8")
        # hypothesis builds a test from a state machine
        and ".TestCase" not in path.read_text(encoding="utf-8")
    ]
    assert not empty


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _text_files() -> Iterator[Path]:
    yield from (path for path in CHECKOUT.iterdir() if path.is_file() and path.suffix in TEXT | {".lock"})
    for name in ("cypsc_desktop", "db", "docs", "packaging", "resources", "tests"):
        for path in sorted((CHECKOUT / name).rglob("*")):
            if path.suffix in TEXT and "__pycache__" not in path.parts and not LICENCES.search(path.name):
                yield path
