"""Records as lists: typed, of one meeting or all, in the order of the agenda. Light enough for the start of the window."""

import re
from typing import TypeVar

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.model.records import Item, Meeting, Record
from cypsc_desktop.store.store import Reader

R = TypeVar("R", bound=Record)


def all_of(reader: Reader, kind: type[R], **equals: object) -> list[R]:
    """The records of a kind, typed; ``equals`` narrows them by fields."""
    return [record for record in reader.records(kind.kind, **equals) if isinstance(record, kind)]


def of_meeting(reader: Reader, kind: type[R], meeting: Meeting | None) -> list[R]:
    """The records of a kind of one meeting, or of all in the order of the meetings. What is somebody's own, such as a
    draft that rests on a private mark, is left out: these are shown to others and written out."""
    found = [
        r
        for r in all_of(reader, kind, **({"meeting": meeting.id} if meeting else {}))
        if not r.space.startswith("private:")
    ]
    if meeting:
        return found
    place = {m.id: index for index, m in enumerate(meetings(reader))}
    return sorted(found, key=lambda r: place.get(getattr(r, "meeting", None) or "", len(place)))


def agenda_order(items: list[Item]) -> list[Item]:
    """Items as the agenda orders them; those that only a supplement named stand by their number."""
    ordered = sorted((i for i in items if i.position is not None), key=lambda i: (i.position or 0, i.id))
    for item in sorted((i for i in items if i.position is None), key=lambda i: (natural(i.number), i.id)):
        index = next((n for n, i in enumerate(ordered) if natural(i.number) > natural(item.number)), len(ordered))
        ordered.insert(index, item)
    return ordered


def natural(number: str | None) -> tuple[tuple[int, int | str], ...]:
    """A printed number in counting order: "9" before "10", "5a" after "5", none at the end."""
    if not number:
        return ((2, ""),)
    parts = re.findall(r"\d+|[^\W\d]+", number)
    return tuple((0, int(part)) if part.isdigit() else (1, part.casefold()) for part in parts)
