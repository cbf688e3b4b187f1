"""From a record to the place where it is shown: the one table that search, history, bin and links go by."""

from cypsc_desktop.commands.showing import versions_of
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import Paper, Record, Version
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.place import Place

# The table of the meeting screen that holds a kind of record.
_TABLES = {
    "item": "agenda", "section": "minutes", "attendance": "attendance", "membership": "membership",
    "conclusion": "conclusions", "request": "requests", "action": "actions", "finding": "findings",
}  # fmt: skip
_PLAN = {
    "project": "projects", "plan_action": "plan", "saving": "savings", "priority": "priorities",
    "programme": "programme",
}  # fmt: skip


def place_of(reader: Reader, entity: str) -> Place | None:
    """Where a record is shown; None where the library shows no such record (it may lie in the bin)."""
    record = reader.record(entity)
    return None if record is None else place_of_record(reader, record)


def place_of_record(reader: Reader, record: Record) -> Place:
    """Where this record is shown: its own screen, with the record chosen."""
    kind = record.kind
    if kind == "meeting":
        return Place("meeting", subject=record.id)
    if kind == "document":
        return Place("papers", subject=record.id)
    if isinstance(record, Version):
        return Place("papers", subject=record.document, sheet=record.first)
    if isinstance(record, Paper):
        return _of_paper(reader, record)
    if kind in ("recommendation", "response"):
        return Place("recommendations", record=record.id)
    if kind in _PLAN:
        return Place("plan", part=_PLAN[kind], record=record.id)
    if kind == "person":
        return Place("people", record=record.id)
    meeting = getattr(record, "meeting", None)
    if kind in _TABLES and meeting:
        return Place("meeting", subject=meeting, part=_TABLES[kind], record=record.id)
    return Place("library") if kind == "committee" else Place("history", record=record.id)


def line_of(record: Record) -> Place | None:
    """Where this record is printed: the file, sheet and box that it was read from; None for what was typed."""
    at = getattr(record, "at", None)
    if not isinstance(at, dict) or not isinstance(at.get("document"), str):
        return None
    return printed(at["document"], at.get("page"), at.get("box"))


def printed(document: str, sheet: object, box: object) -> Place:
    """A line on a sheet of a file."""
    at = sheet if isinstance(sheet, int) else 1
    if not isinstance(box, list | tuple) or len(box) != 4:
        return Place("papers", subject=document, sheet=at)
    left, top, right, bottom = (float(n) for n in box)
    return Place("papers", subject=document, sheet=at, box=(left, top, right, bottom))


def _of_paper(reader: Reader, paper: Paper) -> Place:
    versions = [one for one in versions_of(reader, paper) if one.document and one.first]
    if versions:
        return Place("papers", subject=versions[-1].document, sheet=versions[-1].first)
    item = reader.record(paper.item) if paper.item and kind_of(paper.item) == "item" else None
    return place_of_record(reader, item) if item else Place("papers")
