"""Minutes taken live and the same minutes as a later paper prints them are one: each point, heading and name of the paper
is joined with the live record that it repeats. What only the paper has stays beside them; nothing is doubled.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import has_lines, utc_now
from cypsc_desktop.minutes.evening import OUTCOMES
from cypsc_desktop.minutes.projection import attendance_id
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Attendance, Item, Meeting, Record, Section
from cypsc_desktop.store.store import Reader, Store

Pair = tuple[str, str]

# How alike the wordings of one point are: printed minutes polish what was typed.
_SAME, _SAME_NUMBER = 0.6, 0.35


def join_printed(store: Store, meeting: str, *, actor: str, agreed: bool = True) -> int:
    """Join the printed minutes of a meeting, if any, with those taken live; returns how many records became one.

    What a paper prints is ``agreed``, so it is followed up from here on; unless that is a draft.
    """
    held = store.read.record(meeting)
    if not isinstance(held, Meeting) or not has_lines(store.read, held):
        return 0
    pairs, printed, again = _pairs(store.read, held.id)
    if not pairs and not again:
        return 0
    with store.change("Join live and printed minutes", actor=actor) as change:
        for live, paper in pairs:
            change.same(live, paper)
        for repeated in again:
            change.delete(repeated.id)
        for outcome in printed if agreed else ():
            if getattr(outcome, "state", None) != "agreed":
                change.set(outcome.id, "state", "agreed", space=outcome.space)
                change.set(outcome.id, "agreed", utc_now(), space=outcome.space)
    return len(pairs) + len(again)


def _pairs(reader: Reader, meeting: str) -> tuple[list[Pair], list[Record], list[Record]]:
    """Ids of a live record and the printed one that repeats it; the outcomes among the live ones; and what the
    paper has as a record of another sort: its one list of requests and actions, its headings as items."""
    pairs: list[Pair] = []
    agreed: list[Record] = []
    sections = [s for s in all_of(reader, Section, meeting=meeting) if _is_open(s)]
    live, printed = [s for s in sections if s.item and not s.at], [s for s in sections if not s.item]
    numbers: dict[str, str] = {}  # as printed -> as the live minutes have it
    for own, other in _same_sections(live, printed):
        pairs.append((own.id, other.id))
        if own.number and other.number:
            numbers[other.number] = own.number
    for row in all_of(reader, Attendance, meeting=meeting):
        one = reader.record(attendance_id(meeting, row.name or ""))
        if one is not None and one.id != row.id and _is_open(one):
            pairs.append((one.id, row.id))
    points: dict[str, tuple[list[Record], list[Record]]] = {}
    for sort in OUTCOMES:
        found = [r for r in reader.records(sort, meeting=meeting) if _is_open(r)]
        mine = [r for r in found if _of(r, "entry") and not _of(r, "at")]
        theirs = [r for r in found if not _of(r, "entry")]
        same = _same_points(mine, theirs, numbers)
        for own_point, other_point in same:
            pairs.append((own_point.id, other_point.id))
            agreed.append(own_point)
        points[sort] = mine, [r for r in theirs if all(r is not other for _, other in same)]
    actions, requests = points["action"][0], points["request"][1]
    again = [printed for _, printed in _same_points(actions, requests, numbers, asked=True)]
    return pairs, agreed, [*again, *_headings_as_items(reader, meeting, sections)]


def _headings_as_items(reader: Reader, meeting: str, sections: Sequence[Section]) -> list[Record]:
    """Items that a page of minutes lists by minute number, where the agenda has them by its own."""
    items = all_of(reader, Item, meeting=meeting)
    minuted = {section.number for section in sections if section.number}
    titles = {fold(item.title or "") for item in items if item.number not in minuted}
    return [
        item for item in items
        if item.number in minuted and fold(item.title or "") in titles and not reader.records("paper", item=item.id)
    ]  # fmt: skip


def _same_sections(live: Sequence[Section], printed: Sequence[Section]) -> list[tuple[Section, Section]]:
    """By title, else by number."""
    left = list(printed)
    found: list[tuple[Section, Section]] = []
    for by in ("title", "number"):
        for one in live:
            said = fold(_of(one, by) or "")
            if not said or any(one is own for own, _ in found):
                continue
            again = next((p for p in left if fold(_of(p, by) or "") == said), None)
            if again is not None:
                found.append((one, again))
                left.remove(again)
    return found


def _same_points(
    live: list[Record], printed: list[Record], numbers: dict[str, str], *, asked: bool = False
) -> list[tuple[Record, Record]]:
    """The likest wordings first, those of one number and heading sooner; each point once. ``asked``: the printed ones name
    the owner after their words."""
    scored = []
    for a, own in enumerate(live):
        for b, other in enumerate(printed):
            owner = f" {_of(own, 'owner') or ''}" if asked else ""
            alike = _alike(f"{_of(own, 'text') or ''}{owner}", _of(other, "text"))
            printed_under = _of(other, "section")
            together = printed_under is not None and numbers.get(printed_under, printed_under) == _of(own, "section")
            numbered = together and _of(own, "number") == (_of(other, "number") or _of(own, "number"))
            if alike >= (_SAME_NUMBER if numbered else _SAME):
                scored.append((alike + 0.3 * numbered, a, b))
    found: list[tuple[Record, Record]] = []
    mine: set[int] = set()
    theirs: set[int] = set()
    for _, a, b in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if a not in mine and b not in theirs:
            mine.add(a)
            theirs.add(b)
            found.append((live[a], printed[b]))
    return found


def _alike(a: str | None, b: str | None) -> float:
    """From 0 to 1: the share of words that two wordings have in common, in their order."""
    return SequenceMatcher(None, fold(a or "").split(), fold(b or "").split(), autojunk=False).ratio()


def _of(record: Record, name: str) -> str | None:
    value = getattr(record, name, None)
    return value if value is None or isinstance(value, str) else str(value)


def _is_open(record: Record) -> bool:
    """Whether printed minutes may say it: nothing of Part B, and no draft that somebody keeps to themselves."""
    return not record.space.startswith(("exempt:", "private:"))
