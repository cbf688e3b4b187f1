"""Minutes that are set in a table: its rows made paragraphs, a number joined to the words beside it.

It tells such tables from others by their numbers and headings; which paragraphs are titles it leaves to sections.py.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cypsc_desktop.intake.layout import Cell, Table
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, joined, paragraphs_of

_STAR = re.compile(r"^[*†#]\s*(?=\d)")
_ROW_NUMBER = re.compile(r"^[*†#]?\s*(?:[A-Z]{0,4}[ ./-]?\d{1,4}(?:/\d{2,4}|\.\d{1,2})?)[.)]?$")
_PARAGRAPH_NUMBER = re.compile(r"^\d{1,3}\.\d{1,2}[.)]?$")
_ITEM_HEAD = re.compile(
    r"(?:agenda\s+)?(?:items?|topics?|subjects?|minutes?|business)(?:\s+(?:and\s+)?(?:discussion|notes?))?",
    re.IGNORECASE,
)
_SAID_HEAD = re.compile(r"(?:key\s+)?(?:discussions?|notes?|points?|minutes?|summary)\b.{0,30}", re.IGNORECASE)
_ACTION_HEAD = re.compile(r"actions?\b.{0,20}", re.IGNORECASE)
_FEWEST = 3


def without_rules(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks with minutes that are set in a table (number, words, owner) as paragraphs, row by row."""
    out: list[Paragraph | Table] = []
    single = [block for block in blocks if isinstance(block, Table) and _is_one_minute(block)]
    for block in blocks:
        if isinstance(block, Table) and (_is_minuted(block) or (len(single) >= _FEWEST and block in single)):
            for index in range(block.shape[0]):
                out += _row_paragraphs(block.row(index))
        elif isinstance(block, Table) and _is_itemised(block):
            for index in range(1, block.shape[0]):
                out += _item_paragraphs(block.row(index))
        else:
            out.append(block)
    return out


def _is_one_minute(table: Table) -> bool:
    """Whether a table holds one minute: its number with the title beside it, then what was said, its paragraphs numbered
    or not."""
    first = [joined(cell.lines).strip() for cell in table.cells if cell.column == 0]
    told = [text for text in first if text]
    numbered = bool(told) and all(_ROW_NUMBER.match(text) for text in told)
    return table.shape[1] in (2, 3) and numbered and bool(first[0]) and not _PARAGRAPH_NUMBER.match(told[0])


def _is_minuted(table: Table) -> bool:
    first = [joined(cell.lines).strip() for cell in table.cells if cell.column == 0]
    numbered = sum(bool(_ROW_NUMBER.match(text)) for text in first)
    told = [text for text in first if text]
    if table.shape[1] == 2 and told and all(_PARAGRAPH_NUMBER.match(text) for text in told):
        return True
    return table.shape[1] in (2, 3, 4) and numbered >= _FEWEST and numbered * 2 >= sum(bool(text) for text in first)


def _row_paragraphs(row: Sequence[Cell]) -> list[Paragraph]:
    """The number joined to the first words beside it, then the other paragraphs of the row."""
    out: list[Paragraph] = []
    number = ""
    for cell in row:
        if cell.column == 0 and _ROW_NUMBER.match(joined(cell.lines).strip()):
            number = _STAR.sub("", joined(cell.lines).strip())
            continue
        for paragraph in paragraphs_of(cell.lines, cell.box.right):
            if number:
                first = paragraph.lines[0]
                paragraph = Paragraph(
                    [replace(first, text=f"{number} {first.text}", bullet=None), *paragraph.lines[1:]]
                )
                number = ""
            out.append(paragraph)
    return out


def _is_itemised(table: Table) -> bool:
    """Whether a table's headings say that each row is an item with what was said, and the actions beside it."""
    heads = [joined(cell.lines).strip() for cell in table.row(0)]
    if (
        not 2 <= len(heads) <= 4
        or table.shape[0] <= _FEWEST
        or not any(_ACTION_HEAD.fullmatch(head) for head in heads[1:])
    ):
        return False
    return _ITEM_HEAD.fullmatch(heads[0]) is not None and all(
        _SAID_HEAD.fullmatch(head) or _ACTION_HEAD.fullmatch(head) or head.lower() in ("owner", "lead", "who")
        for head in heads[1:]
    )


def _item_paragraphs(row: Sequence[Cell]) -> list[Paragraph]:
    """What a row says of an item; its first words are the title, as the heading of their column tells."""
    out = [paragraph for cell in row for paragraph in paragraphs_of(cell.lines, cell.box.right)]
    if out and row[0].column == 0:
        out[0] = replace(out[0], lines=[replace(line, bold=True) for line in out[0].lines])
    return out
