"""Minutes taken live, as a document in the house order: the public part, or the private one.

The public document is made of public records alone, so that what is private fails closed: a paragraph of another space, or
of Part B, never comes this far.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.model.records import Attendance, Meeting, MinuteBlock, Minutes, Section
from cypsc_desktop.output.document import Block, Document, Heading, ListBlock, Paragraph, Point
from cypsc_desktop.output.public import public
from cypsc_desktop.output.words import about, clock, long_date, place_held

_APPROVED = ("approved", "signed", "locked")
_SEATS = (
    ("councillor", "Present"),
    ("reserve", "Present"),
    ("co-opted", "Co-opted members"),
    ("guest", "Also present"),
)


@dataclass(frozen=True, slots=True)
class LiveMinutes:
    """What the document is made of. ``sections`` are the numbered items in order, ``blocks`` their paragraphs (those of no
    item open the meeting), ``not_reached`` titles of items that were not, ``approved_on`` the day of the meeting that
    approved them."""

    meeting: Meeting
    minutes: Minutes | None
    sections: Sequence[Section]
    blocks: Sequence[MinuteBlock]
    attendance: Sequence[Attendance]
    not_reached: Sequence[str] = ()
    started: str | None = None
    ended: str | None = None
    approved_on: str | None = None


def public_minutes(given: LiveMinutes) -> Document:
    """Part A: attendance, items with their paragraphs, time ended, signature; whatever the state of the minutes."""
    blocks = [*_opening(given), *_people(given, public(given.attendance))]
    shown = [block for block in public(given.blocks) if block.part != "B"]
    heading = [Heading("Part A")] if any(b.part == "B" for b in given.blocks) else []
    blocks += [*heading, *_said(None, shown)]
    for section in public(given.sections):
        level = 2 if heading else 1
        blocks += [Heading(_title(section), level, id=section.item or ""), *_said(section.item, shown)]
    if given.not_reached:
        blocks += [Heading("Items not reached"), ListBlock(tuple(Point(title) for title in given.not_reached))]
    blocks += _close(given)
    return Document(_name(given), tuple(blocks), subtitle=about((given.meeting,)))


def private_minutes(given: LiveMinutes) -> Document:
    """Part B: the items that have one, and nothing of Part A but their titles."""
    blocks: list[Block] = [
        Paragraph("Part B: exempt or confidential. Not for publication."),
        *_opening(given),
        *_people(given, given.attendance),
    ]
    private = [block for block in given.blocks if block.part == "B"]
    for section in (None, *given.sections):
        said = _said(section.item if section else None, private)
        if said:
            title = _title(section) if section else "Before the first item"
            item = section.item if section else None
            blocks += [Heading(title, id=item or ""), *said]
    return Document(f"{_name(given)}: Part B", tuple(blocks), subtitle=about((given.meeting,)))


def _name(given: LiveMinutes) -> str:
    state = (given.minutes.state if given.minutes else None) or "notes"
    return "Minutes" if state in ("published", *_APPROVED) else "Draft minutes"


def _title(section: Section) -> str:
    return " ".join(part for part in (section.number, section.title) if part) or "Minute"


def _opening(given: LiveMinutes) -> list[Block]:
    meeting = given.meeting
    held = [f"on {long_date(meeting.date)}" if meeting.date else "", f"at {clock(given.started or meeting.time)}"]
    text = " ".join(part for part in held if part and part != "at ")
    blocks: list[Block] = [Paragraph(f"Meeting held {text}.")] if text else []
    place = place_held(meeting.place)
    return [*blocks, Paragraph(place)] if place else blocks


def _people(given: LiveMinutes, rows: Sequence[Attendance]) -> list[Block]:
    found: dict[str, list[Point]] = {}
    for seat, heading in _SEATS:
        for row in rows:
            if row.state in ("present", "also_present") and (row.seat or "guest") == seat:
                found.setdefault(heading, []).append(Point(_person(row, given.started)))
    for row in rows:
        if row.state in ("apologies", "substituted"):
            found.setdefault("Apologies", []).append(Point(", ".join(p for p in (_called(row), row.role) if p)))
    return [b for heading, points in found.items() for b in (Heading(heading), ListBlock(tuple(points)))]


def _called(row: Attendance) -> str:
    """A name with the title that goes with the seat, unless one stands there; co-opted members and guests bear none."""
    name = row.name or ""
    titled = name.casefold().startswith(("councillor", "cllr", "alderman", "mayor", "the "))
    return f"Councillor {name}" if name and row.seat in ("councillor", "reserve") and not titled else name


def _person(row: Attendance, started: str | None) -> str:
    parts = [_called(row), row.role or ""]
    if row.in_place_of:
        parts.append(f"in the place of {row.in_place_of}")
    if row.arrived and started and row.arrived > started:
        parts.append(f"from {clock(row.arrived)}")
    if row.left:
        parts.append(f"until {clock(row.left)}")
    return ", ".join(part for part in parts if part)


def _said(item: str | None, blocks: Sequence[MinuteBlock]) -> list[Block]:
    """An item's paragraphs; one that lists points is its first line and a list."""
    said: list[Block] = []
    for block in blocks:
        if block.item != item:
            continue
        lines = [(n, line) for n, line in enumerate((block.text or "").split("\n")) if line.strip()]
        if block.sort in (None, "text"):
            said += [Paragraph(line, id=f"{block.id}#{n}") for n, line in lines]
        elif lines:
            said.append(Paragraph(lines[0][1], id=f"{block.id}#{lines[0][0]}"))
            said.append(ListBlock(tuple(_point(line, f"{block.id}#{n}") for n, line in lines[1:])))
    return said


def _point(line: str, of: str) -> Point:
    number, stop, text = line.partition(". ")
    return Point(text, number, of) if stop and number.isdigit() else Point(line, id=of)


def _close(given: LiveMinutes) -> list[Block]:
    blocks: list[Block] = []
    if given.ended:
        blocks.append(Paragraph(f"The meeting ended at {clock(given.ended)}."))
    minutes = given.minutes
    if minutes and minutes.state in _APPROVED and given.approved_on:
        blocks.append(Paragraph(f"These minutes were approved at the meeting of {long_date(given.approved_on)}."))
    if minutes and minutes.amendments:
        blocks += [Heading("Amendments made on approval"), ListBlock(tuple(Point(str(a)) for a in minutes.amendments))]
    signed, on = (minutes.signed_by, minutes.signed_on) if minutes else (None, None)
    blocks.append(Paragraph(f"Signed: {signed or '…' * 20}"))
    blocks.append(Paragraph(f"Date: {long_date(on) if on else '…' * 20}"))
    return blocks
