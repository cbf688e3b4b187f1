"""Marks that come in again: those of this library itself, and those that another program gave new names.

A program may drop or change the names of annotations when it saves; such a mark is told by its kind, its place and what it
says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import now, private_space
from cypsc_desktop.model.identity import kind_of, recognised_id
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.places import edges, strokes_of
from cypsc_desktop.papers.text import Edges, squeeze
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.pdf.said import digest
from cypsc_desktop.store.history import HistoryRow
from cypsc_desktop.store.store import Store

_NEAR = 2.0  # points by which programs round and widen a box

Known = Mapping[str, Annotation]
"""Id of a mark that came in -> the mark of the library that it is."""


class Taken(NamedTuple):
    """How many marks took something in, and how many have other words beside theirs."""

    changed: int
    beside: int


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
    waiting = [one for one in came if one.id not in known and not any(m.id == one.id for m in held)]
    # Marks before their answers, and what says the same before what is in its place: the first that fits is taken.
    for answers, alike in ((False, True), (False, False), (True, True)):
        for one in waiting:
            if one.id in known or bool(one.reply_to) is not answers:
                continue
            same = next((m for m in held if m.id not in taken and _is_same(m, one, known, alike=alike)), None)
            if same is not None:
                known[one.id] = same
                taken.add(same.id)
    return known


def with_known_answered(came: Sequence[Annotation], known: Known) -> list[Annotation]:
    """The marks, their answers to marks that the library holds under another id pointing to those."""
    return [replace(m, reply_to=known[m.reply_to].id) if m.reply_to and m.reply_to in known else m for m in came]


def take_back(store: Store, came: Sequence[Annotation], known: Known, *, actor: str) -> Taken:
    """What another program changed in marks that the library holds. Words that nobody changed here since they were
    handed out are taken, and so is another place; other words stand beside one's own as an answer. What the mark said or
    where it was before is no news."""
    held = {m.id for m in all_of(store.read, Annotation)}
    changed: list[tuple[Annotation, dict[str, Any]]] = []
    answers: list[Annotation] = []
    for one in came:
        own = known.get(one.id)
        if own is None:
            continue
        values, other = _news(store, own, one)
        if values:
            changed.append((own, values))
        if other and (answer := _beside(own, other, actor)).id not in held:
            answers.append(answer)
    if changed or answers:
        with store.change("Take in changed marks", actor=actor) as change:
            for own, values in changed:
                for name, value in values.items():
                    change.set(own.id, name, value)
            for answer in answers:
                change.add(answer)
    return Taken(len(changed), len(answers))


def _news(store: Store, own: Annotation, one: Annotation) -> tuple[dict[str, Any], str]:
    """What is to be taken into a mark, and the words that are to stand beside its own."""
    values: dict[str, Any] = {}
    other = ""
    mine, theirs = own.comment or "", one.comment or ""
    here = (own.document, own.page, own.mark) == (one.document, one.page, one.mark) and not own.reply_to
    moved = here and not _near(_place(own.rects, own.points), _place(one.rects, one.points))
    if mine == theirs and not moved:
        return values, other
    before = [row for row in store.read.history(own.id) if row.field in ("comment", "rects", "points")]
    if mine != theirs and theirs not in [row.after for row in before if row.field == "comment"]:
        handed_out = one.origin.get("said") if isinstance(one.origin, dict) else None
        if not mine or handed_out == digest(mine):
            values["comment"] = one.comment
        else:
            other = theirs
    if moved and not any(_near(place, _place(one.rects, one.points)) for place in _held_by(before)):
        values |= {"rects": one.rects, "points": one.points}
        if one.quote:
            values |= {"quote": one.quote, "before": one.before, "after": one.after, "paragraph": one.paragraph}
    return values, other


def _held_by(rows: Iterable[HistoryRow]) -> Iterator[Edges]:
    """The places that a mark had."""
    for row in rows:
        if row.field != "comment" and isinstance(row.after, list) and row.after:
            yield _place(row.after, None) if row.field == "rects" else _place(None, row.after)


def _beside(own: Annotation, words: str, actor: str) -> Annotation:
    """An answer with the words that a copy has where the mark says something else; one, however often they come."""
    return Annotation(
        id=recognised_id("annotation", own.id, "said in a copy", words), space=private_space(actor), document=own.document,
        paper=own.paper, item=own.item, page=own.page, printed=own.printed, mark="note", rects=own.rects,
        comment=f"In a copy that came in it says: “{words}”", created=now(), reply_to=own.reply_to or own.id, state=own.state,
    )  # fmt: skip


def _on(store: Store, document: str) -> list[Annotation]:
    """The marks on a file, those too that have followed its paper into a newer one."""
    return [m for m in all_of(store.read, Annotation) if any(where == document for where, _, _ in _places(m))]


def _is_same(held: Annotation, one: Annotation, known: Known, *, alike: bool) -> bool:
    """Whether a mark without a name that is known is one that is there: of its kind, in its place, and saying the same
    (``alike``), or else by the same person."""
    if held.mark != one.mark or bool(held.reply_to) != bool(one.reply_to):
        return False
    says_so = (held.comment or "") == (one.comment or "")
    if one.reply_to:
        above = known[one.reply_to].id if one.reply_to in known else one.reply_to
        return says_so and held.reply_to in (above, one.reply_to)
    if alike != says_so or (not says_so and (held.author or "") != (one.author or "")):
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
