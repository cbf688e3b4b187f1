"""Zip packages (docx, xlsx, ods, odt) with the same bytes for the same parts: no clock, no name of a person."""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from cypsc_desktop.output.document import Document

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: Mapping[str, bytes | str], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of ``parts`` in their order; those named in ``stored`` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return out.getvalue()


def office(content: bytes, document: Document, *, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """A docx or xlsx with the document's own properties in place of its library's; ``change`` may mend a part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts: dict[str, bytes | str] = {
            name: change(name, package.read(name)) if change else package.read(name) for name in package.namelist()
        }
    parts["docProps/core.xml"] = (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.name)}</dc:title><dc:subject>{escape(document.subtitle)}</dc:subject>"
        f"<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )
    parts["docProps/app.xml"] = (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>CYPSC Desktop</Application></Properties>"
    )
    return packed(parts)
