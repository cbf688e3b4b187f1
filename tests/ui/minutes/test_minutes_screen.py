"""The draft beside its log, by keys: detail, edits that stay, lines, Part B, steps, and a file that came back from Word."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.exporting import export
from cypsc_desktop.commands.minuting import change_entry, minutes_of
from cypsc_desktop.commands.minuting_draft import set_outcome_state
from cypsc_desktop.model.identity import committee_id, meeting_id
from cypsc_desktop.model.records import Meeting, MinuteBlock
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.minutes.draft_view import Editor
from cypsc_desktop.ui.minutes.rows import DraftRow
from cypsc_desktop.ui.minutes.screen import MinutesScreen
from cypsc_desktop.ui.minutes.side import LOG, MEND, WORD
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme
from tests.minutes.harbour import ACTOR, BODY, DATE, MEETING
from tests.ui.minutes.conftest import Answers

_CTRL = Qt.KeyboardModifier.ControlModifier


def row_with(screen: MinutesScreen, words: str) -> DraftRow:
    return next(row for row in screen.draft.rows.rows if words in row.text)


def choose(screen: MinutesScreen, words: str) -> DraftRow:
    screen.draft.setFocus()
    screen.draft.choose(row_with(screen, words).id)
    row = screen.draft.current()
    assert row is not None
    return row


def editor(qtbot: QtBot, screen: MinutesScreen) -> Editor:
    qtbot.waitUntil(lambda: screen.draft.findChild(Editor) is not None)
    found = screen.draft.findChild(Editor)
    assert isinstance(found, Editor)
    return found


def test_a_paragraph_is_edited_where_it_stands_and_stays(qtbot: QtBot, screen: MinutesScreen, store: Store) -> None:
    row = choose(screen, "condemned")
    said: list[str] = []
    screen.done.connect(said.append)
    qtbot.keyClick(screen.draft, Qt.Key.Key_F2)
    field = editor(qtbot, screen)
    field.setPlainText("The boiler was past mending.")
    qtbot.waitUntil(lambda: bool(store.drafts.of(row.id)))  # what is typed is kept before it is kept for good
    qtbot.keyClick(field, Qt.Key.Key_Return, _CTRL)
    qtbot.waitUntil(lambda: row_with(screen, "past mending").edited)
    assert said == ["Paragraph changed."]
    assert store.drafts.of(row.id) == {}
    kept = store.read.record(row.id)
    assert isinstance(kept, MinuteBlock)
    assert kept.text == "The boiler was past mending."
    # Esc leaves it as it was; making it again, at another level too, loses no edit.
    qtbot.keyClick(screen.draft, Qt.Key.Key_Return)
    field = editor(qtbot, screen)
    field.setPlainText("never")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not screen.draft.is_editing())
    qtbot.keyClick(screen.draft, Qt.Key.Key_R, _CTRL)
    count = len(screen.draft.rows.rows)
    bar: list[str] = []
    screen.told.connect(bar.append)
    screen.level.setCurrentIndex(screen.level.findData("decisions"))
    screen.level.activated.emit(0)
    assert len(screen.draft.rows.rows) < count / 2
    assert row_with(screen, "past mending").edited
    minutes = minutes_of(store.read, MEETING)
    assert minutes
    assert minutes.level == "decisions"
    few = bar[-1]
    screen.level.setCurrentIndex(screen.level.findData("full"))
    screen.level.activated.emit(0)
    # What stands in no paragraph is counted, so that nobody misses it unawares.
    assert "of the log in none at this level of detail" in few
    assert "in none" not in bar[-1]


def test_an_item_that_is_older_than_its_lines_says_so(qtbot: QtBot, screen: MinutesScreen, store: Store) -> None:
    screen.paragraphs.make_again()
    row = row_with(screen, "condemned")
    assert screen._live is not None
    heading = screen.draft.rows.row(screen.draft.rows.number_of(f"heading {row.item}"))
    assert heading is not None
    assert not heading.aside
    line = next(e for e in screen._live.evening.entries if "condemned" in (e.text or ""))
    change_entry(store, screen._live, line.id, text="The boiler was gone.", actor=ACTOR)
    screen._show(screen._session_meeting())
    choose(screen, heading.text)
    told = screen.draft.current()
    assert told is not None
    assert "older than its lines" in told.spoken
    qtbot.keyClick(screen.draft, Qt.Key.Key_R, _CTRL)
    assert not (screen.draft.current() or told).aside
    assert row_with(screen, "boiler was gone")


def test_paragraphs_are_added_left_out_and_brought_back(qtbot: QtBot, screen: MinutesScreen, store: Store) -> None:
    choose(screen, "condemned")
    qtbot.keyClick(screen.draft, Qt.Key.Key_Insert)
    field = editor(qtbot, screen)
    field.setPlainText("There was applause.")
    qtbot.keyClick(field, Qt.Key.Key_Return, _CTRL)
    qtbot.waitUntil(lambda: any(r.text == "There was applause." for r in screen.draft.rows.rows))
    rows = [row.text for row in screen.draft.rows.rows]
    assert "condemned" in rows[rows.index("There was applause.") - 1]
    choose(screen, "There was applause.")
    qtbot.keyClick(screen.draft, Qt.Key.Key_Delete)
    assert not any(row.text == "There was applause." for row in screen.draft.rows.rows)
    store.undo(ACTOR)
    row = choose(screen, "condemned")
    qtbot.keyClick(screen.draft, Qt.Key.Key_Delete)
    assert screen.draft.rows.rows[screen.draft.rows.number_of(row.id)].left_out
    qtbot.keyClick(screen.draft, Qt.Key.Key_Delete)
    assert "condemned" in screen.draft.rows.rows[screen.draft.rows.number_of(row.id)].text


def test_the_lines_of_a_paragraph_and_part_b(qtbot: QtBot, screen: MinutesScreen, store: Store) -> None:
    made = next(
        r for r in store.read.records("conclusion", meeting=MEETING) if "Bramblewick" not in getattr(r, "text", "")
    )
    set_outcome_state(store, made.id, "put", actor=ACTOR)  # and not agreed
    qtbot.waitUntil(lambda: any("left out, not agreed: conclusion" in row.spoken for row in screen.draft.rows.rows))
    row = choose(screen, "The Panel recommended that")
    assert screen.side.log.chosen() == sorted(row.lines, key=screen.side.log.model.number_of)
    assert row.lines
    screen.side.go_to(MEND)
    mend = screen.side.mend.list
    told = [mend.item(n).text() for n in range(mend.count())]
    assert told[0].startswith("Conclusion was not agreed, so it is left out: '")
    assert any("Rowan West" in words for words in told)
    assert not mend.item(0).icon().isNull()  # a row leads somewhere, and looks so
    wanted: list[Place] = []
    screen.wanted.connect(wanted.append)
    first = screen.side.mend.list.visualItemRect(screen.side.mend.list.item(0)).center()
    qtbot.mouseClick(screen.side.mend.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert [(place.screen, place.subject) for place in wanted] == [("live", MEETING)]
    assert (wanted[0].record or "").startswith("conclusion")
    qtbot.keyClick(screen.draft, Qt.Key.Key_L, _CTRL)
    assert screen.side.tabs.currentIndex() == LOG
    private = row_with(screen, "Bramblewick")
    assert private.spoken.startswith("Part B, private")
    screen.draft.setFocus()
    qtbot.keyClick(screen.draft, Qt.Key.Key_P, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not any(row.private or "Bramblewick" in row.text for row in screen.draft.rows.rows)


def test_the_steps_of_their_life(qtbot: QtBot, screen: MinutesScreen, store: Store) -> None:
    failed: list[str] = []
    screen.failed.connect(failed.append)
    for wanted in ("fact-check", "chair", "published"):
        screen.draft.setFocus()
        qtbot.keyClick(screen.draft, Qt.Key.Key_Return, _CTRL | Qt.KeyboardModifier.ShiftModifier)
        if wanted == "published":
            asked, count = screen.life.publishing, screen.side.mend.list.count()
            assert asked.isVisible()
            assert asked.matters.text().startswith(f"{count} matters are unfinished:")
            assert "'r.health' was kept as a note." in asked.matters.text()
            assert "and 2 more, in Mend." in asked.matters.text()
            asked.first.click()  # mends first
            assert screen.side.tabs.currentIndex() == MEND
            before = minutes_of(store.read, MEETING)
            assert before is not None
            assert before.state == "chair"
            screen.life.take_next()
            qtbot.keyClick(asked, Qt.Key.Key_Return)
        minutes = minutes_of(store.read, MEETING)
        assert minutes
        assert minutes.state == wanted
    screen.life.take_next()
    assert "No later meeting" in screen.life.approval.problem.text()
    screen.life.approval.dismiss()
    with store.change("November", actor=ACTOR) as change:
        later = meeting_id(BODY, "2021-11-02")
        change.add(Meeting(id=later, committee=committee_id(BODY), body=BODY, date="2021-11-02"))
    screen.life.take_next()
    assert "matters are unfinished:" in screen.life.approval.matters.text()
    assert screen.life.approval.matters.isVisible()
    assert screen.life.approval.verb.text() == "Record the approval all the same"
    screen.life.approval.amendments.setPlainText("For nine read ten.\n\n")
    settled: list[str] = []
    screen.settled.connect(settled.append)
    screen.life.approval.done.emit()
    row = choose(screen, "condemned")
    for press in (Qt.Key.Key_F2, Qt.Key.Key_Return):
        qtbot.keyClick(screen.draft, press)  # refused at once, before anything is typed
        assert not screen.draft.is_editing()
        assert "approved in these words" in failed.pop()
    screen.draft.doubleClicked.emit(screen.draft.currentIndex())
    assert "approved in these words" in failed.pop()
    assert row_with(screen, "condemned").text == row.text
    assert settled == []
    screen.life.take_next()
    assert screen.life.signature.name.text() == "Rosa Wells"
    screen.life.signature.done.emit()
    screen.life.take_next()
    minutes = minutes_of(store.read, MEETING)
    assert minutes
    assert (minutes.state, minutes.approved_at, minutes.amendments, minutes.signed_by) == (
        "locked", later, ["For nine read ten."], "Rosa Wells",
    )  # fmt: skip
    assert failed == []
    assert settled  # what the banner said of approved minutes goes with that state
    assert not screen.acts["edit"].isEnabled()
    assert screen.side.life.list.count() == 7


def test_a_file_that_came_back_is_decided_change_by_change(
    qtbot: QtBot, screen: MinutesScreen, store: Store, answers: Answers, tmp_path: Path
) -> None:
    meeting = store.read.record(MEETING)
    assert isinstance(meeting, Meeting)
    path = tmp_path / "draft.docx"
    export(store.read, "minutes", path, meeting=meeting)
    file = docx.Document(str(path))
    for words, new in (("condemned", "The boiler was past mending."), ("Rosa Wells, Chair", "Rosa Wells, Chairman"),
                       ("What was done in February?", "A Member asked what was done in February.")):  # fmt: skip
        next(p for p in file.paragraphs if words in p.text).runs[0].text = new
    file.save(str(path))
    answers.files = [path]
    screen.draft.setFocus()
    qtbot.keyClick(screen.draft, Qt.Key.Key_W, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    review = screen.side.review
    qtbot.waitUntil(lambda: len(review.open) == 3)
    assert screen.side.tabs.currentIndex() == WORD
    assert review.current() == review.open[0]
    qtbot.keyClick(review.list, Qt.Key.Key_Return)  # the attendance is changed elsewhere
    assert len(review.open) == 3
    qtbot.keyClick(review.list, Qt.Key.Key_Down)
    assert "<b><u>" in review.theirs[1].text()
    assert "condemned" in (screen.draft.current() or row_with(screen, "condemned")).text
    qtbot.keyClick(review.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(review.open) == 2)
    assert row_with(screen, "past mending").edited
    qtbot.keyClick(review.list, Qt.Key.Key_Up)
    qtbot.keyClick(review.list, Qt.Key.Key_K)
    assert screen.side.tabs.tabText(WORD) == (f"Word {len(review.open)}" if review.open else "Word")
    assert [one.kind for one in review.open] == ["changed"]
    bad: list[str] = []
    screen.failed.connect(bad.append)
    path.unlink()  # what is accepted now is taken all the same
    qtbot.mouseClick(review.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not review.open)
    assert row_with(screen, "asked what was done in February")
    assert "draft.docx" in bad.pop()
    screen.word.compare(tmp_path / "none.pdf")
    qtbot.waitUntil(lambda: bool(bad))
    assert "no Word document" in bad[0]


def test_narrow_dark_and_large(qtbot: QtBot, screen: MinutesScreen, answers: Answers, tmp_path: Path) -> None:
    screen.set_theme(Theme("dark", 2.0))
    screen.resize(1000, 640)
    assert not screen.side.isVisible()
    choose(screen, "condemned")
    qtbot.keyClick(screen.draft, Qt.Key.Key_Backslash, _CTRL)
    assert screen.side.isVisible()
    assert not screen.draft.isVisible()
    screen.turn_side()
    assert screen.draft.isVisible()
    unnamed = [
        w for w in screen.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()
        and not (isinstance(w, QPushButton) and w.text())
    ]  # fmt: skip
    assert unnamed == []
    answers.to = tmp_path / "b.txt"
    with qtbot.waitSignal(screen.said):
        screen.acts["export private"].trigger()
    assert "Bramblewick" in answers.to.read_text(encoding="utf-8")
    assert "boiler" not in answers.to.read_text(encoding="utf-8")


@pytest.mark.parametrize("subject", [meeting_id(BODY, "2021-06-22")])
def test_a_meeting_without_lines_leads_to_the_live_minutes(
    screen: MinutesScreen, subject: str, qapp: QApplication
) -> None:
    screen.go(Place("minutes", subject))
    wanted: list[Place] = []
    screen.wanted.connect(wanted.append)
    assert screen.empty.first.isVisible()
    screen.empty.first.click()
    assert wanted == [Place("live", subject)]
    screen.go(Place("minutes", MEETING, part="life"))
    assert DATE[:4] in screen.title()
