"""Edit, delete, undo and redo: one field of one record at a time, as a person does it."""

import json
import re
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import KINDS, log_fields
from cypsc_desktop.store.store import Store

_WORDS = {
    "plan_action": "plan action", "programme": "work programme", "version": "version of a paper",
}  # fmt: skip
_RANGES = frozenset({"printed_pages", "pdf_pages"})
_NOT_EDITED = frozenset(
    {"at", "sha256", "labels", "document", "meeting", "project", "item", "paper", "person", "committee", "position"}
)


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did: the field before and after (JSON values), and what it touched."""

    entity: str
    field: str
    before: Any
    after: Any
    touched: Touched


def editable_fields(kind: str) -> tuple[str, ...]:
    """The fields of a kind that a person may change, in the order of the record."""
    return tuple(name for name in log_fields(kind) if name not in _NOT_EDITED)


def set_field(store: Store, entity: str, field: str, value: Any, *, actor: str, dry_run: bool = False) -> Edited:
    """Give one field of one record a new value; ``None`` empties it.

    Text for a number, a list or yes/no is read as such. Raises UserError for an unknown record or field and
    for a value of the wrong kind.
    """
    record = find_record(store.read, entity)
    fields = editable_fields(record.kind)
    if field not in fields:
        raise UserError(f"A {word_for(record.kind)} has no field '{field}' to edit. It has: {', '.join(fields)}.")
    before = getattr(record, field)
    after = typed(record.kind, field, value)
    if dry_run or after == before:
        return Edited(record.id, field, before, after, Touched())
    with store.change(f"Edit {word_for(record.kind)}", actor=actor) as change:
        change.set(record.id, field, after, space=record.space)
    return Edited(record.id, field, before, after, change.touched)


def delete_record(store: Store, entity: str, *, actor: str, dry_run: bool = False) -> Touched:
    """Move a record to the bin; its children are hidden with it."""
    record = find_record(store.read, entity)
    if dry_run:
        return Touched()
    with store.change(f"Delete {word_for(record.kind)}", actor=actor) as change:
        change.delete(record.id)
    return change.touched


def undo(store: Store, *, actor: str) -> str:
    """Undo this person's last change on this device; returns its label."""
    return store.undo(actor).label


def redo(store: Store, *, actor: str) -> str:
    """Do again what was last undone; returns its label."""
    return store.redo(actor).label


def word_for(kind: str) -> str:
    """A kind of record in a person's words."""
    return _WORDS.get(kind, kind.replace("_", " "))


def typed(kind: str, field: str, value: Any) -> Any:
    """``value`` as the field stores it. Text that a person typed is read as the field's type."""
    annotation = str(KINDS[kind].__dataclass_fields__[field].type)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        return None
    if "str" in annotation:
        return value
    if "bool" in annotation:
        return _yes_or_no(field, text)
    if "int" in annotation or "float" in annotation:
        return _number(field, text, whole="int" in annotation)
    if field in _RANGES:
        return _range(text)
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        # A list of words is typed as lines, the way the cell shows it.
        return [line for line in text.splitlines() if line.strip()]


def _range(text: str) -> list[int]:
    """ "5-14" or "5": first and last page."""
    pages = re.fullmatch(r"\[?\s*(\d{1,5})(?:\s*[-–,]\s*(\d{1,5}))?\s*\]?", text)
    first, last = (int(pages[1]), int(pages[2] or pages[1])) if pages else (1, 0)
    if last < first:
        raise UserError(f"'{text}' is not a range of pages. Type first and last page, such as 5-14.")
    return [first, last]


def _yes_or_no(field: str, text: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.casefold() not in answers:
        raise UserError(f"'{text}' does not answer {field}. Type yes or no.")
    return answers[text.casefold()]


def _number(field: str, text: str, *, whole: bool) -> int | float:
    plain = text.replace(",", "").removeprefix("£")
    try:
        number = float(plain)
    except ValueError:
        raise UserError(f"'{text}' is not a number, which {field} needs. Type digits, such as 1065.") from None
    if whole or number.is_integer():
        return int(number)
    return number
