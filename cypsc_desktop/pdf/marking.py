"""A copy of a PDF with marks on it, written by a worker: standard annotations, or drawn into the pages.

Decides nothing about which marks are written, nor where on a page they are.
"""

import errno
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.pdf.client import PASSWORD, WRONG_PASSWORD, read_opened
from cypsc_desktop.pdf.frames import Frame, Point
from cypsc_desktop.pdf.process import WorkerLost, WorkerProcess
from cypsc_desktop.pdf.reading import Edges
from cypsc_desktop.pdf.wire import WireError

SECONDS = 120.0
_WHAT_IT_RAISES = (WorkerLost, WireError, KeyError, TypeError, ValueError, OverflowError)
NOT_WRITTEN = (
    "This PDF cannot be copied with marks: its pages cannot be read. Open it in a PDF viewer, save it again, and import "
    "that copy."
)
NO_ROOM = "There is no room for the copy in the folder for temporary files. Free some space, then export again."


@dataclass(frozen=True, slots=True)
class MarkToWrite:
    """One mark: ``rects`` and ``strokes`` in points from the top left of its page (from 1), ``edge`` and ``fill`` as
    "#rrggbb", ``created`` a PDF date, ``name`` what other programs keep as its id. ``widths`` of the pen go with the
    points of the strokes; without, it has the usual one. ``ribbon``: a note that is a bookmark. ``plate`` is the page (from
    1) of the plates on which its words are set, 0 where the file's own font draws them."""

    page: int
    kind: str
    name: str
    rects: Sequence[Edges]
    strokes: Sequence[Sequence[Point]] = ()
    text: str = ""
    author: str = ""
    subject: str = ""
    created: str = ""
    edge: str = "#806000"
    fill: str = "#fbefb8"
    meaning: str = ""
    letter: str = ""
    reply_to: str = ""
    widths: Sequence[Sequence[float]] = ()
    ribbon: bool = False
    plate: int = 0


def page_frames(path: Path, pages: Iterable[int], *, password: str | None = None) -> dict[int, Frame]:
    """What is seen of these pages. UserError where the file cannot be read."""
    try:
        with WorkerProcess() as worker:
            return _frames(worker, path, sorted(set(pages)), password)
    except _WHAT_IT_RAISES as error:
        raise UserError(NOT_WRITTEN) from error


def write_marked(
    path: Path,
    to: Path,
    marks: Sequence[MarkToWrite],
    *,
    replaced: Mapping[int, Mapping[str, str]] | None = None,
    plates: bytes = b"",
    password: str | None = None,
    flattened: bool = False,
    only: tuple[int, int] | None = None,
) -> int:
    """Write the PDF at ``path`` with marks to ``to``; returns how many it bears. ``replaced`` has, by page, what
    the file calls marks that are its own, each with the name of the mark that it is now (empty: it goes); those that are
    as they were stay as their maker drew them. ``plates`` is a PDF of words set for marks; ``only`` keeps the pages from
    the first to the last named. UserError where the file cannot be read; ``to`` is then not whole."""
    try:
        with WorkerProcess() as worker, tempfile.TemporaryDirectory(prefix="cypsc-") as folder:
            listed = Path(folder) / "marks.json"
            printed = Path(folder) / "plates.pdf"
            if plates:
                printed.write_bytes(plates)
            ready = {
                "marks": [asdict(mark) for mark in marks], "replaced": {n: dict(m) for n, m in (replaced or {}).items()},
                "plates": str(printed) if plates else "",
            }  # fmt: skip
            listed.write_text(json.dumps(ready), encoding="utf-8")
            worker.send(
                do="mark", path=str(path.resolve()), to=str(to.resolve()), marks=str(listed), password=password,
                flattened=flattened, only=only,
            )  # fmt: skip
            head = worker.answer(seconds=SECONDS).header
            if head.get("refused") in ("password", "wrong-password"):
                raise NeedsPassword(WRONG_PASSWORD if password else PASSWORD)
            if head.get("refused") == "no room":
                raise UserError(NO_ROOM)
            return int(head["written"])
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise UserError(NO_ROOM if is_full else NOT_WRITTEN) from error
    except _WHAT_IT_RAISES as error:
        raise UserError(NOT_WRITTEN) from error


def _frames(worker: WorkerProcess, path: Path, pages: Sequence[int], password: str | None) -> dict[int, Frame]:
    worker.send(do="open", path=str(path.resolve()), password=password)
    if read_opened(worker.answer(seconds=SECONDS)) is None:
        raise ValueError("the file does not open")
    worker.send(do="frames", pages=list(pages))
    frames = {}
    for number, (left, bottom, right, top, turn) in zip(
        pages, worker.answer(seconds=SECONDS).header["frames"], strict=True
    ):
        frames[number] = Frame((float(left), float(bottom), float(right), float(top)), int(turn) & 3)
    return frames
