"""Which lines of a checklist are listed, and under which headings: what is uncertain first, then by agenda order. Pure."""

from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum

from cypsc_desktop.commands.confirming import Checklist, Line, State

UNCERTAIN = "uncertain"  # the key of the part that comes first


class Filter(StrEnum):
    """What is listed. ``OPEN`` is everything that nobody has checked or amended."""

    OPEN = "open"
    UNCERTAIN = "uncertain"
    NEWS = "news"
    ALL = "all"


@dataclass(slots=True)
class Part:
    """A heading and its lines."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)

    def open(self) -> int:
        return sum(line.is_open for line in self.lines)


def fits(line: Line, wanted: Filter) -> bool:
    """Whether a line is listed under this filter."""
    match wanted:
        case Filter.OPEN:
            return line.is_open
        case Filter.UNCERTAIN:
            return line.state == State.UNCERTAIN
        case Filter.NEWS:
            return line.news is not None
    return True


def count(checklist: Checklist, wanted: Filter) -> int:
    return sum(fits(line, wanted) for line in checklist.lines)


def parts(checklist: Checklist, wanted: Filter, kept: Set[str] = frozenset()) -> list[Part]:
    """The lines that fit, with those in ``kept`` (ids), which were listed before and were dealt with since."""
    first = Part(UNCERTAIN, "Uncertain")
    by_key = {group.key: Part(group.key, group.title) for group in checklist.groups}
    for line in checklist.lines:
        if fits(line, wanted) or line.id in kept:
            doubted = line.state == State.UNCERTAIN or (line.id in kept and bool(line.doubts))
            (first if doubted else by_key[line.group]).lines.append(line)
    return [part for part in (first, *by_key.values()) if part.lines]


def progress(checklist: Checklist) -> str:
    """How far the checking has come, in words."""
    uncertain, plain = checklist.count(State.UNCERTAIN), checklist.count(State.TO_CHECK)
    total = len(checklist.lines)
    if not total:
        return "Nothing was recognised in this paper. Its pages can be read and searched."
    if not uncertain and not plain:
        return f"All {total:,} lines are checked." if total > 1 else "The one line is checked."
    of = f", {uncertain:,} of them uncertain" if uncertain and plain else ", all uncertain" if uncertain else ""
    return f"{uncertain + plain:,} to check{of}."
