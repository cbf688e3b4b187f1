"""Marks on pages: make, change, move, delete, answer, share, and list them in page order.

A mark is its author's own until it is shared. A shared mark is a copy in the space of its paper, which names the private
one as its origin; of the two the copy is shown and edited, and taking it back puts its values into the private one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cypsc_desktop.commands.choosing import Reads, find_record, meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import counted
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id, recognised_id
from cypsc_desktop.model.records import Annotation, Document, Enquiry, Item, Meeting, Paper, Version, log_fields
from cypsc_desktop.papers import kinds
from cypsc_desktop.papers.anchors import anchor
from cypsc_desktop.papers.places import (
    Strokes,
    edges,
    fitted,
    rounded,
    rounded_strokes,
    strokes_of,
    widths_of,
    with_widths,
)
from cypsc_desktop.papers.text import Edges
from cypsc_desktop.store.change import Change
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
    return f"private:{person}"


def is_shared(mark: Annotation) -> bool:
    """Whether others are to see it."""
    return not mark.space.startswith("private:")


# Making and changing


@dataclass(frozen=True, slots=True)
class Piece:
    """What one sheet (from 1) has of what is marked at once: boxes and strokes in points from its top left (a point may
    have as its third number how wide the pen is there), the words under them, and those before and after."""

    page: int
    rects: Sequence[Edges] = ()
    strokes: Strokes = ()
    quote: str = ""
    before: str = ""
    after: str = ""


def _as_said(words: str) -> str:
    """Words of a page as they are read: lines joined, a hyphen at a line's end a hyphen."""
    return " ".join(words.replace("\ufffe", "-").replace("\x02", "-").split())


def mark(
    store: Store,
    document: str,
    page: int,
    kind: str,
    *,
    actor: str,
    rects: Iterable[Edges] = (),
    strokes: Strokes = (),
    quote: str = "",
    before: str = "",
    after: str = "",
    meaning: str | None = None,
    comment: str = "",
    tags: Sequence[str] = (),
    colour: str | None = None,
) -> Annotation:
    """Put a mark on a page; private. See ``Piece``. On return it is durable.

    UserError for a kind or meaning that there is none of, a page that the paper has not, and a mark without a place.
    """
    piece = Piece(page, tuple(rects), strokes, quote, before, after)
    return mark_pieces(
        store, document, [piece], kind, actor=actor, meaning=meaning, comment=comment, tags=tags, colour=colour
    )[0]


def mark_pieces(
    store: Store,
    document: str,
    pieces: Sequence[Piece],
    kind: str,
    *,
    actor: str,
    meaning: str | None = None,
    comment: str = "",
    tags: Sequence[str] = (),
    colour: str | None = None,
    again: Sequence[str] = (),
) -> list[Annotation]:
    """Put a mark on each of several pages, as one step of undo. ``again`` names marks that get the meaning with it, as
    they stand on just these words already; they come last in what is returned."""
    paper = _document(store.read, document)
    made = []
    for piece in pieces:
        boxes, drawn = rounded(piece.rects), rounded_strokes(piece.strokes)
        _require(kind, meaning, boxes or drawn)
        _require_page(paper, piece.page)
        text = (store.pages.text(paper.sha256 or "", piece.page) or "") if piece.quote else ""
        held = anchor(text, piece.quote, before=piece.before, after=piece.after)
        made.append(
            Annotation(
                id=made_id("annotation"), space=private_space(actor), document=paper.id, page=piece.page, mark=kind,
                meaning=meaning, quote=_as_said(piece.quote) or None, before=held.before or None, after=held.after or None,
                paragraph=held.paragraph or None, rects=boxes, points=drawn or None, comment=comment or None,
                tags=list(tags) or None, author=actor, created=_now(), state="placed", colour=colour,
                **place_in_papers(store.read, paper, piece.page),
            )
        )  # fmt: skip
    known = [_mark(store.read, entity) for entity in again]
    pages = [one.printed or str(one.page) for one in (*made, *known)]
    with store.change(_on_pages(pages), actor=actor) as change:
        for one in made:
            change.add(one)
        for old in known:
            change.set(old.id, "meaning", meaning)
    return [*made, *(_mark(store.read, old.id) for old in known)]


