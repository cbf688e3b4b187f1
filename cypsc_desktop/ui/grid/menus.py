"""What the menus of a cell and of a column offer, each entry with its key."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from cypsc_desktop.ui.grid import blocks
from cypsc_desktop.ui.grid.acting import GridActions
from cypsc_desktop.ui.grid.arrangement import Arrangement, SortBy
from cypsc_desktop.ui.grid.column_layout import ColumnLayout

Entry = tuple[str, str, Callable[[], object], bool] | None  # text, key, what it does, whether it can; None: a line


def cell_entries(doing: GridActions, *, can_add: bool) -> list[Entry]:
    """What can be done with the selected cells."""
    view, arrangement = doing.view, doing.view.arrangement
    rows = len(doing.cells().rows)
    column = arrangement.column_at(view.currentIndex().column())
    editable = column is not None and blocks.is_editable(column)
    word = doing.spec.word()
    moves = not arrangement.sorting
    return [
        ("Edit cell", "F2", view.begin_edit, editable),
        ("Copy", "Ctrl+C", doing.copy, True),
        ("Copy with headings", "", lambda: doing.copy(headings=True), True),
        ("Cut", "Ctrl+X", doing.cut, editable),
        ("Paste", "Ctrl+V", doing.paste, editable),
        ("Fill down", "Ctrl+D", doing.fill_down, editable),
        ("Empty", "Del", doing.empty, editable),
        None,
        (f"Add {word}", "Ins", doing.add, can_add),
        ("Move up", "Alt+Up", lambda: doing.move_rows(-1), moves),
        ("Move down", "Alt+Down", lambda: doing.move_rows(1), moves),
        (f"Delete {word}" if rows == 1 else f"Delete {rows} rows", "Ctrl+Del", doing.delete_selected, rows > 0),
    ]


def column_entries(
    key: str,
    arrangement: Arrangement,
    columns: ColumnLayout,
    *,
    sort: Callable[..., None],
    group: Callable[[str | None], None],
) -> list[Entry]:
    """What can be done with a column. ``sort(*order)`` sorts by these and no other columns."""
    keys = [column.key for column in arrangement.shown_columns()]
    at = keys.index(key)
    others = [by for by in arrangement.sorting if by.key != key]
    return [
        ("Sort upwards", "", lambda: sort(SortBy(key)), True),
        ("Sort downwards", "", lambda: sort(SortBy(key, down=True)), True),
        ("Then sort by this too", "", lambda: sort(*others, SortBy(key)), bool(others)),
        ("As the paper has it", "", sort, bool(arrangement.sorting)),
        None,
        ("Group by this", "", lambda: group(key), arrangement.grouping != key),
        ("Move left", "Ctrl+Shift+Left", lambda: columns.place(key, at - 1), at > 0),
        ("Move right", "Ctrl+Shift+Right", lambda: columns.place(key, at + 1), at < len(keys) - 1),
        ("Narrower", "Ctrl+Alt+Left", lambda: columns.widen(-1, key), True),
        ("Wider", "Ctrl+Alt+Right", lambda: columns.widen(1, key), True),
        ("Hide column", "", lambda: columns.show_one(key, False), len(keys) > 1),
    ]


def fill_menu(menu: QMenu, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        text, key, do, enabled = entry
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False, do=do: do())
