"""An item's own words: where its title ends and its purpose begins, from the rows of its block.

It knows no other item and no list of them.
"""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.recognise.chain import Candidate
from cypsc_desktop.intake.recognise.ranges import Printed, cut_ranges
from cypsc_desktop.intake.recognise.rows import Row, is_caps
from cypsc_desktop.intake.report import At, ItemFound

_PURPOSE_START = re.compile(
    r"^(?:to\s+(?:receive|consider|note|approve|agree|confirm|discuss|review|hear"
    r"|elect|appoint|sign|report|answer|deal|determine|scrutinise|comment|make"
    r"|invite|identify|declare|take|be)\b|(?:joint\s+)?reports?\s+(?:of|by|from)\b"
    r"|members\s+(?:are|to)\b|the\s+(?:\w+\s+){0,5}(?:is|are|will)\b|the\s+(?:chair\w*|committee|panel|board)\s+to\b|in\s+accordance\b"
    r"|attached\b|enclosed\b|any\s+member)",
    re.IGNORECASE,
)


_RUN_IN = re.compile(
    r"^(?P<title>(?=(?:[^A-Za-z]*[A-Z]){4})[^a-z–—]{4,160}?)\s+[–—-]\s+(?P<rest>[A-Z][a-z]+\s+(?:\S+\s+){2,}\S.*)$",
    re.DOTALL,
)  # a title in capitals whose sentence a dash parts from it
_SUB_ITEM = re.compile(r"^\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s+[A-Z]")
_SQUEEZED = 0.3  # of the size of the type: letters are wider where lines were laid out
_ACRONYM = 6  # letters; a row of more capitals under a title that has none is a heading of what follows


def read_item(start: Candidate, body: Sequence[Row], *, reach: float, column: float | None) -> tuple[ItemFound, bool]:
    """The item whose rows these are, and whether its range is a first page alone. ``reach``: how far titles may run."""
    printed = cut_ranges(body, column=column)
    count = _title_rows(printed, reach=reach)
    title = _joined(printed.rows[:count])
    purpose = _joined(printed.rows[count:])
    if run_in := _RUN_IN.match(title):
        title, purpose = run_in["title"], f"{run_in['rest']} {purpose}".strip()
    box = start.row.box
    for row in body[1:count]:
        box = box.union(row.box) if row.page == start.row.page else box
    item = ItemFound(
        number=start.number.rstrip(".") or None,
        title=title.rstrip(" –—-:*"),
        printed_pages=printed.pages,
        to_follow=printed.to_follow and printed.pages is None,
        purpose=purpose or None,
        at=At(start.row.page, box),
    )
    return item, printed.single


def _title_rows(printed: Printed, *, reach: float) -> int:
    """How many rows make the title; the rest is the purpose."""
    rows = printed.rows
    count = next((i + 1 for i, row in enumerate(rows) if row.text.strip()), 0)
    if count == 0:
        return 0
    first = rows[count - 1]
    closes = printed.closes
    while count < len(rows):
        above, row = rows[count - 1], rows[count]
        if not row.text.strip():  # its words were a page range
            count += 1
            if closes is not None and closes <= count - 1:
                break
            continue
        if closes is not None and closes < count and not _open_bracket(above.text) and not _loud_alike(first, row):
            break
        if not _continues(first, above, row, reach=reach):
            break
        count += 1
    return count


def _loud_alike(first: Row, row: Row) -> bool:
    """Whether a row right below has the loud print of the title, which then goes on under a range at the margin."""
    return row.gap < 0.5 and ((first.bold and row.bold) or (first.caps and row.caps))


def _open_bracket(text: str) -> bool:
    return text.count("(") > text.count(")")


def _continues(first: Row, above: Row, row: Row, *, reach: float) -> bool:
    """Whether ``row`` goes on with the title that ``above`` did not end."""
    if row.first or (row.table is not None and row.begins) or row.heading != first.heading or row.bullet:
        return False
    if row.caps and not first.caps and len(row.text) > _ACRONYM:
        return False
    if _SUB_ITEM.match(row.text) and not _open_bracket(above.text):
        return False
    capitals = first.caps and row.caps and row.gap < 0.5
    if (first.bold != row.bold and not capitals) or abs(first.size - row.size) > 0.6:
        return False
    if is_caps(first.text) and not is_caps(row.text):
        return False
    if row.gap > 0.75 or (row.gap > 0.45 and _PURPOSE_START.match(row.text)):
        return False
    if _open_bracket(above.text) or above.stretched:
        return True
    if row.gap < 0.5 and (row.text[0].islower() or (is_caps(first.text) and not row.bold)):
        return True
    if any((one.right - one.left) / max(1, len(one.text)) < _SQUEEZED * one.size for one in (above, row)):
        return False  # paragraphs of a format without lines: none wraps, so what is below is another
    word = row.text.split()[0]
    em = (row.right - row.left) / max(1, len(row.text))
    fits = above.right + em * (len(word) + 1) <= max(reach, above.right) - em
    if fits and (not first.bold or _PURPOSE_START.match(row.text)):
        return False
    return not (_PURPOSE_START.match(row.text) and row.text[0].isupper() and not first.bold)


def _joined(rows: Sequence[Row]) -> str:
    return " ".join(" ".join(row.text for row in rows).split()).strip()
