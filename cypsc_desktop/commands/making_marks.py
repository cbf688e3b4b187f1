"""New marks on pages, and marks that get another place. What a sheet has for its marks is worked out once and kept, so
that a key pressed on a selection costs little more than its commit."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import find_mark, now, place_in_papers, private_space, require_known
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Annotation, Document
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
from cypsc_desktop.store.store import Store

_UNDER = frozenset({"document", "version", "paper", "item", "meeting", "committee"})
"""The kinds that say what a sheet is part of, and whether that shows."""


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


class Ground(NamedTuple):
    """A sheet as marks find it: its file, what a mark there says of it (see ``place_in_papers``), and its text."""

    paper: Document
    place: dict[str, Any]
    text: str


class Grounds:
    """One for a reader: ``reader.keep(Grounds)``. Any thread may ask."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._changes = -1  # how many there had been when this was worked out
        self._held: dict[tuple[str, int], Ground] = {}

    def of(self, store: Store, document: str, page: int) -> Ground:
        """The sheet as the library stands now. UserError for a paper that is gone and a page that it has not."""
        with self._turn:
            changes = store.changes_to(_UNDER)
            if changes != self._changes:
                self._changes = changes
                self._held.clear()
            held = self._held.get((document, page))
            if held is None:
                held = _ground(store, document, page)
                if held.text:  # else it may be being read
                    self._held[document, page] = held
            return held


def _ground(store: Store, document: str, page: int) -> Ground:
    paper = find_record(store.read, document)
    if not isinstance(paper, Document):
        raise UserError("This paper is not in the library any more. Import it again.")
    if not 1 <= page <= (paper.pages or page):
        raise UserError(f"This paper has {paper.pages} pages, so there is no page {page}. Choose another page.")
    text = store.pages.text(paper.sha256 or "", page) or ""
    return Ground(paper, place_in_papers(store.read, paper, page), text)


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
    require_known(kind, meaning)
    grounds, made = store.read.keep(Grounds), []
    for piece in pieces:
        boxes, drawn = _places(piece.rects, piece.strokes)
        ground = grounds.of(store, document, piece.page)
        made.append(
            Annotation(
                id=made_id("annotation"), space=private_space(actor), document=ground.paper.id, page=piece.page, mark=kind,
                meaning=meaning, rects=boxes, points=drawn or None, comment=comment or None, tags=list(tags) or None,
                author=actor, created=now(), state="placed", colour=colour, **ground.place, **_words(ground, piece),
            )
        )  # fmt: skip
    known = [find_mark(store.read, entity) for entity in again]
    pages = [one.printed or str(one.page) for one in (*made, *known)]
    with store.change(_on_pages(pages), actor=actor) as change:
        for one in made:
            change.create(one)
        for old in known:
            change.set(old.id, "meaning", meaning)
    return [*made, *(find_mark(store.read, old.id) for old in known)]


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
    found = find_mark(store.read, entity)
    to = page or found.page or 1
    ground = store.read.keep(Grounds).of(store, found.document or "", to)
    boxes, drawn = _places(rects, strokes)
    values: dict[str, Any] = {"page": to, "rects": boxes, "points": drawn or None, "state": "placed"} | ground.place
    if quote is not None:
        values |= _words(ground, Piece(to, quote=quote, before=before, after=after))
    answers = all_of(store.read, Annotation, reply_to=found.id)
    along = {name: values[name] for name in ("page", "rects", "state", "printed", "paper", "item")}
    with store.change("Move mark", actor=actor) as change:
        for one, what in ((found, values), *((answer, along) for answer in answers)):
            for name, value in what.items():
                change.set(one.id, name, value)
    return find_mark(store.read, found.id)


def fit_mark(store: Store, entity: str, box: Edges, *, actor: str, page: int | None = None) -> Annotation:
    """Move and stretch a mark of any kind so that it stands in this box, strokes and all; what it marks stays said."""
    found = find_mark(store.read, entity)
    rects, strokes = fitted(edges(found.rects), strokes_of(found.points), box)
    drawn = with_widths(strokes, widths_of(found.points))
    return move_mark(store, found.id, actor=actor, page=page, rects=rects, strokes=drawn)


def _places(rects: Iterable[Edges], strokes: Strokes) -> tuple[list[list[float]], list[list[list[float]]]]:
    """Boxes and strokes as the log holds them. UserError where there are none."""
    boxes, drawn = rounded(rects), rounded_strokes(strokes)
    if not boxes and not drawn:
        raise UserError("Nothing is selected to mark. Select words or draw on the page first.")
    return boxes, drawn


def _words(ground: Ground, piece: Piece) -> dict[str, str | None]:
    """What a mark says of the words it is on: as they are read, lines joined, a hyphen at a line's end a hyphen."""
    held = anchor(ground.text, piece.quote, before=piece.before, after=piece.after)
    quote = " ".join(piece.quote.replace("\ufffe", "-").replace("\x02", "-").split())
    return {"quote": quote or None, "before": held.before or None, "after": held.after or None,
            "paragraph": held.paragraph or None}  # fmt: skip


def _on_pages(pages: Sequence[str]) -> str:
    return f"Mark page {pages[0]}" if len(pages) == 1 else f"Mark pages {pages[0]} to {pages[-1]}"
