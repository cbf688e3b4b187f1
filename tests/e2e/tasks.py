"""The core tasks, each by the keyboard alone and by the mouse alone, and how to see that it was done.

A task begins where a person begins: on Home of the sample committee (the first one on the start screen of an empty
library), and ends when the library or the window says that it is done.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
)

from cypsc_desktop.model.records import Record
from tests.helpers.journey import Desk, Keyboard, Mouse, folder_of, in_sight, top_window

BUTTON = QAbstractButton
FIELD = (QLineEdit, QPlainTextEdit, QTextEdit)
PACK, SUPPLEMENT = "larkmere-agenda-pack.pdf", "larkmere-supplement.pdf"


@dataclass(frozen=True, slots=True)
class Places:
    """The files that a task is about."""

    pack: Path
    exported: Path
    other_library: Path


@dataclass(frozen=True, slots=True)
class Task:
    """``answers``: what the file choosers are told. ``restarts``: how the library was left before the task begins."""

    words: str
    by_keys: Callable[[Desk, Keyboard], None]
    by_mouse: Callable[[Desk, Mouse], None]
    done: Callable[[Desk, Places], None]
    answers: Callable[[Places], dict[str, list[Any]]] = field(default=lambda _: {})
    before: Callable[[Desk], None] = field(default=lambda _: None)
    empty: bool = False


def records(desk: Desk, kind: str, **where: Any) -> list[Any]:
    return list(desk.read.records(kind, **where))


def only(desk: Desk, kind: str, **values: Any) -> Record:
    """The one record of a kind that has these values."""
    found = [r for r in records(desk, kind) if all(getattr(r, name) == value for name, value in values.items())]
    assert len(found) == 1, f"{len(found)} of {kind} with {values}"
    (one,) = found
    assert isinstance(one, Record)
    return one


# Import and confirm


def import_by_keys(desk: Desk, keys: Keyboard) -> None:
    desk.until(
        lambda: getattr(QApplication.focusWidget(), "autoDefault", bool)() is True
    )  # Enter presses it from then on
    keys.press("Return")
    desk.until(lambda: desk.front() == "confirm")
    keys.press("Ctrl+K")
    keys.write("accept e")
    keys.press("Return")


def import_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Import an agenda pack", kind=BUTTON)
    desk.until(lambda: desk.front() == "confirm")
    mouse.click("Accept all", kind=BUTTON)


def is_confirmed(desk: Desk, places: Places) -> None:
    assert desk.sees("lines are checked.")


# Papers


def open_at_page_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+2")
    keys.press("Return")  # the paper of the latest meeting is the first of the list
    keys.press("Ctrl+G")
    keys.write("18")
    keys.press("Return")


def open_at_page_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Papers", kind=BUTTON)
    mouse.click("Agenda pack", kind=QAbstractItemView)
    mouse.click("Pages", kind=BUTTON)
    mouse.click("18", kind=QAbstractItemView)


def is_at_page(desk: Desk, places: Places) -> None:
    assert "Printed page 18, sheet 18 of 37" in desk.status()


def find_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+2")
    keys.press("Return")
    keys.press("Ctrl+F")
    keys.write("fallen away")
    desk.until(lambda: at_hit(desk, 1))  # found as one types
    keys.press("Return")


def find_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Papers", kind=BUTTON)
    mouse.click("Agenda pack", kind=QAbstractItemView)
    mouse.choose("More", "Find and go to", "Find")
    mouse.write("fallen away")
    desk.until(lambda: at_hit(desk, 1))  # found as one types
    mouse.click("Next hit", kind=BUTTON)


def at_hit(desk: Desk, number: int) -> bool:
    return any(said.startswith(f"{number} of ") for said, _, _ in in_sight(top_window()))


def is_found(desk: Desk, places: Places) -> None:
    desk.until(lambda: at_hit(desk, 2))
    assert desk.front() == "papers"


def beside_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+2")
    keys.press("Return")
    keys.press("Ctrl+\\")
    keys.press("Ctrl+Shift+O")
    keys.press("Down")
    keys.press("Return")


def beside_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Papers", kind=BUTTON)
    mouse.click("Agenda pack", kind=QAbstractItemView)
    mouse.choose("More", "Show", "Two papers")
    mouse.choose("More", "All papers")
    mouse.click("Supplement", kind=QAbstractItemView)


def are_beside(desk: Desk, places: Places) -> None:
    assert desk.front() == "papers"
    assert desk.sees(PACK)
    assert desk.sees(SUPPLEMENT)


# Search


def search_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+Shift+F")
    keys.write("fallen away")
    keys.press("Down")
    keys.press("Ctrl+Return")


def search_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Search everything", kind=BUTTON)
    mouse.write("fallen away")
    mouse.click("Minutes of the previous sub-committee meeting, page 9", kind=QAbstractItemView)


def is_on_its_line(desk: Desk, places: Places) -> None:
    assert desk.front() == "papers"
    assert "Printed page 9, sheet 9 of 37" in desk.status()


# Records


def correct_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+7")
    keys.press("Ctrl+F")
    keys.write("Agnes")
    keys.press("Return")
    keys.press("F2")
    keys.press("End")
    keys.press("Backspace")
    keys.write("le")
    keys.press("Return")


def correct_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("People", kind=BUTTON)
    mouse.click("Agnes Coverdale", kind=QAbstractItemView)
    mouse.double_click_word("Coverdale")
    mouse.write("Coverdalle")
    mouse.click("Amara Okonjo", kind=QAbstractItemView)


def is_corrected(desk: Desk, places: Places) -> None:
    only(desk, "person", name="Agnes Coverdalle")


def reply_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+4")
    keys.press("Ctrl+R")
    keys.write("ac")
    keys.press("Tab", 3)
    keys.write("Agreed in full.")
    keys.press("Ctrl+Return")


def reply_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Recommendations", kind=BUTTON)
    mouse.click("Record reply", kind=BUTTON)
    mouse.click("Decision", kind=QComboBox)
    mouse.click("Accepted", kind=QAbstractItemView)
    mouse.click("Wording", kind=FIELD)
    mouse.write("Agreed in full.")
    mouse.click("Record", kind=BUTTON)


def is_replied(desk: Desk, places: Places) -> None:
    reply = only(desk, "response", decision_text="Agreed in full.")
    assert getattr(reply, "decision", "") == "accepted"


def titles(desk: Desk) -> list[str]:
    """The agenda of the latest meeting with papers, in order."""
    meeting = only(desk, "meeting", date="2021-09-21")
    items = sorted(records(desk, "item", meeting=meeting.id), key=lambda item: item.position or 0)
    return [str(item.title) for item in items]


def move_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+3")
    keys.press("Down", 2)
    keys.press("Alt+Down")


def move_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Meeting", kind=BUTTON)
    mouse.right_click("3 Disclosures of interest", kind=QAbstractItemView)
    mouse.click("Move down", kind=QMenu)


def is_moved(desk: Desk, places: Places) -> None:
    order = titles(desk)
    assert order.index("Urgent Business (if any)") + 1 == order.index("Disclosures of interest"), order


def make_meeting_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+N")
    keys.write("14/12/2021")
    keys.press("Return")
    for title in ("Travel to school", "Libraries"):
        keys.press("Ins")
        keys.write(title)
        keys.press("Return")


def make_meeting_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.menu("File", "New meeting")
    mouse.write("14/12/2021")
    mouse.click("Create meeting", kind=BUTTON)
    for title in ("Travel to school", "Libraries"):
        mouse.click("Add item", kind=BUTTON)
        mouse.write(title)
    mouse.click("1 Apologies for absence", kind=QAbstractItemView)


def is_made(desk: Desk, places: Places) -> None:
    meeting = only(desk, "meeting", date="2021-12-14")
    found = {item.title for item in records(desk, "item", meeting=meeting.id)}
    assert {"Travel to school", "Libraries"} <= found, found


# Undo, bin


def left_with_a_change(desk: Desk) -> None:
    """Yesterday an item was moved, and the program was ended."""
    keys = Keyboard(desk)
    move_by_keys(desk, keys)
    folder = folder_of(desk)
    desk.restart("--library", str(folder))
    keys.press("Ctrl+1")


def undo_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+Z")
    assert titles(desk).index("Disclosures of interest") == 2
    keys.press("Ctrl+Shift+Z")


def undo_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.menu("Edit", "Undo")
    assert titles(desk).index("Disclosures of interest") == 2
    mouse.click("Redo", kind=BUTTON)  # on the toast


def left_with_something_deleted(desk: Desk) -> None:
    keys = Keyboard(desk)
    keys.press("Ctrl+3")
    keys.press("Down", 2)
    keys.press("Del")
    assert "Disclosures of interest" not in titles(desk)
    keys.press("Ctrl+1")


def bring_back_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+K")
    keys.write("bin")
    keys.press("Return")
    keys.press("Return")


def bring_back_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.menu("Edit", "Bin")
    mouse.click("Bring back", kind=BUTTON)


def is_back(desk: Desk, places: Places) -> None:
    assert "Disclosures of interest" in titles(desk)
    assert desk.front() == "meeting"


# Files


def export_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+E")


def export_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.click("Recommendations", kind=BUTTON)
    mouse.click("Export table", kind=BUTTON)


def is_exported(desk: Desk, places: Places) -> None:
    assert str(places.exported) in desk.toast()
    assert places.exported.stat().st_size > 5_000


def keep_and_open_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+K")
    keys.write("back up")
    keys.press("Return")
    assert "Backed up" in desk.toast()
    keys.press("Ctrl+O")


def keep_and_open_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.menu("File", "Back up now")
    assert "Backed up" in desk.toast()
    mouse.menu("File", "Open library")


def is_kept_and_open(desk: Desk, places: Places) -> None:
    assert folder_of(desk) == places.other_library


# Look


def dress_by_keys(desk: Desk, keys: Keyboard) -> None:
    keys.press("Ctrl+K")
    keys.write("dark")
    keys.press("Return")
    keys.press("Ctrl+K")
    keys.write("150")
    keys.press("Return")


def dress_by_mouse(desk: Desk, mouse: Mouse) -> None:
    mouse.menu("View", "Theme", "Dark")
    mouse.menu("View", "Text size", "150 %")


def is_dressed(desk: Desk, places: Places) -> None:
    theme = desk.window.parts.theme
    assert (theme.scheme, theme.scale) == ("dark", 1.5)


def files(places: Places) -> dict[str, list[Any]]:
    return {"papers": [[places.pack]]}


TASKS = (
    Task("Import a pack and confirm all that was read", import_by_keys, import_by_mouse, is_confirmed, files, empty=True),
    Task("Open a paper at a printed page", open_at_page_by_keys, open_at_page_by_mouse, is_at_page),
    Task("Find words in a paper, to the second hit", find_by_keys, find_by_mouse, is_found),
    Task("Search everything and go to the printed line", search_by_keys, search_by_mouse, is_on_its_line),
    Task("Read two papers side by side", beside_by_keys, beside_by_mouse, are_beside),
    Task("Correct a person's name", correct_by_keys, correct_by_mouse, is_corrected),
    Task("Record a reply to a recommendation", reply_by_keys, reply_by_mouse, is_replied),
    Task("Move an item of the agenda", move_by_keys, move_by_mouse, is_moved),
    Task("Make a meeting by hand, with two items", make_meeting_by_keys, make_meeting_by_mouse, is_made),
    Task("Undo and redo after a restart", undo_by_keys, undo_by_mouse, is_moved, before=left_with_a_change),
    Task("Bring an item back from the bin", bring_back_by_keys, bring_back_by_mouse, is_back, before=left_with_something_deleted),
    Task("Export the response table", export_by_keys, export_by_mouse, is_exported, lambda p: {"save_as": [p.exported]}),
    Task(
        "Back up, and open another library", keep_and_open_by_keys, keep_and_open_by_mouse, is_kept_and_open,
        lambda p: {"library": [p.other_library]},
    ),
    Task("Change theme and text size", dress_by_keys, dress_by_mouse, is_dressed),
)  # fmt: skip
