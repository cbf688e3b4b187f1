"""The committee's lists as documents of one or a few tables: agenda, points of the minutes, people, programme, findings.

Each function takes the records to print in their order and gives a Document; which records those are is the
caller's business. Records of an exempt or private space are left out. The response table has a module of its own.
"""

from collections.abc import Callable, Mapping, Sequence

from cypsc_desktop.model.records import (
    Action,
    Conclusion,
    Finding,
    Item,
    Meeting,
    Membership,
    Paper,
    Programme,
    Request,
    Section,
)
from cypsc_desktop.output.document import Column, Document, Group, Row, TableBlock
from cypsc_desktop.output.public import may_publish, public, public_points
from cypsc_desktop.output.words import about, clock, long_date

_SEATS = {"councillor": "Councillor", "co-opted": "Co-opted member", "reserve": "Reserve"}
_VOTES = {"all": "All matters", "education": "Education matters only", "none": "No vote"}


def agenda(meeting: Meeting, items: Sequence[Item], *, papers: Sequence[Paper] = ()) -> Document:
    """Items with purpose, papers and pages, under "Part A" and "Part B" where the agenda prints parts."""
    titles: dict[str | None, list[str]] = {}
    for paper in public(papers):
        titles.setdefault(paper.item, []).append(paper.title or "")
    rows: dict[str | None, list[Row]] = {}
    for item in public(items):
        under = "\n".join(titles.get(item.id, ()))
        cells = (item.number or "", item.title or "", item.purpose or "", under, _pages(item))
        rows.setdefault(f"Part {item.part}" if item.part else None, []).append(Row(cells, item.id))
    columns = (Column("Item", 0.6), Column("Title", 2.4), Column("Purpose", 3), Column("Papers", 2), Column("Pages", 1))
    place = ", ".join(part for part in (about((meeting,)), clock(meeting.time), meeting.place or "") if part)
    return _document("Agenda", columns, rows, subtitle=place, landscape=True)


def conclusions(
    records: Sequence[Conclusion], *, meetings: Sequence[Meeting] = (), sections: Sequence[Section] = ()
) -> Document:
    """Conclusions under the sections of the minutes that hold them."""
    under = _headings(meetings, sections)
    rows: dict[str | None, list[Row]] = {}
    for point in public_points(records, sections):
        rows.setdefault(under(point), []).append(Row((point.number or "", point.text or ""), point.id))
    return _document("Conclusions", (Column("No.", 0.6), Column("Conclusion", 9)), rows, subtitle=about(meetings))


def requests(
    records: Sequence[Request], *, meetings: Sequence[Meeting] = (), sections: Sequence[Section] = ()
) -> Document:
    """Requests for information under the sections of the minutes that hold them."""
    under = _headings(meetings, sections)
    rows: dict[str | None, list[Row]] = {}
    for point in public_points(records, sections):
        rows.setdefault(under(point), []).append(Row((point.text or "",), point.id))
    return _document("Requests for information", (Column("Request"),), rows, subtitle=about(meetings))


def actions(
    records: Sequence[Action], *, meetings: Sequence[Meeting] = (), sections: Sequence[Section] = ()
) -> Document:
    """Actions with owner and due date under the sections of the minutes that hold them."""
    under = _headings(meetings, sections)
    rows: dict[str | None, list[Row]] = {}
    for point in public_points(records, sections):
        cells = (point.text or "", point.owner or "", long_date(point.due))
        rows.setdefault(under(point), []).append(Row(cells, point.id))
    columns = (Column("Action", 5), Column("Owner", 2), Column("Due", 1.5))
    return _document("Actions", columns, rows, subtitle=about(meetings))


def people(memberships: Sequence[Membership], *, meetings: Sequence[Meeting] = ()) -> Document:
    """Seats on the committee as the papers print them; grouped by meeting where there are several."""
    names = {meeting.id: about((meeting,)) for meeting in meetings}
    several = len(names) > 1
    rows: dict[str | None, list[Row]] = {}
    for seat in public(memberships):
        cells = (
            seat.name or "",
            seat.office or "",
            _SEATS.get(seat.seat or "", seat.seat or ""),
            _VOTES.get(seat.voting or "", seat.voting or ""),
        )
        rows.setdefault(names.get(seat.meeting or "") if several else None, []).append(Row(cells, seat.id))
    columns = (Column("Name", 2.5), Column("Office", 2), Column("Seat", 1.5), Column("Voting", 1.5))
    return _document("People", columns, rows, subtitle=about(meetings))


def work_programme(records: Sequence[Programme], *, meetings: Sequence[Meeting] = ()) -> Document:
    """A row a meeting: its date, its items one under the other, who leads."""
    rows = []
    for entry in public(records):
        cells = (long_date(entry.date), "\n".join(entry.items or ()), entry.leads or "", entry.note or "")
        rows.append(Row(cells, entry.id))
    columns = (Column("Meeting", 1.2), Column("Items", 4), Column("Report lead", 2), Column("Note", 2))
    return _document("Work programme", columns, {None: rows}, subtitle=about(meetings), landscape=True)


def impact(said: Mapping[str | None, Sequence[tuple[str, str, str, str]]]) -> Document:
    """What difference meetings made. Meeting's day -> (record, about, words, space) in their order. As minutes do, it names
    nobody."""
    rows: dict[str | None, list[Row]] = {}
    for day, lines in said.items():
        for entity, what, text, space in lines:
            if may_publish(space):
                rows.setdefault(long_date(day), []).append(Row((what.capitalize(), text), entity))
    columns = (Column("About", 1.3), Column("What was said or settled", 5))
    return _document("Impact log", columns, rows)


def findings(
    records: Sequence[Finding], *, files: Mapping[str, str] | None = None, meetings: Sequence[Meeting] = ()
) -> Document:
    """What is odd in the papers. ``files`` names the document behind each id, as a group."""
    rows: dict[str | None, list[Row]] = {}
    for found in public(records):
        kind = (found.finding or "").replace("-", " ").capitalize()
        page = found.page if found.page is not None else ""
        cells = (page, kind, found.message or "", "Settled" if found.settled else "")
        rows.setdefault((files or {}).get(found.document or ""), []).append(Row(cells, found.id))
    columns = (Column("Page", 0.6, "right"), Column("Kind", 1.6), Column("What was found", 6), Column("State", 0.9))
    return _document("Findings", columns, rows, subtitle=about(meetings))


def _headings(
    meetings: Sequence[Meeting], sections: Sequence[Section]
) -> Callable[[Conclusion | Request | Action], str | None]:
    """What gives a point its group: number and title of its section, and the meeting's date where there are several."""
    titles = {(section.meeting, section.number): section.title for section in public(sections)}
    dates = {meeting.id: long_date(meeting.date) for meeting in meetings} if len(meetings) > 1 else {}

    def heading(point: Conclusion | Request | Action) -> str | None:
        section = " ".join(part for part in (point.section, titles.get((point.meeting, point.section))) if part)
        return ", ".join(part for part in (section, dates.get(point.meeting or "", "")) if part) or None

    return heading


def _pages(item: Item) -> str:
    if item.to_follow:
        return "To Follow"
    first, last = item.printed_pages or (None, None)
    return "" if first is None else str(first) if first == last else f"{first} to {last}"


def _document(
    title: str,
    columns: tuple[Column, ...],
    rows: Mapping[str | None, Sequence[Row]],
    *,
    subtitle: str = "",
    landscape: bool = False,
) -> Document:
    groups = tuple(Group(heading, tuple(under)) for heading, under in rows.items())
    return Document(title, (TableBlock(title, columns, groups),), subtitle=subtitle, landscape=landscape)
