"""The agenda as a document in the house order: who is summoned, when and where, then the items with purpose and papers.

As a table, for formats that are tables, it is in ``tables``.
"""

from collections.abc import Sequence

from cypsc_desktop.model.records import Item, Meeting, Membership, Paper
from cypsc_desktop.output.document import Block, Document, Heading, ListBlock, Paragraph, Point
from cypsc_desktop.output.public import public
from cypsc_desktop.output.words import about, clock, long_date

_SEATS = (("councillor", "Members"), ("co-opted", "Co-opted members"), ("reserve", "Reserves"))
_VOTES = {"education": "votes on education", "none": "without a vote"}


def agenda(
    meeting: Meeting, items: Sequence[Item], *, papers: Sequence[Paper] = (), seats: Sequence[Membership] = ()
) -> Document:
    """Public items alone, in the order given; "Part A" and "Part B" are headings where any item is of Part B."""
    shown = public(items)
    titles: dict[str | None, list[str]] = {}
    for paper in public(papers):
        titles.setdefault(paper.item, []).append(paper.title or "")
    blocks = [*_summons(meeting), *_members(public(seats))]
    in_parts = any(item.part == "B" for item in shown)
    part = None
    for item in shown:
        if in_parts and item.part != part and item.part:
            part = item.part
            blocks.append(Heading(f"Part {part}"))
        blocks += _item(item, titles.get(item.id, ()), level=2 if in_parts else 1)
    return Document("Agenda", tuple(blocks), subtitle=about((meeting,)))


def _summons(meeting: Meeting) -> list[Block]:
    """When and where, who minutes it, and the day of issue."""
    when = [
        f"on {long_date(meeting.date)}" if meeting.date else "",
        f"at {clock(meeting.time)}" if meeting.time else "",
    ]
    told = " ".join(part for part in ("To be held", *when) if part)
    blocks: list[Block] = [Paragraph(f"{told}. Place: {meeting.place}" if meeting.place else f"{told}.")]
    if meeting.clerk:
        blocks.append(Paragraph(f"Clerk: {meeting.clerk}"))
    if meeting.issued:
        blocks.append(Paragraph(f"Issued on {long_date(meeting.issued)}"))
    return blocks


def _members(seats: Sequence[Membership]) -> list[Block]:
    blocks: list[Block] = []
    for seat, heading in _SEATS:
        points = [Point(_member(one)) for one in seats if one.seat == seat]
        if points:
            blocks += [Heading(heading), ListBlock(tuple(points))]
    return blocks


def _member(seat: Membership) -> str:
    notes = [note for note in (seat.office, _VOTES.get(seat.voting or "") if seat.seat == "co-opted" else None) if note]
    return f"{seat.name or ''} ({', '.join(notes)})" if notes else seat.name or ""


def _item(item: Item, papers: Sequence[str], *, level: int) -> list[Block]:
    number = f"{item.number}. " if item.number else ""
    blocks: list[Block] = [Heading(f"{number}{item.title or ''}{_pages(item)}", level, id=item.id)]
    if item.purpose:
        blocks.append(Paragraph(item.purpose, id=item.id))
    if item.presenters:
        blocks.append(Paragraph(f"Presented by {', '.join(str(name) for name in item.presenters)}"))
    if papers:
        blocks.append(ListBlock(tuple(Point(title) for title in papers)))
    return blocks


def _pages(item: Item) -> str:
    """ " (pages 15 to 50)" behind the title, as front sheets print it."""
    if item.to_follow and not item.printed_pages:
        return " (to follow)"
    pages = item.printed_pages
    if not isinstance(pages, list) or not pages:
        return ""
    first, last = pages[0], pages[-1]
    return f" (page {first})" if first == last else f" (pages {first} to {last})"