def _on_pages(pages: Sequence[str]) -> str:
    return f"Mark page {pages[0]}" if len(pages) == 1 else f"Mark pages {pages[0]} to {pages[-1]}"


def change_mark(store: Store, entity: str, *, actor: str, **values: Any) -> Annotation:
    """Give a mark another ``meaning``, ``comment``, ``tags`` or ``colour``, None empties; or another kind (``mark``), of
    those that mark words or of those that mark a place, whichever it is."""
    found = _mark(store.read, entity)
    unknown = set(values) - set(_CHANGED)
    if unknown:
        raise KeyError(f"a mark has no {', '.join(sorted(unknown))} to change")
    kind = values.get("mark") or found.mark or "note"
    _require(kind, values.get("meaning"), True)
    if (kind in kinds.TEXT_KINDS) != ((found.mark or "note") in kinds.TEXT_KINDS):
        raise UserError("This kind of mark needs another place. Delete the mark and make a new one.")
    lines = all_of(store.read, Enquiry, annotation=found.id) if "comment" in values else []
    with store.change("Change mark", actor=actor) as change:
        for name, value in values.items():
            change.set(found.id, name, value or None)
        for line in lines:  # a question that nobody worded follows the comment
            if line.question in (found.comment, f"“{found.quote}”") and values["comment"]:
                change.set(line.id, "question", values["comment"])
    return _mark(store.read, found.id)


def move_mark(
    store: Store,
    entity: str,
    *,
    actor: str,
    page: int | None = None,
    rects: Iterable[Edges] = (),
    strokes: Strokes = (),
    quote: str | None = None,
    before: str = "",
    after: str = "",
) -> Annotation:
    """Give a mark another place or size, its answers with it. One that its paper's new version had flagged counts as
    placed again."""
    found = _mark(store.read, entity)
    paper = _document(store.read, found.document or "")
    to = page or found.page or 1
    _require_page(paper, to)
    boxes, drawn = rounded(rects), rounded_strokes(strokes)
    _require(found.mark or "note", None, boxes or drawn)
    values: dict[str, Any] = {"page": to, "rects": boxes, "points": drawn or None, "state": "placed"}
    values |= place_in_papers(store.read, paper, to)
    if quote is not None:
        held = anchor(store.pages.text(paper.sha256 or "", to) or "", quote, before=before, after=after)
        values |= {"quote": _as_said(quote) or None, "before": held.before or None, "after": held.after or None}
        values["paragraph"] = held.paragraph or None
    answers = all_of(store.read, Annotation, reply_to=found.id)
    along = {name: values[name] for name in ("page", "rects", "state", "printed", "paper", "item")}
    with store.change("Move mark", actor=actor) as change:
        for one, what in ((found, values), *((answer, along) for answer in answers)):
            for name, value in what.items():
                change.set(one.id, name, value)
    return _mark(store.read, found.id)


def fit_mark(store: Store, entity: str, box: Edges, *, actor: str, page: int | None = None) -> Annotation:
    """Move and stretch a mark of any kind so that it stands in this box, strokes and all; what it marks stays said."""
    found = _mark(store.read, entity)
    rects, strokes = fitted(edges(found.rects), strokes_of(found.points), box)
    drawn = with_widths(strokes, widths_of(found.points))
    return move_mark(store, found.id, actor=actor, page=page, rects=rects, strokes=drawn)


