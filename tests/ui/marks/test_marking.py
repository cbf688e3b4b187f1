"""Marking with keyboard and mouse: durable before it is seen, chosen, changed, deleted, undone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.marks import marks_of
from cypsc_desktop.papers.kinds import LETTERS, MEANINGS
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.marks.looks import PageLooks, style_of
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.ui.marks.conftest import select_words
from tests.ui.papers.conftest import WAIT
from tests.ui.papers.test_screen import gone

WORDS = "stay with their carers"


@pytest.fixture
def paper(qtbot: QtBot, screen: PapersScreen, prose: str) -> str:
    gone(qtbot, screen, Place("papers", prose, sheet=1))
    screen.view.active.area.setFocus()
    return prose


@pytest.mark.parametrize(("key", "meaning"), [(str(n), meaning) for n, meaning in enumerate(MEANINGS, 1)])
def test_a_figure_marks_what_is_selected(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str, key: str, meaning: str
) -> None:
    select_words(screen, WORDS)
    qtbot.keyClick(screen.view.active.area, Qt.Key(ord(key)))
    (made,) = marks_of(session.read, document=paper)
    assert (made.mark.meaning, made.quote, made.page, made.mark.mark) == (meaning, WORDS, 1, "highlight")
    assert not made.shared
    assert screen.marks.choice() == made
    assert not screen.view.active.area.has_selection()


def test_a_word_of_which_a_part_is_selected_is_marked_whole(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    """As a hand leaves a selection that begins and ends within words; marked anew from another part it is the same mark."""
    for cut, key in ((WORDS[2:-3], Qt.Key.Key_1), (WORDS[1:-1], Qt.Key.Key_2)):
        select_words(screen, cut)
        qtbot.keyClick(screen.view.active.area, key)
    (made,) = marks_of(session.read, document=paper)
    assert (made.quote, made.mark.meaning) == (WORDS, "concern")


def test_a_mark_is_seen_with_letter_outline_and_fill(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    area = screen.view.active.area
    before = area.viewport().grab().toImage()
    select_words(screen, WORDS)
    screen.marks.acts["concern"].trigger()
    after = area.viewport().grab().toImage()
    assert before != after
    (shown,) = screen.marks.held.on(paper, 1)
    box = area.on_window(shown.rects[0], 1).toAlignedRect()
    colours = {
        after.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
    }
    assert QColor("#FCDFD6").name() in colours
    ((_, overlay),) = PageLooks(Theme("light"), inverted=False).laid([shown])
    assert overlay.badge == LETTERS["concern"]


def test_meanings_are_told_apart_without_colour() -> None:
    for scheme in ("light", "dark", "contrast"):
        styles = [style_of(Theme(scheme), meaning) for meaning in MEANINGS]
        shapes = {
            (style.width > 2 if scheme != "contrast" else style.width > 2.5, style.dash, style.radius)
            for style in styles
        }
        assert len(shapes) == len(MEANINGS)
    assert all(style_of(Theme("contrast"), meaning).fill is None for meaning in MEANINGS)


def test_caret_browsing_alone_marks(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    area = screen.view.active.area
    qtbot.keyClick(area, Qt.Key.Key_F7)
    for _ in range(3):
        qtbot.keyClick(area, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert area.has_selection()
    qtbot.keyClick(area, Qt.Key.Key_3)
    (made,) = marks_of(session.read, document=paper)
    assert made.mark.meaning == "evidence"
    assert area.is_caret_browsing()
    assert not area.has_selection()


def test_words_that_are_marked_get_another_meaning_not_another_mark(
    screen: PapersScreen, session: Session, paper: str
) -> None:
    for meaning in ("question", "data"):
        select_words(screen, WORDS)
        screen.marks.acts[meaning].trigger()
    (made,) = marks_of(session.read, document=paper)
    assert made.mark.meaning == "data"
    screen.marks.acts["praise"].trigger()  # nothing is selected: it is the chosen mark that is meant
    (made,) = marks_of(session.read, document=paper)
    assert made.mark.meaning == "praise"


def test_undo_takes_a_mark_back_and_redo_brings_it(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    select_words(screen, WORDS)
    screen.marks.acts["question"].trigger()
    session.store.undo(session.actor)
    qtbot.waitUntil(lambda: not screen.marks.held.of(paper), timeout=WAIT)
    assert screen.marks.choice() is None
    session.store.redo(session.actor)
    qtbot.waitUntil(lambda: len(screen.marks.held.of(paper)) == 1, timeout=WAIT)


def test_a_click_chooses_a_mark_and_del_takes_it_away(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    said: list[str] = []
    screen.done.connect(said.append)
    select_words(screen, WORDS)
    screen.marks.acts["question"].trigger()
    area = screen.view.active.area
    (shown,) = screen.marks.held.on(paper, 1)
    qtbot.mouseClick(
        area.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(area.page_rect(1).center().x(), area.page_rect(1).bottom() - 20),
    )
    assert screen.marks.choice() is None
    qtbot.mouseClick(
        area.viewport(), Qt.MouseButton.LeftButton, pos=area.on_window(shown.rects[0], 1).center().toPoint()
    )
    assert screen.marks.choice() == shown
    qtbot.keyClick(area, Qt.Key.Key_Delete)
    assert not marks_of(session.read, document=paper)
    assert said == ["Mark deleted."]


def test_the_badge_in_the_margin_can_be_clicked(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    select_words(screen, WORDS)
    screen.marks.acts["question"].trigger()
    area = screen.view.active.area
    (shown,) = screen.marks.held.on(paper, 1)
    screen.marks.choose(paper, None)
    first = area.on_window(shown.rects[0], 1)
    page = area.page_rect(1)
    badge = QPointF(min(first.left() - 22, page.left() + page.width() * 0.06 + 10), first.center().y())
    qtbot.mouseClick(area.viewport(), Qt.MouseButton.LeftButton, pos=badge.toPoint())
    assert screen.marks.choice() == shown


def test_alt_and_arrows_go_from_mark_to_mark(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    area = screen.view.active.area
    select_words(screen, WORDS)
    screen.marks.acts["question"].trigger()
    area.go_to(2)
    qtbot.waitUntil(lambda: area.text(2) is not None, timeout=WAIT)
    select_words(screen, "a carer", sheet=2)
    screen.marks.acts["data"].trigger()
    qtbot.keyClick(area, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert screen.marks.choice().quote == WORDS
    assert 1 in area.sheets_in_sight()
    qtbot.keyClick(area, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert screen.marks.choice().quote == "a carer"


def test_the_bar_opens_beside_the_selection_and_takes_no_focus(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    area = screen.view.active.area
    bar = screen.marks.bars[screen.view.active]
    select_words(screen, WORDS)
    qtbot.waitUntil(bar.isVisible, timeout=WAIT)
    text = area.text(1)
    assert text is not None
    start = text.text.index(WORDS)
    for box in text.boxes(start, start + len(WORDS)):
        assert not bar.geometry().intersects(area.on_window(box, 1).toAlignedRect())
    assert area.hasFocus()
    qtbot.mouseClick(bar.buttons[1], Qt.MouseButton.LeftButton)
    (made,) = marks_of(session.read, document=paper)
    assert made.mark.meaning == "concern"
    assert area.hasFocus()
    assert not bar.isVisible()
    assert all(button.accessibleName() for button in bar.buttons)


def test_the_bar_opens_above_at_the_foot_of_the_window(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    area = screen.view.active.area
    bar = screen.marks.bars[screen.view.active]
    select_words(screen, WORDS)
    (box,) = [b for _, b in area.picked().rects][:1]
    place = area.on_window(box, 1)
    area.verticalScrollBar().setValue(
        area.verticalScrollBar().value() + int(place.bottom()) - area.viewport().height() + 4
    )
    bar.place()
    assert not bar.geometry().intersects(area.on_window(box, 1).toAlignedRect())


def test_underline_and_strike_out(screen: PapersScreen, session: Session, paper: str) -> None:
    for kind in ("underline", "strikeout"):
        select_words(screen, WORDS)
        screen.marks.acts[kind].trigger()
    assert [shown.mark.mark for shown in marks_of(session.read, document=paper)] == ["underline", "strikeout"]


def test_box_note_and_bookmark_by_key(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    area = screen.view.active.area
    select_words(screen, WORDS)
    qtbot.keyClick(area, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (box,) = marks_of(session.read, document=paper)
    assert (box.mark.mark, len(box.rects)) == ("box", 1)
    qtbot.keyClick(area, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [s.mark.tags for s in marks_of(session.read, document=paper) if s.mark.mark == "note"] == [["bookmark"]]
    qtbot.keyClick(area, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(marks_of(session.read, document=paper)) == 1
    qtbot.keyClick(area, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert screen.side.pane.details.comment.hasFocus()
    assert len(marks_of(session.read, document=paper)) == 2
    assert not area.viewport().grab().isNull()


@pytest.fixture
def listening() -> Iterator[None]:
    """As while a screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("listening")
def test_a_screen_reader_hears_the_marks_of_the_page(screen: PapersScreen, paper: str) -> None:
    area = screen.view.active.area
    assert not area.accessibleDescription().startswith("1 mark")
    select_words(screen, WORDS)
    screen.marks.acts["question"].trigger()
    assert area.accessibleDescription().startswith(f"1 mark: Question, highlight, {WORDS}, page 1, private. Text: ")
    screen.marks.acts["delete"].trigger()
    assert "mark" not in area.accessibleDescription()[:8]


def test_a_screen_that_has_gone_reads_no_marks_and_starts_no_timer(
    screen: PapersScreen, jobs: Jobs, paper: str
) -> None:
    """News of a change may still come to it: it was on its way when the window closed."""
    held = screen.marks.held
    held.want(paper)
    screen.let_go()
    jobs.stop(held)
    screen.marks.refresh()
    held.on("document-unread", 1)
    screen.side.refresh_lines()
    held.changed.emit(paper)
    assert not jobs.busy()
    assert not [timer for timer in screen.findChildren(QTimer) if timer.isActive()]
