"""Lines of enquiry: what is to be asked at a meeting, by whom, of whom, in which order; most begin with a mark.

As private as the mark that they begin with: one's own until shared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cypsc_desktop.commands.choosing import find_record, meetings
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.marks import meeting_of, private_space
from cypsc_desktop.commands.records import counted
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id, recognised_id
from cypsc_desktop.model.records import Annotation, Enquiry, Item
from cypsc_desktop.store.store import Reader, Store

URGENCIES = ("high", "normal", "low")
CHANGED = ("question", "asker", "addressee", "urgency", "item")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of enquiry with the item it is asked under and the mark that it cites, where there are such."""

    enquiry: Enquiry
    item: Item | None
    mark: Annotation | None


def to_enquiries(
    store: Store,
    marks: Iterable[str],
    *,
    actor: str,
    question: str | None = None,
    asker: str | None = None,
    addressee: str | None = None,
    urgency: str = "normal",
) -> list[Enquiry]:
    """Make a line of enquiry of each mark, in page order behind those that the meeting has. The question is the mark's
    comment, else its words; private, whoever's the mark is. A mark that has a line already gets no other.

    UserError for a mark on a paper of no meeting.
    """
    _require(urgency)
    made: list[Enquiry] = []
    known = {line.annotation for line in all_of(store.read, Enquiry) if line.space == private_space(actor)}
    for entity in dict.fromkeys(marks):
        found = find_record(store.read, entity)
        if not isinstance(found, Annotation):
            raise UserError(f"'{entity}' is no mark. Run 'cypsc show annotations' to see the ids.")
        meeting = meeting_of(store.read, found)
        if meeting is None:
            raise UserError("This paper belongs to no meeting. Say which meeting it is for, then send the mark again.")
        if found.id in known:
            continue
        words = question or found.comment or (f"“{found.quote}”" if found.quote else "") or "What does this say?"
        made.append(
            Enquiry(
                id=made_id("enquiry"), space=private_space(actor), meeting=meeting.id, item=found.item,
                annotation=found.id, question=words, asker=asker, addressee=addressee, urgency=urgency, author=actor,
                created=_now(), position=_next(store.read, meeting.id, made),
            )
        )  # fmt: skip
    if made:
        with store.change(counted("Add", len(made), "line of enquiry"), actor=actor) as change:
            for one in made:
                change.add(one)
    return made


def add_enquiry(
    store: Store,
    meeting: str,
    question: str,
    *,
    actor: str,
    item: str | None = None,
    asker: str | None = None,
    addressee: str | None = None,
    urgency: str = "normal",
) -> Enquiry:
    """A line of enquiry that no mark gave rise to."""
    _require(urgency)
    if not question.strip():
        raise UserError("A line of enquiry needs its question. Write what is to be asked.")
    held = find_record(store.read, meeting)
    made = Enquiry(
        id=made_id("enquiry"), space=private_space(actor), meeting=held.id, item=item, question=question.strip(),
        asker=asker, addressee=addressee, urgency=urgency, author=actor, created=_now(),
        position=_next(store.read, held.id, ()),
    )  # fmt: skip
    with store.change("Add line of enquiry", actor=actor) as change:
        change.add(made)
    return made


def set_asked(store: Store, entity: str, asked: bool, *, actor: str) -> None:
    """Say that a question has been put, or has not."""
    found = _enquiry(store.read, entity)
    with store.change("Mark as asked" if asked else "Mark as not asked", actor=actor) as change:
        change.set(found.id, "asked", asked or None)


def change_enquiry(store: Store, entity: str, *, actor: str, **values: object) -> Enquiry:
    """Give a line another ``question``, ``asker``, ``addressee``, ``urgency`` or ``item``; None empties all but the
    question and the urgency. One that is shared is changed in its shared copy."""
    found = _enquiry(store.read, entity)
    unknown = set(values) - set(CHANGED)
    if unknown:
        raise KeyError(f"a line of enquiry has no {', '.join(sorted(unknown))} to change")
    if "urgency" in values:
        _require(str(values["urgency"]))
    if not str(values.get("question", "?") or "").strip():
        raise UserError("A line of enquiry needs its question. Write what is to be asked, or delete the line.")
    with store.change("Change line of enquiry", actor=actor) as change:
        for name, value in values.items():
            change.set(found.id, name, value.strip() or None if isinstance(value, str) else value)
    return _enquiry(store.read, found.id)


