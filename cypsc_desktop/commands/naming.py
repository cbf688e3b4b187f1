"""What a record is called in a sentence, a list of choices or the bin. Reads only; nothing here is stored."""

from collections.abc import Iterable

from cypsc_desktop.commands.choosing import find_meeting, meetings
from cypsc_desktop.commands.fields import Field, Sort, read_value
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Record, Term
from cypsc_desktop.store.store import Reader

Json = object

_NAMED_BY = (
    "number",
    "ref",
    "section",
    "year",
    "date",
    "name",
    "title",
    "body",
    "recommendation",
    "text",
    "message",
    "items",
    "question",
    "comment",
    "quote",
)
_LONGEST = 90
_TITLE = 170
_IN_A_SENTENCE = 48


def name_of(record: Record) -> str:
    """A record in a few words: number and title, name, or the start of what it says; else what kind it is."""
    parts = [_words(getattr(record, field, None)) for field in _NAMED_BY]
    if isinstance(record, Term):
        return _term(record)
    said = (", " if record.kind == "meeting" else " ").join(part for part in parts if part)
    if not said:
        return word_for(record.kind)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"


def title_of(record: Record) -> str:
    """A record as a heading: its wording where it has one, without number and minute; else as ``name_of``."""
    for field in ("recommendation", "text"):
        said = _words(getattr(record, field, None))
        if said and record.kind != "section":
            return said if len(said) <= _TITLE else said[: _TITLE - 1].rstrip() + "…"
    return name_of(record)


def gone(record: Record) -> str:
    """What to say of a record that was moved to the bin: "Item “7 Service impact” moved to the bin."."""
    word, said = word_for(record.kind).capitalize(), title_of(record)
    if said == word_for(record.kind):
        return f"{word} moved to the bin."
    return f"{word} “{said if len(said) <= _IN_A_SENTENCE else said[: _IN_A_SENTENCE - 1].rstrip() + '…'}” moved to the bin."


def _term(term: Term) -> str:
    """ "Vice-Chair, 4 May 2018 to 6 May 2022"."""
    seat = term.office or (term.seat or "Term").capitalize()
    first, last = short_day(term.from_date), short_day(term.to_date)
    days = f"{first} to {last}" if first and last else f"from {first}" if first else f"to {last}" if last else ""
    return f"{seat}, {days}" if days else seat


def names_of(reader: Reader, kind: str) -> dict[str, str]:
    """Id -> name, of every record of a kind, in its order: what a person chooses from."""
    found = {record.id: name_of(record) for record in (meetings(reader) if kind == "meeting" else reader.records(kind))}
    if kind in ("person", "committee"):
        return dict(sorted(found.items(), key=lambda pair: (fold(pair[1]), pair[0])))
    return found


def read_cell(reader: Reader, field: Field, text: str) -> Json:
    """As ``read_value``, and a record may be named by its name or number as well as by its id.

    UserError with the choices where none or several fit.
    """
    value = read_value(field, text)
    if field.sort != Sort.RECORD or value is None:
        return value
    typed = str(value)
    if reader.record(typed) and typed.startswith(f"{field.of}-"):
        return typed
    known = names_of(reader, field.of)
    fitting = [entity for entity, name in known.items() if fold(name) == fold(typed)]
    if field.of == "meeting" and not fitting:
        return find_meeting(reader, typed).id
    fitting = fitting or [
        r.id for r in reader.records(field.of) if fold(typed) == fold(str(getattr(r, "number", "") or ""))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UserError(
            f"{len(fitting)} are called '{typed}'. Name the {field.of_word} by its id: {', '.join(sorted(fitting))}."
        )
    raise UserError(f"There is no {field.of_word} called '{typed}' here. {_choices(known.values())}")


def _choices(names: Iterable[str]) -> str:
    listed = sorted(set(names))
    if not listed:
        return "Add one first."
    return f"Choose from: {'; '.join(listed[:8])}{' …' if len(listed) > 8 else ''}."


def _words(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else short_day(" ".join(str(value).split()))
