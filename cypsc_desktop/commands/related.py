"""What a record is tied to: what it belongs to and names, and what belongs to it or names it. Reads only."""

from dataclasses import dataclass

from cypsc_desktop.commands.from_marks import evidence_of
from cypsc_desktop.commands.naming import name_of
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.records import KINDS, Conclusion, Recommendation, Record, log_fields
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.store.store import Reader

_NOT_SHOWN = frozenset({"version", "finding", "document", "committee"})


@dataclass(frozen=True, slots=True)
class Tie:
    """``word`` says what the records are to the one asked about ("Project", "Plan actions"); ``to`` lists them."""

    word: str
    to: tuple[Record, ...]
    count: int


def related(reader: Reader, record: Record, *, most: int = 5) -> list[Tie]:
    """What it names first, then what names it, at most ``most`` of a kind (``count``: how many there are)."""
    ties = []
    if isinstance(record, Conclusion | Recommendation) and (marks := evidence_of(reader, record)):
        ties.append(Tie("Evidence", tuple(marks[:most]), len(marks)))
    for name in LINKS[record.kind]:
        named = reader.record(str(getattr(record, name) or ""))
        if named is not None and name not in _NOT_SHOWN:
            ties.append(Tie(word_for(name).capitalize(), (named,), 1))
    for kind in KINDS:
        if kind in _NOT_SHOWN or record.kind in ("meeting", "committee"):
            continue  # all of a library belongs to a meeting: its screen shows that better
        for name in (name for name in LINKS[kind] if name == record.kind):
            below = reader.records(kind, **{name: record.id})
            if below:
                ties.append(Tie(plural_of(kind).capitalize(), tuple(below[:most]), len(below)))
    return ties


def called(record: Record, *, beside: Record) -> str:
    """What a record is called beside another: what both have in common is left out."""
    if "name" in log_fields(record.kind) and getattr(record, "name", None) == getattr(beside, "name", None):
        said = [getattr(record, name, None) for name in ("office", "role", "state", "seat")]
        return ", ".join(str(part).replace("_", " ") for part in said if part) or word_for(record.kind)
    return name_of(record)


def plural_of(kind: str) -> str:
    """A kind of record in a person's words, several of it: "responses", "priorities"."""
    return plural(word_for(kind))


def plural(word: str) -> str:
    """Several of what a word names: "responses", "priorities", "people"."""
    irregular = {"attendance": "attendance", "person": "people", "work programme": "work programme"}
    return irregular.get(word) or (f"{word[:-1]}ies" if word.endswith("y") else f"{word}s")
