"""Meetings and agendas by hand: a new meeting, with items of the last one; papers from item to item. One step of undo each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from cypsc_desktop.commands.bin import in_bin
from cypsc_desktop.commands.choosing import find_record, meetings
from cypsc_desktop.commands.fields import field_of, read_value
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.records import CellsRefused, Done, Refused
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import committee_id, fold, fold_body, made_id, meeting_id
from cypsc_desktop.model.records import Committee, Item, Meeting, Paper
from cypsc_desktop.store.store import Reader, Store

# What every ordinary meeting of a council's committee begins and ends with, in the words of most front sheets.
_USUAL = (
    "apolog", "disclosure", "declaration", "minutes of", "urgent", "work programme", "exclusion of", "action list",
)  # fmt: skip


class Standing(NamedTuple):
    """An item of the last meeting, and whether it is one that comes every time."""

    item: Item
    usual: bool


def bodies(reader: Reader) -> list[str]:
    """The committees by name: those that meetings are of, and those known without one."""
    named = {fold_body(name): name for name in (c.name for c in all_of(reader, Committee)) if name}
    named |= {fold_body(m.body): m.body for m in meetings(reader) if m.body and fold_body(m.body) not in named}
    return sorted(named.values(), key=fold)


def first_meeting(reader: Reader, *, committee: str | None, today: str) -> Meeting | None:
    """The meeting to show where none was asked for: the next one with an agenda, else the last with one, else the last.

    ``today`` is an ISO date; ``committee`` an id, None for any.
    """
    known = [m for m in meetings(reader) if committee in (None, m.committee)]
    coming = [m for m in known if (m.date or "") >= today]
    held = [m for m in known if (m.date or "") < today]
    with_items = (m for m in (*coming, *reversed(held)) if reader.records(Item.kind, meeting=m.id))
    return next(with_items, known[-1] if known else None)


def standing_items(reader: Reader, body: str) -> list[Standing]:
    """The items of the last meeting of this body that has an agenda, in order.

    Usual are those whose title the meeting before had too, and those that every committee has.
    """
    agendas = [
        items
        for m in meetings(reader)
        if fold_body(m.body or "") == fold_body(body) and (items := agenda_order(all_of(reader, Item, meeting=m.id)))
    ]
    if not agendas:
        return []
    before = {fold(item.title or "") for item in agendas[-2]} if len(agendas) > 1 else set()
    return [
        Standing(item, fold(item.title or "") in before or any(word in fold(item.title or "") for word in _USUAL))
        for item in agendas[-1]
    ]


def new_meeting(
    store: Store, values: Mapping[str, str], *, actor: str, copy: Sequence[str] = (), dry_run: bool = False
) -> Meeting:
    """Make a meeting that no file gave. ``values`` are ``body`` and ``date``, which it needs, ``time`` and ``place``, as
    typed; ``copy`` the ids of items of a former meeting that it is to have too, numbered from 1.

    The meeting is named as an import names it, so the agenda that comes later joins it. CellsRefused for what does
    not fit; UserError where there is such a meeting already.
    """
    read = _read(values)
    body, date = str(read["body"]), str(read["date"])
    committees = [c for c in all_of(store.read, Committee) if fold_body(c.name or "") == fold_body(body)]
    committee = committees[0] if committees else Committee(id=committee_id(body), name=body)
    council = committee.council or _council(store.read, committee.id)
    meeting = Meeting(id=meeting_id(body, date), committee=committee.id, council=council, **read)
    _check_new(store.read, meeting)
    copied = [record for entity in copy if isinstance(record := find_record(store.read, entity), Item)]
    if dry_run:
        return meeting
    with store.change("Add meeting", actor=actor) as change:
        if not committees:
            change.add(committee)
        change.add(meeting)
        for number, item in enumerate(copied, 1):
            change.add(_again(item, meeting, number))
    return meeting


def _read(values: Mapping[str, str]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    refused = []
    for name, ask in (
        ("body", "Name the committee."),
        ("date", "Say on which day, such as 14/9/2021."),
        ("time", ""),
        ("place", ""),
    ):
        text = values.get(name, "")
        try:
            read[name] = read_value(field_of(Meeting.kind, name), text)
            if read[name] is None and ask:
                raise UserError(ask)
        except UserError as error:
            refused.append(Refused("", name, text, str(error)))
    if refused:
        raise CellsRefused(refused, 1 if len(refused) == 1 else 4)
    return read


def _council(reader: Reader, committee: str) -> str | None:
    """Whose committee it is, by the latest of its meetings that says so."""
    held = [m for m in all_of(reader, Meeting) if m.committee == committee and m.council]
    return max(held, key=lambda one: one.date or "").council if held else None


def _check_new(reader: Reader, meeting: Meeting) -> None:
    if reader.record(meeting.id) is not None:
        raise UserError(
            f"There is a meeting of {meeting.body} on {short_day(meeting.date)} already. Choose it, or another day."
        )
    if any(one.entity == meeting.id for one in in_bin(reader, days=None)):
        raise UserError(
            f"The meeting of {meeting.body} on {short_day(meeting.date)} is in the bin. Bring it back from there."
        )


def _again(item: Item, meeting: Meeting, number: int) -> Item:
    """An item once more: what it is called and for; its pages were the other meeting's."""
    purpose = item.purpose if item.purpose and not any(c.isdigit() for c in item.purpose) else None
    return Item(
        id=made_id(Item.kind), space=meeting.space, meeting=meeting.id, number=str(number), title=item.title,
        purpose=purpose, part=item.part, position=number,
    )  # fmt: skip


def move_paper(store: Store, paper: str, *, to: str, before: str | None, actor: str) -> Done:
    """Put a paper under an item, before another paper of it or (None) behind them all."""
    moved = find_record(store.read, paper)
    item = find_record(store.read, to)
    if not isinstance(moved, Paper) or not isinstance(item, Item):
        raise UserError("Only papers stand under items. Choose a paper to move, and the item that it goes to.")
    others = [p for p in all_of(store.read, Paper, item=item.id) if p.id != moved.id]
    at = next((n for n, p in enumerate(others) if p.id == before), len(others))
    order = [*others[:at], replace(moved, item=item.id), *others[at:]]
    places = {p.id: n for n, p in enumerate(order, 1)}
    if moved.item == item.id:
        # Inside one item the places are dealt out anew, so that papers which stay need not change.
        held = sorted(p.position or 0 for p in order)
        if len(set(held)) == len(held) and held[0] > 0:
            places = {p.id: held[n] for n, p in enumerate(order)}
    with store.change("Move paper", actor=actor) as change:
        change.set(moved.id, "item", item.id)
        for one in order:
            if one.position != places[one.id]:
                change.set(one.id, "position", places[one.id])
    return Done(1 if change.group else 0, change.group, change.touched)
