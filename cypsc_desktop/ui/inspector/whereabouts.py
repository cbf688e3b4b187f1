"""Where a record is shown in the window, and where it is printed. Makes places; goes nowhere itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cypsc_desktop.model.records import (
    Annotation,
    Enquiry,
    Entry,
    Finding,
    MinuteBlock,
    Minutes,
    Paper,
    PlanAction,
    Record,
    Resolution,
    Saving,
    Undertaking,
    Version,
)
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.place import Place

# kind -> the table of its meeting in which it is a row
_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "section": "minutes", "attendance": "attendance", "membership": "people", "conclusion": "conclusions",
        "request": "requests", "action": "actions", "finding": "findings",
    }
)  # fmt: skip
# kind -> the part of "Plan and programme" in which it is a row
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "project": "projects", "saving": "savings", "plan_action": "actions", "priority": "priorities",
        "programme": "programme",
    }
)  # fmt: skip


def place_of(reader: Reader, record: Record) -> Place | None:
    """The screen on which a person works on this record, with the record chosen there; None where there is none."""
    if record.kind == "meeting":
        return Place("meeting", record.id)
    if record.kind == "document":
        return Place("papers", record.id, sheet=1)
    if record.kind in ("recommendation", "response"):
        return Place("recommendations", record=record.id)
    if isinstance(record, Annotation):
        return Place("papers", record.document, record=record.id, sheet=record.page) if record.document else None
    if isinstance(record, Enquiry):
        return Place("enquiries", record.meeting, record=record.id)
    if isinstance(record, Entry) or (isinstance(record, Resolution | Undertaking) and record.entry):
        return Place("live", record.meeting, record=record.id) if record.meeting else None
    if isinstance(record, Minutes | MinuteBlock):
        return Place("minutes", record.meeting, record=record.id) if record.meeting else None
    if record.kind in _PARTS:
        return Place("plan", part=_PARTS[record.kind], record=record.id)
    if record.kind == "person":
        return Place("people", record=record.id)
    if record.kind == "term":
        return Place("people", record=str(getattr(record, "person", None) or "") or None)
    if isinstance(record, Paper | Version):
        return printed_place(reader, record) or _of_meeting(reader, record)
    return _of_meeting(reader, record)


def printed_place(reader: Reader, record: Record) -> Place | None:
    """The sheet and line on which a record is printed; None where no paper in the library prints it."""
    if isinstance(record, Finding) and record.document and record.page:
        return _sheet(reader, record.document, record.page, None)
    if isinstance(record, Version) and record.document:
        return _sheet(reader, record.document, record.first or 1, None)
    if isinstance(record, Paper):
        from cypsc_desktop.commands.showing import versions_of

        versions = versions_of(reader, record)
        if versions:
            return printed_place(reader, versions[-1])
    if isinstance(record, Saving) and record.project:
        above = reader.record(record.project)
        return printed_place(reader, above) if above else None
    at: Any = getattr(record, "at", None)
    if not isinstance(at, dict) or not isinstance(at.get("document"), str) or not isinstance(at.get("page"), int):
        return None
    return _sheet(reader, at["document"], at["page"], at.get("box"))


def _sheet(reader: Reader, document: str, sheet: int, box: Any) -> Place | None:
    file = reader.record(document)
    if file is None:
        return None
    held = tuple(float(n) for n in box) if isinstance(box, list) and len(box) == 4 else None
    return Place("papers", file.id, sheet=sheet, box=held if held and len(held) == 4 else None)


def _of_meeting(reader: Reader, record: Record) -> Place | None:
    """The record's row in its meeting's tables, or in its agenda."""
    meeting = getattr(record, "meeting", None)
    above: Record | None = record
    while meeting is None and above is not None:
        up = next((getattr(above, name, None) for name in ("item", "paper", "project") if hasattr(above, name)), None)
        above = reader.record(str(up)) if up else None
        meeting = getattr(above, "meeting", None)
    if meeting is None:
        return None
    part = None if isinstance(record, PlanAction) else _TABLES.get(record.kind)
    return Place("meeting", meeting, part=part, record=record.id)
