"""In the window: a person says that a renamed copy is the later one, and the marks go there and are listed to review."""

from pathlib import Path

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.records import CellEdit, edit_cells
from cypsc_desktop.commands.reissuing import orphans_into
from cypsc_desktop.model.records import Annotation
from tests.helpers.robots import ACTOR, WindowRobot
from tests.papers.test_editions import marked, pack


def test_a_word_on_the_later_file_takes_the_marks_along(empty_desk: WindowRobot, tmp_path: Path) -> None:
    store = empty_desk.store
    old = import_paper(store, pack(tmp_path, "pack.pdf", edited=False, made="D:20210917120000Z"), actor=ACTOR)
    ids = marked(store, old.document, actor=ACTOR)
    new = import_paper(store, pack(tmp_path, "pack-v2.pdf", edited=True, made="D:20210914120000Z"), actor=ACTOR)
    assert new.review is None
    edit_cells(store, [CellEdit(new.document, "instead_of", old.document)], label="Edit document", actor=ACTOR)
    empty_desk.session.ranked.emit(new.document)
    empty_desk.until(lambda: "Taken along from the version before: 3 marks" in empty_desk.toast())
    empty_desk.settle()
    states = [(m.document, m.state) for m in map(store.read.record, ids) if isinstance(m, Annotation)]
    assert (new.document, "moved") in states
    assert len(orphans_into(store.read, new.document, person=ACTOR)) == [state for _, state in states].count("orphaned")
    # The list of papers tells the two apart.
    empty_desk.window.show_screen("papers")
    empty_desk.settle()
    screen = empty_desk.screen("papers")
    rows = screen.list.papers.model()
    said = [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]
    assert said[1:] == ["Agenda pack, current", "Agenda pack, replaced"]
