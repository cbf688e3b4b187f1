"""History as a person reads it, word by word, and taking one change back: a whole step, or one field of it."""

import re
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from cypsc_desktop.commands.fields import field_of, write_value
from cypsc_desktop.commands.locked_minutes import bar_locked, bar_step
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.changes import CHECKED, DELETED
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store import groups
from cypsc_desktop.store.groups import Group
from cypsc_desktop.store.history import HistoryRow
from cypsc_desktop.store.store import Reader, Store

__all__ = [
    "Changed",
    "Group",
    "Piece",
    "changes_of",
    "difference",
    "latest_steps",
    "people_of_history",
    "record_changes",
    "records_of_step",
    "take_back",
    "take_back_field",
]

_ENTITIES = 60  # records of one step that are listed; an import touches thousands
_WORDS = 4_000  # words beyond which two texts are shown whole, not compared


class Piece(NamedTuple):
    """A run of words. ``how``: "same" in both, "removed" from the old, "added" in the new."""

    how: Literal["same", "removed", "added"]
    text: str


class Changed(NamedTuple):
    """One field that a step changed. ``when`` is UTC ISO text; ``from_file``: read from a paper, not typed."""

    entity: str
    field: str
    when: str
    actor: str
    label: str
    before: str
    after: str
    group: str
    reverts: str | None
    from_file: bool


def record_changes(reader: Reader, entity: str, *, limit: int | None = None) -> list[Changed]:
    """Everything that was ever said of a record, newest first."""
    return [
        _changed(row)
        for row in reader.history(entity, limit=limit)
        if row.field[0] != "@" or row.field in (CHECKED, DELETED)
    ]


def latest_steps(
    reader: Reader,
    *,
    limit: int = 200,
    before: str | None = None,
    actor: str | None = None,
    kind: str | None = None,
    since: datetime | None = None,
) -> list[Group]:
    """The latest steps of everybody, newest first; ``before`` (a group) asks for older ones. Of one person, one kind of
    record, or from a moment on, where that is asked."""
    stamp = None if since is None else int(since.timestamp() * 1000) << 16
    return reader.ask(lambda c: groups.groups(c, limit=limit, before=before, actor=actor, kind=kind, since=stamp))


def people_of_history(reader: Reader) -> list[str]:
    """Everybody who changed something, by name."""
    return reader.ask(groups.actors)


def changes_of(reader: Reader, group: str, *, records: int = _ENTITIES) -> list[Changed]:
    """What a step changed, of the first so many records that it touched, in the order in which it did."""
    entities = reader.ask(lambda c: groups.entities_of(c, group, limit=records))
    found = []
    for entity in entities:
        found += [
            change for change in record_changes(reader, entity) if (change.group, change.entity) == (group, entity)
        ]
    return found


def records_of_step(reader: Reader, group: str) -> dict[str, list[str]]:
    """Kind -> ids of all the records that a step touched, in the order in which it did."""
    found: dict[str, list[str]] = {}
    for entity in reader.ask(lambda c: groups.entities_of(c, group, limit=-1)):
        if kind_of(entity) in KINDS:
            found.setdefault(kind_of(entity), []).append(entity)
    return found


def difference(before: str, after: str) -> list[Piece]:
    """What became of a text, by words: pieces that give ``before`` without the added and ``after`` without the removed."""
    old, new = _tokens(before), _tokens(after)
    if len(old) + len(new) > _WORDS:
        return [Piece("removed", before), Piece("added", after)]
    removed = added = ""
    pieces: list[Piece] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (how, a, b, c, d) in enumerate(codes):
        same = "".join(old[a:b])
        # A blank that happens to stand in both holds no two changes apart: they read as one.
        if how == "equal" and (same.strip() or not 0 < n < len(codes) - 1):
            pieces += [*_pieces(removed, added), Piece("same", same)]
            removed = added = ""
        else:
            removed, added = removed + same, added + "".join(new[c:d])
    return pieces + _pieces(removed, added)


def _pieces(removed: str, added: str) -> list[Piece]:
    gone = [Piece("removed", removed)] if removed else []
    return gone + ([Piece("added", added)] if added else [])


def take_back(store: Store, group: str, *, actor: str) -> str:
    """Undo one step, whoever made it and however long ago; returns its label. UserError where it was built upon."""
    bar_step(store.read, group)
    return store.revert(group, actor=actor).label


def take_back_field(store: Store, change: Changed, *, actor: str) -> str:
    """Put one field back to what it was before a change; returns the label of what is taken back.

    The rest of the step stays. UserError where the field was changed since, or the record is in the bin.
    """
    row = _row_of(store.read, change)
    if len({(one.entity, one.field) for one in changes_of(store.read, change.group)}) == 1:
        return take_back(store, change.group, actor=actor)
    record = store.read.record(change.entity)
    word = word_for(kind_of(change.entity))
    if record is None:
        raise UserError(f"This {word} is in the bin. Bring it back first, then take the change back.")
    if change.field.startswith("@") or change.field not in type(record).__dataclass_fields__:
        raise UserError("This cannot be taken back by itself. Take the whole change back instead.")
    if getattr(record, change.field) != row.after:
        raise _changed_since(store.read, change, word)
    with store.change(f"Take back: {change.label}", actor=actor) as written:
        written.set(change.entity, change.field, row.before, space=record.space)
        bar_locked(written, [(record, change.field)])
    return change.label


def _row_of(reader: Reader, change: Changed) -> HistoryRow:
    for row in reader.history(change.entity):
        if (row.group, row.entity, row.field) == (change.group, change.entity, change.field):
            return row
    raise UserError("This change is no longer in the library. Open the history again.")


def _changed_since(reader: Reader, change: Changed, word: str) -> UserError:
    last = next(row for row in reader.history(change.entity) if row.field == change.field)
    return UserError(
        f"The {_field_word(change.entity, change.field)} of this {word} was changed by {last.actor} on "
        f"{short_day(last.when[:10])} at {last.when[11:16]} UTC since, so this cannot be taken back. Edit it instead."
    )


def _changed(row: HistoryRow) -> Changed:
    return Changed(
        row.entity, row.field, row.when, row.actor, row.label, _text(row, row.before), _text(row, row.after), row.group,
        row.reverts, row.source is not None,
    )  # fmt: skip


def _text(row: HistoryRow, value: Any) -> str:
    """A value as a person reads it; of a deletion, whether the record lies in the bin."""
    if row.field == DELETED:
        return "in the bin" if isinstance(value, list) else ""
    if row.field == CHECKED:
        return "checked" if isinstance(value, list) else ""
    kind = kind_of(row.entity)
    try:
        return write_value(field_of(kind, row.field), value) if kind in KINDS else str(value)
    except KeyError:
        return "" if value is None else str(value)


def _field_word(entity: str, field: str) -> str:
    try:
        return field_of(kind_of(entity), field).word
    except KeyError:
        return field.strip("@").replace("_", " ")


def _tokens(text: str) -> list[str]:
    """Words, marks and the blanks between them, each by itself; together they are the text."""
    return re.findall(r"\w+(?:[’'\-/.]\w+)*|\s+|[^\w\s]", text)
