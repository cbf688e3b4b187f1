"""A web page that stands alone: no script, no other file. Headings, lists and tables are what they say they are;
a row's ``id`` is its record's.
"""

from collections.abc import Iterator
from html import escape

from cypsc_desktop.output.document import Column, Document, Heading, ListBlock, Paragraph, Row, TableBlock, shown

_STYLE = """
:root { color-scheme: light; --text: #1B1F1E; --text2: #4A5250; --line: #DFE0DC; --chrome: #F4F4F2; --accent: #0F5F6B; }
body { margin: 24px auto; padding: 0 24px; max-width: %s; color: var(--text); background: #FFFFFF;
  font: 15px/1.5 Inter, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 1.2em; margin: 32px 0 8px; }
h3 { font-size: 1em; margin: 24px 0 8px; }
.subtitle { color: var(--text2); margin: 0 0 24px; }
.table { overflow-x: auto; }
.table:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%%; font-size: 0.87em; margin: 8px 0 24px; }
caption { text-align: left; font-weight: 600; padding: 0 8px 8px; }
caption.same { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: 8px; border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; font-size: 0.85em; font-weight: 600; color: var(--text2); border-bottom: 2px solid var(--accent); }
tbody th { font-weight: 600; background: var(--chrome); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
h1, h2, h3, h4, p, li, caption, th, td { unicode-bidi: plaintext; overflow-wrap: break-word; }
ul.labelled { list-style: none; padding-left: 2.5em; }
ul.labelled > li > .label { display: inline-block; min-width: 2.5em; margin-left: -2.5em; }
@page { size: A4 %s; margin: 16mm 15mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; }
  .table { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  tbody th, h2, h3 { break-after: avoid; }
  tbody th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def render(document: Document) -> bytes:
    style = _STYLE % (("none", "landscape") if document.landscape else ("46em", "portrait"))
    seen: set[str] = {""}
    body = "\n".join(part for block in document.blocks for part in _block(block, title=document.title, seen=seen))
    subtitle = f'<p class="subtitle">{_text(document.subtitle)}</p>\n' if document.subtitle else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(document.name)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(document.title)}</h1>\n{subtitle}{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _block(block: Heading | Paragraph | ListBlock | TableBlock, *, title: str, seen: set[str]) -> Iterator[str]:
    match block:
        case Heading():
            level = min(block.level + 1, 6)
            yield f"<h{level}>{_text(block.text)}</h{level}>"
        case Paragraph():
            yield f"<p>{_text(block.text)}</p>"
        case ListBlock():
            yield from _list(block)
        case TableBlock():
            yield from _table(block, title=title, seen=seen)


def _list(block: ListBlock) -> Iterator[str]:
    labels = [point.label for point in block.points]
    if any(labels) and all(label and label.isascii() and label.isdecimal() for label in labels):
        yield "<ol>"
        yield from (f'<li value="{int(p.label or 0)}">{_text(p.text)}</li>' for p in block.points)
        yield "</ol>"
        return
    yield '<ul class="labelled">' if any(labels) else "<ul>"
    for point in block.points:
        label = f'<span class="label">{_text(point.label)}</span> ' if point.label else ""
        yield f"<li>{label}{_text(point.text)}</li>"
    yield "</ul>"


def _table(table: TableBlock, *, title: str, seen: set[str]) -> Iterator[str]:
    same = ' class="same"' if table.caption == title else ""
    yield f'<div class="table" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
    yield f"<table>\n<caption{same}>{_text(table.caption)}</caption>\n{_widths(table.columns)}\n<thead>\n<tr>"
    yield from (f'<th scope="col"{_number(column)}>{_text(column.heading)}</th>' for column in table.columns)
    yield "</tr>\n</thead>"
    for group in table.groups:
        yield "<tbody>"
        if group.heading is not None:
            yield f'<tr class="group"><th scope="rowgroup" colspan="{len(table.columns)}">{_text(group.heading)}</th></tr>'
        yield from (_row(row, table.columns, seen) for row in group.rows)
        yield "</tbody>"
    yield "</table>\n</div>"


def _widths(columns: tuple[Column, ...]) -> str:
    """Columns as wide as in print: left to themselves, long words would squeeze a date into three lines."""
    whole = sum(column.weight for column in columns)
    parts = (f'<col style="width: {100 * column.weight / whole:.1f}%">' for column in columns)
    return f"<colgroup>{''.join(parts)}</colgroup>"


def _row(row: Row, columns: tuple[Column, ...], seen: set[str]) -> str:
    name = "" if row.id in seen else f' id="{escape(row.id)}"'
    seen.add(row.id)
    cells = (f"<td{_number(column)}>{_text(shown(cell))}</td>" for cell, column in zip(row.cells, columns, strict=True))
    return f"<tr{name}>{''.join(cells)}</tr>"


def _number(column: Column) -> str:
    return ' class="number"' if column.align == "right" else ""


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
