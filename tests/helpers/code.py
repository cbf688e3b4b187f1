"""The project's own files, as the tests of the house read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.helpers.shared import CHECKOUT

PACKAGE = CHECKOUT / "cypsc_desktop"


def modules(*folders: Path) -> Iterator[Path]:
    """Python files under the folders, without what tools leave behind."""
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Such as `cypsc_desktop/app.py:12`."""
    name = path.relative_to(CHECKOUT).as_posix()
    return f"{name}:{getattr(node, 'lineno', 1)}" if node else name
