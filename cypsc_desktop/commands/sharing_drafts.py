"""Drafts for others to see: a draft that began with marks is its author's own until it is shared. Then it belongs to its
meeting, still as a draft that nobody has agreed on; its evidence stays as private as each mark is."""

from dataclasses import replace

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.from_marks import Draft, evidence_of
from cypsc_desktop.commands.marks import private_space
from cypsc_desktop.minutes.state import space_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Conclusion, Item, Recommendation, Record
from cypsc_desktop.store.store import Reader, Store


def is_own_draft(record: Record | None) -> bool:
    """Whether this is a draft that rests on marks, or is somebody's own: one that may be shared or taken back."""
    return (
        isinstance(record, Conclusion | Recommendation) and record.state == "draft" and record.entry is None
        and record.meeting is not None
        and (record.space.startswith("private:") or (isinstance(record.entries, list) and bool(record.entries)))
    )  # fmt: skip


def sharer(reader: Reader, draft: Draft) -> str | None:
    """Who put a draft where it is now."""
    return next((row.actor for row in reversed(reader.history(draft.id))), None)


def share_draft(store: Store, entity: str, *, actor: str) -> str:
    """Give one's own draft to its meeting (what is of Part B to its private part); returns its id there."""
    draft = _draft(store.read, entity)
    if draft.space != private_space(actor):
        raise UserError("This draft is not your own. Ask who drafted it to share it.")
    item = store.read.record(draft.item or "")
    part = item.part if isinstance(item, Item) else None
    return _put(store, draft, space_of(draft.meeting or "", part), label=f"Share draft {draft.kind}", actor=actor)


def take_draft_back(store: Store, entity: str, *, actor: str) -> str:
    """Make a draft that one has shared one's own again; returns its id there."""
    draft = _draft(store.read, entity)
    if draft.space.startswith("private:") or sharer(store.read, draft) != actor:
        raise UserError("This draft was shared by another person. Only they can take it back.")
    return _put(store, draft, private_space(actor), label=f"Take back draft {draft.kind}", actor=actor)


def _put(store: Store, draft: Draft, space: str, *, label: str, actor: str) -> str:
    """The draft in another space. What was written in the old one stays there, so it is a record anew."""
    moved = replace(draft, id=made_id(draft.kind), space=space)
    with store.change(label, actor=actor) as change:
        change.add(moved)
        change.delete(draft.id)
    return moved.id


def _draft(reader: Reader, entity: str) -> Draft:
    found = find_record(reader, entity)
    if not isinstance(found, Conclusion | Recommendation) or not is_own_draft(found):
        raise UserError("Only a draft that nobody has put or agreed on can be shared or taken back.")
    return found


def said_of(reader: Reader, draft: Draft, *, person: str) -> str:
    """Who sees a draft, for people."""
    if draft.space == private_space(person):
        return "A draft of your own: nobody else sees it, and it goes into no export."
    if draft.space.startswith("private:"):
        return f"A draft of {draft.space.partition(':')[2]}'s own."
    marks = evidence_of(reader, draft)
    own = sum(one.space.startswith("private:") for one in marks)
    kept = f" Its {'mark stays' if own == 1 else 'marks stay'} private." if own else ""
    return f"A shared draft: nobody has agreed on it, so it goes into no export.{kept}"
