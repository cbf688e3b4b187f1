"""The list of marks: headings, filter, ways to the page, what is typed about a mark, sharing, and 2,000 of them."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import making_marks, marks
from cypsc_desktop.commands.drafting import drafts_of
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Annotation, Meeting
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.marks import looks
from cypsc_desktop.ui.marks.grouping import grouped
from cypsc_desktop.ui.marks.pane import MarksPane
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.ui.papers.conftest import WAIT, Keep
from tests.ui.papers.papers import many
from tests.ui.papers.test_screen import gone

ME = "Ada Clerk"


def put(store: Store, document: str, page: int, **values: object) -> Annotation:
    given = {"rects": [(60, 80, 200, 92)], "quote": f"Sheet number {page}", "meaning": "question", **values}
    return making_marks.mark(store, document, page, "highlight", actor=ME, **given)


@pytest.fixture
def paper(qtbot: QtBot, screen: PapersScreen, keep: Keep, store: Store) -> str:
    document = keep(many(9), "many.pdf").id
    for page, meaning in ((2, "question"), (2, "data"), (5, "praise"), (7, "question")):
        put(store, document, page, meaning=meaning, rects=[(60, 80 + 40 * (meaning == "data"), 200, 92 + 40)])
    screen.resize(1200, 700)
    gone(qtbot, screen, Place("papers", document, sheet=1))
    qtbot.waitUntil(lambda: screen.side.pane.count.text() == "4", timeout=WAIT)
    return document


def test_marks_stand_under_headings(screen: PapersScreen, session: Session, paper: str) -> None:
    pane = screen.side.pane
    assert pane.isVisible()
    assert pane.count.text() == "4"
    assert [(g.title, len(g.marks)) for g in pane.rows.groups] == [("Page 2", 2), ("Page 5", 1), ("Page 7", 1)]
    pane.way.setCurrentIndex(pane.way.findData("meaning"))
    assert [(g.title, len(g.marks)) for g in pane.rows.groups] == [("Question", 2), ("Praise", 1), ("Data", 1)]
    pane.way.setCurrentIndex(pane.way.findData("author"))
    assert [(g.title, len(g.marks)) for g in pane.rows.groups] == [(ME, 4)]
    pane.way.setCurrentIndex(pane.way.findData("item"))
    assert [g.title for g in pane.rows.groups] == ["Outside the agenda"]


def test_an_answered_question_waits_no_more(qtbot: QtBot, screen: PapersScreen, store: Store, paper: str) -> None:
    pane = screen.side.pane
    pane.way.setCurrentIndex(pane.way.findData("unanswered"))
    assert sum(len(g.marks) for g in pane.rows.groups) == 2
    first = pane.rows.groups[0].marks[0]
    marks.reply(store, first.mark.id, "In year two.", actor=ME)
    qtbot.waitUntil(lambda: sum(len(g.marks) for g in pane.rows.groups) == 1, timeout=WAIT)


def test_the_filter_finds_words_meanings_and_tags(qtbot: QtBot, screen: PapersScreen, store: Store, paper: str) -> None:
    pane = screen.side.pane
    marks.change_mark(store, screen.marks.held.of(paper)[0].mark.id, actor=ME, tags=["budget"])
    qtbot.waitUntil(lambda: screen.marks.held.of(paper)[0].mark.tags == ["budget"], timeout=WAIT)
    for words, count in (("budget", 1), ("praise", 1), ("number 2", 2), ("lamp", 0)):
        pane.sought.setText(words)
        qtbot.waitUntil(lambda n=count: sum(len(g.marks) for g in pane.rows.groups) == n, timeout=WAIT)
    assert pane.empty.text().startswith("No mark holds these words.")


def test_enter_goes_to_the_page_and_back_leads_home(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    jumped: list[Place] = []
    screen.jumped.connect(jumped.append)
    pane = screen.side.pane
    pane.tree.setFocus()
    last = pane.rows.groups[-1].marks[0]
    pane.tree.setCurrentIndex(pane.rows.place_of(last.mark.id))
    assert screen.view.sheet() == 1
    qtbot.keyClick(pane.tree, Qt.Key.Key_Return)
    assert screen.view.sheet() == 7
    assert jumped[-1].sheet == 7
    assert screen.marks.choice() == last


def test_a_comment_is_typed_in_place(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    first = screen.marks.held.of(paper)[0]
    screen.marks.choose(paper, first.mark.id)
    qtbot.keyClick(screen.view.active.area, Qt.Key.Key_F2)
    details = screen.side.pane.details
    assert details.comment.hasFocus()
    qtbot.keyClicks(details.comment, "Which year?")
    qtbot.waitUntil(lambda: drafts_of(session.store, first.mark.id).get("comment") == "Which year?", timeout=WAIT)
    qtbot.keyClick(details.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    saved = session.read.record(first.mark.id)
    assert isinstance(saved, Annotation)
    assert saved.comment == "Which year?"
    assert not drafts_of(session.store, first.mark.id)
    assert screen.side.pane.tree.hasFocus()


def test_an_unsaved_comment_is_there_after_a_crash(screen: PapersScreen, session: Session, paper: str) -> None:
    from cypsc_desktop.commands.drafting import keep_draft

    first = screen.marks.held.of(paper)[0]
    keep_draft(session.store, first.mark.id, "comment", "half a tho")
    screen.marks.choose(paper, first.mark.id)
    assert screen.side.pane.details.comment.toPlainText() == "half a tho"
    screen.save_now()
    saved = session.read.record(first.mark.id)
    assert isinstance(saved, Annotation)
    assert saved.comment == "half a tho"


def test_comments_that_a_crash_cut_off_are_taken_up_at_the_next_start(session: Session, paper: str) -> None:
    """They are found, listed and exported like any other; those on what is somebody else's own wait for that person."""
    from cypsc_desktop.commands.drafting import keep_draft, take_up_comments

    own = put(session.store, paper, 1, comment="Before")
    theirs = making_marks.mark(session.store, paper, 1, "note", actor="Bo Reader", rects=[(9, 9, 27, 27)])
    for one in (own, theirs):
        keep_draft(session.store, one.id, "comment", "half a tho")
    assert take_up_comments(session.store, actor=ME) == 1
    assert [session.read.record(one.id).comment for one in (own, theirs)] == ["half a tho", None]
    assert (drafts_of(session.store, own.id), len(drafts_of(session.store, theirs.id))) == ({}, 1)
    assert take_up_comments(session.store, actor=ME) == 0
    session.store.undo(ME)
    assert session.read.record(own.id).comment == "Before"


