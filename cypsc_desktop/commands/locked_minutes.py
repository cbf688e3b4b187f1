"""What minutes say stays as it is once they are locked, and their paragraphs once they are approved, whoever would change it
and by whichever way."""

from collections.abc import Iterable

from cypsc_desktop.model.records import Record
from cypsc_desktop.store.change import Change

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


def _is_said(record: Record, field: str | None) -> bool:
    if record.kind in _OUTCOMES:
        return getattr(record, "entry", None) is not None and field not in _FOLLOWED_UP
    if record.kind == "section":
        return getattr(record, "item", None) is not None
    return getattr(record, "at", None) is None
