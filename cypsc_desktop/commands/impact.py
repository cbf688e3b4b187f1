"""What difference meetings made, and what they settled of the work programme: the entries of those two standing items, all
meetings together, whether they were taken live or came with printed minutes. Reads only.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Conclusion, Entry, Item, Meeting, Record, Section, record
from cypsc_desktop.store.store import Reader

About = Literal["difference", "work programme"]
# What is said there and counts; a question or a note counts only with a star.
_KINDS = frozenset({"point", "conclusion", "recommendation", "resolution", "action", "request", "undertaking"})
_TITLES: dict[About, str] = {"difference": "what difference", "work programme": "work programme"}


_LABEL = re.compile(r"^\s*(?:\d{1,3}[.)]?|[-•])\s+")


@record
class Difference(Record):
    """One entry: what was said, by whom, at which meeting (its id) and on which ``day``. ``sort`` is a kind of entry, or
    "paragraph" of printed minutes. ``id`` is the record that says it."""

    kind: ClassVar[str] = "entry"
    meeting: str | None = None
    day: str | None = None
    about: About = "difference"
    sort: str = "point"
    text: str = ""
    who: str | None = None


def impact(
    reader: Reader, *, committee: str | None = None, meeting: Meeting | None = None, about: About | None = None
) -> list[Difference]:
    """The impact log, the latest meeting first, then as it was said; of one committee or meeting, of one item or both."""
    held = [meeting] if meeting else [m for m in reversed(meetings(reader)) if committee in (None, m.committee)]
    found = [one for m in held for one in _of(reader, m)]
    return [one for one in found if about in (None, one.about)]


def about_of(title: str | None) -> About | None:
    """Which of the two standing items a title is of, None for any other."""
    said = fold(title or "")
    return next((about for about, words in _TITLES.items() if said.startswith(words)), None)


def _of(reader: Reader, meeting: Meeting) -> Iterator[Difference]:
    entries = sorted(all_of(reader, Entry, meeting=meeting.id), key=lambda e: (e.rank or "", e.id))
    if entries:
        items = {item.id: about for item in all_of(reader, Item, meeting=meeting.id) if (about := about_of(item.title))}
        for entry in entries:
            about = items.get(entry.item or "")
            if about and entry.text and (entry.sort in _KINDS or entry.starred) and entry.part != "B":
                yield Difference(
                    id=entry.id, space=entry.space, meeting=meeting.id, day=meeting.date, about=about,
                    sort=entry.sort or "point", text=entry.text, who=entry.who,
                )  # fmt: skip
        return
    for section in all_of(reader, Section, meeting=meeting.id):
        about = about_of(section.title)
        if about and section.part != "B":
            yield from _printed(reader, meeting, section, about)


def _printed(reader: Reader, meeting: Meeting, section: Section, about: About) -> Iterator[Difference]:
    points = all_of(reader, Conclusion, meeting=meeting.id, section=section.number) if section.number else []
    told = [fold(point.text or "") for point in points]
    for line in (_LABEL.sub("", line) for line in (section.text or "").split("\n")):
        if line.strip() and not line.rstrip().endswith(":") and fold(line) not in told:
            yield Difference(
                id=section.id, space=section.space, meeting=meeting.id, day=meeting.date, about=about, sort="paragraph",
                text=" ".join(line.split()),
            )  # fmt: skip
    for point in points:
        yield Difference(
            id=point.id, space=point.space, meeting=meeting.id, day=meeting.date, about=about, sort="conclusion",
            text=point.text or "",
        )  # fmt: skip


def show_impact(reader: Reader, meeting: Meeting | None) -> list[dict[str, Any]]:
    """What ``cypsc show impact`` prints."""
    return [
        {"id": one.id, "meeting": one.day, "about": one.about, "kind": one.sort, "who": one.who, "text": one.text}
        for one in impact(reader, meeting=meeting)
    ]


def by_meeting(found: Sequence[Difference]) -> dict[str | None, list[Difference]]:
    """The log parted by the day of the meeting."""
    parted: dict[str | None, list[Difference]] = {}
    for one in found:
        parted.setdefault(one.day, []).append(one)
    return parted
