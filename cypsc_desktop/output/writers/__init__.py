"""How documents are written: a module a format, each ``render(document) -> bytes``; ``write`` puts them on disk.

A format's module, and the library behind it, is imported when it is first used. Writers know nothing of
records, and no clock: the same document gives the same bytes.
"""

from importlib import import_module
from pathlib import Path

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.output.document import Document
from cypsc_desktop.output.writers import disk

FORMATS = {
    "xlsx": "Excel workbook",
    "docx": "Word document",
    "pdf": "PDF, tagged for screen readers",
    "html": "Web page",
    "csv": "CSV table",
    "ods": "OpenDocument spreadsheet",
    "odt": "OpenDocument text",
    "json": "JSON data",
    "md": "Markdown text",
    "txt": "Plain text",
}

TABLES = ("xlsx", "csv", "ods", "json")  # formats that know nothing but tables


def write(document: Document, to: Path) -> None:
    """Write ``document`` to the file ``to`` in the format of its ending: all of it, or nothing and the old file.

    Raises UserError for what a person can mend: the ending, the folder, a file open elsewhere, a full disk.
    """
    ending = ending_of(to)
    disk.look(to)
    disk.put(render(document, ending), to)


def render(document: Document, ending: str) -> bytes:
    """The bytes of a file of that ending ("docx"), one of ``FORMATS``."""
    module = import_module(f"{__name__}.{ending}_file")
    content: bytes = module.render(document.cleaned())
    return content


def ending_of(to: Path) -> str:
    """The format that a file's name asks for; UserError naming those that work."""
    ending = to.suffix.lower().removeprefix(".")
    if ending in FORMATS:
        return ending
    known = list(FORMATS)
    said = f"The ending .{ending} names no format that can be written." if ending else f"{to.name} has no ending."
    raise UserError(f"{said} Choose a name that ends in .{', .'.join(known[:-1])} or .{known[-1]}.")
