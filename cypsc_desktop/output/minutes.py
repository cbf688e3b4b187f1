"""Minutes that came in with a pack, as a document: attendance, numbered sections, the points agreed, time ended.

Only the public part, or only the private one; the draft of minutes taken live is another matter.
"""

from collections.abc import Container, Sequence

from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import (
    Action,
    Attendance,
    Conclusion,
    Meeting,
    Recommendation,
    Request,
    Section,
)
from cypsc_desktop.output.document import Block, Document, Heading, ListBlock, Paragraph, Point
from cypsc_desktop.output.public import public, public_points
from cypsc_desktop.output.words import about, clock, long_date, place_held

OutcomePoint = Conclusion | Recommendation | Request | Action

_STATES = (
    ("present", "Present"),
    ("also_present", "Also present"),
    ("apologies", "Apologies"),
    ("absent", "Absent"),
    ("substituted", "Substituted"),
)


def minutes(
    meeting: Meeting,
    *,
    sections: Sequence[Section],
    attendance: Sequence[Attendance] = (),
    conclusions: Sequence[Conclusion] = (),
    recommendations: Sequence[Recommendation] = (),
    requests: Sequence[Request] = (),
    actions: Sequence[Action] = (),
) -> Document:
    """The public minutes of ``meeting``: sections of Part B, and points under them, are left out.

    A point that a section's own text already says is not said twice.
    """
    shown = public(sections)
    points: list[tuple[str, list[OutcomePoint]]] = [
        ("Conclusions", [*public_points(conclusions, sections)]),
        ("Recommendations", [*public_points(recommendations, sections)]),
        ("Requests for information", [*public_points(requests, sections)]),
        ("Actions", [*public_points(actions, sections)]),
    ]
    numbers: set[str | None] = {section.number for section in shown if section.number}
    blocks = [*_opening(meeting), *_attendance(public(attendance))]
    said: set[str] = set()
    for section in shown:
        blocks.append(Heading(" ".join(part for part in (section.number, section.title) if part) or "Minute"))
        blocks += [Paragraph(line) for line in (section.text or "").split("\n") if line.strip()]
        if section.number and section.number not in said:
            text = fold(" ".join(other.text or "" for other in shown if other.number == section.number))
            blocks += _outcomes(points, {section.number}, text=text)
            said.add(section.number)
    loose = _outcomes(points, {p.section for _, found in points for p in found} - numbers, text="")
    if loose:
        blocks += [Heading("Points without a numbered heading"), *loose]
    if meeting.ended:
        blocks.append(Paragraph(f"The meeting ended at {clock(meeting.ended)}."))
    return Document("Minutes", tuple(blocks), subtitle=about((meeting,)))


def _opening(meeting: Meeting) -> list[Block]:
    parts = [
        f"on {long_date(meeting.date)}" if meeting.date else "",
        f"at {clock(meeting.time)}" if meeting.time else "",
    ]
    held = " ".join(part for part in parts if part)
    blocks: list[Block] = [Paragraph(f"Meeting held {held}.")] if held else []
    # A place may be printed as a sentence ("This meeting was held remotely"), so none is built around it.
    place = place_held(meeting.place)
    return [*blocks, Paragraph(place)] if place else blocks


def _attendance(records: Sequence[Attendance]) -> list[Block]:
    blocks: list[Block] = []
    for state, heading in _STATES:
        names = [", ".join(p for p in (record.name, record.role) if p) for record in records if record.state == state]
        if names:
            blocks += [Heading(heading), ListBlock(tuple(Point(name) for name in names))]
    return blocks


def _outcomes(points: list[tuple[str, list[OutcomePoint]]], under: Container[str | None], *, text: str) -> list[Block]:
    blocks: list[Block] = []
    for heading, kind in points:
        new = [point for point in kind if point.section in under and not (text and fold(point.text or "") in text)]
        if new:
            blocks += [Heading(heading, 2), ListBlock(tuple(_point(point) for point in new))]
    return blocks


def _point(point: OutcomePoint) -> Point:
    number = point.number if isinstance(point, Conclusion | Recommendation) else None
    owner = f" ({point.owner})" if isinstance(point, Action) and point.owner else ""
    return Point(f"{point.text or ''}{owner}", (number or "").rstrip(".") or None)