def delete_enquiries(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Move lines to the bin, one's own behind shared ones too; the marks that they cite stay. Returns how many."""
    chosen = [_enquiry(store.read, entity) for entity in entities]
    private = {shared_enquiry_id(e.id): e for e in all_of(store.read, Enquiry) if e.space == private_space(actor)}
    if chosen:
        with store.change(counted("Delete", len(chosen), "line of enquiry"), actor=actor) as change:
            for one in chosen:
                for entity in (one.id, private[one.id].id if one.id in private else None):
                    if entity is not None:
                        change.delete(entity)
    return len(chosen)


def order_enquiries(
    store: Store, order: Sequence[str], *, actor: str, under: Mapping[str, str | None] | None = None
) -> None:
    """Put lines of enquiry into this order; ``under`` names the item that some of them are to be asked under from now."""
    found = [_enquiry(store.read, entity) for entity in order]
    with store.change("Order lines of enquiry", actor=actor) as change:
        for place, one in enumerate(found, 1):
            change.set(one.id, "position", place)
            if under is not None and one.id in under:
                change.set(one.id, "item", under[one.id])


def share_enquiries(store: Store, entities: Iterable[str], *, actor: str) -> list[str]:
    """Let the committee have copies of one's own lines; returns their ids. The marks they cite stay as they are."""
    own = [line for e in entities if (line := _enquiry(store.read, e)).space == private_space(actor)]
    if not own:
        return []
    with store.change(counted("Share", len(own), "line of enquiry"), actor=actor) as change:
        for one in own:
            copy = replace(one, id=shared_enquiry_id(one.id), space="committee")
            change.undelete(copy.id)
            change.add(copy)
    return [shared_enquiry_id(one.id) for one in own]


def unshare_enquiries(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Take copies of one's own lines back; what was changed in them goes into one's own. Returns how many."""
    private = {shared_enquiry_id(e.id): e for e in all_of(store.read, Enquiry) if e.space == private_space(actor)}
    chosen = [_enquiry(store.read, entity) for entity in entities]
    foreign = [one for one in chosen if one.id not in private]
    if foreign:
        raise UserError(f"This line was shared by {foreign[0].author or 'another person'}. Only they can take it back.")
    if chosen:
        with store.change(counted("Take back", len(chosen), "line of enquiry"), actor=actor) as change:
            for one in chosen:
                for name in ("item", "question", "asker", "addressee", "urgency", "asked", "position"):
                    change.set(private[one.id].id, name, getattr(one, name))
                change.delete(one.id)
    return len(chosen)


def shared_enquiry_id(private: str) -> str:
    """The id of the copy that is shared of a private line."""
    return recognised_id("enquiry", private, "shared")


def enquiries_of(reader: Reader, *, meeting: str | None = None, person: str | None = None) -> list[Line]:
    """The lines of a meeting, or of all, in order under the items of its agenda; a shared copy in place of the private
    line behind it. ``person`` leaves out everybody else's private ones."""
    held = [m for m in meetings(reader) if meeting in (None, m.id)]
    items = {m.id: agenda_order(all_of(reader, Item, meeting=m.id)) for m in held}
    lines = all_of(reader, Enquiry)
    ids = {line.id for line in lines}
    shown = [line for line in lines if shared_enquiry_id(line.id) not in ids]
    if person is not None:
        shown = [e for e in shown if not e.space.startswith("private:") or e.space == private_space(person)]
    found = []
    for one in held:
        by_id = {item.id: place for place, item in enumerate(items[one.id])}
        own = [line for line in shown if line.meeting == one.id]
        own.sort(
            key=lambda line: (by_id.get(line.item or "", len(by_id)), line.position or 0, line.created or "", line.id)
        )
        for line in own:
            cite = reader.record(line.annotation or "")
            item = reader.record(line.item or "")
            found.append(
                Line(line, item if isinstance(item, Item) else None, cite if isinstance(cite, Annotation) else None)
            )
    return found


def _next(reader: Reader, meeting: str, made: Sequence[Enquiry]) -> int:
    known = [line.position or 0 for line in all_of(reader, Enquiry, meeting=meeting)]
    return max([*known, *(line.position or 0 for line in made if line.meeting == meeting)], default=0) + 1


def _enquiry(reader: Reader, entity: str) -> Enquiry:
    found = find_record(reader, entity)
    if not isinstance(found, Enquiry):
        raise UserError(f"'{entity}' is no line of enquiry. Run 'cypsc show enquiries' to see the ids.")
    return found


def _require(urgency: str) -> None:
    if urgency not in URGENCIES:
        raise UserError(f"There is no priority '{urgency}'. Choose from: {', '.join(URGENCIES)}.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
