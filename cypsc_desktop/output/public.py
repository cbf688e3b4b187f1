"""What a public document may hold. Every document is made of what passes here, so a private record fails closed."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from cypsc_desktop.model.records import Action, Conclusion, Recommendation, Record, Request, Section

R = TypeVar("R", bound=Record)
P = TypeVar("P", Conclusion, Recommendation, Request, Action)


def may_publish(space: str) -> bool:
    """Whether what is of a space may be published: of the committee or of a meeting, of no other sort whatever it is."""
    return space == "committee" or space.startswith("meeting:")


def public(records: Iterable[R]) -> list[R]:
    """The records of spaces that may be published: the committee's and its meetings', no exempt or private one.

    Sections of Part B are private whatever their space.
    """
    return [r for r in records if may_publish(r.space) and not (isinstance(r, Section) and r.part == "B")]


def public_points(points: Iterable[P], sections: Sequence[Section]) -> list[P]:
    """The points of the minutes that may be published: none under a number that a private section carries."""
    shown = public(sections)
    hidden = {(section.meeting, section.number) for section in sections if section not in shown}
    return [p for p in public(points) if p.section is None or (p.meeting, p.section) not in hidden]
