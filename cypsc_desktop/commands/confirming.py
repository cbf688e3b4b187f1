"""Confirming an import: all that was recognised in a paper as a checklist by agenda order, what is uncertain and why, what
is new against what was there, and accepting it.

The state of a line is a function of the log (see ``store.checked``): nothing here is remembered elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from cypsc_desktop.commands.agenda_places import KINDS_CHECKED, Box, Group, Places, runs
from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.doubting import DOUBTFUL, Around, Remarks, doubts, sameness
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import counted
from cypsc_desktop.commands.settling import with_settled
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.changes import CHECKED, Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import bare_name, fold, kind_of
from cypsc_desktop.model.records import (
    Attendance,
    Document,
    Finding,
    Item,
    Meeting,
    Membership,
    PlanAction,
    Project,
    Record,
    Response,
    Saving,
    Section,
    Version,
    log_fields,
)
from cypsc_desktop.output.words import long_date
from cypsc_desktop.store import checked as acceptances
from cypsc_desktop.store import editions
from cypsc_desktop.store.checked import PLACING, Reading
from cypsc_desktop.store.store import Reader, Store

Json = Any

_FILLER = 60  # characters: a sheet with fewer is blank but for a notice that it is
# Links that are no reading: they follow from the meeting and the agenda that the record was found under.
_NOT_COMPARED = PLACING | {"meeting", "item", "project", "person", "committee", "sha256", "name", "format", "labels"}


class State(StrEnum):
    """How far a line has come. The last two need nothing more."""

    UNCERTAIN = "uncertain"
    TO_CHECK = "to check"
    CHECKED = "checked"
    AMENDED = "amended"


class News(StrEnum):
    """What a paper that came after others says: something that was not there, something else, or nothing any more."""

    ADDED = "new"
    CHANGED = "changed"
    GONE = "no longer printed"


class Was(NamedTuple):
    """A field that says something else than before; values as the record stores them."""

    field: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Line:
    """One recognised record. ``group`` is the key of its group, ``sheet`` (from 1) and ``box`` where it is printed."""

    record: Record
    group: str
    words: str
    sheet: int | None
    box: Box | None
    state: State
    doubts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()  # ids of the findings that speak of it
    news: News | None = None
    was: tuple[Was, ...] = ()
    checked_by: str | None = None
    checked_when: str | None = None  # UTC ISO text
    seen: tuple[str, ...] = ()  # what accepting the line as it is shown here puts down (see ``store.checked``)

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def is_open(self) -> bool:
        return self.state in (State.UNCERTAIN, State.TO_CHECK)


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything that was recognised in one paper. ``groups`` and ``lines`` are in agenda order; ``unplaced`` are runs of
    sheets with text that belong to nothing; ``follows``: whether there was something before, so that lines can be new;
    ``replaced_by``: a later issue of this pack, whose checklist counts instead."""

    document: Document
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    unplaced: tuple[tuple[int, int], ...]
    follows: bool
    replaced_by: Document | None = None

    def count(self, *states: State) -> int:
        return sum(line.state in states for line in self.lines)

    def line(self, entity: str) -> Line | None:
        return next((line for line in self.lines if line.id == entity), None)


class Accepted(NamedTuple):
    """How many records were accepted or taken back, in which step (None: nothing differed), and what that touched."""

    number: int
    group: str | None
    touched: Touched


def checklist(reader: Reader, document: Document) -> Checklist:
    """The checklist of a paper: uncertain or not, checked or not, new or not, for each record that it gave."""
    earlier, replaced, later = _family(reader, document)
    readings: list[Reading] = reader.ask(
        lambda c: acceptances.readings(c, document.sha256 or "", earlier=earlier, replaced=replaced)
    )
    shown = reader.these(one.entity for one in readings)
    follows = bool(earlier) or any(one.before for one in readings)
    pairs = [(one, shown[one.entity]) for one in readings if one.entity in shown and one.printed]
    own = [r for _, r in pairs if isinstance(r, Finding) and r.document == document.id]
    findings = tuple(finding for finding in with_settled(reader, own) if not finding.settled)
    here = {one.entity: _in_this_file(one, record) for one, record in pairs}
    place = Places(document, list(here.values()))
    around = _around(reader, document, [record for _, record in pairs])
    remarks = Remarks(findings)
    lines = [
        _line(one, record, here[one.entity], place, around, remarks, follows=follows)
        for one, record in pairs
        if record.kind in KINDS_CHECKED
    ]
    lines += [line for one in readings if not one.printed and (line := _gone(one, shown, place)) is not None]
    groups = place.groups({line.group for line in lines})
    order = {group.key: n for n, group in enumerate(groups)}
    lines.sort(key=lambda line: (order[line.group], *place.order(line.record, line.sheet, line.box)))
    taken = place.taken({line.sheet for line in lines if line.sheet})
    text = reader.ask(lambda c: acceptances.sheets_with_text(c, document.sha256 or "", least=_FILLER))
    unplaced = runs(sheet for sheet in text if sheet not in taken) if place.has_pages else ()
    return Checklist(document, groups, tuple(lines), findings, unplaced, follows, later)


