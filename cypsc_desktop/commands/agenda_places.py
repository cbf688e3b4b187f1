"""Where the lines of a checklist stand: their sheet, the part of the agenda that they belong to, and their order in it.

Pure: reads records, writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from cypsc_desktop.commands.listing import agenda_order
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.records import (
    Attendance,
    Document,
    Item,
    Meeting,
    Membership,
    Paper,
    PlanAction,
    Project,
    Record,
    Saving,
    Section,
    Version,
)

Json = Any
Box = tuple[float, float, float, float]

KINDS_CHECKED = (
    "document", "meeting", "membership", "item", "paper", "section", "attendance", "conclusion", "recommendation",
    "request", "action", "response", "programme", "project", "saving", "plan_action", "priority",
)  # fmt: skip
"""The kinds of record that are lines of a checklist, in the order in which equals on a page stand."""

_FRONT, _AGENDA, _REST = "front", "agenda", "rest"


class Group(NamedTuple):
    """A part of the checklist: the front sheet, an item of the agenda, a kind of record in a paper without items."""

    key: str
    title: str


class Places:
    """Where records stand in one paper, and the groups that follow from it."""

    def __init__(self, document: Document, records: Sequence[Record]) -> None:
        self._document = document
        self.has_pages = document.format == "pdf"
        self._versions = {
            r.paper: r for r in records if isinstance(r, Version) and r.document == document.id and r.first is not None
        }
        self._projects = {r.id: r for r in records if isinstance(r, Project)}
        self._held: dict[str, int] = {}  # a meeting whose minutes stand in this file -> the first sheet of them
        for record in records:
            sheet = self.of(record)[0] if isinstance(record, Section | Attendance) else None
            if isinstance(record, Section | Attendance) and record.meeting and sheet:
                self._held[record.meeting] = min(sheet, self._held.get(record.meeting, sheet))
        self._items = agenda_order([r for r in records if isinstance(r, Item)])
        self._ranges = self._item_ranges([r for r in records if isinstance(r, Paper)])

    def of(self, record: Record) -> tuple[int | None, Box | None]:
        """The sheet of this file on which a record is printed, and its box there."""
        if isinstance(record, Document):
            return (1, None) if self.has_pages else (None, None)
        if isinstance(record, Saving) and record.project in self._projects:
            record = self._projects[record.project]
        at: Json = getattr(record, "at", None)
        if isinstance(at, dict) and at.get("document") == self._document.id and isinstance(at.get("page"), int):
            box = at.get("box")
            held = tuple(float(n) for n in box) if isinstance(box, list) and len(box) == 4 else None
            return int(at["page"]), held if held and len(held) == 4 else None
        version = self._versions.get(record.id)
        if version and version.first:
            return int(version.first), None
        return self._held.get(record.id), None

    def group(self, record: Record, sheet: int | None) -> str:
        """The key of the group that a record belongs to."""
        if isinstance(record, Document | Membership) or (isinstance(record, Meeting) and record.id not in self._held):
            return _FRONT
        if isinstance(record, Item):
            return _AGENDA  # they are printed together, so that they are checked together
        if isinstance(record, Paper):
            item = record.item or ""
            return item if any(one.id == item for one in self._items) else _REST
        if isinstance(record, Saving | PlanAction) and record.project in self._projects:
            sheet = sheet or self.of(self._projects[record.project])[0]
        holding = [(first, last, key) for first, last, key in self._ranges if sheet and first <= sheet <= last]
        if holding:
            return max(holding, key=lambda span: (span[0], -span[1]))[2]
        return _REST if self._items else f"kind {record.kind}"

    def groups(self, used: Set[str]) -> tuple[Group, ...]:
        """The groups with these keys, in agenda order."""
        titled = [(_FRONT, "The meeting"), (_AGENDA, "The agenda")]
        titled += [(item.id, " ".join(p for p in (item.number, item.title) if p) or "Item") for item in self._items]
        titled += [(f"kind {kind}", _HEADINGS.get(kind, word_for(kind).capitalize())) for kind in KINDS_CHECKED]
        titled.append((_REST, "Elsewhere in this paper"))
        return tuple(Group(key, title) for key, title in titled if key in used)

    def order(self, record: Record, sheet: int | None, box: Box | None) -> tuple[float, ...]:
        """By place on the page, the item itself first; what hangs on a project stands behind it."""
        kind = KINDS_CHECKED.index(record.kind)
        if isinstance(record, Item):
            return (0, *(float(n) for n, item in enumerate(self._items) if item.id == record.id))
        first = isinstance(record, Meeting) and record.id not in self._held
        lead = 0 if isinstance(record, Document) else 1 if first else 2
        top = box[1] if box else 0.0
        position = float(getattr(record, "position", None) or 0)
        left = box[0] if box else 0.0
        hangs = 1.0 if isinstance(record, Saving) else 0.0
        return (lead, float(sheet or 10**6), top, hangs, float(kind), position, left)

    def taken(self, sheets: Set[int]) -> set[int]:
        """These sheets, on which something was recognised, and all that belong to an item or a paper."""
        spans = [(first, last) for first, last, _ in self._ranges]
        spans += [(int(v.first or 1), int(v.last or v.first or 1)) for v in self._versions.values()]
        return set(sheets) | {sheet for first, last in spans for sheet in range(first, last + 1)}

    def _item_ranges(self, papers: Sequence[Paper]) -> list[tuple[int, int, str]]:
        """(first sheet, last sheet, item) of every stretch of this file that belongs to an item."""
        spans = []
        for item in self._items:
            at = item.at if isinstance(item.at, dict) else {}
            if item.pdf_pages and at.get("document", self._document.id) == self._document.id:
                spans.append((int(item.pdf_pages[0]), int(item.pdf_pages[-1]), item.id))
        for paper in papers:
            version = self._versions.get(paper.id)
            if version and version.first and any(item.id == paper.item for item in self._items):
                spans.append((int(version.first), int(version.last or version.first), str(paper.item)))
        return spans


_HEADINGS: Mapping[str, str] = {
    "section": "Minutes", "attendance": "Attendance", "conclusion": "Conclusions", "recommendation": "Recommendations",
    "request": "Requests for information", "action": "Actions", "response": "Replies", "programme": "Work programme",
    "project": "Improvement plan", "saving": "Savings", "plan_action": "Actions of the plan", "priority": "Priorities",
}  # fmt: skip


def runs(sheets: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Sheets as runs: 3, 4, 5, 9 are (3, 5) and (9, 9)."""
    runs: list[tuple[int, int]] = []
    for sheet in sheets:
        if runs and sheet == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], sheet)
        else:
            runs.append((sheet, sheet))
    return tuple(runs)