def test_esc_keeps_what_is_typed_and_leads_to_the_page(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str
) -> None:
    area, details = screen.view.active.area, screen.side.pane.details
    first = screen.marks.held.of(paper)[0].mark.id
    screen.marks.choose(paper, first)
    screen.marks.acts["comment"].trigger()
    qtbot.keyClicks(details.comment, "Who signs it off?")
    qtbot.keyClick(details.comment, Qt.Key.Key_Escape)
    assert area.hasFocus()
    saved = session.read.record(first)
    assert isinstance(saved, Annotation)
    assert saved.comment == details.comment.toPlainText() == "Who signs it off?"
    assert not drafts_of(session.store, first)
    screen.marks.acts["note"].trigger()
    new = screen.marks.choice()
    assert new is not None
    assert new.mark.id != first
    screen.marks.acts["comment"].trigger()
    qtbot.keyClicks(details.comment, "Ask the auditor")
    qtbot.keyClick(details.comment, Qt.Key.Key_Escape)
    saved = session.read.record(new.mark.id)
    assert isinstance(saved, Annotation)
    assert saved.comment == "Ask the auditor"
    details.answer.setFocus()
    qtbot.keyClicks(details.answer, "half an ans")
    qtbot.keyClick(details.answer, Qt.Key.Key_Escape)
    assert drafts_of(session.store, new.mark.id) == {"answer": "half an ans"}


