"""All that can be searched, as a value made ready beforehand: the words of every record, and which meeting, committee,
year and people each record and page belongs to. Made from a library, renewed by what changed, never changed itself."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.marks import visible_marks
from cypsc_desktop.commands.reissuing import replaced
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.identity import bare_name
from cypsc_desktop.model.records import (
    KINDS,
    Annotation,
    Committee,
    Document,
    Entry,
    Meeting,
    Paper,
    Person,
    Record,
    Version,
    log_fields,
)
from cypsc_desktop.store import page_hits
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.store.page_hits import PageRow
from cypsc_desktop.store.store import Reader

PAGES = "pages"
OTHER = "other"

# What a person narrows a search to: a word, its heading, and the kinds of records in it, in the order shown.
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "people": ("People", ("person", "term")),
    "meetings": ("Meetings", ("meeting",)),
    "items": ("Items and reports", ("item", "paper")),
    "recommendations": ("Recommendations", ("recommendation",)),
    "replies": ("Replies", ("response",)),
    "minutes": (
        "Minutes",
        ("section", "conclusion", "request", "action", "resolution", "undertaking", "minute_block"),
    ),
    "lines": ("Lines of live minutes", ("entry",)),
    "marks": ("Marks and lines of enquiry", ("annotation", "enquiry")),
    "plan": ("Improvement plan", ("project", "plan_action", "priority")),
    "programme": ("Work programme", ("programme",)),
    "attendance": ("Attendance and seats", ("attendance", "membership")),
    "findings": ("Findings", ("finding",)),
    PAGES: ("Pages", ()),
    OTHER: ("Other records", ()),
}
_GROUP_OF = {kind: group for group, (_, kinds) in GROUPS.items() for kind in kinds}
_SILENT = frozenset({"committee", "version", "document", "saving", "minutes"})  # these say nothing of their own
# Of these the words that somebody spoke or typed; what else they hold says where and when.
_SPOKEN: Mapping[str, tuple[str, ...]] = {
    "entry": ("text", "who"), "minute_block": ("text",), "annotation": ("quote", "comment", "tags", "author"),
    "enquiry": ("question", "asker", "addressee"), "item": ("number", "title", "purpose", "presenters"),
    "resolution": ("number", "text"), "undertaking": ("text", "who"),
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """A record or page that can be found. ``hay`` are its folded words between blanks, empty for a page, whose words the
    index holds; ``texts`` are a record's texts as printed. Ids of meeting, committee and people; ``year`` as "2021";
    ``note``: what has to be said of it, such as that it is of Part B, which the public never sees."""

    group: str
    kind: str
    title: str
    hay: str
    texts: tuple[str, ...]
    meeting: str | None
    committee: str | None
    date: str | None
    people: tuple[str, ...]
    entity: str | None = None
    page: PageRow | None = None
    year: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """``records`` by kind, ``pages`` by row of the index; what meetings, committees and people are called."""

    records: Mapping[str, tuple[Thing, ...]]
    pages: Mapping[int, Thing]
    meetings: Mapping[str, Meeting]
    committees: Mapping[str, str]
    people: Mapping[str, str]


def corpus(reader: Reader) -> Corpus:
    """Everything in the library that can be searched."""
    return renewed(reader, Corpus({}, {}, {}, {}, {}), None)


def renewed(reader: Reader, known: Corpus, kinds: Iterable[str] | None) -> Corpus:
    """The same after records of these kinds were touched (None: of any)."""
    touched = set(KINDS) if kinds is None else set(kinds)
    names = _Names(reader)
    # What a record is shown with comes from meetings and people; what shows at all, from its parents.
    everything = touched & {"meeting", "committee", "person", "item", "project", "document"}
    stale = [kind for kind in KINDS if kind not in _SILENT and (everything or kind in touched)]
    records = {**known.records, **{kind: tuple(_things(reader, kind, names)) for kind in stale}}
    # Pages come in behind an import, so that they are always read again; they are soon read.
    pages = _pages(reader, names) if everything or touched & {"paper", "version"} or not known.pages else known.pages
    return Corpus(records, pages, names.meetings, names.committees, names.people)


def with_pages(reader: Reader, known: Corpus) -> Corpus:
    """The same with the pages that were indexed since."""
    return replace(known, pages=_pages(reader, _Names(reader)))


def words_of(text: str) -> list[str]:
    """The words of a text as the index of the pages parts and folds them: small letters without accents."""
    plain = text if text.isascii() else _unaccented(text)
    return _WORD.findall(plain.casefold())


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


class _Names:
    """What things are shown with: looked up once for all of them."""

    def __init__(self, reader: Reader) -> None:
        self.meetings = {m.id: m for m in meetings(reader)}
        self.documents = {d.id: d for d in reader.records("document") if isinstance(d, Document)}
        self.committees = {c.id: c.name or "" for c in reader.records("committee") if isinstance(c, Committee)}
        found = [p for p in reader.records("person") if isinstance(p, Person) and p.name]
        self.people = {p.id: p.name or "" for p in found}
        self.spellings: dict[str, list[tuple[str, str]]] = {}  # last word of a name -> the whole between blanks, person
        for person in found:
            for name in {bare_name(n) for n in (person.name or "", *(person.aliases or ())) if isinstance(n, str)}:
                words = words_of(name)
                if len(words) > 1:
                    self.spellings.setdefault(words[-1], []).append((f" {' '.join(words)} ", person.id))

    def named_in(self, hay: str, words: Iterable[str]) -> tuple[str, ...]:
        """The people whose name stands in these words."""
        last = self.spellings.keys() & set(words)
        return tuple(sorted({p for word in last for name, p in self.spellings[word] if name in hay}))


def _things(reader: Reader, kind: str, names: _Names) -> Iterable[Thing]:
    fields = _SPOKEN.get(kind) or [name for name in log_fields(kind) if name not in LINKS[kind] and name != "at"]
    for record in visible_marks(reader) if kind == "annotation" else reader.records(kind):
        texts = tuple(dict.fromkeys(_texts(record, fields)))
        words = [word for text in texts for word in words_of(text)]
        if not words:
            continue
        hay = f" {' '.join(words)} "
        own = record.id if isinstance(record, Meeting) else getattr(record, "meeting", None)
        if isinstance(record, Annotation) and record.document in names.documents:
            own = names.documents[record.document].meeting
        meeting = names.meetings.get(own or "")
        people = {*names.named_in(hay, words)}
        people |= {p for p in (getattr(record, "person", None), record.id) if p in names.people}
        yield Thing(
            _GROUP_OF.get(kind, OTHER), kind, _title(record), hay, texts, meeting.id if meeting else None,
            meeting.committee if meeting else getattr(record, "committee", None), meeting.date if meeting else None,
            tuple(sorted(people)), entity=record.id, year=_year(meeting.date if meeting else None),
            note=_note(record),
        )  # fmt: skip


def _texts(record: Record, fields: Sequence[str]) -> Iterable[str]:
    for name in fields:
        value = getattr(record, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (part for part in value if isinstance(part, str))


def _note(record: Record) -> str:
    if record.space.startswith("exempt:"):
        return "Part B, private"
    if isinstance(record, Annotation) and record.page:
        return f"page {record.printed}" if record.printed else f"sheet {record.page}"
    return ""


def _title(record: Record) -> str:
    if isinstance(record, Entry):
        at = f"at {record.time}" if record.time else ""
        return ", ".join(
            part for part in ((record.sort or "note").replace("-", " ").capitalize(), record.who, at) if part
        )
    if isinstance(record, Annotation):
        return (record.meaning or record.mark or "mark").replace("-", " ").capitalize()
    number = getattr(record, "number", None) or getattr(record, "ref", None) or getattr(record, "section", None)
    name = getattr(record, "title", None) or getattr(record, "name", None) or getattr(record, "body", None)
    if record.kind == "response":
        name = getattr(record, "report", None)
    kind = "reply" if record.kind == "response" else "minute" if record.kind == "section" else word_for(record.kind)
    if record.kind in ("person", "meeting", "paper"):
        return str(name or kind.capitalize())
    return " ".join(str(part) for part in (kind.capitalize(), number, name) if part)


def _pages(reader: Reader, names: _Names) -> dict[int, Thing]:
    titles, old = _titles(reader), replaced(reader)
    people: dict[int, list[str]] = {}
    for spellings in names.spellings.values():
        for name, person in spellings:
            for row in reader.ask(partial(page_hits.holding, match=f'"{name.strip()}"')):
                people.setdefault(row, []).append(person)
    found = {}
    for page in reader.ask(page_hits.pages):
        document = names.documents[page.document]
        meeting = names.meetings.get(document.meeting or "")
        date = meeting.date if meeting else document.issued
        title = _paper_at(titles.get(page.document, []), page.sheet) or document.name or "Paper"
        found[page.row] = Thing(
            PAGES, "page", title, "", (), meeting.id if meeting else None, meeting.committee if meeting else None,
            date, tuple(dict.fromkeys(people.get(page.row, ()))), page=page, year=_year(date),
            note="replaced edition" if page.document in old else "",
        )  # fmt: skip
    return found


def _titles(reader: Reader) -> dict[str, list[tuple[int, int, str]]]:
    """Document -> (first, last sheet, title) of the papers in it, by first sheet."""
    papers = {p.id: p.title or "" for p in reader.records("paper") if isinstance(p, Paper)}
    found: dict[str, list[tuple[int, int, str]]] = {}
    for version in reader.records("version"):
        if isinstance(version, Version) and version.document and version.first and version.last:
            title = papers.get(version.paper or "")
            if title:
                found.setdefault(version.document, []).append((version.first, version.last, title))
    return {document: sorted(each) for document, each in found.items()}


def _paper_at(titles: list[tuple[int, int, str]], sheet: int) -> str | None:
    place = bisect_right(titles, (sheet, 10**9, "")) - 1
    return titles[place][2] if place >= 0 and titles[place][1] >= sheet else None


def _year(date: str | None) -> str | None:
    return date[:4] if date else None
