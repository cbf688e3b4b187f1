"""Reads a PDF for import through a worker, with suspicion of everything that it answers.

Plain Python without Qt; never loads PDFium. What goes wrong with a file becomes a UserError with a sentence for
the person; a page that ends or hangs the worker is left out and the rest goes on.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Self

from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.pdf.process import MEMORY, WorkerLost, WorkerProcess, WorkerSlow
from cypsc_desktop.pdf.wire import Frame, RawPage, WireError, unpack_page

OPEN_SECONDS = 20.0
PAGE_SECONDS = 8.0
FILE_SECONDS = 40.0
MAX_PAGES = 3000
MAX_WORDS = 1_000_000
MAX_LOSSES = 3

DAMAGED = "This PDF is damaged and cannot be opened. Open it in a PDF viewer, save it again, and import that copy."
PASSWORD = "This PDF needs a password. Enter it, or ask the clerk for an unlocked copy."
WRONG_PASSWORD = "That password does not open this PDF. Check it, or ask the clerk for an unlocked copy."
UNREADABLE = "This file cannot be read. Check that it is there and that you may open it."
SLOW = "This PDF takes too long to read. Open it in a PDF viewer, print it to a new PDF, and import that copy."
LARGE = f"This PDF is too large: more than {MAX_PAGES:,} pages or {MAX_WORDS:,} words. Split it, and import the parts."


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says of itself: number of pages, document information, bookmarks (title, level, page, whole page)."""

    pages: int
    info: dict[str, str]
    outline: list[tuple[str, int, int, bool]]
    repaired: bool = False


class ImportReader:
    """Reads one PDF: what it says of itself, then its pages one after the other. Use as a context.

    Opening raises NeedsPassword or UserError.
    """

    def __init__(
        self,
        path: Path,
        *,
        password: str | None = None,
        cancelled: Callable[[], bool] | None = None,
        page_seconds: float = PAGE_SECONDS,
        file_seconds: float = FILE_SECONDS,
        memory: int = MEMORY,
    ) -> None:
        try:
            path.open("rb").close()
        except OSError:
            raise UserError(UNREADABLE) from None
        self._path = path
        self._password = password
        self._cancelled = cancelled
        self._page_seconds = page_seconds
        self._until = monotonic() + file_seconds
        self._memory = memory
        self._words = 0
        self._worker: WorkerProcess | None = None
        self._repaired: Path | None = None
        with ExitStack() as stack:
            self._stack = stack
            stack.callback(self._end_worker)
            self.opened = self._open()
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_worker()  # before its folder goes: Windows deletes no open file
        self._stack.close()

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _ask(self, seconds: float, **command: object) -> Frame:
        """Send a command, if there is one, and wait for an answer within the time left to the file."""
        left = self._until - monotonic()
        if left <= 0 or self._worker is None:
            raise UserError(SLOW)
        if command:
            self._worker.send(**command)
        return self._worker.answer(seconds=min(seconds, left), cancelled=self._cancelled)

    def _open(self) -> Opened:
        """Open the file, after an attempt to repair it where it does not open as it is."""
        try:
            opened = self._try_open(self._repaired or self._path.resolve())
            if opened is None and self._repaired is None:
                self._repaired = self._repair()
                opened = self._try_open(self._repaired)
            if opened is None:
                raise UserError(DAMAGED)
            return opened
        except WorkerSlow:
            raise UserError(SLOW) from None
        except WorkerLost:
            raise UserError(DAMAGED) from None

    def _repair(self) -> Path:
        """A copy that qpdf has mended, in a folder that goes with this reader; there may be none in it."""
        folder = tempfile.TemporaryDirectory(prefix="cypsc-", ignore_cleanup_errors=True)
        mended = Path(self._stack.enter_context(folder)) / "repaired.pdf"
        self._ask(OPEN_SECONDS, do="repair", path=str(self._path.resolve()), to=str(mended), password=self._password)
        return mended

    def _try_open(self, path: Path) -> Opened | None:
        if self._worker is None:
            self._worker = WorkerProcess(memory=self._memory)
        try:
            return read_opened(self._ask(OPEN_SECONDS, do="open", path=str(path), password=self._password))
        except WorkerSlow:
            raise
        except WorkerLost:
            self._end_worker()
            self._worker = WorkerProcess(memory=self._memory)
            return None

    def pages(self) -> Iterator[RawPage | None]:
        """Each page in order; None for one that cannot be read. Raises UserError when too much goes wrong."""
        number, losses = 1, 0
        asked = False
        while number <= self.opened.pages:
            try:
                if asked:
                    frame = self._ask(self._page_seconds)
                else:
                    asked = True
                    frame = self._ask(self._page_seconds, do="pages", first=number, last=self.opened.pages)
                page = None if "failed" in frame.header else unpack_page(frame)
                if page is not None and page.number != number:
                    raise WireError("another page")
            except (WorkerLost, WireError) as loss:
                losses += 1
                self._end_worker()
                if losses > MAX_LOSSES:
                    raise UserError(SLOW if isinstance(loss, WorkerSlow) else DAMAGED) from None
                self._open()
                asked, page = False, None
            self._words += (len(page.words) + len(page.kinds)) if page else 0
            if self._words > MAX_WORDS:
                raise UserError(LARGE)
            yield page
            number += 1


def read_opened(frame: Frame) -> Opened | None:
    """What the worker says of an opened file; None if it cannot be opened. Raises NeedsPassword, or UserError for one
    that is too large."""
    head = frame.header
    match head.get("refused"):
        case "password":
            raise NeedsPassword(PASSWORD)
        case "wrong-password":
            raise NeedsPassword(WRONG_PASSWORD)
        case str():
            return None
    try:
        pages = int(head["pages"])
        info = {str(k).lower(): _plain(v) for k, v in head["info"].items()}
        marks = [(_plain(t), int(level), int(p), bool(w)) for t, level, p, w in head["outline"] if 1 <= int(p) <= pages]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if pages > MAX_PAGES:
        raise UserError(LARGE)
    return Opened(pages, info, marks)


def _plain(value: object) -> str:
    """Text without control characters, lone surrogates or runs of white space."""
    text = str(value).encode("utf-8", "replace").decode()
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
