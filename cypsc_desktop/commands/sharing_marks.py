"""Marks for others to see: a shared mark is a copy of a private one, in the space of its paper."""

from collections.abc import Iterable
from dataclasses import replace

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import find_mark, is_shared, origin_of, private_space
from cypsc_desktop.commands.records import counted
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id, recognised_id
from cypsc_desktop.model.records import Annotation, log_fields
from cypsc_desktop.store.change import Change
from cypsc_desktop.store.store import Reader, Store


def share(store: Store, entities: Iterable[str], *, actor: str) -> list[str]:
    """Let the committee have copies of one's own marks, answers with them; returns the ids of the copies."""
    everything = {m.id: m for m in all_of(store.read, Annotation)}
    chosen = [everything[e] for e in dict.fromkeys(entities) if e in everything]
    own = [m for m in chosen if m.space == private_space(actor)]
    others = [m for m in chosen if not is_shared(m) and m not in own]
    if others:
        raise UserError(f"This mark is {others[0].author or 'another person'}'s own. Ask them to share it.")
    threads = [m for m in everything.values() if m in own or (m.reply_to in {o.id for o in own} and not is_shared(m))]
    if not threads:
        return []
    with store.change(counted("Share", len(own), "mark"), actor=actor) as change:
        return [_share(store.read, change, one) for one in threads]


def _share(reader: Reader, change: Change, one: Annotation) -> str:
    above = reader.record(one.document or "")
    copy = replace(
        one, id=shared_id(one.id), space=above.space if above else "committee", origin={"mark": one.id},
        reply_to=shared_id(one.reply_to) if one.reply_to else None,
    )  # fmt: skip
    change.undelete(copy.id)
    change.add(copy)
    return copy.id


def unshare(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Take shared marks back: what was changed in them goes into one's own, and the copies go. Returns how many."""
    chosen = [m for m in (find_mark(store.read, e) for e in entities) if is_shared(m)]
    foreign = [m for m in chosen if m.author not in (None, actor) and not _own_origin(store.read, m, actor)]
    if foreign:
        raise UserError(f"This mark was shared by {foreign[0].author}. Only they can take it back.")
    ids = {m.id for m in chosen}
    threads = [m for m in all_of(store.read, Annotation) if m.id in ids or m.reply_to in ids]
    if not threads:
        return 0
    with store.change(counted("Take back", len(chosen), "mark"), actor=actor) as change:
        for one in threads:
            _take_back(store.read, change, one, actor)
    return len(chosen)


def _take_back(reader: Reader, change: Change, one: Annotation, actor: str) -> None:
    own = _own_origin(reader, one, actor)
    if own is None and one.author in (None, actor):
        change.add(replace(one, id=made_id("annotation"), space=private_space(actor), origin=None, reply_to=None))
    elif own is not None:
        for name in set(log_fields("annotation")) - {"origin", "reply_to"}:
            change.set(own.id, name, getattr(one, name))
    change.delete(one.id)


def shared_id(private: str) -> str:
    """The id of the copy that is shared of a private mark."""
    return recognised_id("annotation", private, "shared")


def _own_origin(reader: Reader, one: Annotation, actor: str) -> Annotation | None:
    found = reader.record(origin_of(one) or "")
    return found if isinstance(found, Annotation) and found.space == private_space(actor) else None
