"""Files that others found odd: whatever the import opens can be looked at too, and no file harms the next one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.pdf.client import ImportReader
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.served import PageFailed
from tests.helpers.shared import shared_folder

FILES = [file for name in ("pdf-annotated", "pdf-damaged") for file in sorted((shared_folder() / name).glob("*"))]


def imported_pages(path: Path) -> int | None:
    """How many pages the import sees; None where it refuses the file."""
    try:
        with ImportReader(path) as reader:
            return reader.opened.pages
    except UserError:
        return None


def seen_pages(renderer: Renderer, path: Path) -> int | None:
    """How many pages are shown, each drawn or said to be lost; None where the file is refused."""
    try:
        handle = renderer.open(path)
    except (UserError, NeedsPassword):
        return None
    for page in range(1, min(handle.pages, 4) + 1):
        drawn = renderer.render(handle, page, 0.2)
        if not isinstance(drawn.exception(20), PageFailed | None):
            drawn.result()
    renderer.release(handle)
    return handle.pages


@pytest.mark.timeout(900)
def test_what_is_imported_is_shown(effort: Callable[..., int]) -> None:
    files = FILES[:: effort(sample=5, whole=1)]
    with Renderer() as renderer:
        seen = {path.name: seen_pages(renderer, path) for path in files}
    assert {path.name: imported_pages(path) for path in files} == seen
