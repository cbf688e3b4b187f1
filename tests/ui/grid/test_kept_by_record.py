"""What a grid keeps by record and column, wherever these stand afterwards: rows drawn out, and the cells that are chosen."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel

from cypsc_desktop.ui.grid.ordering import SortBy
from cypsc_desktop.ui.grid.record_grid import RecordGrid

Make = Callable[..., RecordGrid]


def test_a_row_drawn_out_keeps_its_height_wherever_it_goes(grid: Make) -> None:
    shown = grid("response")
    view, held = shown.view, shown.arrangement.record(1)
    assert held is not None
    usual = view.rowHeight(0)
    view.rows.resizeSection(1, usual + 40)
    assert view.frozen.rowHeight(1) == usual + 40
    shown.arrangement.sort_by(SortBy("recommendation", down=True))
    row = shown.arrangement.row_of(held.id)
    assert row not in (None, 1)
    assert (view.rowHeight(row), view.frozen.rowHeight(row)) == (usual + 40, usual + 40)
    assert view.rowHeight(1) == view.frozen.rowHeight(1) == usual
    view.rows.sectionHandleDoubleClicked.emit(row)
    assert view.rowHeight(row) > usual + 40  # its decision is longer than that
    shown.set_lines(4)
    assert len({view.rowHeight(n) for n in range(shown.arrangement.rowCount())}) == 1


def test_chosen_cells_stay_chosen_when_columns_change_places(grid: Make) -> None:
    shown = grid("response")
    view, arrangement = shown.view, shown.arrangement
    record = arrangement.record(2)
    assert record is not None
    keys = [column.key for column in arrangement.shown_columns()]
    view.go(2, 1)
    view.selectionModel().select(arrangement.index(2, 2), QItemSelectionModel.SelectionFlag.Select)
    arrangement.show_columns([keys[2], keys[0], keys[1], *keys[3:]])
    chosen = {(i.row(), arrangement.column_at(i.column()).key) for i in view.selectedIndexes()}
    assert chosen == {(2, keys[1]), (2, keys[2])}
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 2)
    arrangement.show_columns([keys[0], keys[2], *keys[3:]])  # the column of the current cell is gone
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 0)
    assert [(i.row(), i.column()) for i in view.selectedIndexes()] == [(2, 1)]
