"""Serves one owner on the standard pipes."""

import ctypes
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pypdfium2 as pdfium

from cypsc_desktop.pdf.arena import attach
from cypsc_desktop.pdf.wire import WireError, pack_page, read_frame, write_frame
from cypsc_desktop.pdf.worker.drawing import Picture
from cypsc_desktop.pdf.worker.files import Refused, frame_of, information, open_document, outline, repair, size_of
from cypsc_desktop.pdf.worker.links import links
from cypsc_desktop.pdf.worker.pages import characters, read_page
from cypsc_desktop.pdf.worker.words import read_text

MAX_REPAIRED = 1 << 30
MAX_SIZES = 20_000


class Worker:
    """Answers one owner's commands."""

    def __init__(self, out: BinaryIO, picture: Picture | None) -> None:
        self.out = out
        self.picture = picture
        self.documents: dict[str, pdfium.PdfDocument] = {}

    def serve(self, commands: Iterator[dict[str, Any]]) -> None:
        """Answer commands until there are no more."""
        answers: dict[str, Callable[[dict[str, Any]], None]] = {
            "open": self._open, "close": self._close, "repair": self._repair, "pages": self._pages, "text": self._text,
            "render": self._render, "characters": self._characters, "reading": self._reading, "outline": self._outline,
            "annotations": self._annotations, "frames": self._frames, "mark": self._mark,
        }  # fmt: skip
        for command in commands:
            try:
                answers[command["do"]](command)
            except Refused as refusal:
                write_frame(self.out, {"refused": str(refusal)})
            except (pdfium.PdfiumError, ValueError, KeyError, IndexError, ctypes.ArgumentError, OverflowError):
                write_frame(self.out, {"refused": "failed"})

    def _open(self, command: dict[str, Any]) -> None:
        document = open_document(str(command["path"]), command.get("password"))
        self.documents[str(command.get("as", ""))] = document
        if command.get("sizes"):
            if document.get_formtype():
                document.init_forms()
            count = min(len(document), MAX_SIZES)
            write_frame(self.out, {"pages": len(document), "sizes": [size_of(document, n) for n in range(count)]})
            return
        told = {"pages": len(document), "info": information(document), "outline": outline(document)}
        write_frame(self.out, told)

    def _close(self, command: dict[str, Any]) -> None:
        document = self.documents.pop(str(command["as"]), None)
        if document is not None:
            document.close()
        write_frame(self.out, {"closed": True})

    def _repair(self, command: dict[str, Any]) -> None:
        repair(str(command["path"]), str(command["to"]), command.get("password"))
        write_frame(self.out, {"repaired": True})

    def _pages(self, command: dict[str, Any]) -> None:
        for number in range(int(command["first"]), int(command["last"]) + 1):
            try:
                header, body = pack_page(read_page(self.documents[""], number))
            except (pdfium.PdfiumError, ValueError, ctypes.ArgumentError, OverflowError):
                header, body = {"failed": number}, b""
            write_frame(self.out, header, body)

    def _text(self, command: dict[str, Any]) -> None:
        """PDFium's bare text pass over the document, the floor that imports are measured against."""
        total = 0
        for page in self.documents[str(command.get("as", ""))]:
            text = page.get_textpage()
            total += len(read_text(text.raw))
            text.close()
            page.close()
        write_frame(self.out, {"characters": total})

    def _render(self, command: dict[str, Any]) -> None:
        if self.picture is None:
            raise Refused("no shared memory")
        drawn = self.picture.draw(self.documents[str(command["as"])], command)
        write_frame(self.out, {"id": command["id"], "drawn": drawn})

    def _characters(self, command: dict[str, Any]) -> None:
        header, body = characters(self.documents[str(command["as"])], int(command["page"]))
        write_frame(self.out, header, body)

    def _reading(self, command: dict[str, Any]) -> None:
        """Two frames, both made before the first is sent: words and rules, then characters and links."""
        document, number = self.documents[str(command["as"])], int(command["page"])
        laid, words = pack_page(read_page(document, number))
        header, body = characters(document, number)
        header["links"] = links(document, number)
        write_frame(self.out, laid, words)
        write_frame(self.out, header, body)

    def _outline(self, command: dict[str, Any]) -> None:
        write_frame(self.out, {"outline": outline(self.documents[str(command["as"])])})

    def _annotations(self, command: dict[str, Any]) -> None:
        """A frame for each page with marks, then one that says that there are no more."""
        from cypsc_desktop.pdf.worker.annotations import marks_by_page, open_pdf  # qpdf comes when it is needed

        with open_pdf(str(command["path"]), command.get("password")) as pdf:
            for number, marks, cut in marks_by_page(pdf):
                write_frame(self.out, {"page": number, "marks": marks, "cut": cut})
        write_frame(self.out, {"done": True})

    def _frames(self, command: dict[str, Any]) -> None:
        """The visible box of each page asked for, and its quarter turns."""
        document = self.documents[str(command.get("as", ""))]
        write_frame(self.out, {"frames": [frame_of(document, int(number)) for number in command["pages"]]})

    def _mark(self, command: dict[str, Any]) -> None:
        from cypsc_desktop.pdf.worker.marking import write_copy

        count = write_copy(
            str(command["path"]), str(command["to"]), str(command["marks"]),
            password=command.get("password"), flattened=bool(command["flattened"]),
            only=command.get("only"),
        )  # fmt: skip
        write_frame(self.out, {"written": count})


def commands_from(stream: BinaryIO, cancelled: set[int]) -> Iterator[dict[str, Any]]:
    """Commands as a thread reads them; when the owner goes, the process goes, whatever it is doing."""
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def read() -> None:
        try:
            while (frame := read_frame(stream)) is not None:
                if "cancel" in frame.header:
                    cancelled.add(int(frame.header["cancel"]))
                else:
                    waiting.put(frame.header)
        except (WireError, OSError):
            pass
        os._exit(0)

    threading.Thread(target=read, name="commands", daemon=True).start()
    while True:
        yield waiting.get()


def limit(memory: int, seconds: int) -> None:
    """Bind this process to so many bytes of memory and seconds of processor, where the system can (not Windows)."""
    try:
        import resource
    except ImportError:
        return
    bounds = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, MAX_REPAIRED)]
    if seconds:
        bounds.append((resource.RLIMIT_CPU, seconds))
    if sys.platform == "linux":
        bounds.append((resource.RLIMIT_AS, memory))
    for kind, value in bounds:
        resource.setrlimit(kind, (value, value))


def main() -> None:
    """Serve the owner on the standard pipes. The last four arguments: bytes of memory, seconds of processor, token and
    size of the shared memory."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    memory, seconds, token, size = sys.argv[-4:]
    cancelled: set[int] = set()
    picture = Picture(attach(token, int(size)), cancelled) if int(size) else None
    limit(int(memory), int(seconds))
    try:
        Worker(out, picture).serve(commands_from(sys.stdin.buffer, cancelled))
    except (BrokenPipeError, MemoryError):
        os._exit(1)


if __name__ == "__main__":
    main()
