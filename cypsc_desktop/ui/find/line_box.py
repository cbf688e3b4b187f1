"""Where on a page the words looked for stand: the box of the first line that holds them. Waits for the PDF worker, so it
runs beside the window."""

from concurrent.futures import CancelledError
from pathlib import Path

from cypsc_desktop.commands.marking import sought
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.reading import Characters
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.served import PageFailed

Box = tuple[float, float, float, float]
_SECONDS = 3.0  # beyond which the page is shown without the mark


def box_on_page(renderer: Renderer, path: Path, sheet: int, typed: str) -> Box | None:
    """Left, top, right, bottom in points; None where the page cannot be read in time or the words are not found in it."""
    try:
        handle = renderer.open(path)
    except UserError:
        return None
    try:
        return box_of(renderer.characters(handle, sheet).result(timeout=_SECONDS), typed)
    except (PageFailed, TimeoutError, CancelledError):
        return None
    finally:
        renderer.release(handle)


def box_of(page: Characters, typed: str) -> Box | None:
    """The box round the first match, as far as it stands on one line."""
    match = sought(typed).first(page.text)
    if match is None:
        return None
    # Boxes are counted by UTF-16 units, the match by letters.
    start, end = (len(page.text[:at].encode("utf-16-le")) // 2 for at in match)
    boxes = [tuple(page.boxes[4 * n : 4 * n + 4]) for n in range(start, end)]
    solid = [box for box in boxes if len(box) == 4 and box[2] > box[0] and box[3] > box[1]]
    if not solid:
        return None
    first = solid[0]
    line = [box for box in solid if box[1] < first[3] and box[3] > first[1]]
    return (
        min(box[0] for box in line), min(box[1] for box in line), max(box[2] for box in line), max(box[3] for box in line)
    )  # fmt: skip
