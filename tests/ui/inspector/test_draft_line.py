"""A draft that began with a private mark: the inspector says who sees it, shares it and takes it back."""

from PySide6.QtWidgets import QLabel

from cypsc_desktop.commands.from_marks import draft_from_marks, drafts_on
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.ui.inspector.draft_line import DraftLine
from cypsc_desktop.ui.place import Place
from tests.helpers.robots import ACTOR, WindowRobot


def test_a_draft_is_shared_and_taken_back_in_the_inspector(desk: WindowRobot) -> None:
    pack = next(d for d in desk.store.read.records("document") if d.doc_kind == "agenda pack")
    one = mark(desk.store, pack.id, 13, "box", actor=ACTOR, rects=[(72, 100, 300, 112)], comment="It costs more.")
    draft = draft_from_marks(desk.store, [one.id], "conclusion", actor=ACTOR)
    desk.go(Place("meeting", pack.meeting, part="conclusions", record=draft.id))
    if not desk.window.side.is_open():
        desk.window.panes.toggle_inspector()
        desk.settle()
    inspector = desk.window.side.inspector
    assert inspector is not None

    def line() -> DraftLine:
        return next(found for found in inspector.findChildren(DraftLine) if found.isVisible())

    def said() -> str:
        shown = [found for found in inspector.findChildren(DraftLine) if found.isVisible()]
        return " ".join(label.text() for found in shown for label in found.findChildren(QLabel))

    for button, words, space in (
        ("Share", "nobody has agreed on it", f"meeting:{pack.meeting}"),
        ("Take back", "nobody else sees it", f"private:{ACTOR}"),
    ):
        assert line().button.text() == button
        desk.click(line().button)
        (now,) = drafts_on(desk.store.read, one.id)
        assert now.space == space
        desk.until(lambda words=words: words in said())
        record = inspector.record()
        assert record is not None
        assert record.id == now.id
    desk.window.edits.undo()
    desk.settle()
    assert drafts_on(desk.store.read, one.id)[0].space == f"meeting:{pack.meeting}"
