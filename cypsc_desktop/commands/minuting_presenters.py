"""Who is to present at a meeting: as its items and the front sheets of its papers name them, expected with a code each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.minuting import open_live
from cypsc_desktop.minutes.roster import guest_name
from cypsc_desktop.model.identity import fold, made_id
from cypsc_desktop.model.records import Item, Meeting, Membership, Paper
from cypsc_desktop.store.store import Reader, Store

_ROLE = re.compile(r"\s*(?:,|\s[-–—]\s)\s*")
_SAME = 0.9  # how alike two spellings of one name are


@dataclass(frozen=True, slots=True)
class Presenter:
    """Somebody whom papers name, with their role and the items that they are to present."""

    name: str
    role: str | None
    items: tuple[str, ...]


def presenting(reader: Reader, meeting: Meeting) -> list[Presenter]:
    """Who presents and is not on the roster yet, in the order of the agenda."""
    seated = [one.name for one in open_live(reader, meeting).evening.roster]
    found: list[Presenter] = []
    for item in agenda_order(all_of(reader, Item, meeting=meeting.id)):
        for name, role in _named(reader, item):
            if any(_alike(name, other) for other in seated):
                continue
            held = next((n for n, one in enumerate(found) if _alike(name, one.name)), None)
            if held is None:
                found.append(Presenter(name, role, (item.id,)))
            else:
                one = found[held]
                found[held] = Presenter(one.name, one.role or role, tuple(dict.fromkeys((*one.items, item.id))))
    return found


def expect(store: Store, meeting: Meeting, *, actor: str) -> int:
    """Put them on the roster, and on items that name no presenter yet; returns how many there are."""
    people = presenting(store.read, meeting)
    last = max((seat.position or 0 for seat in all_of(store.read, Membership, meeting=meeting.id)), default=0)
    with store.change("Expect who presents", actor=actor) as change:
        for place, one in enumerate(people, last + 1):
            change.add(
                Membership(
                    id=made_id("membership"), meeting=meeting.id, name=one.name, office=one.role, seat="guest", position=place
                )
            )  # fmt: skip
        for item in all_of(store.read, Item, meeting=meeting.id):
            names = [one.name for one in people if item.id in one.items]
            if names and not item.presenters:
                change.set(item.id, "presenters", names)
    return len(people)


def _named(reader: Reader, item: Item) -> Iterator[tuple[str, str | None]]:
    """The people whom an item's own cell, else the front sheets of its papers, name as presenting: name and role."""
    typed = [str(one) for one in item.presenters or ()]
    papers = () if typed else all_of(reader, Paper, item=item.id)
    for text in (*typed, *(cell for paper in papers for cell in (paper.person_leading, paper.lead_officer) if cell)):
        said, *rest = _ROLE.split(text.strip(), maxsplit=1)
        name = guest_name(said)
        words = name.split()
        if 2 <= len(words) <= 5 and all(word[0].isupper() for word in words):
            yield name, (rest[0].strip() or None) if rest else None


def _alike(one: str, other: str) -> bool:
    """Whether two names are one, a letter more or less aside."""
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= _SAME
