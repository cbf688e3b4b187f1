"""What OpenDocument text and spreadsheets share: the package, its properties, styles and how a text is written.

The XML is written here, not by a library: a document is a few kinds of element, and 2,000 rows take no time.
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from cypsc_desktop.output.document import Document
from cypsc_desktop.output.writers.zipped import packed

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_NAMES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FONT = (
    '<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial"'
    ' style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>'
)


def root(name: str, content: str) -> str:
    """A part of the package: ``<office:name>`` round ``content``."""
    return f'{_HEAD}<office:{name} {_NAMES} office:version="1.3">{content}</office:{name}>'


def package(document: Document, *, kind: str, parts: Mapping[str, str]) -> bytes:
    """The file: ``kind`` is "text" or "spreadsheet", ``parts`` its XML parts by name."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    meta = root(
        "document-meta",
        f"<office:meta><meta:generator>CYPSC Desktop</meta:generator><dc:title>{escape(document.name)}</dc:title>"
        f"<dc:subject>{escape(document.subtitle)}</dc:subject><dc:language>{escape(document.language)}</dc:language>"
        "</office:meta>",
    )
    everything = {**parts, "meta.xml": meta}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in everything
    )
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"'
        f' manifest:media-type="{mimetype}"/>{entries}</manifest:manifest>'
    )
    whole = {"mimetype": mimetype, **everything, "META-INF/manifest.xml": manifest}
    return packed(whole, stored=frozenset({"mimetype"}))


def language(document: Document) -> str:
    """The attributes of text properties that say the language."""
    tongue, _, country = document.language.partition("-")
    return f"fo:language={quoteattr(tongue)} fo:country={quoteattr(country or 'none')}"


def page_layout(document: Document, name: str) -> str:
    """A4, with room for the footer."""
    width, height = ("29.7cm", "21cm") if document.landscape else ("21cm", "29.7cm")
    turn, margin = ("landscape", "1.5cm") if document.landscape else ("portrait", "2cm")
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}"'
        f' fo:page-height="{height}" style:print-orientation="{turn}" fo:margin-left="{margin}"'
        f' fo:margin-right="{margin}" fo:margin-top="1.6cm" fo:margin-bottom="1cm"'
        ' style:print="objects charts drawings zero-values" style:scale-to-X="1" style:scale-to-Y="0"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.4cm"/>'
        "</style:footer-style></style:page-layout>"
    )


def page_of_pages() -> str:
    return "Page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count>"


def words(text: str) -> str:
    """The content of a paragraph: runs of spaces, tabs and line breaks as the elements that keep them."""
    out: list[str] = []
    for n, line in enumerate(text.split("\n")):
        if n:
            out.append("<text:line-break/>")
        for m, part in enumerate(line.split("\t")):
            if m:
                out.append("<text:tab/>")
            out.append(_spaced(part))
    return "".join(out)


def _spaced(part: str) -> str:
    """A single space between words stays; others, which readers would drop, are counted."""
    out: list[str] = []
    rest = part
    while rest:
        body = rest.lstrip(" ")
        spaces = len(rest) - len(body)
        kept = 1 if out and body and spaces else 0
        if spaces:
            out.append(" " * kept + (f'<text:s text:c="{spaces - kept}"/>' if spaces > kept else ""))
        word, gap, _ = body.partition(" ")
        if word:
            out.append(escape(word))
        rest = body[len(word) :] if gap else ""
    return "".join(out)
