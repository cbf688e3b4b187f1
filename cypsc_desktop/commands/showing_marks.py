"""Marks and lines of enquiry in the JSON shapes of the contract. Reads only."""

from collections.abc import Mapping
from typing import Any

from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import Shown, marks_of
from cypsc_desktop.model.records import Document, Item, Meeting, Paper, Record
from cypsc_desktop.papers.places import with_widths
from cypsc_desktop.store.store import Reader

Row = dict[str, Any]


def show_annotations(reader: Reader, meeting: Meeting | None) -> list[Row]:
    """Every mark, answers as rows of their own, in page order; ``paper`` is the paper's title, else the file's name."""
    found = marks_of(reader, meeting=meeting.id if meeting else None)
    named = {entity for s in found for entity in (s.mark.document, s.mark.paper, s.mark.item) if entity}
    held = reader.these(named) | {m.id: m for m in all_of(reader, Meeting)}
    return [row_of(held, shown) for shown in found]


def row_of(held: Mapping[str, Record], shown: Shown) -> Row:
    """One mark as ``cypsc show annotations`` prints it. ``held`` has its file, paper, item and meeting."""
    mark = shown.mark
    file, paper, item = (held.get(entity or "") for entity in (mark.document, mark.paper, mark.item))
    meeting = held.get(file.meeting or "") if isinstance(file, Document) else None
    name = file.name if isinstance(file, Document) else None
    return {
        "id": mark.id, "meeting": meeting.date if isinstance(meeting, Meeting) else None,
        "meeting_id": meeting.id if isinstance(meeting, Meeting) else None,
        "paper": (paper.title if isinstance(paper, Paper) else None) or name, "document": mark.document, "file": name,
        "page": shown.page, "printed_page": mark.printed,
        "item": item.number if isinstance(item, Item) else None, "paragraph": mark.paragraph,
        "kind": mark.mark, "meaning": mark.meaning, "quote": shown.quote or None, "before": mark.before,
        "after": mark.after, "comment": mark.comment, "tags": mark.tags or [], "author": mark.author,
        "created": mark.created, "rects": [list(box) for box in shown.rects] or _around(shown),
        "points": with_widths(shown.strokes, shown.widths), "colour": mark.colour,
        "reply_to": mark.reply_to, "state": mark.state, "shared": shown.shared, "former": mark.former or [],
    }  # fmt: skip


def _around(shown: Shown) -> list[list[float]]:
    """The box around the strokes of a mark that has nothing else."""
    points = [point for stroke in shown.strokes for point in stroke]
    if not points:
        return []
    across, down = [x for x, _ in points], [y for _, y in points]
    pen = max((width for widths in shown.widths for width in widths), default=0) / 2
    return [[min(across) - pen, min(down) - pen, max(across) + pen, max(down) + pen]]


def show_enquiries(reader: Reader, meeting: Meeting | None) -> list[Row]:
    """The lines of enquiry in the order in which they are to be asked, each with the page that gave rise to it."""
    dates = {m.id: m.date for m in all_of(reader, Meeting)}
    rows = []
    for one in enquiries_of(reader, meeting=meeting.id if meeting else None):
        line, cite = one.enquiry, one.mark
        rows.append(
            {
                "id": line.id, "meeting": dates.get(line.meeting or ""), "meeting_id": line.meeting,
                "item": one.item.number if one.item else None, "question": line.question, "asker": line.asker,
                "addressee": line.addressee, "priority": line.urgency, "order": line.position,
                "asked": bool(line.asked), "annotation": line.annotation, "document": cite.document if cite else None,
                "page": cite.page if cite else None, "printed_page": cite.printed if cite else None,
                "quote": cite.quote if cite else None, "author": line.author, "created": line.created,
                "shared": not line.space.startswith("private:"),
            }
        )  # fmt: skip
    return rows
