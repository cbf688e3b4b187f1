"""5,000 rows in the grid against the same on a bare QAbstractTableModel behind QSortFilterProxyModel in a QTableView.

Each round opens (fills, shows, paints), sorts, filters and takes the filter off in both, one after the other; the
ratio is of the medians. It prints; how fast a machine is fails no test.
"""

from collections.abc import Callable, Iterator
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.fields import write_value
from cypsc_desktop.model.records import Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.arrangement import SortBy
from cypsc_desktop.ui.grid.columns import columns_of, spec_of
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, apply

ROWS = 5_000
WORDS = (
    "plan",
    "review",
    "officer",
    "budget",
    "school",
    "report",
    "care",
    "quarterly",
    "cabinet",
    "member",
    "early",
    "help",
)
DECISIONS = ("awaiting", "interim", "accepted", "partly", "in-progress", "rejected", "noted", "withdrawn")


def made_responses(count: int = ROWS) -> list[Response]:
    """Rows as a committee might have after many years."""
    some = Random(7)

    def words(number: int) -> str:
        return " ".join(some.choice(WORDS) for _ in range(number))

    return [
        Response(
            id=f"response-{n:08d}-0000-7000-8000-000000000000", report=f"Report {n // 12}: {WORDS[n // 12 % len(WORDS)]} review",
            recommendation=f"{n % 12 + 1}. That {words(25)}", decision=some.choice(DECISIONS), decision_text=words(40),
            responder=words(3), officer=words(2), timetable=words(4), conclusions=words(30),
            report_back=f"20{some.randint(18, 26)}-{some.randint(1, 12):02d}-{some.randint(1, 28):02d}", position=n,
        )
        for n in range(count)
    ]  # fmt: skip


_NOWHERE = QModelIndex()


class BareModel(QAbstractTableModel):
    """The same cells and nothing else."""

    def __init__(self, cells: list[list[str]]) -> None:
        super().__init__()
        self.cells = cells

    def rowCount(self, parent: Any = _NOWHERE) -> int:
        return len(self.cells)

    def columnCount(self, parent: Any = _NOWHERE) -> int:
        return len(self.cells[0])

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def timed(do: Callable[[], Any], view: QTableView) -> float:
    start = perf_counter()
    do()
    view.viewport().repaint()
    return perf_counter() - start


@pytest.fixture
def session(qapp: QApplication, store: Store) -> Iterator[Session]:
    apply(qapp, Theme("light"))
    session = Session(store, "Ada Clerk")
    yield session
    session.deleteLater()


def bare_round(cells: list[list[str]]) -> dict[str, float]:
    model, proxy, view = BareModel(cells), QSortFilterProxyModel(), QTableView()
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view.resize(1366, 768)

    def open_it() -> None:
        proxy.setSourceModel(model)
        view.setModel(proxy)
        view.show()
        QApplication.processEvents()

    times = {
        "open": timed(open_it, view),
        "sort": timed(lambda: proxy.sort(1), view),
        "sort back": timed(lambda: proxy.sort(1, Qt.SortOrder.DescendingOrder), view),
        "filter": timed(lambda: proxy.setFilterFixedString("quarterly"), view),
        "filter off": timed(lambda: proxy.setFilterFixedString(""), view),
    }
    view.close()
    view.deleteLater()
    proxy.setParent(view)
    model.setParent(view)
    QApplication.processEvents()
    return times


def grid_round(session: Session, records: list[Response], qtbot: QtBot, **more: Any) -> dict[str, float]:
    spec = spec_of("response", "Responses", rows=lambda _: records, names=lambda _: {}, **more)
    grid: list[RecordGrid] = []

    def open_it() -> None:
        made = RecordGrid(session, spec, Theme("light"))
        grid.append(made)
        made.resize(1366, 768)
        made.refresh()
        made.show()
        QApplication.processEvents()

    start = perf_counter()
    open_it()
    shown = grid[0]
    times = {"open": perf_counter() - start}
    arrangement, view = shown.arrangement, shown.view
    times |= {
        "sort": timed(lambda: arrangement.sort_by(SortBy("recommendation")), view),
        "sort back": timed(lambda: arrangement.sort_by(SortBy("recommendation", True)), view),
        "filter": timed(lambda: shown.look_for("quarterly"), view),
        "filter off": timed(lambda: shown.look_for(""), view),
    }
    shown.close()
    shown.deleteLater()
    QApplication.processEvents()
    return times


@pytest.mark.parametrize("grouped", [False, True])
def test_five_thousand_rows(
    qtbot: QtBot, session: Session, effort: Callable[..., int], grouped: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    records = made_responses()
    fields = [column.field for column in columns_of("response") if column.field and not column.hidden]
    cells = [[write_value(field, getattr(record, field.name)) for field in fields] for record in records]
    rounds = [
        (grid_round(session, records, qtbot, grouped=grouped), bare_round(cells))
        for _ in range(effort(sample=5, whole=30))
    ]
    with capsys.disabled():
        for what in rounds[0][0]:
            ours, bare = (median(pair[n][what] for pair in rounds) for n in (0, 1))
            print(f"\n5,000 rows{', grouped' if grouped else ''}, {what}: {ours * 1000:.0f} ms, bare {bare * 1000:.0f} ms, "
                  f"ratio {ours / bare:.2f}", end="")  # fmt: skip
        print()