def accept(store: Store, lines: Iterable[Line], *, actor: str) -> Accepted:
    """Say that these lines were looked at and are right as they are shown here, in one step. What files say later is new
    again, also what came in meanwhile."""
    return _accept(store, {line.id: line.seen for line in lines}, actor=actor)


def accept_records(store: Store, entities: Iterable[str], *, actor: str) -> Accepted:
    """Accept records by their ids, as the library holds them now. UserError for an id that is none."""
    ids = [find_record(store.read, entity).id for entity in entities]
    return _accept(store, store.read.ask(lambda c: acceptances.acceptances(c, ids)), actor=actor)


def accept_all(store: Store, document: Document, *, actor: str) -> Accepted:
    """Accept every line of a paper that is still open."""
    return accept(store, [line for line in checklist(store.read, document).lines if line.is_open], actor=actor)


def take_back(store: Store, entities: Iterable[str], *, actor: str) -> Accepted:
    """These records are to be checked again; what was amended stays amended."""
    ids = [find_record(store.read, entity).id for entity in dict.fromkeys(entities)]
    ids = sorted(store.read.ask(lambda c: acceptances.checked_entities(c, ids)))
    if not ids:
        return Accepted(0, None, Touched())
    with store.change(_label("Uncheck", ids), actor=actor) as change:
        for entity in ids:
            change.set(entity, CHECKED, None)
    return Accepted(len(ids), change.group, change.touched)


def show_checklist(reader: Reader, meeting: Meeting | None) -> list[dict[str, Any]]:
    """The checklists of a meeting's papers, or of all papers, as JSON rows; uncertain lines of each paper first."""
    rows: list[dict[str, Any]] = []
    dates = {m.id: m.date for m in all_of(reader, Meeting)}
    found = all_of(reader, Document, meeting=meeting.id) if meeting else all_of(reader, Document)
    for document in sorted(found, key=lambda d: (dates.get(d.meeting or "") or "", d.issued or "", d.id)):
        made = checklist(reader, document)
        titles = {group.key: group.title for group in made.groups}
        messages = {finding.id: finding.message for finding in made.findings}
        rows += [
            {"id": line.id, "meeting": dates.get(document.meeting or ""), "document": document.id,
             "kind": line.record.kind, "group": titles[line.group], "words": line.words, "page": line.sheet,
             "state": str(line.state), "reasons": list(line.doubts),
             "findings": [messages[finding] for finding in line.findings],
             "news": str(line.news) if line.news else None, "was": {was.field: was.before for was in line.was},
             "checked_by": line.checked_by}
            for line in sorted(made.lines, key=lambda line: line.state != State.UNCERTAIN)
        ]  # fmt: skip
    return rows


def accept_named(
    store: Store,
    entities: Sequence[str],
    *,
    actor: str,
    everything: bool = False,
    meeting: Meeting | None = None,
    back: bool = False,
    dry_run: bool = False,
) -> int:
    """What ``cypsc accept`` does: these records, or every open line of the papers of a meeting (None: of the library).
    With ``back`` it takes back instead. Returns how many. UserError where nothing is named, or both are."""
    if bool(entities) == everything:
        raise UserError("Name the lines to accept by their ids, or add --all. 'cypsc show checklist' lists them.")
    if not everything:
        ids = [find_record(store.read, entity).id for entity in dict.fromkeys(entities)]
        if not dry_run:
            (take_back if back else accept_records)(store, ids, actor=actor)
        return len(ids)
    every = [line for paper in open_documents(store.read, meeting) for line in checklist(store.read, paper).lines]
    lines = [line for line in every if (line.checked_by if back else line.is_open)]
    if back and not dry_run:
        take_back(store, [line.id for line in lines], actor=actor)
    elif not dry_run:
        accept(store, lines, actor=actor)
    return len({line.id for line in lines})


