"""The one table model: least changes, selections that survive, natural order."""

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QSortFilterProxyModel, Qt

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.model.records import Recommendation, Record, Saving
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.columns import columns_of
from cypsc_desktop.ui.meeting.grids import TABLES, MeetingTable
from cypsc_desktop.ui.models.records import SORT, Column, RecordModel, in_counting_order

COLUMNS = (
    Column("No.", lambda r, _: r.number or "", "number"),
    Column("Text", lambda r, _: r.text or "", "text"),
)
identities = st.sampled_from([f"recommendation:{n}" for n in range(8)])
records = st.builds(Recommendation, id=identities, text=st.sampled_from(["a", "b"]))
lists = st.lists(records, unique_by=lambda r: r.id, max_size=8)


def made(count: int) -> list[Record]:
    return [Recommendation(id=f"recommendation:{n}", number=str(n), text=f"Text {n}") for n in range(count)]


def texts(model: RecordModel, column: int = 1) -> list[Any]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_model_keeps_qts_rules(qtmodeltester: Any) -> None:
    model = RecordModel(COLUMNS)
    qtmodeltester.check(model)
    model.show(made(5))
    model.show(list(reversed(made(7)))[2:])
    model.show([])
    qtmodeltester.check(model)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_keeps_qts_rules(table: MeetingTable, sample: Store, qtmodeltester: Any) -> None:
    spec = table.spec(lambda: meetings(sample.read)[-1])
    model = RecordModel([column.column for column in spec.columns], edit=lambda *_: True)
    model.show(spec.rows(sample.read), spec.names(sample.read))
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT)
    qtmodeltester.check(model)
    for column in range(model.columnCount()):
        proxy.sort(column)
        qtmodeltester.check(proxy)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lists, after=lists)
def test_selection_survives_whatever_comes(qapp: object, before: list[Record], after: list[Record]) -> None:
    model = RecordModel(COLUMNS)
    model.show(before)
    selection = QItemSelectionModel(model)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    held = {}
    for row in range(0, model.rowCount(), 2):
        selection.select(model.index(row, 0), rows)
        held[before[row].id] = QPersistentModelIndex(model.index(row, 1))
    model.show(after)
    assert [model.record(model.index(row, 0)) for row in range(model.rowCount())] == after
    kept = {record.id: row for row, record in enumerate(after)}
    assert {index.row() for index in selection.selectedRows()} == {kept[e] for e in held if e in kept}
    for entity, index in held.items():
        assert index.isValid() == (entity in kept)
        assert not index.isValid() or index.row() == kept[entity]


def test_only_what_changed_is_told(qapp: object) -> None:
    model = RecordModel(COLUMNS)
    model.show(made(5))
    told: list[str] = []
    model.dataChanged.connect(lambda first, last: told.append(f"changed {first.row()}-{last.row()}"))
    model.rowsInserted.connect(lambda _, first, last: told.append(f"inserted {first}-{last}"))
    model.rowsRemoved.connect(lambda _, first, last: told.append(f"removed {first}-{last}"))
    model.layoutChanged.connect(lambda *_: told.append("moved"))
    model.modelReset.connect(lambda: told.append("reset"))
    model.show(made(5))
    assert told == []
    after = made(6)
    after[1] = replace(after[1], text="Other")
    del after[3]
    model.show(after)
    assert told == ["removed 3-3", "inserted 4-4", "changed 1-1"]


def test_five_thousand_rows_turned_round_in_a_moment(qapp: object) -> None:
    model = RecordModel(COLUMNS)
    many = made(5000)
    started = time.perf_counter()
    model.show(many)
    model.show(list(reversed(many)))
    model.show(many[::2])
    assert time.perf_counter() - started < 1
    assert model.rowCount() == 2500


def test_numbers_sort_as_people_count(qapp: object) -> None:
    model = RecordModel(COLUMNS)
    numbers = ["10", "2", "1.10", "1.2", "", "5a", "5"]
    model.show([Recommendation(id=f"recommendation:{n}", number=number) for n, number in enumerate(numbers)])
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT)
    proxy.sort(0)
    assert [proxy.index(row, 0).data() for row in range(7)] == ["1.2", "1.10", "2", "5", "5a", "10", ""]
    assert in_counting_order("Item 9") < in_counting_order("Item 10")


def test_figures_sort_by_value_and_stand_right(qapp: object) -> None:
    model = RecordModel([column.column for column in columns_of("saving")])
    amounts = [1065.0, None, 126.4, -3.0, 1234567.0]
    model.show([Saving(id=f"saving:{n}", amount=amount) for n, amount in enumerate(amounts)])
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT)
    proxy.sort(2)
    assert [proxy.index(row, 2).data() for row in range(5)] == ["", "-3", "126.4", "1,065", "1,234,567"]
    assert Qt.AlignmentFlag(model.index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight


def test_a_cell_is_edited_through_the_command_alone(qapp: object) -> None:
    asked: list[tuple[str, str, str]] = []

    def edit(record: Record, field: str, text: str) -> bool:
        asked.append((record.id, field, text))
        return True

    model = RecordModel((*COLUMNS, Column("Read only", lambda *_: "fixed")), edit=edit)
    model.show(made(2))
    assert model.setData(model.index(1, 1), "New")
    assert not model.setData(model.index(1, 2), "New")
    assert asked == [("recommendation:1", "text", "New")]
    assert texts(model) == ["Text 0", "Text 1"]  # it changes when the library has
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
