"""Items a, b, c that an agenda lists under one number, each with pages of its own.

Lists in the words under a title are none: only headings with pages count.
"""

import re
from dataclasses import replace

from cypsc_desktop.intake.recognise.chain import Candidate
from cypsc_desktop.intake.recognise.ranges import cut_ranges
from cypsc_desktop.intake.recognise.rows import Row, is_caps


def sub_items(start: Candidate, body: list[Row], column: float | None) -> list[tuple[Candidate, list[Row]]]:
    """An item and the items a, b, c under it, where these are headings with pages of their own."""
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
    ends = [index for index, _ in marks[1:]] + [len(body)]
    blocks = [
        (mark, [replace(body[index], segments=mark.rest), *body[index + 1 : end]])
        for (index, mark), end in zip(marks, ends, strict=True)
    ]
    paged = sum(cut_ranges(block, column=column).pages is not None for _, block in blocks)
    return [(start, body[: marks[0][0]]), *blocks] if 2 * paged >= len(blocks) else [(start, body)]