def open_documents(reader: Reader, meeting: Meeting | None) -> list[Document]:
    """The papers whose checklists count: those that no later issue has replaced."""
    found = all_of(reader, Document, meeting=meeting.id) if meeting else all_of(reader, Document)
    return [document for document in found if _family(reader, document)[2] is None]


def words_for(record: Record) -> str:
    """A record in a line: what a person compares with the page."""
    names, between = _WORDS.get(record.kind, (("name", "title", "text"), " "))
    parts = [_plain(getattr(record, name, None)) for name in names]
    said = between.join(part for part in parts if part) or f"{word_for(record.kind)} without words"
    return said[:1].upper() + said[1:]


def sort_of(record: Record) -> str:
    """What a line is, in a word or two, with what else was read of it that its words do not say."""
    match record:
        case Document():
            return f"This file, {record.pages} sheets" if record.pages else "This file"
        case Membership():
            votes = {"all": "votes", "education": "votes on education", "none": "does not vote"}.get(
                record.voting or ""
            )
            return ", ".join(part for part in ("Member", record.seat, votes) if part)
        case Attendance():
            return _STATES.get(record.state or "", "Attendance")
        case Item():
            return ", ".join(part for part in ("Item", _pages(record), "Part B" if record.part == "B" else "") if part)
        case Response():
            return f"Reply: {record.decision or 'not understood'}"
        case PlanAction():
            said = ", ".join(
                part for part in (record.owner, record.due and f"due {record.due}", record.progress) if part
            )
            return f"Action of the plan, {_plain(said)}" if said else "Action of the plan"
        case Saving():
            return "Saving in £000"
        case Section():
            return "Minute"
        case Project():
            return f"Project, {record.ref}" if record.ref else "Project"
    return word_for(record.kind).capitalize()


_STATES: Mapping[str, str] = {
    "present": "Present", "also_present": "Also present", "apologies": "Apologies", "absent": "Absent",
    "substituted": "Substituted",
}  # fmt: skip
_WORDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "document": (("doc_kind", "issued"), ", issued "), "meeting": (("body", "date", "time"), ", "),
    "membership": (("name", "office"), ", "), "item": (("number", "title"), " "), "paper": (("title",), " "),
    "section": (("number", "title"), " "), "attendance": (("name", "role"), ", "),
    "conclusion": (("number", "text"), " "), "recommendation": (("number", "text"), " "), "request": (("text",), " "),
    "action": (("text", "owner"), ", "), "response": (("recommendation",), " "), "programme": (("date", "items"), ": "),
    "project": (("number", "title"), " "), "saving": (("year", "amount"), ": "), "plan_action": (("ref", "text"), " "),
    "priority": (("ref", "text"), " "),
}  # fmt: skip


def _pages(item: Item) -> str:
    if item.to_follow:
        return "to follow"
    if not item.printed_pages:
        return ""
    first, last = item.printed_pages[0], item.printed_pages[-1]
    return f"page {first}" if first == last else f"pages {first}–{last}"


def _plain(value: Json) -> str:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return long_date(" ".join(str(value).split())) if value is not None else ""


def _accept(store: Store, seen: Mapping[str, Sequence[str]], *, actor: str) -> Accepted:
    if not seen:
        return Accepted(0, None, Touched())
    with store.change(_label("Check", list(seen)), actor=actor) as change:
        for entity, sets in seen.items():
            change.set(entity, CHECKED, list(sets))
    return Accepted(len(seen), change.group, change.touched)


def _label(verb: str, ids: Sequence[str]) -> str:
    kinds = {word_for(kind_of(entity)) for entity in ids}
    return counted(verb, len(ids), kinds.pop() if len(kinds) == 1 else "line")


