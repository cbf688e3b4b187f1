"""The window's frame over the sample committee: sidebar, tabs, back, palette, panes, memory, toasts, narrow windows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.records import Document, Item, Meeting
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.frame.sidebar import two_lines
from cypsc_desktop.ui.frame.tab_room import widths_in
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screens import SCREENS
from tests.helpers.robots import ACTOR, WindowRobot

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


def action(desk: WindowRobot, words: str) -> QAction:
    """A command of the menus by its words."""
    found = [a for a in desk.window.findChildren(QAction) if a.text().replace("&", "").removesuffix("…") == words]
    assert found, f"no command is called {words}"
    return found[0]


def test_the_window_opens_on_home(desk: WindowRobot) -> None:
    assert desk.front() == "home"
    assert desk.tabs() == ["Home"]
    assert desk.window.windowTitle() == "Home - CYPSC Desktop"
    assert desk.window.sidebar.rows["home"].property("current")


@pytest.mark.parametrize("name", [sort.name for sort in SCREENS])
def test_every_screen_can_be_gone_to_and_left(desk: WindowRobot, name: str) -> None:
    desk.window.show_screen(name)
    desk.settle()
    assert desk.front() == name
    screen = desk.window.going.front()
    assert screen
    assert screen.title()
    assert screen.place().screen == name
    assert desk.window.isAncestorOf(QApplication.focusWidget() or desk.window)
    desk.press(Qt.Key.Key_Left, ALT)
    assert desk.front() == "home"


@pytest.mark.parametrize("name", [sort.name for sort in SCREENS if sort.in_sidebar])
def test_the_sidebar_leads_to_its_screens(desk: WindowRobot, name: str) -> None:
    desk.click_sidebar(name)
    assert desk.front() == name
    assert desk.window.sidebar.rows[name].property("current")


def test_the_sidebar_by_keys(desk: WindowRobot) -> None:
    desk.window.sidebar.focus_current()
    desk.press(Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert focus is desk.window.sidebar.rows["papers"]
    desk.press(Qt.Key.Key_Space)
    assert desk.front() == "papers"


def test_each_screen_has_its_key(desk: WindowRobot) -> None:
    for key, name in (
        (Qt.Key.Key_2, "papers"),
        (Qt.Key.Key_3, "meeting"),
        (Qt.Key.Key_7, "people"),
        (Qt.Key.Key_1, "home"),
    ):
        desk.press(key, CTRL)
        assert desk.front() == name


def test_back_and_forward_by_buttons_and_keys(desk: WindowRobot) -> None:
    assert not desk.window.bar.back.isEnabled()
    desk.go(Place("history"))
    desk.go(Place("bin"))
    desk.click(desk.window.bar.back)
    assert desk.front() == "history"
    desk.press(Qt.Key.Key_Left, ALT)
    assert desk.front() == "home"
    desk.click(desk.window.bar.forward)
    desk.press(Qt.Key.Key_Right, ALT)
    assert desk.front() == "bin"
    assert not desk.window.bar.forward.isEnabled()


def test_tabs_by_keys_and_cross(desk: WindowRobot) -> None:
    desk.go(Place("people"))
    desk.go(Place("plan"))
    assert [place.screen for place in desk.window.tabs.places()] == ["home", "people", "plan"]
    desk.press(Qt.Key.Key_Tab, CTRL)
    assert desk.front() == "home"
    desk.press(Qt.Key.Key_Tab, CTRL | SHIFT)
    assert desk.front() == "plan"
    desk.press(Qt.Key.Key_W, CTRL)
    assert desk.tabs() == ["Home", "People"]
    assert desk.front() == "home"  # where the person came from, not the neighbour
    desk.press(Qt.Key.Key_Tab, CTRL)
    cross = desk.window.tabs.tabButton(0, desk.window.tabs.ButtonPosition.RightSide)
    assert isinstance(cross, QToolButton)
    assert not cross.isVisible()
    QTest.mouseMove(desk.window.tabs, desk.window.tabs.tabRect(0).center())
    desk.click(cross)
    assert desk.tabs() == ["People"]
    assert not desk.window.tabs.tabButton(0, desk.window.tabs.ButtonPosition.RightSide).isVisible()


def test_who_looks_in_and_goes_on_leaves_no_tab(desk: WindowRobot) -> None:
    desk.go(Place("history"))
    assert desk.tabs() == ["Home", "History"]
    desk.go(Place("bin"))
    assert desk.tabs() == ["Home", "Bin"]
    desk.press(Qt.Key.Key_Left, ALT)
    assert desk.front() == "history"


def test_the_palette_finds_commands_and_items(desk: WindowRobot) -> None:
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type("history of the lib")
    desk.press(Qt.Key.Key_Return)
    assert desk.front() == "history"
    item = next(i for i in desk.store.read.records("item") if isinstance(i, Item) and i.title and not i.pdf_pages)
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type(str(item.title))
    desk.press(Qt.Key.Key_Return)
    assert desk.front() == "meeting"


def test_the_palette_gives_the_focus_back(desk: WindowRobot) -> None:
    before = QApplication.focusWidget()
    desk.click(desk.window.search_button)
    desk.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_f6_goes_round_every_pane_and_is_never_trapped(desk: WindowRobot) -> None:
    desk.go(Place("meeting", desk.meeting()))
    seen = []
    for _ in range(8):
        desk.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    sidebar = [w for w in seen if w and desk.window.sidebar.isAncestorOf(w)]
    inspector = desk.window.side.inspector
    assert sidebar
    assert inspector is not None
    assert any(w and inspector.isAncestorOf(w) for w in seen)


def test_sidebar_and_inspector_hide_and_stay_hidden(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        desk.go(Place("meeting", desk.meeting()))
        assert desk.window.side.is_open()
        desk.press(Qt.Key.Key_F4)
        desk.press(Qt.Key.Key_F9)
        assert not desk.window.side.is_open()
        assert desk.window.sidebar.isHidden()
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        desk.go(Place("meeting", desk.meeting()))
        assert not desk.window.side.is_open()
        assert desk.window.sidebar.isHidden()
        action(desk, "Reset layout").trigger()
        assert desk.window.side.is_open()
        assert desk.window.sidebar.isVisible()


def test_tabs_and_place_are_found_again(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        desk.go(Place("people"))
        desk.go(Place("recommendations"))
        desk.go(Place("people"))
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        assert desk.tabs() == ["Home", "People", "Recommendations"]
        assert desk.front() == "people"


@pytest.mark.parametrize(
    ("role", "screen"), [("chair", "home"), ("minutes", "meeting"), ("officer", "recommendations")]
)
def test_the_role_chooses_the_first_screen(
    qtbot: QtBot, sample_folder: Path, tmp_path: Path, role: str, screen: str
) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        desk.settings.role = role
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        assert desk.front() == screen


def test_a_narrow_window_opens_the_inspector_as_a_drawer(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini", size=(940, 700)) as desk:
        desk.go(Place("meeting", desk.meeting()))
        assert not desk.window.side.is_open()
        assert desk.window.sidebar.rows["home"].text() == ""
        assert desk.window.sidebar.rows["home"].accessibleName() == "Home"
        desk.press(Qt.Key.Key_F4)
        inspector = desk.window.side.inspector
        assert inspector is not None
        assert inspector.isVisible()
        assert inspector.geometry().right() <= desk.window.width()
        desk.press(Qt.Key.Key_Escape)
        assert not inspector.isVisible()


def test_a_change_made_elsewhere_is_said_and_undone_from_anywhere(desk: WindowRobot) -> None:
    item = next(i for i in desk.store.read.records("item") if isinstance(i, Item))
    set_field(desk.store, item.id, "title", "Another title", actor=ACTOR)
    desk.until(lambda: desk.window.status.saved.text().startswith("Saved "))
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.toast().startswith("Undone")
    desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
    record = desk.store.read.record(item.id)
    assert isinstance(record, Item)
    assert record.title == "Another title"


def test_counts_stand_in_the_sidebar(desk: WindowRobot) -> None:
    desk.until(desk.window.sidebar.rows["recommendations"].count.text)
    name = desk.window.sidebar.rows["recommendations"].accessibleName()
    assert name.endswith("overdue")


def test_everything_that_can_be_focused_in_the_frame_has_a_name(desk: WindowRobot) -> None:
    for button in desk.window.findChildren(QPushButton) + desk.window.findChildren(QToolButton):
        if button.isVisible():
            assert button.accessibleName() or button.text(), button.objectName()


def test_saving_is_answered(desk: WindowRobot) -> None:
    desk.press(Qt.Key.Key_S, CTRL)
    assert desk.toast().startswith("Already saved")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.toast()


def test_what_was_done_is_told_where_nothing_is_worked_in(desk: WindowRobot) -> None:
    desk.window.voice.say_done("Recommendation 3, That services agree one method for spotting hidden harm: deleted.")
    desk.settle()
    toast, foot = desk.window.toast, desk.window.statusBar()
    assert foot.geometry().contains(toast.geometry())
    assert toast.rect().contains(toast.button.geometry())
    assert toast.button.height() >= 24
    assert (
        toast.words.width() >= toast.words.sizeHint().width() or toast.words.heightForWidth(toast.words.width()) <= 26
    )


def test_the_committee_has_two_lines(desk: WindowRobot) -> None:
    shown = desk.window.sidebar.committee
    assert shown.text().replace("&&", "&").split("\n") == ["Scrutiny Children &", "Families Sub-Committee"]
    assert shown.height() >= 2 * shown.fontMetrics().height()
    metrics = shown.fontMetrics()
    assert two_lines("Cabinet", 160, metrics) == ["Cabinet"]
    assert two_lines("", 160, metrics) == []
    long = two_lines("Overview and Scrutiny Commission for Children, Families and Young People", 160, metrics)
    assert len(long) == 2
    assert long[1].endswith("\N{HORIZONTAL ELLIPSIS}")


def test_tabs_that_have_no_room_give_way_and_stand_in_a_list(desk: WindowRobot) -> None:
    names = ["papers", "meeting", "prepare", "recommendations", "plan", "people"]
    for name in names:
        desk.go(Place(name))
    tabs, button = desk.window.tabs, desk.window.bar.list
    assert desk.window.bar.height() == 36
    for width in (1366, 1100, 860, 1100):
        desk.window.resize(width, 600)
        desk.settle()
        shown = [n for n in range(tabs.count()) if tabs.isTabVisible(n)]
        assert tabs.currentIndex() in shown
        assert all(tabs.rect().contains(tabs.tabRect(n)) for n in shown), width
        whole = [tabs.tabText(n) == tabs.tabToolTip(n) for n in shown]
        assert button.isVisible() == (not all(whole) or len(shown) < tabs.count()), width
    desk.window.resize(860, 600)
    desk.settle()
    crosses = [tabs.tabButton(n, tabs.ButtonPosition.RightSide).isVisible() for n in range(tabs.count())]
    assert crosses == [n == tabs.currentIndex() for n in range(tabs.count())]
    away = next(n for n in range(tabs.count()) if not tabs.isTabVisible(n))
    assert button.accessibleName() == "All tabs"
    action(desk, "All tabs").trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == desk.tabs()
    menu.actions()[away].trigger()
    menu.close()
    desk.window.activateWindow()
    desk.settle()
    assert tabs.currentIndex() == away
    assert tabs.isTabVisible(away)
    for _ in names:
        desk.press(Qt.Key.Key_Tab, CTRL)  # Ctrl+Tab comes to those out of sight too
        assert tabs.isTabVisible(tabs.currentIndex())
    assert tabs.currentIndex() == (away + len(names)) % tabs.count()
    desk.window.resize(2400, 600)
    desk.settle()
    assert not button.isVisible()
    assert [tabs.tabText(n) for n in range(tabs.count())] == desk.tabs()


def test_widths_in_a_row_of_tabs() -> None:
    assert widths_in(500, [100, 100, 300], 0, 80) == [100, 100, 300]
    assert widths_in(400, [100, 100, 300], 0, 80) == [100, 100, 200]
    assert widths_in(270, [100, 100, 300], 0, 80) == [90, 90, 90]
    assert widths_in(170, [100, 100, 300], 2, 80) == [0, 85, 85]
    assert widths_in(50, [100, 100, 300], 1, 80) == [0, 50, 0]
    assert widths_in(50, [], -1, 80) == []


def test_tabs_are_closed_by_the_middle_button_and_their_menu(desk: WindowRobot) -> None:
    for name in ("recommendations", "plan", "people"):
        desk.go(Place(name))
    tabs = desk.window.tabs
    before = desk.tabs()
    QTest.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tabs.tabRect(1).center())
    assert desk.tabs() == [title for title in before if title != before[1]]
    menu = tabs.menu_at(tabs.tabRect(1).center())
    held = desk.tabs()[1]
    next(one for one in menu.actions() if one.text() == "Close others").trigger()
    assert desk.tabs() == [held]
    assert desk.front() == "plan"
    menu = tabs.menu_at(tabs.tabRect(0).center())
    assert not any(one.isEnabled() for one in menu.actions())


def test_the_crosses_of_tabs_follow_the_theme(desk: WindowRobot) -> None:
    desk.go(Place("people"))
    cross = desk.window.tabs.tabButton(1, desk.window.tabs.ButtonPosition.RightSide)
    assert isinstance(cross, QToolButton)
    light = cross.icon().pixmap(32, 32).toImage()
    desk.window.set_theme(look.Theme("dark", still=True))
    assert cross.icon().pixmap(32, 32).toImage() != light


def test_a_list_opens_with_its_first_record_chosen_and_no_heading(desk: WindowRobot) -> None:
    for name in ("recommendations", "plan", "people"):
        screen = desk.go(Place(name))
        view = screen.grid.view
        assert view.arrangement.record(view.currentIndex().row()) is not None, name
        assert desk.window.side.record() is not None, name


def test_a_form_over_a_list_makes_the_window_no_higher(desk: WindowRobot) -> None:
    theme = look.Theme("light", 2.0, still=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, theme)
    desk.window.set_theme(theme)
    screen = desk.go(Place("recommendations"))
    screen.begin_reply()
    desk.settle()
    assert (desk.window.width(), desk.window.height()) == (1366, 768)
    form = screen.form
    assert form.save_button.geometry().top() >= form._scroll.geometry().bottom()


def test_keys_of_commands_come_before_keys_of_text(desk: WindowRobot) -> None:
    desk.go(Place("search"))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("care leavers")
    field.home(False)
    desk.press(Qt.Key.Key_K, CTRL)  # on X11 this would cut the rest of the line
    assert field.text() == "care leavers"
    palette = desk.window.guide.palette()
    assert palette is not None
    assert palette.isVisible()
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_A, CTRL)
    assert field.selectedText() == "care leavers"


def test_a_hidden_sidebar_can_be_brought_back_with_the_mouse(desk: WindowRobot) -> None:
    desk.click(desk.window.sidebar.hide_button)
    assert desk.window.sidebar.isHidden()
    desk.click(desk.window.bar.sidebar)
    assert desk.window.sidebar.isVisible()
    assert not desk.window.bar.sidebar.isVisible()


def test_the_rail_keeps_committee_and_what_presses(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini", size=(940, 700)) as desk:
        assert desk.window.sidebar.committee.isVisible()
        assert desk.window.sidebar.committee.accessibleName().startswith("Committee: ")
        desk.until(desk.window.sidebar.rows["recommendations"].sign.isVisible)


def test_a_long_count_gives_way_to_the_words_of_its_row(desk: WindowRobot) -> None:
    row = desk.window.sidebar.rows["recommendations"]
    seen = []
    for count in (7, 999, 2077, 1_234_567):
        row.show_count(count, "overdue", pressing=True)
        seen.append((row.count.text(), row.count.isVisible(), row.sign.isVisible(), row.count.property("tone")))
        assert f"{count} overdue" in row.accessibleName()
    assert [text for text, *_ in seen] == ["7", "999", "2k", "1M"]
    assert all(
        shown and (signed or tone == "danger") for _, shown, signed, tone in seen
    )  # it presses, one way or the other
    assert seen[2] == ("2k", True, True, "quiet")


def test_the_row_of_meetings_is_marked_on_every_screen_of_a_meeting(desk: WindowRobot) -> None:
    for name in ("prepare", "enquiries", "live", "minutes", "confirm"):
        desk.window.show_screen(name)
        desk.settle()
        assert [key for key, row in desk.window.sidebar.rows.items() if row.property("current")] == ["meeting"]


def test_what_a_screen_complained_of_stays_with_it(desk: WindowRobot) -> None:
    desk.go(Place("recommendations"))
    front = desk.window.going.front()
    assert front
    front.failed.emit("Nothing was written.")
    desk.go(Place("recommendations"))
    assert desk.banner() == "Nothing was written."
    desk.go(Place("people"))
    assert desk.banner() == ""
    desk.window.voice.say_failed("The library is damaged.")
    desk.go(Place("recommendations"))
    assert desk.banner() == "The library is damaged."


def test_the_palette_says_that_nothing_matches(desk: WindowRobot) -> None:
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type("zyxwvut")
    palette = desk.window.guide.palette()
    assert palette
    assert palette.list.item(0).text() == "No command and no place matches “zyxwvut”."
    desk.press(Qt.Key.Key_Return)
    assert palette.isVisible()
    desk.press(Qt.Key.Key_Escape)


def test_esc_ends_help_where_it_was_asked_for(desk: WindowRobot) -> None:
    for name in ("recommendations", "people", "recommendations"):
        desk.go(Place(name))
    desk.press(Qt.Key.Key_F1)
    desk.until(lambda: desk.front() == "help")
    desk.settle()
    desk.press(Qt.Key.Key_Escape)
    assert desk.front() == "recommendations"
    desk.press(Qt.Key.Key_Escape)  # which is no look: it stays
    assert desk.front() == "recommendations"


def test_from_the_check_of_a_paper_its_meeting_is_gone_to(desk: WindowRobot) -> None:
    paper = next(d for d in all_of(desk.store.read, Document) if d.meeting)
    other = next(m.id for m in all_of(desk.store.read, Meeting) if m.id != paper.meeting)
    desk.go(Place("meeting", other))
    desk.go(Place("confirm", paper.id))
    desk.press(Qt.Key.Key_3, CTRL)
    now = desk.place()
    assert now
    assert (now.screen, now.subject) == ("meeting", paper.meeting)


def test_a_line_is_amended_in_the_inspector_where_it_is_open(desk: WindowRobot) -> None:
    screen = desk.go(Place("confirm"))
    desk.press(Qt.Key.Key_F2)
    assert desk.window.side.has_focus()
    assert desk.window.side.record() == screen.list.line().id
    assert screen.amending.isHidden()
    desk.press(Qt.Key.Key_Escape)
    assert screen.list.view.hasFocus()
    desk.press(Qt.Key.Key_F4)
    desk.press(Qt.Key.Key_F2)
    assert screen.amending.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert screen.amending.isHidden()
    assert screen.list.view.hasFocus()


def test_the_focus_goes_back_to_the_screen_when_work_is_cancelled(desk: WindowRobot) -> None:
    desk.go(Place("recommendations"))
    stopped = []
    desk.window.work.begin("Importing", cancel=lambda: stopped.append(True))
    desk.until(desk.window.work.isVisible)
    desk.window.work.stop.setFocus()
    QTest.mouseClick(desk.window.work.stop, Qt.MouseButton.LeftButton)
    assert stopped
    assert desk.screen("recommendations").grid.view.hasFocus()
    desk.window.work.end()


def test_the_row_of_tabs_is_as_high_again_as_it_was_before_large_text(desk: WindowRobot, qapp: QApplication) -> None:
    for name in ("recommendations", "people", "plan", "prepare", "live", "minutes", "enquiries", "meeting"):
        desk.go(Place(name))
    before = desk.window.bar.height()
    for scale in (2.0, 1.0):
        theme = look.Theme("light", scale, still=True)
        look.apply(qapp, theme)
        desk.window.set_theme(theme)
        desk.settle()
        assert (desk.window.bar.height() > before) == (scale == 2.0)
    assert desk.window.bar.height() == before
