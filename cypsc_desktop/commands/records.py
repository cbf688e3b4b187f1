"""Records by hand: add one, change many cells in one step, move, empty, delete. All of a step is written, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any, NamedTuple

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.fields import Field, field_of, fields_of, parents_needed, write_value
from cypsc_desktop.commands.locked_minutes import bar_locked
from cypsc_desktop.commands.naming import read_cell
from cypsc_desktop.commands.words import a_word_for, word_for
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold_body, made_id
from cypsc_desktop.model.records import KINDS, Record, log_fields
from cypsc_desktop.store.store import Reader, Store

_OF_FILES = ("document", "version")
_OF_MARKS = ("annotation", "enquiry")  # private unless shared, so made by commands of their own
_OF_MINUTES = ("entry", "minutes", "minute_block")  # typed as lines of live minutes


class CellEdit(NamedTuple):
    """``text`` as a person types it; blank empties the cell."""

    entity: str
    field: str
    text: str


class Refused(NamedTuple):
    """A cell that does not take what was typed, and why, in a sentence."""

    entity: str
    field: str
    text: str
    why: str


class CellsRefused(UserError):
    """Some cells do not take what they were to hold; then none was changed. ``cells`` names each."""

    def __init__(self, cells: Sequence[Refused], of: int) -> None:
        self.cells = tuple(cells)
        if of == 1:
            super().__init__(cells[0].why)
            return
        number = "1 value does" if len(cells) == 1 else f"{len(cells)} values do"
        super().__init__(f"{number} not fit, so none of the {of} was changed. {cells[0].why}")


class Done(NamedTuple):
    """How many cells or records changed, in which step (None: nothing differed), and what that touched."""

    number: int
    group: str | None
    touched: Touched


def edit_cells(store: Store, edits: Iterable[CellEdit], *, label: str, actor: str, dry_run: bool = False) -> Done:
    """Change many cells as one step of undo. CellsRefused names every cell that does not take its value.

    Of two edits of one cell the later counts.
    """
    wanted = {(edit.entity, edit.field): edit for edit in edits}
    planned, refused = plan_edits(store.read, list(wanted.values()))
    if refused:
        raise CellsRefused(refused, len(wanted))
    if dry_run or not planned:
        return Done(len(planned), None, Touched())
    with store.change(label, actor=actor) as change:
        for record, field, value in planned:
            change.set(record.id, field.name, value, space=record.space)
        bar_locked(change, ((record, field.name) for record, field, _ in planned))
    return Done(len(planned), change.group, change.touched)


def check_cell(reader: Reader, record: Record, field: str, text: str) -> str | None:
    """Why this cell would not take this text, or None."""
    _, refused = plan_edits(reader, [CellEdit(record.id, field, text)])
    return refused[0].why if refused else None


def read_edit(reader: Reader, record: Record, field: str, text: str) -> Any:
    """The value that ``text`` gives this cell. UserError for a field that is none, and for what it does not take."""
    known = _editable(record.kind, field)
    value = getattr(record, field)
    # What is there already is never refused: a paper may have printed what nobody could type.
    return value if text.strip() == write_value(known, value).strip() else read_cell(reader, known, text)


def plan_edits(reader: Reader, edits: Sequence[CellEdit]) -> tuple[list[tuple[Record, Field, Any]], list[Refused]]:
    """What these edits would change, as (record, field, value), and which of them do not fit. Writes nothing."""
    planned: list[tuple[Record, Field, Any]] = []
    refused: list[Refused] = []
    records: dict[str, Record] = {}
    for edit in edits:
        try:
            record = records.get(edit.entity) or find_record(reader, edit.entity)
            records[edit.entity] = record
            after = read_edit(reader, record, edit.field, edit.text)
            if after != getattr(record, edit.field):
                planned.append((record, _editable(record.kind, edit.field), after))
        except UserError as error:
            refused.append(Refused(edit.entity, edit.field, edit.text, str(error)))
    return planned, refused


def _editable(kind: str, name: str) -> Field:
    try:
        return field_of(kind, name)
    except KeyError:
        listed = ", ".join(field.name for field in fields_of(kind))
        raise UserError(f"{a_word_for(kind).capitalize()} has no field '{name}' to edit. It has: {listed}.") from None


def add_record(
    store: Store, kind: str, values: Mapping[str, str], *, actor: str, after: str | None = None, dry_run: bool = False
) -> Record:
    """Make a record that no file gave: what it belongs to must be named among ``values``, the rest may be left out.

    It stands at the end of its list, or behind the record ``after``. UserError for a kind that only files make,
    for a parent that is missing, and for values that do not fit (then CellsRefused).
    """
    if kind not in KINDS:
        raise UserError(f"There is no kind of record '{kind}'. Choose from: {', '.join(addable_kinds())}.")
    if kind in _OF_MARKS:
        raise UserError(f"A {word_for(kind)} begins on a page. Open the paper, select the words, and mark them there.")
    if kind in _OF_MINUTES:
        raise UserError("Minutes are taken line by line. Open the meeting, or run 'cypsc minutes take'.")
    if kind in _OF_FILES:
        raise UserError(f"A {word_for(kind)} comes with a file. Import the file instead.")
    made = read_record(store.read, kind, values)
    siblings = _siblings(store.read, made) if _has_position(kind) else []
    order = _placed([record.id for record in siblings], [made.id], behind=after) if siblings else [made.id]
    places = _places(siblings, order, made) if _has_position(kind) else {}
    record = KINDS[kind](**{**_values(made), "position": places.get(made.id, 1)}) if _has_position(kind) else made
    if all(getattr(record, name) is None for name in log_fields(kind)):
        raise UserError(f"Nothing is said of this {word_for(kind)} yet. Give its name.")
    if dry_run:
        return record
    with store.change(f"Add {word_for(kind)}", actor=actor) as change:
        change.add(record)
        for entity, place in places.items():
            if entity != record.id:
                change.set(entity, "position", place)
    return record


def read_pairs(words: Iterable[str]) -> dict[str, str]:
    """``field=value`` words of a command line as a mapping; UserError for one without its equals sign."""
    values: dict[str, str] = {}
    for word in words:
        name, sign, text = word.partition("=")
        if not sign or not name.strip():
            raise UserError(f"'{word}' does not say which field it is for. Write it as field=value, such as number=7.")
        values[name.strip().replace("-", "_")] = text
    return values


def addable_kinds() -> tuple[str, ...]:
    """The kinds of record that a person can make."""
    return tuple(kind for kind in KINDS if kind not in (*_OF_FILES, *_OF_MARKS, *_OF_MINUTES))


def read_record(reader: Reader, kind: str, values: Mapping[str, str]) -> Record:
    """A new record of what is typed, with an id of its own and in the space of what it belongs to. Writes nothing.

    UserError where what it belongs to is missing; CellsRefused names the values that do not fit.
    """
    entity = made_id(kind)
    typed: dict[str, Any] = {}
    refused: list[Refused] = []
    for name, text in values.items():
        try:
            typed[name] = read_cell(reader, _editable(kind, name), text)
        except UserError as error:
            refused.append(Refused(entity, name, text, str(error)))
    if refused:
        raise CellsRefused(refused, len(values))
    for parent in parents_needed(kind):
        if not typed.get(parent):
            raise UserError(
                f"{a_word_for(kind).capitalize()} belongs to {a_word_for(parent)}. Say which {word_for(parent)}."
            )
    if "committee" in log_fields(kind) and not typed.get("committee"):
        typed["committee"] = _committee(reader, typed.get("body"))
    above = next((found for parent in parents_needed(kind) if (found := reader.record(str(typed[parent])))), None)
    space = above.space if above else "committee"
    return KINDS[kind](id=entity, space=space, **{name: value for name, value in typed.items() if value is not None})


def _committee(reader: Reader, body: str | None) -> str | None:
    """The committee of this name; the only one there is, where none is named."""
    known = reader.records("committee")
    if body:
        known = [one for one in known if fold_body(getattr(one, "name", None) or "") == fold_body(body)]
    return known[0].id if len(known) == 1 else None


def move_records(store: Store, order: Sequence[str], *, actor: str, moved: int = 1) -> Done:
    """Put records of one kind into this order, the whole list as the person sees it. Others keep their places."""
    records = [find_record(store.read, entity) for entity in order]
    kinds = {record.kind for record in records}
    if len(kinds) > 1 or not all(_has_position(kind) for kind in kinds):
        raise UserError(
            "These rows have no order of their own, so they cannot be moved. Sort the list by a column instead."
        )
    if not records:
        return Done(0, None, Touched())
    kind = kinds.pop()
    places = _places(records, list(order), None)
    with store.change(counted("Move", moved, word_for(kind)), actor=actor) as change:
        for record in records:
            if places[record.id] != _position(record):
                change.set(record.id, "position", places[record.id])
        bar_locked(change, ((record, "position") for record in records))
    return Done(moved if change.group else 0, change.group, change.touched)


def delete_records(store: Store, entities: Iterable[str], *, actor: str) -> Done:
    """Move records to the bin in one step; what lies below them is hidden with them."""
    records = [find_record(store.read, entity) for entity in dict.fromkeys(entities)]
    if not records:
        return Done(0, None, Touched())
    kinds = {word_for(record.kind) for record in records}
    with store.change(
        counted("Delete", len(records), kinds.pop() if len(kinds) == 1 else "row"), actor=actor
    ) as change:
        for record in records:
            change.delete(record.id)
        bar_locked(change, ((record, None) for record in records))
    return Done(len(records), change.group, change.touched)


def counted(verb: str, count: int, noun: str) -> str:
    """A label: "Delete response", "Delete 3 responses", "Share 2 lines of enquiry"."""
    if count == 1:
        return f"{verb} {noun}"
    head, of, whole = noun.partition(" of ")
    plural = f"{head[:-1]}ies" if head.endswith("y") else head if head.endswith(("s", "attendance")) else f"{head}s"
    return f"{verb} {count} {plural}{of}{whole}"


def _has_position(kind: str) -> bool:
    return "position" in log_fields(kind)


def _position(record: Record) -> int | None:
    place = getattr(record, "position", None)
    return place if isinstance(place, int) else None


def _siblings(reader: Reader, record: Record) -> list[Record]:
    """The records of its kind below the same parent, in order."""
    equals = {parent: getattr(record, parent) for parent in parents_needed(record.kind)[:1]}
    return reader.records(record.kind, **equals)


def _placed(order: list[str], moved: list[str], *, behind: str | None) -> list[str]:
    rest = [entity for entity in order if entity not in moved]
    at = rest.index(behind) + 1 if behind in rest else len(rest)
    return [*rest[:at], *moved, *rest[at:]]


def _places(records: Sequence[Record], order: Sequence[str], made: Record | None) -> dict[str, int]:
    """A place for each: those that these records hold already, dealt out anew, so that few of them change."""
    held = sorted(_position(record) or 0 for record in records)
    if made is not None and len(order) > len(held):
        held.append((held[-1] if held else 0) + 1)
    rising: list[int] = []
    for place in held:
        rising.append(max(place, rising[-1] + 1) if rising else place)
    return dict(zip(order, rising, strict=True))


def _values(record: Record) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in dataclass_fields(record)}
