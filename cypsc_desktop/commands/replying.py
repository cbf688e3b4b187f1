"""Record what was replied to a recommendation, and edit the row that both make: each as one step of undo."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from cypsc_desktop.commands.chain import conclusion_of
from cypsc_desktop.commands.fields import Field
from cypsc_desktop.commands.following import Followed, decided, followed, followed_one
from cypsc_desktop.commands.records import (
    CellEdit,
    CellsRefused,
    Done,
    Refused,
    check_cell,
    plan_edits,
    read_record,
)
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Record
from cypsc_desktop.store.store import Reader, Store

SET_AT_RECOMMENDATION = (
    "decision", "decision_text", "responder", "officer", "responded", "financial", "timetable", "report_back",
    "delivery", "evidence",
)  # fmt: skip
"""The fields of a reply that may be set at its recommendation."""
_FEW = 5
REPLY_FIELDS = (
    "decision", "responded", "officer", "decision_text", "financial", "timetable", "report_back", "responder",
)  # fmt: skip


def find_followed(reader: Reader, entity: str) -> Followed:
    """The row of a recommendation or of its reply, by the id of either. UserError where there is none."""
    row = _row_of(reader, entity)
    if row is not None:
        return row
    raise UserError(f"There is no recommendation '{entity}' in this library. Run 'cypsc show recommendations'.")


def record_reply(store: Store, entity: str, values: Mapping[str, str], *, actor: str) -> Done:
    """Record a reply, or amend the one there is: ``values`` are REPLY_FIELDS as typed. One step of undo.

    UserError for a reply that decides nothing, a rejection without its reason, and a day before the meeting.
    CellsRefused names what does not fit.
    """
    row = find_followed(store.read, entity)
    decision = values.get("decision", row.decision or "").strip()
    if decision in ("", "awaiting"):
        raise UserError("The reply decides nothing yet. Choose what was decided, or leave the row awaiting.")
    if decision == "rejected" and not values.get("decision_text", row.decision_text or "").strip():
        raise UserError("A rejection needs its reason. Type the reply's wording.")
    edits = [CellEdit(row.id, name, text) for name, text in values.items()]
    done = edit_followed(store, edits, label="Record reply", actor=actor, dry_run=True)
    replied = _typed_day(store.read, row, values.get("responded", ""))
    if replied and row.considered_on and replied < row.considered_on:
        raise UserError(
            f"The reply is dated {short_day(replied)}, before the meeting of {short_day(row.considered_on)}. "
            "Check the day it was received."
        )
    return edit_followed(store, edits, label="Record reply", actor=actor) if done.number else done


def edit_followed(store: Store, edits: Iterable[CellEdit], *, label: str, actor: str, dry_run: bool = False) -> Done:
    """As ``edit_cells``, for rows of ``followed``: each field goes to the record that holds it.

    A field of the reply of a row that has none makes one, which the recommendation names.
    """
    edits = list(edits)
    rows = _rows_of(store.read, {edit.entity for edit in edits})
    owners: dict[str, str] = {}
    plain: list[CellEdit] = []
    new: dict[str, dict[str, str]] = {}
    refused: list[Refused] = []
    wanted = {(edit.entity, edit.field): edit for edit in edits}
    for edit in wanted.values():
        row = rows.get(edit.entity)
        target = _target(row, edit.field) if row else None
        if row is None:
            plain.append(edit)
        elif target is not None:
            owners[target[0]] = row.id
            plain.append(CellEdit(*target, edit.text))
        elif row.owner_of(edit.field) == "reply":
            if edit.text.strip():
                new.setdefault(row.id, {})[edit.field] = edit.text
        else:
            why = "The number is part of the printed wording here. Change it there."
            refused.append(Refused(edit.entity, edit.field, edit.text, why))
    planned, unfit = plan_edits(store.read, plain)
    made: list[tuple[Followed, Record]] = []
    for entity, values in new.items():
        try:
            made.append((rows[entity], _new_reply(store.read, rows[entity], values)))
        except CellsRefused as error:
            refused += [cell._replace(entity=entity) for cell in error.cells]
    refused += [cell._replace(entity=owners.get(cell.entity, cell.entity)) for cell in unfit]
    if refused:
        raise CellsRefused(refused, len(wanted))
    number = len(planned) + sum(map(len, new.values()))
    if dry_run or not number:
        return Done(number, None, Touched())
    return _written(store, planned, made, label=label, actor=actor)


def check_followed(reader: Reader, record: Record, field: str, text: str) -> str | None:
    """As ``check_cell``, of a row of ``followed``."""
    if not isinstance(record, Followed):
        return check_cell(reader, record, field, text)
    target = _target(record, field)
    if target is not None:
        found = reader.record(target[0])
        return check_cell(reader, found, target[1], text) if found else None
    if record.owner_of(field) != "reply":
        return "The number is part of the printed wording here. Change it there."
    try:
        _new_reply(reader, record, {field: text} if text.strip() else {})
    except UserError as error:
        return str(error)
    return None


def parts_of(record: Record) -> tuple[str, ...]:
    """The records that a row of ``followed`` is made of, by id: what deleting it deletes."""
    if not isinstance(record, Followed):
        return (record.id,)
    return tuple(part.id for part in (record.made, record.reply) if part is not None)


def _rows_of(reader: Reader, entities: Collection[str]) -> dict[str, Followed]:
    """The rows of ``followed`` that have these ids. A few are looked up each, many are read with all the others."""
    if len(entities) > _FEW:
        return {row.id: row for row in followed(reader, today=date.min)}
    found = ((entity, _row_of(reader, entity)) for entity in entities)
    return {entity: row for entity, row in found if row is not None and row.id == entity}


def _row_of(reader: Reader, entity: str) -> Followed | None:
    record = reader.record(entity)
    row = followed_one(reader, record, today=date.min) if record is not None else None
    return None if row is None or (row.made is not None and not decided(reader)(row.made)) else row


def _target(row: Followed, field: str) -> tuple[str, str] | None:
    """The record and field that a row's field stands for, None where there is no such record."""
    if field == "text":
        return (row.made.id, "text") if row.made else (row.id, "recommendation")
    if field == "number":
        return (row.made.id, "number") if row.made else None
    owner: Record | None = row.made if row.owner_of(field) == "made" else row.reply
    return (owner.id, field) if owner is not None else None


def _new_reply(reader: Reader, row: Followed, values: Mapping[str, str]) -> Record:
    """The row that the council's table would have had: what is known of the recommendation, and what was replied."""
    conclusion = conclusion_of(reader, row)
    told = {
        "meeting": row.meeting or "", "report": row.report, "considered_on": row.considered_on or "",
        "conclusions": (conclusion.text if conclusion else None) or "",
        "recommendation": " ".join(part for part in (f"{row.number}." if row.number else "", row.words) if part),
    }  # fmt: skip
    return read_record(reader, "response", {**{name: text for name, text in told.items() if text}, **values})


def _written(
    store: Store,
    planned: list[tuple[Record, Field, Any]],
    made: list[tuple[Followed, Record]],
    *,
    label: str,
    actor: str,
) -> Done:
    with store.change(label, actor=actor) as change:
        for record, field, value in planned:
            change.set(record.id, field.name, value, space=record.space)
        for row, reply in made:
            change.add(reply)
            change.set(row.id, "response", reply.id, space=row.space)
    return Done(len(planned) + len(made), change.group, change.touched)


def _typed_day(reader: Reader, row: Followed, text: str) -> str | None:
    if not text.strip():
        return None
    typed = getattr(_new_reply(reader, row, {"responded": text}), "responded", None)
    return str(typed) if typed else None
