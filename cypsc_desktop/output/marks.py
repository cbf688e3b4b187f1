"""The marks on papers as a table in page order, and the lines of enquiry as the chair's speaking note, one page an item.

Which marks and lines those are, and who may see them, is the caller's business: nothing is left out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.output.document import (
    Block,
    Column,
    Document,
    Group,
    Heading,
    ListBlock,
    Point,
    Row,
    TableBlock,
)
from cypsc_desktop.output.words import long_date

_COLUMNS = (
    Column("Page", 0.6), Column("Item", 0.6), Column("Marked words", 3.2), Column("Meaning", 0.9), Column("Comment", 3.2),
    Column("Author", 1.1), Column("Date", 1.1),
)  # fmt: skip
_ENQUIRIES = (
    Column("Item", 0.6), Column("No.", 0.4), Column("Question", 4), Column("Asked by", 1.1), Column("Asked of", 1.1),
    Column("Priority", 0.8), Column("Page", 0.7), Column("Words on the page", 2.6), Column("Asked", 0.6),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark as people read it. ``page`` is printed, else the sheet; ``date`` is ISO; ``is_reply``: it answers the
    line above it."""

    id: str
    paper: str
    page: str
    item: str = ""
    quote: str = ""
    meaning: str = ""
    comment: str = ""
    author: str = ""
    date: str = ""
    kind: str = ""
    state: str = "placed"
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One line of enquiry. ``item`` is the heading that it is asked under: number and title."""

    id: str
    item: str
    number: str
    question: str
    asker: str = ""
    addressee: str = ""
    priority: str = ""
    paper: str = ""
    page: str = ""
    quote: str = ""
    asked: bool = False


def marks(lines: Sequence[MarkLine], *, subtitle: str = "") -> Document:
    """Every mark under its paper: page, item, words, meaning, comment, author, date."""
    groups: dict[str, list[Row]] = {}
    for line in lines:
        groups.setdefault(line.paper, []).append(Row(_cells(line), line.id))
    table = TableBlock("Marks", _COLUMNS, tuple(Group(paper, tuple(rows)) for paper, rows in groups.items()))
    return Document("Marks", (table,), subtitle=subtitle, landscape=True)


def _cells(line: MarkLine) -> tuple[str, ...]:
    words = line.quote or ("(answer)" if line.is_reply else f"({line.kind.replace('-', ' ')})")
    flagged = {"changed": "The text here has changed. ", "orphaned": "Not found in the new version. "}.get(
        line.state, ""
    )
    meaning = line.meaning.replace("-", " ").capitalize()
    return line.page, line.item, words, meaning, flagged + line.comment, line.author, long_date(line.date[:10])


def enquiries(lines: Sequence[QuestionLine], *, subtitle: str = "") -> Document:
    """The lines of enquiry as one table, for formats that know nothing else."""
    rows = tuple(
        Row(
            (
                line.item, line.number, line.question, line.asker, line.addressee, line.priority, line.page, line.quote,
                "yes" if line.asked else "",
            ),
            line.id,
        )
        for line in lines
    )  # fmt: skip
    table = TableBlock("Lines of enquiry", _ENQUIRIES, (Group(None, rows),))
    return Document("Lines of enquiry", (table,), subtitle=subtitle, landscape=True)


def speaking_note(lines: Sequence[QuestionLine], *, subtitle: str = "") -> Document:
    """What the chair has in hand: the questions under their items, each item on a page of its own."""
    blocks: list[Block] = []
    items: dict[str, list[QuestionLine]] = {}
    for line in lines:
        items.setdefault(line.item, []).append(line)
    for n, (item, held) in enumerate(items.items()):
        blocks.append(Heading(item or "Not under an item", new_page=n > 0))
        blocks.append(ListBlock(tuple(Point(_said(line), line.number) for line in held)))
    return Document("Speaking note", tuple(blocks), subtitle=subtitle)


def _said(line: QuestionLine) -> str:
    who = f"{line.asker or 'Anyone'} asks {line.addressee}" if line.addressee else line.asker
    where = ", ".join(part for part in (line.paper, f"page {line.page}" if line.page else "") if part)
    urgent = "High priority" if line.priority == "high" else "If time allows" if line.priority == "low" else ""
    below = ". ".join(part for part in (who, where, urgent, "Asked" if line.asked else "") if part)
    quoted = f"On the page: “{line.quote}”" if line.quote and line.quote not in line.question else ""
    return "\n".join(part for part in (line.question, quoted, below) if part)
