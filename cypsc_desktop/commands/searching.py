"""Search the papers' text, and search everything: papers and records, with what narrows the finds down."""

import re
from calendar import month_abbr
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from typing import Any

from cypsc_desktop.commands.corpus import GROUPS, PAGES, Corpus, Thing, corpus, renewed, with_pages, words_of
from cypsc_desktop.commands.marking import Sought, sought
from cypsc_desktop.model.identity import document_id
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store import page_hits
from cypsc_desktop.store.search import terms
from cypsc_desktop.store.store import Reader

__all__ = [
    "FACETS",
    "GROUPS",
    "PAGES",
    "Corpus",
    "Facet",
    "Finds",
    "Found",
    "Group",
    "Narrowing",
    "corpus",
    "facets_of",
    "find",
    "renewed",
    "search",
    "search_everything",
    "with_pages",
]

FACETS: Mapping[str, str] = {
    "kind": "Kind", "committee": "Committee", "meeting": "Meeting", "year": "Year", "person": "Person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One find. ``snippet`` has its matches between «». A page names document and sheet, a record its id;
    ``where`` is its page for people, that it is of Part B, or that its file was replaced."""

    group: str
    kind: str
    title: str
    snippet: str
    date: str | None
    meeting: str | None
    where: str = ""
    entity: str | None = None
    document: str | None = None
    sheet: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The finds of one kind, the best of them shown. ``title`` heads them, ``count`` is of all."""

    group: str
    title: str
    count: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet: what it is called and how many finds it leaves, were it chosen."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the finds are narrowed to: facet -> values, of which a find must have one. A facet without values narrows
    nothing."""

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, facet: str) -> frozenset[str]:
        return self.chosen.get(facet, frozenset())

    def but(self, facet: str, values: Iterable[str]) -> "Narrowing":
        """The same with these values for one facet."""
        return Narrowing({**{f: v for f, v in self.chosen.items() if f != facet}, facet: frozenset(values)})

    def any(self) -> bool:
        return any(self.chosen.values())


@dataclass(frozen=True, slots=True)
class Finds:
    """``groups`` in the order of ``GROUPS``, ``facets`` each with its values, most finds first. Where nothing was found,
    ``without`` says how many there are without the narrowing, and ``each`` how many hold each single word."""

    total: int = 0
    groups: tuple[Group, ...] = ()
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    without: int = 0
    each: tuple[tuple[str, int], ...] = ()


def search(reader: Reader, words: str, *, limit: int = 50, meeting: Meeting | None = None) -> list[dict[str, Any]]:
    """Hits, best first: paper, printed page, sheet, snippet (matches between «»). ``"exact phrase"`` in quotes."""
    return [
        {"paper": hit.paper, "document": document_id(hit.document), "meeting": hit.date, "meeting_id": hit.meeting,
         "printed_page": hit.label, "sheet": hit.sheet, "snippet": hit.snippet}
        for hit in reader.search(words, limit=limit, meeting=meeting.id if meeting else None)
    ]  # fmt: skip


def search_everything(
    reader: Reader, known: Corpus, typed: str, narrowing: Narrowing | None = None, *, few: int = 5, many: int = 40
) -> Finds:
    """Pages and records that hold all the words and "exact phrases"; the last word may be the beginning of one.

    Nothing typed: all that names the chosen people, else nothing. At most ``few`` of a kind are told, ``many`` where one
    kind alone was chosen or found. ``known`` is the library's corpus.
    """
    finds, things = find(reader, known, typed, narrowing, few=few, many=many)
    return replace(finds, facets=facets_of(known, things, narrowing or Narrowing()))


def find(
    reader: Reader, known: Corpus, typed: str, narrowing: Narrowing | None = None, *, few: int = 5, many: int = 40
) -> tuple[Finds, list[Thing]]:
    """What ``search_everything`` finds, but its facets, which take as long again; and the things to count those from."""
    narrow = narrowing or Narrowing()
    things = _matching(reader, known, typed) if typed.strip() else _naming(known, narrow.of("person"))
    left = _narrowed(things, narrow)
    by_group: dict[str, list[Thing]] = {}
    for thing in left:
        by_group.setdefault(thing.group, []).append(thing)
    most = many if len(by_group) == 1 else few
    marks = sought(typed, [known.people.get(one, "") for one in narrow.of("person")])
    groups = tuple(
        Group(name, GROUPS[name][0], len(by_group[name]), _told(reader, by_group[name][:most], marks))
        for name in GROUPS
        if name in by_group
    )
    finds = Finds(len(left), groups)
    return (finds if left else replace(finds, without=len(things), each=_each(reader, known, typed))), things


def facets_of(known: Corpus, things: list[Thing], narrow: Narrowing) -> Mapping[str, tuple[Facet, ...]]:
    """What narrows these things down: each facet with its values, most finds first."""
    return {facet: _facet(known, things, narrow, facet) for facet in FACETS}


# What a thing has of a facet; a person facet has several values.
_VALUE: Mapping[str, Callable[[Thing], str | None]] = {
    "kind": attrgetter("group"), "committee": attrgetter("committee"), "meeting": attrgetter("meeting"),
    "year": attrgetter("year"),
}  # fmt: skip


def _matching(reader: Reader, known: Corpus, typed: str) -> list[Thing]:
    """Records, those that hold the words in their title first and newer ones before older, then pages, best first."""
    rows = reader.ask(lambda c: page_hits.matching(c, page_hits.expression(typed)))
    pages = [thing for row in rows if (thing := known.pages.get(row)) is not None]
    needles = _needles(typed)
    if not needles:
        return pages
    found = [
        thing for things in known.records.values() for thing in things if all(needle in thing.hay for needle in needles)
    ]
    found.sort(key=lambda thing: thing.date or "", reverse=True)
    found.sort(key=lambda thing: not all(needle in f" {' '.join(words_of(thing.title))} " for needle in needles))
    return found + pages


def _needles(typed: str) -> list[str]:
    """What must stand in the folded words of a record: whole words and phrases between blanks, a beginning without the
    blank behind it."""
    folded = [" ".join(words_of(term)) for term in terms(typed)]
    needles = [f" {term} " for term in folded if term]
    if needles and page_hits.beginning(typed):
        needles[-1] = needles[-1].rstrip()
    return needles


def _naming(known: Corpus, people: frozenset[str]) -> list[Thing]:
    if not people:
        return []
    everything = chain(*known.records.values(), known.pages.values())
    found = [thing for thing in everything if not people.isdisjoint(thing.people)]
    return sorted(found, key=lambda thing: thing.date or "", reverse=True)


def _narrowed(things: list[Thing], narrow: Narrowing, but: str | None = None) -> list[Thing]:
    """The things that fit all facets, or all but one."""
    for facet, values in narrow.chosen.items():
        if not values or facet == but:
            continue
        if facet == "person":
            things = [thing for thing in things if not values.isdisjoint(thing.people)]
        else:
            value = _VALUE[facet]
            things = [thing for thing in things if value(thing) in values]
    return things


def _facet(known: Corpus, things: list[Thing], narrow: Narrowing, facet: str) -> tuple[Facet, ...]:
    """A facet's values as they would be left, were another of them chosen; those that are chosen stand even empty."""
    fitting = _narrowed(things, narrow, but=facet)
    counts: Counter[Any]
    if facet == "person":
        counts = Counter(chain.from_iterable(map(attrgetter("people"), fitting)))
    else:
        counts = Counter(map(_VALUE[facet], fitting))
        counts.pop(None, None)
    for value in narrow.of(facet):
        counts.setdefault(value, 0)
    found = [Facet(value, _called(known, facet, value), count) for value, count in counts.items()]
    if facet == "kind":
        order = list(GROUPS)
        return tuple(sorted(found, key=lambda one: order.index(one.value)))
    if facet in ("meeting", "year"):
        return tuple(sorted(found, key=lambda one: _newest(known, one.value), reverse=True))
    return tuple(sorted(found, key=lambda one: (-one.count, one.title)))


def _newest(known: Corpus, value: str) -> tuple[str, str]:
    meeting = known.meetings.get(value)
    return ((meeting.date or "") if meeting else value, value)


def _called(known: Corpus, facet: str, value: str) -> str:
    if facet == "kind":
        return GROUPS[value][0]
    if facet == "committee":
        return known.committees.get(value) or "Committee without a name"
    if facet == "person":
        return known.people.get(value, value)
    meeting = known.meetings.get(value)
    return ", ".join(part for part in (spoken_day(meeting.date), meeting.body) if part) if meeting else value


def spoken_day(date: str | None) -> str:
    """ "14 Sep 2021" of an ISO date."""
    if not date or not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return date or "Undated"
    return f"{int(date[8:])} {month_abbr[int(date[5:7])]} {date[:4]}" if 0 < int(date[5:7]) < 13 else date


def _told(reader: Reader, things: list[Thing], marks: Sought) -> tuple[Found, ...]:
    rows = [thing.page.row for thing in things if thing.page]
    texts = reader.ask(lambda c: page_hits.texts(c, rows)) if rows else {}
    found = []
    for thing in things:
        page = thing.page
        printed = (texts.get(page.row, ""),) if page else thing.texts
        at = "" if page is None else f"page {page.label}" if page.label else f"sheet {page.sheet}"
        where = ", ".join(part for part in (at, thing.note) if part)
        found.append(
            Found(
                thing.group, thing.kind, thing.title, marks.snippet(printed, besides=thing.title), thing.date,
                thing.meeting, where, entity=thing.entity, document=page.document if page else None,
                sheet=page.sheet if page else None, label=page.label if page else None,
            )
        )  # fmt: skip
    return tuple(found)


def _each(reader: Reader, known: Corpus, typed: str) -> tuple[tuple[str, int], ...]:
    """How many hold each single word, where several were typed."""
    words = re.findall(r"[^\W_][^\s\"]*", typed.replace('"', " "))
    if len(words) < 2:
        return ()
    return tuple((word, len(_matching(reader, known, f"{word} "))) for word in dict.fromkeys(words[:6]))
