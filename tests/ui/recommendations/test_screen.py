"""The recommendations screen: rows and chips agree, a reply is recorded by keys alone, drafts last, the chain leads on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.bin import in_bin
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.following import Followed, followed
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.records import Recommendation, Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.inspector.chain_view import ChainStep
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.recommendations.columns import TABLE
from cypsc_desktop.ui.recommendations.screen import RecommendationsScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR
from tests.ui.recommendations.conftest import TODAY


def shown(screen: RecommendationsScreen) -> list[Followed]:
    return [row for row in screen.grid.arrangement.shown_records() if isinstance(row, Followed)]


def late(screen: RecommendationsScreen) -> Followed:
    return next(row for row in shown(screen) if row.state == "overdue" and row.made and not row.reply)


def type_text(text: str) -> None:
    for letter in text:  # the first may open an editor, which gets the rest
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        QTest.keyClicks(widget, letter)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    QTest.keyClick(widget, key, held)


def test_all_rows_are_there_grouped_by_report(screen: RecommendationsScreen, sample: Store) -> None:
    assert {row.id for row in shown(screen)} == {row.id for row in followed(sample.read, today=TODAY)}
    headings = [screen.grid.arrangement.heading(row) for row in screen.grid.arrangement.heading_rows()]
    assert headings
    assert all(heading and "considered" in heading.caption for heading in headings)


def test_each_chip_shows_as_many_rows_as_it_says(screen: RecommendationsScreen) -> None:
    offered = list(screen.chips._offered)
    assert [chip.key for chip in offered][:2] == ["all", "overdue"]
    for chip in offered:
        screen.chips.choose(chip.key)
        assert screen.grid.arrangement.fitting() == chip.count, chip
        assert screen.place().part == (None if chip.key == "all" else chip.key)


def test_the_whole_table_is_a_key_or_a_press_away_and_fits_before_that(
    screen: RecommendationsScreen, qtbot: QtBot
) -> None:
    """What is followed up by fits a small screen beside the inspector; the eight columns of the table are one key away."""
    screen.resize(838, 668)
    across = screen.grid.view.horizontalScrollBar()
    qtbot.waitUntil(lambda: across.maximum() == 0)
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    keys = [column.key for column in screen.grid.arrangement.shown_columns()]
    assert [key for key in keys if key in TABLE] == list(TABLE)
    assert screen.table_button.isChecked()
    QTest.mouseClick(screen.table_button, Qt.MouseButton.LeftButton)
    assert not screen.table_button.isChecked()
    qtbot.waitUntil(lambda: across.maximum() == 0)


def test_escape_empties_the_field_to_find_by_and_then_leaves_it(screen: RecommendationsScreen) -> None:
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    type_text("zzz")
    assert not shown(screen)
    press(Qt.Key.Key_Escape)
    assert (screen.finder.text(), screen.finder.hasFocus()) == ("", True)
    assert shown(screen)
    press(Qt.Key.Key_Escape)
    assert screen.grid.view.hasFocus()


def test_a_reply_is_recorded_by_keys_alone(screen: RecommendationsScreen, sample: Store, qtbot: QtBot) -> None:
    row = late(screen)
    screen.go(Place("recommendations", record=row.id))
    before = len(all_of(sample.read, Response))
    QTest.keyClick(screen.grid.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert screen.form.isVisible()
    assert QApplication.focusWidget() is screen.form.editors["decision"]
    type_text("Rejected")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "needs its reason" in screen.form.refusal.text()
    assert QApplication.focusWidget() is screen.form.editors["decision_text"]
    type_text("No money this year.")
    press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(screen.done) as told:
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "recorded" in told.args[0]
    assert not screen.form.isVisible()
    assert len(all_of(sample.read, Response)) == before + 1
    after = next(one for one in shown(screen) if one.id == row.id)
    assert (after.state, after.decision_text, after.due) == ("rejected", "No money this year.", row.due)
    qtbot.waitUntil(screen.grid.view.hasFocus)
    assert undo(sample, actor=ACTOR) == "Record reply"
    qtbot.waitUntil(lambda: next(one for one in shown(screen) if one.id == row.id).state == "overdue")


def test_what_is_typed_and_not_recorded_lasts(screen: RecommendationsScreen, sample: Store) -> None:
    row = late(screen)
    screen.go(Place("recommendations", record=row.id))
    screen.begin_reply()
    screen.form.editors["officer"].set_text("Jo Marsh")
    press(Qt.Key.Key_Escape)
    assert not screen.form.isVisible()
    screen.begin_reply()
    assert screen.form.editors["officer"].text() == "Jo Marsh"
    assert all_of(sample.read, Recommendation, id=row.id)[0].response is None
    screen.form.editors["decision"].set_text("noted")
    screen.form.editors["responder"].set_text("Children, Families and Schools")  # a column of the response table
    assert screen.form.save()
    assert next(one for one in shown(screen) if one.id == row.id).responder == "Children, Families and Schools"
    screen.begin_reply()
    assert screen.form.typed() == {}


def test_the_form_offers_what_can_be_recorded_and_its_fields_are_level(screen: RecommendationsScreen) -> None:
    screen.grid.go_to(late(screen).id)
    screen.begin_reply()
    editors = screen.form.editors
    decision = editors["decision"]
    assert isinstance(decision, QComboBox)
    assert decision.itemText(0) == "Not chosen"
    assert decision.findData("awaiting") < 0
    assert decision.findData("accepted") > 0
    assert not screen.form.typed()
    assert len({editors[name].height() for name in ("decision", "officer", "responder")}) == 1
    bar = screen.form._scroll.verticalScrollBar()
    assert bar.maximum() == 0


def test_the_framed_row_is_the_one_that_is_told_of(screen: RecommendationsScreen, inspector: Inspector) -> None:
    told: list[object] = []
    screen.chosen.connect(told.append)
    screen.go(Place("recommendations", part="overdue"))
    screen.focus_main()
    row = screen.row()
    assert row is not None
    assert told[-1] == row.id


def test_the_form_follows_the_row_that_is_chosen(screen: RecommendationsScreen) -> None:
    screen.go(Place("recommendations", record=late(screen).id))
    screen.begin_reply()
    other = next(row for row in shown(screen) if row.is_answered)
    screen.go(Place("recommendations", record=other.id))
    assert screen.form.row() is not None
    assert screen.form.editors["decision"].text() == other.decision
    assert screen.reply_button.text() == "Amend reply"


def test_a_place_of_a_reply_leads_to_its_row_whatever_hides_it(screen: RecommendationsScreen, qtbot: QtBot) -> None:
    row = next(row for row in shown(screen) if row.reply)
    assert row.reply
    screen.chips.choose("overdue")
    screen.finder.setText("nothing has these words")
    with qtbot.waitSignal(screen.moved):
        screen.go(Place("recommendations", record=row.reply.id))
    assert screen.place() == Place("recommendations", record=row.id)
    with qtbot.waitSignal(screen.failed):
        screen.go(Place("recommendations", record="recommendation-00000000-0000-0000-0000-000000000000"))


def test_a_state_is_typed_into_its_cell_and_makes_the_reply(
    screen: RecommendationsScreen, sample: Store, qtbot: QtBot
) -> None:
    row = late(screen)
    screen.grid.show_table(True)
    screen.grid.go_to(row.id, "officer")
    type_text("Jo Marsh")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: next(one for one in shown(screen) if one.id == row.id).officer == "Jo Marsh")
    made = next(one for one in shown(screen) if one.id == row.id)
    assert made.reply is not None
    assert made.state == "overdue"  # an officer is no decision
    undo(sample, actor=ACTOR)
    qtbot.waitUntil(lambda: next(one for one in shown(screen) if one.id == row.id).reply is None)


def test_deleting_a_row_takes_both_its_records_to_the_bin(
    screen: RecommendationsScreen, sample: Store, qtbot: QtBot
) -> None:
    row = late(screen)
    screen.go(Place("recommendations", record=row.id))
    screen.begin_reply()
    screen.form.editors["decision"].set_text("noted")
    assert screen.form.save()
    screen.go(Place("recommendations", record=row.id))
    made = screen.row()
    assert made
    assert made.reply
    QTest.keyClick(screen.grid.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert {made.id, made.reply.id} <= {one.entity for one in in_bin(sample.read)}
    assert row.id not in {one.id for one in shown(screen)}


def test_the_inspector_shows_state_locked_day_and_chain(
    screen: RecommendationsScreen, inspector: Inspector, qtbot: QtBot
) -> None:
    row = late(screen)
    screen.go(Place("recommendations", record=row.id))
    steps = inspector.findChildren(ChainStep)
    assert [step.step.kind for step in steps if step.isVisible()] == [
        "note", "conclusion", "recommendation", "reply", "follow-up"
    ]  # fmt: skip
    assert row.made
    with qtbot.waitSignal(inspector.wanted) as told:
        QTest.keyClick(next(s for s in steps if s.step.kind == "recommendation"), Qt.Key.Key_Space)
    assert told.args[0] == Place(
        "papers", row.made.at["document"], sheet=row.made.at["page"], box=tuple(row.made.at["box"])
    )
    assert "due" not in inspector.form.rows  # the original day is no field
    assert {"notice_served", "extended_to"} <= set(inspector.form.rows)
    inspector.form.rows["extended_to"].editor.set_text("1/2/2030")
    assert inspector.save_now()
    qtbot.waitUntil(lambda: next(one for one in shown(screen) if one.id == row.id).state == "awaiting")
    assert next(one for one in shown(screen) if one.id == row.id).due == row.due


def test_a_reply_is_chased_by_a_key_and_from_the_menu_of_its_row(screen: RecommendationsScreen, qtbot: QtBot) -> None:
    row = late(screen)
    screen.go(Place("recommendations", record=row.id))
    menu = screen.grid.cell_menu()
    offered = [action.text() for action in menu.actions()]
    menu.deleteLater()
    assert offered[:2] == ["Record reply", "Note as chased, copy a reminder"]
    screen.grid.view.setFocus()
    with qtbot.waitSignal(screen.done) as told:
        press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert told.args[0].startswith("1 reply noted as chased on 1 Jan 2030.")
    assert row.words in QGuiApplication.clipboard().text()
    now = screen.row()
    assert now is not None
    assert (now.id, now.chased) == (row.id, "2030-01-01")
    assert screen.chase_button.isEnabled()
    screen.go(Place("recommendations", record=next(one for one in shown(screen) if one.is_answered).id))
    assert not screen.chase_button.isEnabled()


def test_the_whole_table_is_copied_for_word(screen: RecommendationsScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.said):
        screen._on_copy_all()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime is not None
    assert mime.text().split("\n")[0].startswith("No.\tRecommendation\tReply\tDue")
    assert "<table" in mime.html()


def test_a_layout_is_remembered(screen: RecommendationsScreen, session: Session, qtbot: QtBot) -> None:
    screen.grid.group_by("state")
    screen.let_go()
    kept = screen._settings
    assert isinstance(kept, QSettings)
    other = RecommendationsScreen(session=session, theme=Theme("dark", 2.0), settings=kept, today=lambda: TODAY)
    qtbot.addWidget(other)
    assert other.grid.arrangement.grouping == "state"
    other.let_go()


def test_an_empty_library_says_where_recommendations_come_from(
    screen: RecommendationsScreen, session: Session, qtbot: QtBot
) -> None:
    session.choose_committee("committee-of-nobody")
    qtbot.waitUntil(lambda: screen.grid.arrangement.rowCount() == 0)
    assert "Import the papers" in screen.grid.nothing.text()
    assert not screen.export_button.isEnabled()
    assert not screen.reply_button.isEnabled()
    session.choose_committee(None)
    qtbot.waitUntil(lambda: screen.grid.arrangement.rowCount() > 0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_that_takes_the_focus_has_a_name(
    screen: RecommendationsScreen, inspector: Inspector, scale: float
) -> None:
    screen.go(Place("recommendations", record=late(screen).id))
    screen.begin_reply()
    for one in (screen, inspector):
        one.set_theme(Theme("dark", scale))
        for widget in one.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named, f"{type(widget).__name__} {widget.objectName()} has no name"


def test_due_and_state_sort_by_day_and_by_weight(screen: RecommendationsScreen) -> None:
    screen.grid.group_by(None)
    screen.grid.sort_by("due")
    days = [row.until for row in shown(screen) if row.until]
    assert days == sorted(days)
    screen.grid.sort_by("decision")
    states = [row.state for row in shown(screen)]
    assert states == sorted(states, key=["overdue", "awaiting", *states].index)


def test_beside_the_day_it_says_how_late_and_has_room_for_it(
    screen: RecommendationsScreen, sample: Store, qapp: QApplication
) -> None:
    due = next(column for column in screen.grid.spec.columns if column.key == "due")
    assert due.second
    row = late(screen)
    assert row.made
    made, day = replace(row.made, chased="2021-11-22"), "2021-08-21"
    reply = Response(id="response-1", space=made.space, decision="accepted", responded="2022-02-15")
    said = [
        due.second(replace(row, due=day, until=until, state=state, made=made, reply=answer), {})
        for state, until, answer in (
            ("overdue", day, None),
            ("overdue", "2021-11-20", None),
            ("accepted", day, reply),
            ("accepted", "2022-02-15", reply),
            ("accepted", day, replace(reply, responded="in February")),
        )
    ]
    assert said == ["chased 22 Nov", "now 20 Nov 2021", "178 days late", "now 15 Feb 2022", ""]
    theme = Theme("light")
    look.apply(qapp, theme)  # with the program's own face
    room = due.column.width - 2 * theme.px(8)
    assert max(QFontMetrics(theme.font()).horizontalAdvance(words) for words in said) <= room