def _family(reader: Reader, document: Document) -> tuple[frozenset[str], frozenset[str], Document | None]:
    """Of the same meeting's papers: the files before this one, those of them that it replaces, and the pack that
    replaces it, as the log ranks what they say (store/editions.py)."""
    if not document.meeting or document.doc_kind not in ("agenda pack", "supplement"):
        return frozenset(), frozenset(), None
    ranks = reader.ask(editions.ranks)

    def rank(one: Document) -> str:
        return ranks.get(one.sha256 or "", "")

    mine = rank(document)
    others = [d for d in all_of(reader, Document, meeting=document.meeting) if d.id != document.id]
    kin = [d for d in others if d.doc_kind in ("agenda pack", "supplement")]
    before = [d for d in kin if rank(d) < mine]
    packs = [d for d in kin if d.doc_kind == document.doc_kind == "agenda pack"]
    later = max((d for d in packs if rank(d) > mine), key=rank, default=None)
    replaced = frozenset(d.sha256 or "" for d in packs if rank(d) < mine)
    return frozenset(d.sha256 or "" for d in before), replaced, later


def _around(reader: Reader, document: Document, records: Sequence[Record]) -> Around:
    bodies = {r.committee for r in records if isinstance(r, Meeting) and r.committee}
    roster = {fold(bare_name(m.name or "")) for m in records if isinstance(m, Membership)}
    if not roster:
        held = [m for body in sorted(bodies) for m in all_of(reader, Meeting, committee=body)]
        roster = {fold(bare_name(m.name or "")) for one in held for m in all_of(reader, Membership, meeting=one.id)}
    placed = frozenset(r.paper for r in records if isinstance(r, Version) and r.paper and r.document == document.id)
    same = Counter(key for record in records if (key := sameness(record)) is not None)
    return Around(frozenset(roster), placed, same, document.format == "pdf")


def _line(
    one: Reading,
    record: Record,
    here: Record,
    place: Places,
    around: Around,
    remarks: Remarks,
    *,
    follows: bool,
) -> Line:
    sheet, box = place.of(here)
    mine = remarks.of(record, sheet)
    reasons = [*doubts(record, around), *(f.message or "" for f in mine if f.finding in DOUBTFUL)]
    news, was = _news(one, follows)
    state = State.UNCERTAIN if reasons else State.TO_CHECK
    if one.checked or (one.amended and not one.outdated):
        state = State.AMENDED if one.amended else State.CHECKED
    return Line(
        record=record, group=place.group(here, sheet), words=words_for(record), sheet=sheet, box=box, state=state,
        doubts=tuple(dict.fromkeys(reasons)), findings=tuple(f.id for f in mine), news=news, was=was,
        checked_by=one.by if one.checked else None, checked_when=one.when if one.checked else None, seen=one.seen,
    )  # fmt: skip


def _in_this_file(one: Reading, record: Record) -> Record:
    """A record with the place that this file gives it, where another file has the last word on it."""
    names = {"at", "pdf_pages", "position"} & set(log_fields(record.kind))
    placed: dict[str, Any] = {name: one.said.get(name) for name in names}
    return replace(record, **placed)


def _news(one: Reading, follows: bool) -> tuple[News | None, tuple[Was, ...]]:
    """Against what a person accepted, where they did; else against what stood before this paper came."""
    if one.outdated:
        return News.CHANGED, tuple(Was(f, old, one.said.get(f)) for f, old in one.outdated.items())
    if not follows:
        return None, ()
    if one.before is None:
        return News.ADDED, ()
    names = [name for name in {**one.before, **one.said} if name not in _NOT_COMPARED]
    # A file that does not mention a field leaves what another file says of it alone.
    changed = [n for n in names if n in one.said and one.before.get(n) != one.said[n]]
    was = tuple(Was(name, one.before.get(name), one.said[name]) for name in changed)
    return (News.CHANGED, was) if was else (None, ())


def _gone(one: Reading, shown: Mapping[str, Record], place: Places) -> Line | None:
    """A record that was there before and that this paper prints no more."""
    former = one.former()
    if former is None or former.kind not in KINDS_CHECKED or former.kind in ("document", "meeting"):
        return None
    record = shown.get(one.entity, former)
    state = State.CHECKED if one.checked else State.TO_CHECK
    sheet, box = place.of(former)  # where it was found in this very file before
    return Line(
        record=record, group=place.group(former, sheet), words=words_for(record), sheet=sheet, box=box,
        state=State.AMENDED if one.amended and one.checked else state, news=News.GONE,
        checked_by=one.by if one.checked else None, checked_when=one.when if one.checked else None, seen=one.seen,
    )  # fmt: skip
