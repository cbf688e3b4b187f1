"""What ``cypsc show`` prints of minutes that were taken live, in the contract's shape. Reads only."""

from typing import Any

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import Live, minutes_of, open_live
from cypsc_desktop.commands.minuting_draft import paragraphs
from cypsc_desktop.commands.showing import Row
from cypsc_desktop.minutes.evening import OUTCOMES
from cypsc_desktop.minutes.projection import section_numbers
from cypsc_desktop.model.records import KINDS, Entry, Meeting, Record
from cypsc_desktop.store.store import Reader

_NAMES = {
    "conclusion": ("number", "text", "state"),
    "recommendation": ("number", "text", "to"),
    "request": ("text",),
    "action": ("owner", "text", "due"),
    "resolution": ("text",),
    "undertaking": ("who", "text"),
}


def show_live(reader: Reader, meeting: Meeting) -> Row:
    """The minutes of a meeting as its lines make them, with what was edited since."""
    live = open_live(reader, meeting)
    evening = live.evening
    minutes = minutes_of(reader, meeting.id)
    return {
        "id": meeting.id,
        "meeting": meeting.date,
        "state": (minutes.state if minutes else None) or "notes",
        "started": evening.started,
        "ended": evening.ended,
        "attendance": [
            {"name": a.seated.name, "role": a.seated.role, "kind": a.seated.seat, "state": a.state, "arrived": a.arrived,
             "left": a.left, "in_place_of": a.in_place_of}
            for a in evening.room.attendance()
        ],
        "entries": [_entry(live, entry) for entry in evening.shown()],
        "outcomes": {f"{sort}s": outcomes(reader, live, sort) for sort in OUTCOMES},
        "votes": _votes(live),
        "paragraphs": paragraphs(reader, live),
        "not_reached": [{"item": item.number, "title": item.title} for item in evening.unvisited()] if evening.ended else [],
    }  # fmt: skip


def outcomes(reader: Reader, live: Live, sort: str) -> list[Row]:
    """The outcomes of one kind in the order of the lines that they were typed as."""
    place = {entry.id: n for n, entry in enumerate(live.evening.entries)}
    found = all_of(reader, KINDS[sort], meeting=live.meeting.id)
    mine = sorted(
        (r for r in found if getattr(r, "entry", None) in place), key=lambda r: place[getattr(r, "entry", "")]
    )
    return [_outcome(live, record) for record in mine]


def _outcome(live: Live, record: Record) -> Row:
    row: Row = {
        "id": record.id, "item": live.evening.number_of(getattr(record, "item", None)),
        "section": section_numbers(live.evening, live.numbers).get(getattr(record, "item", None) or ""),
    }  # fmt: skip
    for name in _NAMES[record.kind]:
        row[name] = getattr(record, "addressee" if name == "to" else name)
    return row | {"part": "B" if record.space.startswith("exempt:") else "A", "entry": getattr(record, "entry", None)}


def _entry(live: Live, entry: Entry) -> Row:
    return {
        "id": entry.id, "time": entry.time, "item": live.evening.number_of(entry.item), "kind": entry.sort, "who": entry.who,
        "text": entry.text, "part": entry.part or "A", "starred": bool(entry.starred),
    }  # fmt: skip


def _votes(live: Live) -> list[Row]:
    rows: list[tuple[int, Row]] = []
    place = {entry.id: n for n, entry in enumerate(live.evening.entries)}
    for question in live.evening.questions:
        if question.vote is None:
            continue
        said: dict[str, Any] = question.entry.details or {}
        counted: dict[str, Any] = question.vote.details or {}
        row: Row = {
            "item": live.evening.number_of(question.entry.item), "kind": question.entry.sort, "motion": question.entry.text,
            "mover": said.get("mover"), "seconder": said.get("seconder"), "for": counted.get("for"),
            "against": counted.get("against"), "abstain": counted.get("abstain"), "result": counted.get("result"),
            "part": "B" if "B" in (question.entry.part, question.vote.part) else "A",
        }  # fmt: skip
        rows.append((place[question.vote.id], row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]
