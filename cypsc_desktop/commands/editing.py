"""Edit, delete, undo and redo: one field of one record at a time, as a person does it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.locked_minutes import bar_locked, bar_step
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.changes import DELETED, Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Entry, log_fields
from cypsc_desktop.store.store import Store

if TYPE_CHECKING:
    from cypsc_desktop.commands.reissuing import Review

RANKED_BY = frozenset({"issued", "instead_of", "meeting"})  # of a file: with these another may be the later one
_PRIVATE = "Move to Part B"  # its undoing copies words from the exempt space: see minuting_parts
_MANY = 200  # records touched by one step
# Fields that the contract's JSON calls by another name.
_SHOWN_AS = {
    ("recommendation", "to"): "addressee",
    ("membership", "kind"): "seat",
    ("attendance", "kind"): "seat",
    ("document", "kind"): "doc_kind",
    ("finding", "kind"): "finding",
    ("annotation", "kind"): "mark",
    ("enquiry", "priority"): "urgency",
}


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did: the field before and after (JSON values), and what it touched."""

    entity: str
    field: str
    before: Any
    after: Any
    touched: Touched
    review: "Review | None" = None  # of marks that went along to the file that is the later one now


def set_field(store: Store, entity: str, field: str, text: str, *, actor: str, dry_run: bool = False) -> Edited:
    """Give one field of one record what ``text`` says, read as in a cell of the window; blank empties it.

    A field of the reply to a recommendation may be set at the recommendation; ``same`` of a person names another who
    is the same one. Raises UserError for an unknown record or field and for a text that the field does not take.
    """
    from cypsc_desktop.commands.records import read_edit  # the window starts without what reads dates

    record = find_record(store.read, entity)
    name = _SHOWN_AS.get((record.kind, field), field)
    if record.kind == "recommendation" and name not in log_fields("recommendation"):
        return _set_of_reply(store, record.id, name, text, actor=actor, dry_run=dry_run)
    if record.kind == "person" and name == "same":
        from cypsc_desktop.commands.members import join_people

        touched = join_people(store, record.id, text.strip(), actor=actor, dry_run=dry_run)
        return Edited(record.id, name, None, text.strip(), touched)
    if isinstance(record, Entry):
        from cypsc_desktop.commands.minuting_field import set_of_line

        line = set_of_line(store, record, field, text, actor=actor, dry_run=dry_run)
        name = {"kind": "sort"}.get(field, field)
        return Edited(record.id, field, getattr(record, name), getattr(line, name), Touched())
    before = getattr(record, name, None)
    after = read_edit(store.read, record, name, text)
    if dry_run or after == before:
        return Edited(record.id, field, before, after, Touched())
    with store.change(f"Edit {word_for(record.kind)}", actor=actor) as change:
        change.set(record.id, name, after, space=record.space)
        bar_locked(change, [(record, name)])
    review = None
    if record.kind == "document" and name in RANKED_BY:
        from cypsc_desktop.commands.reissuing import follow_word

        review = follow_word(store, record.id, actor=actor)
    return Edited(record.id, field, before, after, change.touched, review)


def _set_of_reply(store: Store, entity: str, field: str, text: str, *, actor: str, dry_run: bool) -> Edited:
    from cypsc_desktop.commands.records import CellEdit
    from cypsc_desktop.commands.replying import SET_AT_RECOMMENDATION, edit_followed, find_followed

    if field not in SET_AT_RECOMMENDATION:
        from cypsc_desktop.commands.fields import editable_fields

        listed = ", ".join((*editable_fields("recommendation"), *SET_AT_RECOMMENDATION))
        raise UserError(f"A recommendation has no field '{field}' to edit. It has: {listed}.")
    before = getattr(find_followed(store.read, entity), field)
    done = edit_followed(store, [CellEdit(entity, field, text)], label="Record reply", actor=actor, dry_run=dry_run)
    after = text if dry_run else getattr(find_followed(store.read, entity), field)
    return Edited(entity, field, before, after, done.touched)


def delete_record(store: Store, entity: str, *, actor: str, dry_run: bool = False) -> Touched:
    """Move a record to the bin; its children are hidden with it."""
    record = find_record(store.read, entity)
    if dry_run:
        return Touched()
    if isinstance(record, Entry):
        from cypsc_desktop.commands.minuting_field import delete_line

        delete_line(store, record, actor=actor)
        return Touched()
    with store.change(f"Delete {word_for(record.kind)}", actor=actor) as change:
        change.delete(record.id)
        bar_locked(change, [(record, None)])
    return change.touched


def undo(store: Store, *, actor: str) -> str:
    """Undo this person's last change on this device; returns its label."""
    return step(store, "undo", actor=actor).label


def redo(store: Store, *, actor: str) -> str:
    """Do again what was last undone; returns its label."""
    return step(store, "redo", actor=actor).label


class Stepped(NamedTuple):
    """A step back or on again: what it is called, and the records that it brought back from the bin."""

    label: str
    back: tuple[str, ...]


def step(store: Store, way: Literal["undo", "redo"], *, actor: str) -> Stepped:
    """As ``undo`` or ``redo``, and told which records came back, so that they can be shown."""
    coming = store.next_step(actor, way)
    if coming is not None:
        bar_step(store.read, coming[0])
    if coming is not None and coming[1] == _PRIVATE:
        from cypsc_desktop.commands.minuting_parts import step_back

        return Stepped(step_back(store, coming[0], way, actor=actor), ())
    done = store.undo(actor) if way == "undo" else store.redo(actor)
    touched = [entity for ids in done.touched.kinds.values() for entity in sorted(ids)]
    if len(touched) > _MANY:  # of so many nobody could be shown the one that was meant
        return Stepped(done.label, ())
    back = tuple(entity for entity in touched if _came_back(store, entity, done.group))
    return Stepped(done.label, back)


def _came_back(store: Store, entity: str, group: str | None) -> bool:
    rows = store.history(entity, limit=1)
    return bool(rows) and rows[0].group == group and rows[0].field == DELETED and rows[0].after is None
