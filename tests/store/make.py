"""Libraries and records for the tests of the store: real files, small and quick to make."""

from collections.abc import Callable
from pathlib import Path

from cypsc_desktop.model.changes import Origin
from cypsc_desktop.model.identity import document_id, meeting_id, recognised_id
from cypsc_desktop.model.records import Document, Item, Meeting, Record
from cypsc_desktop.store.store import Store

MEETING = meeting_id("Harbour Scrutiny", "2030-01-08")
ITEM = recognised_id("item", MEETING, "no 5")
PACK, SUPPLEMENT = "1" * 64, "2" * 64


def library(folder: Path, name: str = "library", *, now: Callable[[], float] | None = None) -> Store:
    """A library below ``folder``, with a device of its own."""
    place = folder / name
    return Store.open(place, state=folder / f"{name} state", **({"now": now} if now else {}))


def add(store: Store, *records: Record, actor: str = "Ann", origin: Origin | None = None) -> str | None:
    """Write records in one change; returns its group."""
    with store.change("Add", actor=actor, origin=origin) as change:
        for record in records:
            change.add(record)
    return change.group


def put(store: Store, entity: str, field: str, value: object, *, actor: str = "Ann") -> str | None:
    """Set one field; returns the group."""
    with store.change(f"Set {field}", actor=actor) as change:
        change.set(entity, field, value)
    return change.group


def delete(store: Store, entity: str, *, actor: str = "Ann") -> None:
    with store.change("Delete", actor=actor) as change:
        change.delete(entity)


def meeting(**fields: object) -> Meeting:
    return Meeting(id=MEETING, **{"body": "Harbour Scrutiny", "date": "2030-01-08", **fields})


def item(**fields: object) -> Item:
    return Item(id=ITEM, **{"meeting": MEETING, "number": "5", "title": "Harbour walls", "position": 1, **fields})


def document(sha256: str = PACK, **fields: object) -> Document:
    return Document(id=document_id(sha256), **{"sha256": sha256, "meeting": MEETING, "name": "pack.pdf", **fields})


def origin(sha256: str = PACK, *, kind: str = "agenda pack", issued: str = "2030-01-01", recogniser: int = 1) -> Origin:
    return Origin(sha256, kind, issued, recogniser)


def swap(*stores: Store) -> None:
    """Let every store have what the others have."""
    for to in stores:
        for source in stores:
            if source is not to:
                to.merge(source.change_sets())


def value(store: Store, entity: str, field: str) -> object:
    """What a record shows in a field; None also where the record does not show."""
    record = store.read.record(entity)
    return getattr(record, field) if record else None