def settle_marks(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Say that these marks are right where they are: they are flagged no more. Returns how many were."""
    flagged = [m for m in (_mark(store.read, e) for e in entities) if m.state in ("moved", "changed")]
    if flagged:
        with store.change(counted("Accept", len(flagged), "mark"), actor=actor) as change:
            for one in flagged:
                change.set(one.id, "state", "placed")
    return len(flagged)


def delete_marks(store: Store, entities: Iterable[str], *, actor: str) -> int:
    """Move marks to the bin with their answers, the private ones behind shared ones too; returns how many showed."""
    chosen = {m.id: m for m in (_mark(store.read, e) for e in entities)}
    everything = all_of(store.read, Annotation)
    threads = {m.id for m in everything if m.reply_to in chosen} | set(chosen)
    behind = {_origin(m) for m in everything if m.id in threads}
    with store.change(counted("Delete", len(chosen), "mark"), actor=actor) as change:
        for one in everything:
            if one.id in threads or (one.id in behind and one.space == private_space(actor)):
                change.delete(one.id)
    return len(chosen)


def reply(store: Store, entity: str, text: str, *, actor: str) -> Annotation:
    """Answer a mark; the answer is as private or shared as the mark is."""
    above = _mark(store.read, entity)
    if not text.strip():
        raise UserError("An answer needs words. Write them, or leave the mark as it is.")
    made = Annotation(
        id=made_id("annotation"), space=above.space, document=above.document, paper=above.paper, item=above.item,
        page=above.page, printed=above.printed, mark="note", rects=above.rects, comment=text.strip(), author=actor,
        created=_now(), reply_to=above.reply_to or above.id, state=above.state,
    )  # fmt: skip
    with store.change("Answer mark", actor=actor) as change:
        change.add(made)
    return made


# Sharing


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
    chosen = [m for m in (_mark(store.read, e) for e in entities) if is_shared(m)]
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


def _origin(one: Annotation) -> str | None:
    return one.origin.get("mark") if isinstance(one.origin, dict) else None


def _own_origin(reader: Reader, one: Annotation, actor: str) -> Annotation | None:
    found = reader.record(_origin(one) or "")
    return found if isinstance(found, Annotation) and found.space == private_space(actor) else None


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
    behind = {_origin(m) for m in everything if is_shared(m)}
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
        boxes = shown.rects or tuple((x, y, x, y) for stroke in shown.strokes for x, y in stroke) or ((0.0,) * 4,)
        top, left = min(box[1] for box in boxes), min(box[0] for box in boxes)
        return (files.get(shown.document, ("", "", "")), shown.page, round(top), left, shown.mark.created or "")

    first = {(s.mark.id, s.document): place(s) for s in found}

    def order(shown: Shown) -> tuple[Any, ...]:
        above = first.get((shown.mark.reply_to or "", shown.document))
        if above is None:
            return (*place(shown), shown.mark.id, 0, "")
        return (*above, shown.mark.reply_to, 1, shown.mark.created or "", shown.mark.id)

    return sorted(found, key=order)


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


def _require(kind: str, meaning: str | None, placed: object) -> None:
    if kind not in kinds.KINDS:
        raise UserError(f"There is no mark called '{kind}'. Choose from: {', '.join(kinds.KINDS)}.")
    if meaning is not None and meaning not in kinds.MEANINGS:
        raise UserError(f"There is no meaning called '{meaning}'. Choose from: {', '.join(kinds.MEANINGS)}.")
    if not placed:
        raise UserError("Nothing is selected to mark. Select words or draw on the page first.")


def _require_page(paper: Document, page: int) -> None:
    if not 1 <= page <= (paper.pages or page):
        raise UserError(f"This paper has {paper.pages} pages, so there is no page {page}. Choose another page.")


def _mark(reader: Reader, entity: str) -> Annotation:
    found = find_record(reader, entity)
    if not isinstance(found, Annotation):
        raise UserError(f"'{entity}' is no mark. Run 'cypsc show annotations' to see the ids.")
    return found


def _document(reader: Reader, entity: str) -> Document:
    found = find_record(reader, entity)
    if not isinstance(found, Document):
        raise UserError("This paper is not in the library any more. Import it again.")
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
