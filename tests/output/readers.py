"""Tables read back by other programs' readers: rows of texts, the group rows included, first the headings."""

import csv
import io
import json
import re
import uuid

import docx
import openpyxl
from lxml import etree, html
from odfdo import Document as OdfFile

from cypsc_desktop.output.writers.csv_file import unguarded

Rows = list[list[str]]
_MARK = re.compile(r"_([a-z_]{1,14})([0-9a-z]{25})", re.IGNORECASE)


def read(ending: str, content: bytes) -> Rows:
    return {
        "docx": _docx,
        "xlsx": _xlsx,
        "csv": _csv,
        "ods": _ods,
        "odt": _odt,
        "html": _html,
        "json": _json,
    }[ending](content)


def _docx(content: bytes) -> Rows:
    table = docx.Document(io.BytesIO(content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def _xlsx(content: bytes) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[_excel(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _excel(value: object) -> str:
    """As Excel shows it: ``_xHHHH_`` is a character (ECMA-376, ST_Xstring), which openpyxl leaves alone."""
    text = "" if value is None else str(value)
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _csv(content: bytes) -> Rows:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [[unguarded(cell) for cell in row] for row in rows]


def _ods(content: bytes) -> Rows:
    return _odf(content)


def _odt(content: bytes) -> Rows:
    return _odf(content)


def _odf(content: bytes) -> Rows:
    part = OdfFile(io.BytesIO(content)).get_part("content.xml").serialize()
    root = etree.fromstring(part if isinstance(part, bytes) else part.encode())
    names = root.nsmap
    rows: Rows = []
    for row in root.find(".//table:table", names).iterfind(".//table:table-row", names):
        cells = row.xpath("table:table-cell | table:covered-table-cell", namespaces=names)
        said: list[str] = []
        for cell in cells:
            times = min(int(cell.get(f"{{{names['table']}}}number-columns-repeated", "1")), 8)
            said += ["\n".join(_said(p, names["text"]) for p in cell.iterfind("text:p", names))] * times
        rows.append(said)
    return rows


def _said(paragraph: etree._Element, text: str) -> str:
    out = [re.sub("[ \t\r\n]+", " ", paragraph.text or "")]
    for child in paragraph:
        tag = etree.QName(child).localname
        out.append({"s": " " * int(child.get(f"{{{text}}}c", "1")), "tab": "\t", "line-break": "\n"}.get(tag, ""))
        out.append(re.sub("[ \t\r\n]+", " ", child.tail or ""))
    return "".join(out)


def _html(content: bytes) -> Rows:
    page = html.fromstring(content.decode())
    for line in page.iter("br"):
        line.text = "\n"
    return [[cell.text_content() for cell in row] for row in page.iter("tr")]


def _json(content: bytes) -> Rows:
    table = json.loads(content)["blocks"][0]
    return [table["columns"], *([str(cell) for cell in row["cells"]] for row in table["rows"])]


def record_of(mark: str) -> str | None:
    """The record's id behind a mark as found in a file; None for somebody else's bookmark or name."""
    found = _MARK.fullmatch(mark)
    if not found:
        return None
    number = int(found[2], 36)
    return None if number >> 128 else f"{found[1].lower()}-{uuid.UUID(int=number)}"
