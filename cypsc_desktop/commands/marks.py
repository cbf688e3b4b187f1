"""Marks on pages: change, answer and delete them, and list them in page order. See also making_marks, sharing_marks.

A mark is its author's own until it is shared. A shared mark is a copy in the space of its paper, which names the private
one as its origin; of the two the copy is shown and edited, and taking it back puts its values into the private one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cypsc_desktop.commands.choosing import Reads, find_record, meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import counted
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import Actor, made_id
from cypsc_desktop.model.records import Annotation, Document, Enquiry, Item, Meeting, Paper, Version
from cypsc_desktop.papers import kinds
from cypsc_desktop.papers.places import (
    edges,
    strokes_of,
    widths_of,
)
from cypsc_desktop.papers.text import Edges
from cypsc_desktop.store.store import Reader, Store

_CHANGED = ("mark", "meaning", "comment", "tags", "colour")


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark where it is seen. ``former``: it has moved on with its paper, and this is an old place of it. ``page``,
    ``rects`` and ``strokes`` are of this place; ``widths`` of the pen go with the points of the strokes, and are empty
    where it has its usual one."""

    mark: Annotation
    document: str
    page: int
    rects: tuple[Edges, ...]
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    quote: str
    former: bool = False
    widths: tuple[tuple[float, ...], ...] = ()

    @property
    def shared(self) -> bool:
        return is_shared(self.mark)


def private_space(person: str) -> str:
    """The space that only this person's device holds."""
    return f"private:{person.private if isinstance(person, Actor) else person}"


def is_shared(mark: Annotation) -> bool:
    """Whether others are to see it."""
    return not mark.space.startswith("private:")


# Changing


def change_mark(store: Store, entity: str, *, actor: str, **values: Any) -> Annotation:
    """Give a mark another ``meaning``, ``comment``, ``tags`` or ``colour``, None empties; or another kind (``mark``), of
    those that mark words or of those that mark a place, whichever it is."""
    found = find_mark(store.read, entity)
    unknown = set(values) - set(_CHANGED)
    if unknown:
        raise KeyError(f"a mark has no {', '.join(sorted(unknown))} to change")
    kind = values.get("mark") or found.mark or "note"
    require_known(kind, values.get("meaning"))
    if (kind in kinds.TEXT_KINDS) != ((found.mark or "note") in kinds.TEXT_KINDS):
        raise UserError("This kind of mark needs another place. Delete the mark and make a new one.")
    lines = all_of(store.read, Enquiry, annotation=found.id) if "comment" in values else []
    if not is_shared(found):  # what is written into one's own mark goes to nobody else
        lines = [line for line in lines if line.space == found.space]
    with store.change("Change mark", actor=actor) as change:
        for name, value in values.items():
            change.set(found.id, name, value or None)
        for line in lines:  # a question that nobody worded follows the comment
            if line.question in (found.comment, f"“{found.quote}”") and values["comment"]:
                change.set(line.id, "question", values["comment"])
    return find_mark(store.read, found.id)


