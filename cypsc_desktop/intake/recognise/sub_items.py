"""Items a, b, c or 3.1, 3.2 that an agenda lists under one number, each with pages of its own.

Lists in the words under a title are none: only headings with pages count.
"""

import re
from dataclasses import replace

from cypsc_desktop.intake.recognise.chain import Candidate
from cypsc_desktop.intake.recognise.ranges import cut_ranges
from cypsc_desktop.intake.recognise.rows import Row, is_caps


def sub_items(start: Candidate, body: list[Row], column: float | None) -> list[tuple[Candidate, list[Row]]]:
    """An item and the items a, b, c under it, where these are headings with pages of their own."""
    if decimals := _decimals(start, body, column):
        return decimals
    marks: list[tuple[int, Candidate]] = []
    for index, row in enumerate(body):
        match = re.match(rf"^\(?{chr(97 + len(marks))}[.)]?(?:\s+|$)", row.text) if index and len(marks) < 26 else None
        if match is None:
            continue
        head = row.segments[0]
        words = head.text[match.end() :].strip()
        rest = (replace(head, text=words), *row.segments[1:]) if words else row.segments[1:]
        if not (row.bold or row.heading or is_caps(" ".join(s.text for s in rest))):
            continue
        number = f"{start.number.rstrip('.')}{chr(97 + len(marks))}"
        if rest:
            marks.append((index, replace(start, row=row, number=number, rest=rest)))
    if len(marks) < 2 or not start.number[-1:].isdigit():
        return [(start, body)]
    return _parted(start, body, marks, column) or [(start, body)]


def _decimals(start: Candidate, body: list[Row], column: float | None) -> list[tuple[Candidate, list[Row]]]:
    """The item and its parts 3.1, 3.2, set under it with pages of their own; empty where it has none."""
    marks: list[tuple[int, Candidate]] = []
    for index, row in enumerate(body):
        match = (
            re.match(rf"^{re.escape(start.number)}\.{len(marks) + 1}\b\.?\s*", row.segments[0].text) if index else None
        )
        if match is None:
            continue
        words = row.segments[0].text[match.end() :].strip()
        rest = (replace(row.segments[0], text=words), *row.segments[1:]) if words else row.segments[1:]
        if rest:
            number = f"{start.number}.{len(marks) + 1}"
            marks.append((index, replace(start, row=row, number=number, rest=rest)))
    return _parted(start, body, marks, column) if marks else []


def _parted(
    start: Candidate, body: list[Row], marks: list[tuple[int, Candidate]], column: float | None
) -> list[tuple[Candidate, list[Row]]]:
    """The item's own rows and those of each part; empty where the parts print no pages."""
    ends = [index for index, _ in marks[1:]] + [len(body)]
    blocks = [
        (mark, [replace(body[index], segments=mark.rest), *body[index + 1 : end]])
        for (index, mark), end in zip(marks, ends, strict=True)
    ]
    paged = sum(cut_ranges(block, column=column).pages is not None for _, block in blocks)
    return [(start, body[: marks[0][0]]), *blocks] if 2 * paged >= len(blocks) else []
