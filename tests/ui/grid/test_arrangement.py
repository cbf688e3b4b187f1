"""The order of rows: Qt's rules kept, the same settings the same rows, and what is chosen followed through every change."""

import itertools
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt

from cypsc_desktop.model.records import KINDS, Conclusion, Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.arrangement import Arrangement, SortBy
from cypsc_desktop.ui.grid.columns import columns_of, spec_of
from cypsc_desktop.ui.grid.filters import asks, fold
from cypsc_desktop.ui.models.records import RecordModel, in_counting_order

COLUMNS = columns_of("response")
KEYS = ("recommendation", "decision", "officer", "report")
responses = st.builds(
    Response,
    id=st.sampled_from([f"response-{n}" for n in range(9)]),
    recommendation=st.sampled_from([None, "1.2 a", "1.10 b", "2"]),
    decision=st.sampled_from([None, "accepted", "noted"]),
    officer=st.sampled_from([None, "Jo Marsh", "Bo"]),
    report=st.sampled_from([None, "Budget", "SEN"]),
)
tables = st.lists(responses, unique_by=lambda r: r.id, max_size=9)
sorts = st.lists(st.builds(SortBy, st.sampled_from(KEYS), st.booleans()), max_size=2, unique_by=lambda by: by.key)
groups = st.sampled_from([None, "report", "decision"])
words = st.sampled_from(["", "a", "1.", "bo", "=", "!accepted", "=noted"])
steps = st.lists(
    st.one_of(
        tables.map(lambda rows: ("show", rows)),
        sorts.map(lambda order: ("sort", order)),
        groups.map(lambda key: ("group", key)),
        st.tuples(st.just("filter"), st.sampled_from(KEYS), words),
        words.map(lambda typed: ("find", typed)),
        st.tuples(st.just("fold"), st.sampled_from(["Budget", "SEN", "", "Accepted"]), st.booleans()),
    ),
    max_size=8,
)


def made(records: Sequence[Response] = ()) -> tuple[RecordModel, Arrangement]:
    model = RecordModel([column.column for column in COLUMNS], edit=lambda *_: True)
    arrangement = Arrangement(model, COLUMNS)
    model.show(list(records))
    return model, arrangement


def do(model: RecordModel, arrangement: Arrangement, step: Any) -> None:
    what, *rest = step
    if what == "show":
        model.show(rest[0])
    elif what == "sort":
        arrangement.sort_by(*rest[0])
    elif what == "group":
        arrangement.group_by(rest[0])
    else:
        getattr(arrangement, what)(*rest)


def rows(arrangement: Arrangement) -> list[str | None]:
    return [arrangement.key_of(row) for row in range(arrangement.rowCount())]


def text(record: Response, key: str) -> str:
    return next(c for c in COLUMNS if c.key == key).column.text(record, {})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(first=tables, after=steps)
def test_the_same_settings_give_the_same_rows_however_they_came(
    qapp: object, first: list[Response], after: list[Any]
) -> None:
    model, arrangement = made(first)
    for step in after:
        do(model, arrangement, step)
    records = [model.record(model.index(row, 0)) for row in range(model.rowCount())]
    other_model, other = made(records)
    other.group_by(arrangement.grouping)
    other.set_folded(list(arrangement.folded))
    other.sort_by(*arrangement.sorting)
    for key, typed in arrangement.filters.items():
        other.filter(key, typed)
    finds = [step[1] for step in after if step[0] == "find"]
    other.find(finds[-1] if finds else "")
    assert rows(arrangement) == rows(other)
    assert [arrangement.heading(n) for n in range(arrangement.rowCount())] == [
        other.heading(n) for n in range(other.rowCount())
    ]
    assert other_model.rowCount() == len(records)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(records=tables, order=sorts, group=groups, typed=words)
def test_rows_are_what_was_asked_for(
    qapp: object, records: list[Response], order: list[SortBy], group: str | None, typed: str
) -> None:
    _, arrangement = made(records)
    arrangement.sort_by(*order)
    arrangement.group_by(group)
    arrangement.filter("decision", typed)
    test = asks(typed)
    fitting = [r for r in records if test is None or test(fold(text(r, "decision")))]
    shown = arrangement.shown_records()
    assert sorted(r.id for r in shown) == sorted(r.id for r in fitting)
    assert arrangement.fitting() == len(fitting)
    gathered: dict[str, list[Any]] = {}
    for record in shown:
        gathered.setdefault(text(record, group) if group else "", []).append(record)
    headings = [h for n in range(arrangement.rowCount()) if (h := arrangement.heading(n))]
    assert [(h.name, h.count) for h in headings] == (
        [(name, len(rs)) for name, rs in gathered.items()] if group else []
    )
    for group_rows in gathered.values():
        for one, other in itertools.pairwise(group_rows):
            assert _stands_before(one, other, order, records)


def _stands_before(one: Response, other: Response, order: list[SortBy], records: list[Response]) -> bool:
    for by in order:
        a, b = text(one, by.key), text(other, by.key)
        if a and b and in_counting_order(a) != in_counting_order(b):
            return (in_counting_order(a) < in_counting_order(b)) != by.down
        if bool(a) != bool(b):
            return bool(a)
    return records.index(one) < records.index(other)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(first=tables, after=steps)
