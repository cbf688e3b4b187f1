"""Ink: strokes added to what was just drawn, and strokes rubbed out. Each is one step of undo."""

from collections.abc import Mapping

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import private_space
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.places import Strokes, rounded_strokes
from cypsc_desktop.store.store import Reader, Store


def draw_on(store: Store, entity: str, strokes: Strokes, *, actor: str) -> Annotation:
    """Add strokes (points of the page, see ``marks.Piece``) to a mark of ink."""
    found = _ink(store.read, entity)
    with store.change(f"Draw on page {found.printed or found.page}", actor=actor) as change:
        change.set(found.id, "points", [*(found.points or ()), *rounded_strokes(strokes)])
    return _ink(store.read, found.id)


def erase_strokes(store: Store, kept: Mapping[str, Strokes], *, actor: str) -> list[Annotation]:
    """Leave only these strokes of each mark; one of which none are left goes to the bin with its answers, and a private
    one behind it too. Returns the marks that are left."""
    marks = [_ink(store.read, entity) for entity in kept]
    gone = {one.id for one in marks if not kept[one.id]}
    everything = all_of(store.read, Annotation) if gone else []
    behind = {one.origin.get("mark") for one in everything if one.id in gone and isinstance(one.origin, dict)}
    with store.change("Rub out", actor=actor) as change:
        for one in marks:
            if one.id not in gone:
                change.set(one.id, "points", rounded_strokes(kept[one.id]))
        for one in everything:
            if one.id in gone or one.reply_to in gone or (one.id in behind and one.space == private_space(actor)):
                change.delete(one.id)
    return [_ink(store.read, one.id) for one in marks if one.id not in gone]


def _ink(reader: Reader, entity: str) -> Annotation:
    found = find_record(reader, entity)
    if not isinstance(found, Annotation) or found.mark != "ink":
        raise UserError("Only what was drawn with the pen can be drawn on or rubbed out. Choose such a mark.")
    return found