def settle_marks(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Say that these marks are right where they are: they are flagged no more. Returns how many were."""
    flagged = [m for m in (find_mark(store.read, e) for e in entities) if m.state in ("moved", "changed")]
    if flagged:
        with store.change(counted("Accept", len(flagged), "mark"), actor=actor) as change:
            for one in flagged:
                change.set(one.id, "state", "placed")
    return len(flagged)


def delete_marks(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Move marks to the bin with their answers, the private ones behind shared ones too; returns how many showed."""
    chosen = {m.id: m for m in (find_mark(store.read, e) for e in entities)}
    everything = all_of(store.read, Annotation)
    threads = {m.id for m in everything if m.reply_to in chosen} | set(chosen)
    behind = {origin_of(m) for m in everything if m.id in threads}
    with store.change(counted("Delete", len(chosen), "mark"), actor=actor) as change:
        for one in everything:
            if one.id in threads or (one.id in behind and one.space == private_space(actor)):
                change.delete(one.id)
    return len(chosen)


def reply(store: Store, entity: str, text: str, *, actor: str) -> Annotation:
    """Answer a mark; the answer is as private or shared as the mark is."""
    above = find_mark(store.read, entity)
    if not text.strip():
        raise UserError("An answer needs words. Write them, or leave the mark as it is.")
    made = Annotation(
        id=made_id("annotation"), space=above.space, document=above.document, paper=above.paper, item=above.item,
        page=above.page, printed=above.printed, mark="note", rects=above.rects, comment=text.strip(), author=actor,
        created=now(), reply_to=above.reply_to or above.id, state=above.state,
    )  # fmt: skip
    with store.change("Answer mark", actor=actor) as change:
        change.add(made)
    return made


def origin_of(one: Annotation) -> str | None:
    """The private mark that a shared one is a copy of."""
    return one.origin.get("mark") if isinstance(one.origin, dict) else None


# Reading


def marks_of(
    reader: Reader,
    *,
    document: str | None = None,
    paper: str | None = None,
    meeting: str | None = None,
    person: str | None = None,
) -> list[Shown]:
    """The marks on a file, on a paper (whatever file holds it), of a meeting over all its papers, or all of them; in page
    order, answers behind what they answer. Of a file that was issued again its old places too, as ``former``.

    ``person`` leaves out the private marks of everybody else; without, all that this library holds show.
    """
    files = {d.id: d for d in all_of(reader, Document)}
    wanted = {document} if document else {d.id for d in files.values() if meeting in (None, d.meeting)}
    found: list[Shown] = []
    for one in visible_marks(reader, person=person):
        if paper is not None and one.paper != paper:
            continue
        places = [shown_here(one)] if document is None else [shown_here(one), *_formerly(one)]
        found += [shown for shown in places if shown.document in wanted or (document is meeting is None)]
    return _in_order(reader, found)


def visible_marks(reader: Reader, *, person: str | None = None) -> list[Annotation]:
    """All marks, each once: a shared copy in place of the private mark behind it, an answer only with its mark."""
    everything = all_of(reader, Annotation)
    behind = {origin_of(m) for m in everything if is_shared(m)}
    held = {m.id for m in everything}
    shown = []
    for one in everything:
        named = one.origin.get("name") if isinstance(one.origin, dict) else None
        hidden = one.id in behind or (named in held and named != one.id) or (one.reply_to and one.reply_to not in held)
        if not hidden and (person is None or is_shared(one) or one.space == private_space(person)):
            shown.append(one)
    return shown


def shown_here(one: Annotation) -> Shown:
    """A mark where it is now."""
    places = edges(one.rects), strokes_of(one.points)
    return Shown(one, one.document or "", one.page or 1, *places, one.quote or "", widths=widths_of(one.points))


def _formerly(one: Annotation) -> list[Shown]:
    """Its places in older versions."""
    listed = one.former if isinstance(one.former, list) else []
    return [
        Shown(
            one, str(was.get("document")), int(was.get("page") or 1), edges(was.get("rects")), strokes_of(was.get("points")),
            str(was.get("quote") or ""), former=True, widths=widths_of(was.get("points")),
        )
        for was in listed if isinstance(was, dict)
    ]  # fmt: skip


def _in_order(reader: Reader, found: list[Shown]) -> list[Shown]:
    """By meeting, file, page and place on it; answers by time behind their mark."""
    dates = {m.id: m.date or "" for m in meetings(reader)}
    files = {d.id: (dates.get(d.meeting or "", ""), d.issued or "", d.id) for d in all_of(reader, Document)}

    def place(shown: Shown) -> tuple[Any, ...]:
        return (files.get(shown.document, ("", "", "")), *page_order(shown))

    first = {(s.mark.id, s.document): place(s) for s in found}

    def order(shown: Shown) -> tuple[Any, ...]:
        above = first.get((shown.mark.reply_to or "", shown.document))
        if above is None:
            return (*place(shown), shown.mark.id, 0, "")
        return (*above, shown.mark.reply_to, 1, shown.mark.created or "", shown.mark.id)

    return sorted(found, key=order)


def page_order(shown: Shown) -> tuple[int, int, float, str]:
    """What marks of one file are sorted by: down its pages, on each by where a mark begins."""
    points = [box[:2] for box in shown.rects] or [point for stroke in shown.strokes for point in stroke]
    top, left = min(((round(y), x) for x, y in points), default=(0, 0.0))
    return shown.page, top, left, shown.mark.created or ""


def place_in_papers(reader: Reads, document: Document, page: int) -> dict[str, Any]:
    """What a mark on this sheet says of it: the printed page, the paper and the item that it belongs to."""
    labels = document.labels if isinstance(document.labels, list) else []
    printed = labels[page - 1] if 1 <= page <= len(labels) else None
    held = [v for v in reader.records("version", document=document.id) if isinstance(v, Version)]
    versions = [v for v in held if (v.first or 0) <= page <= (v.last or 0)]
    paper = reader.record(versions[-1].paper or "") if versions else None
    item = paper.item if isinstance(paper, Paper) else None
    if item is None and document.meeting:
        items = [i for i in reader.records("item", meeting=document.meeting) if isinstance(i, Item)]
        item = next((i.id for i in items if _holds(i, document.id, page)), None)
    return {"printed": printed, "paper": paper.id if paper else None, "item": item}


def _holds(item: Item, document: str, page: int) -> bool:
    pages = item.pdf_pages if isinstance(item.pdf_pages, list) and len(item.pdf_pages) == 2 else [1, 0]
    return isinstance(item.at, dict) and item.at.get("document") == document and pages[0] <= page <= pages[1]


def meeting_of(reader: Reader, one: Annotation) -> Meeting | None:
    """The meeting whose paper bears the mark."""
    file = reader.record(one.document or "")
    found = reader.record(file.meeting or "") if isinstance(file, Document) else None
    return found if isinstance(found, Meeting) else None


def require_known(kind: str, meaning: str | None) -> None:
    """UserError for a kind or meaning of mark that there is none of."""
    if kind not in kinds.KINDS:
        raise UserError(f"There is no mark called '{kind}'. Choose from: {', '.join(kinds.KINDS)}.")
    if meaning is not None and meaning not in kinds.MEANINGS:
        raise UserError(f"There is no meaning called '{meaning}'. Choose from: {', '.join(kinds.MEANINGS)}.")


def find_mark(reader: Reader, entity: str) -> Annotation:
    """The mark with this id. UserError where there is none."""
    found = find_record(reader, entity)
    if not isinstance(found, Annotation):
        raise UserError(f"'{entity}' is no mark. Run 'cypsc show annotations' to see the ids.")
    return found


def now() -> str:
    """This moment as marks are dated."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
