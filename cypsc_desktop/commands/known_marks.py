"""Marks that come in again: those of this library itself, and those that another program gave new names.

A program may drop or change the names of annotations when it saves; such a mark is told by its kind, its place and what it
says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.places import edges, strokes_of
from cypsc_desktop.papers.text import Edges, squeeze
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.store.store import Store

_NEAR = 2.0  # points by which programs round and widen a box

Known = Mapping[str, Annotation]
"""Id of a mark that came in -> the mark of the library that it is."""


def known_marks(store: Store, came: Sequence[Annotation]) -> dict[str, Annotation]:
    """Those of the marks that the library holds under another id."""
    known = {}
    for one in came:
        name = str(one.origin["name"]) if isinstance(one.origin, dict) else ""
        if kind_of(name) == "annotation" and isinstance(found := store.read.record(name), Annotation):
            known[one.id] = found
    documents = {one.document for one in came}
    held = [m for d in sorted(filter(None, documents)) for m in _on(store, d)]
    ids = {one.id for one in came}
    taken = {found.id for found in known.values()} | ids
    for one in came:
        if one.id in known or any(m.id == one.id for m in held):
            continue
        same = next((m for m in held if m.id not in taken and _is_same(m, one, known)), None)
        if same is not None:
            known[one.id] = same
            taken.add(same.id)
    return known


def with_known_answered(came: Sequence[Annotation], known: Known) -> list[Annotation]:
    """The marks, their answers to marks that the library holds under another id pointing to those."""
    return [replace(m, reply_to=known[m.reply_to].id) if m.reply_to and m.reply_to in known else m for m in came]


def take_back(store: Store, came: Sequence[Annotation], known: Known, *, actor: str) -> int:
    """What another program changed in marks that the library holds: their comment and place. Returns how many."""
    changed = [(own, values) for one in came if (own := known.get(one.id)) and (values := _changed(own, one))]
    if changed:
        with store.change("Take in changed marks", actor=actor) as change:
            for own, values in changed:
                for name, value in values.items():
                    change.set(own.id, name, value)
    return len(changed)


def _changed(own: Annotation, one: Annotation) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if (own.comment or "") != (one.comment or ""):
        values["comment"] = one.comment
    here = (own.document, own.page, own.mark) == (one.document, one.page, one.mark) and not own.reply_to
    if here and not _near(_place(own.rects, own.points), _place(one.rects, one.points)):
        values |= {"rects": one.rects, "points": one.points}
        if one.quote:
            values |= {"quote": one.quote, "before": one.before, "after": one.after, "paragraph": one.paragraph}
    return values


def _on(store: Store, document: str) -> list[Annotation]:
    """The marks on a file, those too that have followed its paper into a newer one."""
    return [m for m in all_of(store.read, Annotation) if any(where == document for where, _, _ in _places(m))]


def _is_same(held: Annotation, one: Annotation, known: Known) -> bool:
    """Whether a mark without a name that is known is one that is there: of its kind, in its place, and saying the same or
    by the same person."""
    above = known[one.reply_to].id if one.reply_to and one.reply_to in known else one.reply_to
    if held.mark != one.mark or bool(held.reply_to) != bool(one.reply_to):
        return False
    says_so = (held.comment or "") == (one.comment or "")
    if one.reply_to:
        return says_so and held.reply_to in (above, one.reply_to)
    if not says_so and (held.author or "") != (one.author or ""):
        return False
    place = _place(one.rects, one.points)
    if any(d == one.document and page == one.page and _near(box, place) for d, page, box in _places(held)):
        return True
    # The same words may have been outlined a little otherwise.
    words = squeeze(one.quote or "")
    return says_so and held.page == one.page and len(words) > 8 and words == squeeze(held.quote or "")


def _places(one: Annotation) -> Iterator[tuple[str | None, int | None, Edges]]:
    """File, page and box of where a mark is, and of where it was."""
    yield one.document, one.page, _place(one.rects, one.points)
    for was in one.former if isinstance(one.former, list) else ():
        yield was.get("document"), was.get("page"), _place(was.get("rects"), was.get("points"))


def _place(rects: object, points: object) -> Edges:
    strokes = strokes_of(points)
    return hull(() if strokes else edges(rects), strokes)


def _near(a: Edges, b: Edges) -> bool:
    return all(abs(x - y) <= _NEAR for x, y in zip(a, b, strict=True))