def test_private_until_shared(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    done: list[str] = []
    screen.done.connect(done.append)
    first = screen.marks.held.of(paper)[0]
    screen.marks.choose(paper, first.mark.id)
    details = screen.side.pane.details
    assert details.share.text() == "Share"
    qtbot.mouseClick(details.share, Qt.MouseButton.LeftButton)
    choice = screen.marks.choice()
    assert choice is not None
    assert choice.shared
    qtbot.waitUntil(lambda: details.share.text() == "Take back", timeout=WAIT)
    assert details.share.hasFocus(), "the keyboard stays where it was"
    assert len(marks.marks_of(session.read, document=paper)) == 4
    qtbot.mouseClick(details.share, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not any(shown.shared for shown in screen.marks.held.of(paper)), timeout=WAIT)
    assert done == ["Mark shared.", "Mark taken back: it is private again."]


def test_the_chosen_mark_is_in_sight_and_the_fields_below_fit(
    qtbot: QtBot, qapp: QApplication, screen: PapersScreen, store: Store, paper: str
) -> None:
    pane, details = screen.side.pane, screen.side.pane.details
    for n in range(6):
        last = put(store, paper, 1, rects=[(60, 80 + 30 * n, 200, 92 + 30 * n)], comment="Which year is this of?")
    qtbot.waitUntil(lambda: pane.lists(last.id), timeout=WAIT)
    screen.marks.choose(paper, last.id)

    def is_seen() -> bool:
        row = pane.tree.visualRect(pane.rows.place_of(last.id))
        return details.isVisible() and pane.tree.viewport().rect().contains(row.center())

    qtbot.waitUntil(is_seen, timeout=WAIT)
    assert pane.tree.selectionModel().isSelected(pane.rows.place_of(last.id))
    pane.follow(1)
    assert is_seen(), "the reader's page is followed, but not away from what is chosen there"
    qtbot.mouseClick(details.share, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: details.share.text() == "Take back", timeout=WAIT)
    bar = pane.below.verticalScrollBar().sizeHint().width()
    for scale in (2.0, 1.0):
        theme = Theme("light", scale)
        look.apply(qapp, theme)
        screen.set_theme(theme)
        assert details.minimumSizeHint().width() + bar <= pane.minimumWidth(), scale
    room = theme.px(288) - bar - 24 - 8 - details.share.sizeHint().width()
    assert details.meaning.sizeHint().width() <= room, "its words are not cut"


def test_a_key_shows_and_hides_the_list(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    area = screen.view.active.area
    area.setFocus()
    screen.resize(800, 700)
    assert screen.side.pane.isHidden()
    qtbot.keyClick(area, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert not screen.side.pane.isHidden()
    qtbot.keyClick(screen.side.pane.tree, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert screen.side.pane.isHidden()
    assert area.hasFocus()


def test_the_outline_shows_letters(qtbot: QtBot, screen: PapersScreen, paper: str) -> None:
    from cypsc_desktop.ui.papers.outline_pane import LETTERS

    tree = screen.view.left.outline
    model = tree.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    qtbot.waitUntil(lambda: any(index.data(LETTERS) for index in rows) or not rows, timeout=WAIT)
    assert {sign for index in rows for sign in str(index.data(LETTERS) or "")} <= set("QDP")


def test_everything_that_takes_the_focus_has_a_name(screen: PapersScreen, paper: str) -> None:
    screen.marks.choose(paper, screen.marks.held.of(paper)[0].mark.id)
    for widget in screen.side.pane.chain():
        assert widget.accessibleName() or widget.property("text")
    index = screen.side.pane.rows.place_of(screen.marks.held.of(paper)[0].mark.id)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Question, highlight, Sheet number 2, page 2, private"


def test_two_thousand_marks_are_listed_at_once(qtbot: QtBot, session: Session) -> None:
    held = [
        marks.shown_here(
            Annotation(
                id=f"annotation-{n}", space="private:x", document="d", page=n // 5 + 1, mark="highlight",
                meaning="data", quote=f"Words of mark {n} that go on for a while", comment="A comment on it",
                rects=[[60, 80, 200, 92]],
            )
        )
        for n in range(2000)
    ]  # fmt: skip
    pane = MarksPane(session, Theme("light"), item=str, paper=str)
    qtbot.addWidget(pane)
    pane.resize(288, 600)
    pane.show()
    begun = perf_counter()
    pane.show_marks("d", held, sheet=3)
    pane.fold.click()
    pane.choose("annotation-1999")
    pane.tree.viewport().grab()
    assert perf_counter() - begun < 2.0
    assert pane.count.text() == "2,000"
    assert sum(len(group.marks) for group in grouped("page", held, "999", item=str)) == 2
    pane.stop()


def test_a_reissue_is_reviewed(qtbot: QtBot, screen: PapersScreen, store: Store, paper: str) -> None:
    one, other = screen.marks.held.of(paper)[:2]
    with store.change("Follow", actor=ME) as change:
        change.set(one.mark.id, "state", "changed")
        change.set(one.mark.id, "former", [{"document": "old", "page": 1, "printed": "4", "quote": "the old words"}])
        change.set(other.mark.id, "state", "orphaned")
    pane = screen.side.pane
    pane.way.setCurrentIndex(pane.way.findData("review"))
    qtbot.waitUntil(lambda: len(pane.rows.groups) == 2, timeout=WAIT)
    assert [group.title for group in pane.rows.groups] == ["Not found in this version", "Text changed"]
    pane.choose(one.mark.id)
    assert pane.details.fared.text() == "Was: “the old words”\nNow: “Sheet number 2”"
    pane.details.settle.click()
    qtbot.waitUntil(lambda: len(pane.rows.groups) == 1, timeout=WAIT)
    assert pane.rows.groups[0].marks[0].mark.id == other.mark.id


@pytest.mark.parametrize(
    ("was", "printed", "words"),
    [
        ({"page": 17, "printed": "13"}, "14", "Moved from page 13 to page 14."),
        ({"page": 13, "printed": "13"}, "13", "Moved from sheet 13 to sheet 14; both are page 13."),
        ({"page": 14, "printed": "13"}, "13", "Moved on page 13."),
        (None, "13", "Moved."),
    ],
)
def test_where_a_mark_moved_from(was: dict[str, object] | None, printed: str, words: str) -> None:
    mark = Annotation(id=made_id("annotation"), state="moved", page=14, printed=printed, former=[was] if was else None)
    assert looks.fared_words(marks.shown_here(mark)) == words


def test_a_mark_becomes_a_line_of_enquiry(qtbot: QtBot, screen: PapersScreen, store: Store, paper: str) -> None:
    from cypsc_desktop.commands.enquiries import enquiries_of
    from cypsc_desktop.model.identity import made_id
    from cypsc_desktop.model.records import Meeting

    failed: list[str] = []
    screen.failed.connect(failed.append)
    first = screen.marks.held.of(paper)[0]
    screen.marks.choose(paper, first.mark.id)
    area = screen.view.active.area
    area.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(area, Qt.Key.Key_Q, keys)
    assert failed == ["This paper belongs to no meeting. Say which meeting it is for, then send the mark again."]
    meeting = made_id("meeting")
    with store.change("Meeting", actor=ME) as change:
        change.add(Meeting(id=meeting, date="2026-09-14"))
        change.set(paper, "meeting", meeting)
    gone(qtbot, screen, Place("papers"))
    gone(qtbot, screen, Place("papers", paper, sheet=1))
    screen.view.active.document = store.read.record(paper)
    qtbot.keyClick(area, Qt.Key.Key_Q, keys)
    (line,) = enquiries_of(store.read, meeting=meeting)
    assert line.enquiry.annotation == first.mark.id
    pane = screen.side.pane
    pane.way.setCurrentIndex(pane.way.findData("enquiry"))
    qtbot.waitUntil(lambda: [len(group.marks) for group in pane.rows.groups] == [1], timeout=WAIT)
    words = pane.rows.place_of(first.mark.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(words).endswith("line of enquiry 1")


def test_marks_of_a_whole_meeting_stand_in_one_list(
    qtbot: QtBot, screen: PapersScreen, session: Session, store: Store, paper: str, keep: Keep
) -> None:
    wanted: list[Place] = []
    screen.wanted.connect(wanted.append)
    other = keep(many(3) + "\nAnother paper", "other.pdf").id
    meeting = Meeting(id=made_id("meeting"), date="2026-03-04", body="Panel")
    with store.change("Meeting", actor=ME) as change:
        change.add(meeting)
        for document in (paper, other):
            change.set(document, "meeting", meeting.id)
    far = put(store, other, 3, meaning="concern")
    gone(qtbot, screen, Place("papers", paper, sheet=2))
    pane = screen.side.pane
    pane.scope.setCurrentIndex(pane.scope.findData("meeting"))
    qtbot.waitUntil(lambda: pane.count.text() == "5", timeout=WAIT)
    assert {g.title.rpartition(", ")[2] for g in pane.rows.groups} == {"page 2", "page 5", "page 7", "page 3"}
    pane.tree.setCurrentIndex(pane.rows.place_of(far.id))
    assert pane.details.comment.isVisible()
    screen.marks.go_to(pane.rows.shown(pane.tree.currentIndex()))
    assert wanted == [Place("papers", other, record=far.id, sheet=3)]
    gone(qtbot, screen, wanted[0])
    qtbot.waitUntil(lambda: screen.marks.choice() is not None, timeout=WAIT)
    assert screen.marks.choice().mark.id == far.id


def test_an_answer_is_given_in_the_list(qtbot: QtBot, screen: PapersScreen, session: Session, paper: str) -> None:
    pane = screen.side.pane
    first = screen.marks.held.of(paper)[0]
    pane.tree.setCurrentIndex(pane.rows.place_of(first.mark.id))
    pane.details.answer.setFocus()
    qtbot.keyClicks(pane.details.answer, "By the end of May")
    qtbot.keyClick(pane.details.answer, Qt.Key.Key_Return)
    assert not pane.details.answer.text()
    qtbot.waitUntil(lambda: [s.mark.comment for s in pane.rows.groups[0].marks][1] == "By the end of May", timeout=WAIT)
    assert session.undo_label() == "Answer mark"


def test_the_review_has_what_was_lost_on_the_way_to_this_version(
    qtbot: QtBot, screen: PapersScreen, store: Store, paper: str, keep: Keep
) -> None:
    new = keep(many(8) + "\nA later version", "later.pdf").id
    moved, orphan = put(store, paper, 3), put(store, paper, 4, comment="Where did this go?")
    with store.change("Follow", actor=ME) as change:
        change.set(moved.id, "document", new)
        change.set(moved.id, "state", "moved")
        change.set(moved.id, "former", [{"document": paper, "page": 3, "rects": [[60, 80, 200, 92]], "quote": "x"}])
        change.set(orphan.id, "state", "orphaned")
    gone(qtbot, screen, Place("papers", new, sheet=1))
    qtbot.waitUntil(lambda: screen.marks.held.find(new, moved.id) is not None, timeout=WAIT)
    pane = screen.side.pane
    assert screen.marks.held.find(new, orphan.id) is None
    pane.way.setCurrentIndex(pane.way.findData("review"))
    listed = {g.key: [s.mark.id for s in g.marks] for g in pane.rows.groups}
    assert listed["orphaned"] == [orphan.id]
    assert moved.id in listed["moved"]
