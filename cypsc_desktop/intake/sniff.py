"""What a file is, told from its bytes and never from its name alone.

It looks at the first bytes, at the parts of a ZIP and at the streams of an old Office file; it builds
nothing and refuses, with a UserError, what no builder can read.
"""

import re
import zipfile
from pathlib import Path

from cypsc_desktop.intake.decode import decode
from cypsc_desktop.intake.package import BROKEN_ZIP
from cypsc_desktop.model.errors import UserError

HEAD = 65536  # bytes looked at
_MAIL = re.compile(r"(?:From|MIME-Version|Snapshot-Content-Location|Content-Type|Subject|Date):", re.IGNORECASE)
_RELATED = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(
    r"^(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|span|script|ul|ol)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_ROOT = re.compile(
    r"^(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(r"#{1,6}[ \t]+\S|(?:\*\*|__)\S")
_MARKDOWN_MARK = re.compile(r"^(?:#{1,6}[ \t]+\S|(\*\*|__)\S.*\S\1[ \t]*$|\|.*\|[ \t]*$)", re.MULTILINE)
_HTML_MARK = re.compile(r"<(?:html|body|table|td|div|p|br|span|a)\b[^<>]*>", re.IGNORECASE)
_PDF_START = re.compile(rb"%PDF-\d")
_PDF_WORDS = re.compile(rb"endobj|startxref|endstream|trailer|%%EOF|\bxref\s+\d|\d\s+\d+\s+obj\b")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"BM", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf'\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table of figures"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound or video recording"),
    (b"OggS", "a sound or video recording"),
)
_MEND_KIND = {
    "a picture": "Save it as a PDF, then import that.",
    "a compressed archive": "Unpack it, then import the papers inside it.",
}
_READABLE = "Import a PDF, DOCX, HTML, text or Markdown file."


def sniff(path: Path, head: bytes, *, size: int) -> str:
    """The format of a file: pdf, docx, xlsx, html, mhtml, webarchive, markdown, csv or text.

    ``head`` is its first ``HEAD`` bytes. Raises UserError for what cannot be read, with the way to mend it.
    """
    name = path.name
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _old_office(path)
    if head.startswith(b"bplist00"):
        return "webarchive"
    if head.lstrip().startswith(b"{\\rtf"):
        raise UserError(f"{name} is an RTF file. Open it in a word processor, save it as DOCX, then import that.")
    if head.startswith(b"%FDF-"):
        raise UserError(
            f"{name} is an FDF file. In the program that made it, export the comments as XFDF, or save the PDF with them, "
            "then import that."
        )
    if _is_pdf(head):
        return "pdf"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and decode_or_none(head) is None:
            raise UserError(f"{name} is {kind}, not a paper. {_MEND_KIND.get(kind, _READABLE)}")
    text = decode_or_none(head)
    if text is None:
        raise UserError(_unknown(name, head))
    if not text.strip() and size <= len(head):
        raise UserError(f"{name} has nothing in it. Ask for the file again.")
    return _text(text, path.suffix.lower())


def decode_or_none(head: bytes) -> str | None:
    """The head as text, a character cut at its end forgiven; None when it is binary."""
    return decode(head, cut=True)


def _is_pdf(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if start.startswith(b"%PDF"):
        return True
    if re.match(rb"(?:<!--|<!doctype|<html)", start, re.IGNORECASE):
        return False
    if _PDF_START.search(head[:1024]) and (_PDF_WORDS.search(head) or decode_or_none(head) is None):
        return True
    if re.match(rb"(?:trailer\s*<<|xref\s+\d)", start):
        return True
    return len(set(_PDF_WORDS.findall(head))) > 1  # its header is lost; the reader will say so


def _unknown(name: str, head: bytes) -> str:
    if name.lower().endswith(".pdf"):
        return f"{name} is not a PDF, or it is damaged beyond reading. Ask for the file again."
    if not head.strip(b"\x00"):
        return f"{name} holds only empty bytes; it was not copied whole. Copy or download it again."
    return f"{name} is of a kind that cannot be read. {_READABLE}"


def _text(text: str, suffix: str) -> str:
    if _MAIL.match(text) and _RELATED.search(text[:4096]):
        return "mhtml"
    start = text.lstrip("\ufeff \t\r\n")
    if suffix in (".md", ".markdown"):
        return "html" if _HTML_ROOT.match(start) else "markdown"
    if _HTML.match(start):
        return "html"
    if suffix in (".htm", ".html", ".xhtml", ".aspx") and _HTML_MARK.search(text):
        return "html"
    if suffix in (".csv", ".tsv"):
        return "csv"
    if _is_markdown(start):
        return "markdown"
    if len(_HTML_MARK.findall(text)) >= 20 and "</" in text:
        return "html"
    return "text"


def _is_markdown(start: str) -> bool:
    """Whether text opens with a heading of Markdown (or bold words) and goes on in kind; sheets are not Markdown."""
    return _MARKDOWN.match(start) is not None and len(_MARKDOWN_MARK.findall(start)) >= 3 and "\f" not in start


def _zip(path: Path) -> str:
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200).decode("ascii", "replace") if "mimetype" in names else ""
            relations = archive.open("_rels/.rels").read(65536) if "_rels/.rels" in names else b""
    except BROKEN_ZIP as wrong:
        raise UserError(f"{name} is damaged or was not copied whole. Copy or download it again.") from wrong
    if "word/document.xml" in names or (b"officeDocument" in relations and any(n.startswith("word/") for n in names)):
        return "docx"
    if any(n.startswith("xl/workbook.") for n in names):
        if "xl/workbook.bin" in names:
            raise UserError(f"{name} is a binary Excel workbook. Save it as XLSX, then import that.")
        return "xlsx"
    if any(n.startswith("ppt/") for n in names):
        raise UserError(f"{name} is a PowerPoint file. Save it as PDF, then import that.")
    if kind.startswith("application/vnd.oasis.opendocument"):
        wanted = "XLSX" if "spreadsheet" in kind else "PDF" if "presentation" in kind else "DOCX"
        raise UserError(f"{name} is an OpenDocument file. Save it as {wanted}, then import that.")
    if "manifest.json" in names and any(n.startswith("segments/") for n in names):
        raise UserError(f"{name} is an exchange bundle. Take it in with the exchange, not as a paper.")
    if kind.startswith("application/epub"):
        raise UserError(f"{name} is an e-book. Save it as PDF, then import that.")
    if name.lower().endswith(".pdf"):
        raise UserError(f"{name} is a ZIP archive, not a PDF. Unpack it, then import the PDF inside it.")
    raise UserError(f"{name} is a ZIP archive. Unpack it, then import the papers inside it.")


def _old_office(path: Path) -> UserError:
    """An OLE file names its streams in UTF-16; that tells what it is without reading its directory."""
    name = path.name
    with path.open("rb") as file:
        data = file.read(32 * 1024 * 1024)

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return UserError(f"{name} is locked with a password. Open it in Office, remove the password, then import it.")
    if holds("WordDocument"):
        return UserError(f"{name} is an old Word file. Save it as DOCX, then import that.")
    if holds("Workbook") or holds("Book"):
        return UserError(f"{name} is an old Excel file. Save it as XLSX, then import that.")
    if holds("PowerPoint Document"):
        return UserError(f"{name} is an old PowerPoint file. Save it as PDF, then import that.")
    if holds("__properties_version1.0"):
        return UserError(f"{name} is an Outlook message. Save the paper attached to it, then import that.")
    return UserError(f"{name} is an old Office file. Save it as DOCX or PDF, then import that.")
