"""What minutes say stays as it is once they are locked, and their paragraphs once they are approved, whoever would change it
and by whichever way."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import Record
from cypsc_desktop.store import groups
from cypsc_desktop.store.change import Change
from cypsc_desktop.store.reader import Reader

LOCKED = "These minutes are locked. Record a correction as an entry of a later meeting."
APPROVED = ("approved", "signed")  # and not locked yet
APPROVED_ON = (*APPROVED, "locked")
IN_THESE_WORDS = "These minutes were approved in these words. Approve them again with an amendment, or take them back to published first."
_OUTCOMES = frozenset({"conclusion", "recommendation", "request", "action", "resolution", "undertaking"})
_MINUTED = _OUTCOMES | {"minutes", "minute_block", "section", "attendance"}
_FOLLOWED_UP = frozenset({"owner", "due", "closed", "chased", "notice_served", "extended_to", "response"})


def unless_locked(change: Change, meeting: str) -> None:
    """A change of minutes that are locked by the time it is written is a UserError."""
    _unless(change, meeting, "locked", LOCKED)


def _unless(change: Change, meeting: str, state: str, words: str) -> None:
    from cypsc_desktop.minutes.projection import minutes_id  # most changes are not of minutes

    change.unless(minutes_id(meeting), "state", state, words)


def bar_locked(change: Change, edits: Iterable[tuple[Record, str | None]]) -> None:
    """A change of these fields of records, or (None) of whether they are, is a UserError where it is of what locked
    minutes say, or a paragraph of approved ones. What a paper printed and what was added by hand is none of that, nor is
    how it is followed up."""
    for record, field in edits:
        if record.kind in _MINUTED and _is_said(record, field):
            meeting = getattr(record, "meeting", None) or ""
            unless_locked(change, meeting)
            for state in APPROVED if record.kind == "minute_block" else ():
                _unless(change, meeting, state, IN_THESE_WORDS)


def bar_step(reader: Reader, group: str) -> None:
    """A step that is to be taken back, or done again, is a UserError where it is of what locked minutes say, whoever made it.
    That by which they were locked is none."""
    locked = {getattr(one, "meeting", None) for one in reader.records("minutes", state="locked")}
    if not locked:
        return
    entities = reader.ask(lambda c: groups.entities_of(c, group, limit=-1))
    rows = {entity: reader.history(entity) for entity in entities if kind_of(entity) in _MINUTED | {"entry"}}
    done = [row for listed in rows.values() for row in listed if row.group == group]
    if any((kind_of(row.entity), row.field, row.after) == ("minutes", "state", "locked") for row in done):
        return
    for entity, listed in rows.items():
        # It may be hidden now, so it is asked what was ever said of it.
        said = {row.field: row.after for row in reversed(listed) if row.after is not None}
        fields = {row.field for row in listed if row.group == group}
        if said.get("meeting") in locked and _is_made_here(kind_of(entity), said, fields):
            raise UserError(LOCKED)


def _is_made_here(kind: str, said: Mapping[str, Any], fields: Collection[str]) -> bool:
    """Whether such fields of what was said are words of minutes that were taken here."""
    if kind in _OUTCOMES:
        return said.get("entry") is not None and not set(fields) <= _FOLLOWED_UP
    if kind == "section":
        return said.get("item") is not None
    return said.get("at") is None


def _is_said(record: Record, field: str | None) -> bool:
    said = {name: getattr(record, name, None) for name in ("entry", "item", "at")}
    return _is_made_here(record.kind, said, (field or "",))