def test_what_is_chosen_is_followed(qapp: object, first: list[Response], after: list[Any]) -> None:
    model, arrangement = made(first)
    selection = QItemSelectionModel(arrangement)
    held: dict[str, QPersistentModelIndex] = {}
    for row in range(0, arrangement.rowCount(), 2):
        index = arrangement.index(row, 1)
        selection.select(index, QItemSelectionModel.SelectionFlag.Select)
        held[str(arrangement.key_of(row))] = QPersistentModelIndex(index)
    for step in after:
        do(model, arrangement, step)
        for key in [key for key in held if arrangement.row_of(key) is None]:
            assert not held.pop(key).isValid()
    assert {key: index.row() for key, index in held.items()} == {key: arrangement.row_of(key) for key in held}
    assert {index.row() for index in selection.selectedIndexes()} == {index.row() for index in held.values()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(first=tables, after=steps)
def test_qts_rules_are_kept_through_anything(
    qapp: object, qtmodeltester: Any, first: list[Response], after: list[Any]
) -> None:
    model, arrangement = made(first)
    qtmodeltester.check(arrangement)
    for step in after:
        do(model, arrangement, step)
    qtmodeltester.check(arrangement)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_qts_rules(kind: str, sample: Store, qtmodeltester: Any) -> None:
    spec = spec_of(kind, kind)
    model = RecordModel([column.column for column in spec.columns], edit=lambda *_: True)
    arrangement = Arrangement(model, spec.columns)
    arrangement.show(spec.rows(sample.read), spec.names(sample.read))
    qtmodeltester.check(arrangement)
    for column in spec.columns:
        arrangement.sort_by(SortBy(column.key, True))
        arrangement.group_by(column.key)
        qtmodeltester.check(arrangement)
    arrangement.show_columns([column.key for column in reversed(spec.columns)])
    qtmodeltester.check(arrangement)


def test_a_thousand_separate_gaps_are_told_in_one_go(qapp: object) -> None:
    _model, arrangement = made([Response(id=f"response-{n}", officer="ab"[n % 2]) for n in range(1000)])
    told: list[str] = []
    arrangement.rowsRemoved.connect(lambda *_: told.append("removed"))
    arrangement.modelReset.connect(lambda: told.append("reset"))
    arrangement.filter("officer", "a")
    assert told == ["reset"]
    assert arrangement.rowCount() == 500


def test_headers_say_how_they_are_sorted(qapp: object) -> None:
    _, arrangement = made()
    arrangement.sort_by(SortBy("decision", True))
    header = Qt.Orientation.Horizontal
    assert arrangement.headerData(1, header) == "Decision ↓"
    assert arrangement.headerData(1, header, Qt.ItemDataRole.AccessibleTextRole) == "Decision, sorted downwards"
    arrangement.sort_by(SortBy("decision"), SortBy("recommendation"))
    assert [arrangement.headerData(n, header) for n in (0, 1)] == ["Recommendation ↑2", "Decision ↑1"]


def test_dates_sort_by_time_and_empty_cells_come_last(qapp: object) -> None:
    dates = ["2021-11-02", None, "2021-09-14", "Autumn 2021", "2021-02-01"]
    _, arrangement = made([Response(id=f"response-{n}", report_back=d) for n, d in enumerate(dates)])
    for down in (False, True):
        arrangement.sort_by(SortBy("report_back", down))
        found = [r.report_back for r in arrangement.shown_records()]
        assert found[-1] is None
        assert [d for d in found if d and d[0] == "2"] == sorted([d for d in dates if d and d[0] == "2"], reverse=down)


@pytest.mark.parametrize(
    ("typed", "cell", "fits"),
    [
        ("cabinet leader", "Leader of the Cabinet", True),
        ('"the cabinet"', "Leader of the Cabinet", True),
        ('"cabinet leader"', "Leader of the Cabinet", False),
        ("=", "", True),
        ("=", "x", False),
        ("=cabinet", "Cabinet", True),
        ("!cabinet", "Cabinet", False),
        ("children's", "Children’s plan", True),
        (">100", "1,065", True),
        (">=1065", "1,065", True),
        ("<100", "lots", False),
        ("<2021-09-01", "22 Aug 2021", True),
        ("> 1/9/2021", "22 Aug 2021", False),
        ("!", "anything!", True),
    ],
)
def test_what_is_typed_into_a_filter(typed: str, cell: str, fits: bool) -> None:
    test = asks(typed)
    assert test is not None
    assert test(fold(cell)) == fits


def test_what_is_of_part_b_says_so_below_its_words() -> None:
    columns = columns_of("conclusion")
    model = RecordModel([column.column for column in columns])
    arrangement = Arrangement(model, columns)
    model.show([
        Conclusion(id="conclusion-1", space="exempt:m", text="Poor value"), Conclusion(id="conclusion-2", text="Good value"),
    ])  # fmt: skip
    at = arrangement.column_of("text")
    assert at is not None
    spoken = [arrangement.index(row, at).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert [words.partition(": ")[2] for words in spoken] == ["Poor value, Part B, private", "Good value"]
    column = arrangement.column_at(at)
    assert column
    assert column.second
    assert column.second(arrangement.record(0), {}) == "Part B, private"
    assert arrangement.index(0, at).data() == "Poor value"  # what is copied and edited are its words alone
