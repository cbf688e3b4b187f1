"""What was put and is voted on by a line, and the matter of an item that nobody said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.commands.minuting_unfinished import to_mend
from cypsc_desktop.model.records import Item
from cypsc_desktop.ui.live.vote import VoteDialog
from tests.helpers.live_robot import BOTH, SHIFT, LiveRobot

OPENING = ("+rw", "+ryw", "+so", "+el", "+gd", ">start", ">6")


def test_counts_vote_on_what_was_put(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, "r.cabinet That the tables be weekly"))
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.line("v 3-1-0")
    (vote,) = clerk.shown()["votes"]
    assert (vote["motion"], vote["for"], vote["against"], vote["result"]) == (
        "That the tables be weekly",
        3,
        1,
        "carried",
    )
    assert clerk.screen.results.outcomes[-1].state == "agreed"
    # one that is lost stays put; counts that cannot be leave the question open, and the next ones settle it
    clerk.line("c. That it is late")
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.line("v 9-0-0")
    assert "total 9" in clerk.screen.bar.problem.text()
    assert clerk.screen.results.outcomes[-1].state == "put"
    clerk.line("v 4-0-0")
    assert clerk.screen.results.outcomes[-1].state == "agreed"
    clerk.line("c. That all is well")
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.line("v 1-3-0")
    assert clerk.shown()["votes"][-1]["result"] == "lost"
    assert clerk.screen.results.outcomes[-1].state == "put"


def test_what_was_said_of_a_note_goes_with_it(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, "v 3-0-0"))
    assert "no motion" in clerk.screen.bar.problem.text()
    assert clerk.screen.bar.problem.isVisible()
    clerk.undo()
    assert clerk.screen.bar.problem.isHidden()


def test_what_is_private_is_moved_in_private(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, "b.r. That the offer of Quayside be taken"))
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.line("v 4-0-0")
    assert {entry["part"] for entry in clerk.entries() if "Quayside" in (entry["text"] or "")} == {"B"}
    clerk.line("b.c. That Quayside is dear")
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.press(Qt.Key.Key_V, BOTH, on=clerk.screen.capture)
    dialog = clerk.screen.course_of.dialog
    assert dialog is not None
    dialog.agreed.click()
    clerk.settle()
    assert len([entry for entry in clerk.entries() if entry["kind"] == "motion"]) == 2
    assert {entry["part"] for entry in clerk.entries() if "Quayside" in (entry["text"] or "")} == {"B"}


def test_a_figure_ticks_a_paragraph(clerk: LiveRobot) -> None:
    clerk.lines(OPENING)
    clerk.press(Qt.Key.Key_X, BOTH, on=clerk.screen.capture)
    popover = clerk.screen.course_of.exclusion
    assert popover is not None
    clerk.press(Qt.Key.Key_3)
    clerk.press(Qt.Key.Key_Q)
    assert [number for number, box in popover.boxes.items() if box.isChecked()] == ["3"]
    assert popover.boxes["3"].hasFocus()
    assert clerk.text() == ""
    popover.why.setText("the bid of a provider")
    clerk.press(Qt.Key.Key_Return, on=popover.why)
    assert clerk.last()["kind"] == "exclusion"


def test_whether_it_is_about_education_is_asked_where_it_matters(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, "m.rw/so That it be so"))
    clerk.press(Qt.Key.Key_V, BOTH, on=clerk.screen.capture)
    dialog = clerk.screen.course_of.dialog
    assert dialog is not None
    assert "gd" in dialog.sides
    other = next(one for one in dialog.findChildren(QPushButton) if one.text() == "It is not")
    other.click()
    clerk.settle()
    dialog = clerk.screen.course_of.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "gd" not in dialog.sides
    assert [i.matter for i in clerk.store.read.records("item") if isinstance(i, Item) and i.number == "6"] == ["other"]
    assert dialog.agreed.isEnabled()
    dialog.move(0, 500)
    dialog.named.click()  # it grows, and stays on the screen
    clerk.settle()
    assert dialog.frameGeometry().bottom() <= dialog.screen().availableGeometry().bottom()
    dialog.sides["rw"].setCurrentIndex(dialog.sides["rw"].findData("for"))
    assert not dialog.agreed.isEnabled()
    dialog.named.click()
    dialog.counts["for"].setValue(4)
    dialog.record.click()
    clerk.settle()
    assert clerk.shown()["votes"][-1]["result"] == "carried"


def test_nothing_is_said_over_the_line_once_what_was_put_is_voted_on(clerk: LiveRobot) -> None:
    bar = clerk.screen.bar
    clerk.lines((*OPENING, "r.cabinet That the tables be weekly"))
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.type("v 3-0-0")
    assert bar.problem.isHidden()  # while it is typed too: it is a vote on what was put
    assert bar.kind.text() == "Vote"
    clerk.enter()
    clerk.settle()
    assert clerk.screen.results.outcomes[-1].state == "agreed"
    assert clerk.text() == ""
    assert bar.problem.isHidden()
    clerk.type("v 3-0-0")  # nothing is put now
    assert "no motion" in bar.problem.text()
    assert bar.problem.isVisible()


def test_a_tie_tells_how_the_chair_settles_it(clerk: LiveRobot) -> None:
    bar = clerk.screen.bar
    clerk.lines((*OPENING, "m.rw/so That it be so", "v 2-2-0"))
    clerk.settle()
    assert bar.problem.isVisible()
    assert bar.problem.text() == "A tie is lost without the Chair's casting vote: ^v 2-2-0 for"
    assert clerk.offers()[:2] == ["Casting for", "Casting against"]
    clerk.line("v 2-2-0 for")  # the motion is voted on: a note, that says how, and can be put right
    assert "^v 2-2-0 for" in bar.problem.text()
    clerk.settle()
    clerk.press(Qt.Key.Key_Tab, on=clerk.screen.capture)
    clerk.settle()
    (vote,) = clerk.shown()["votes"]
    assert (vote["for"], vote["against"], vote["result"]) == (2, 2, "carried")
    assert clerk.last()["kind"] == "vote"
    assert bar.problem.isHidden()
    # what was put and stands at a tie is carried by the correction, and moved no second time
    clerk.line("c. That all is well")
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)
    clerk.lines(("v 1-1-0", "^v 1-1-0 for"))
    clerk.settle()
    assert [vote["result"] for vote in clerk.shown()["votes"]] == ["carried", "carried"]
    assert clerk.screen.results.outcomes[-1].state == "agreed"


def test_more_than_those_surely_entitled_are_told_and_asked_about(clerk: LiveRobot) -> None:
    bar = clerk.screen.bar
    clerk.lines((*OPENING, "m.rw/so That it be so", "v 4-0-0"))
    clerk.settle()
    assert bar.problem.isHidden()  # no more than those who surely may
    assert clerk.offers() == []
    clerk.lines(("m.rw/so That it be otherwise", "v 4-1-0"))
    clerk.settle()
    assert clerk.shown()["votes"][-1]["result"] == "carried"  # nothing is blocked
    assert bar.problem.isVisible()
    assert bar.problem.text() == "5 counted. GD votes on education only. Is item 6 about it?"
    assert clerk.offers() == ["It is", "It is not"]
    clerk.click(bar.offers()[1])
    clerk.settle()
    assert [i.matter for i in clerk.store.read.records("item") if isinstance(i, Item) and i.number == "6"] == ["other"]
    assert bar.problem.isVisible()
    assert bar.problem.text() == "5 were counted, and 4 may vote. ^v and the right counts mend it."
    assert "5 were counted" in " ".join(one.message for one in to_mend(clerk.store.read, _live(clerk)))
    clerk.line("^v 3-1-0")
    clerk.settle()
    assert bar.problem.isHidden()
    assert clerk.offers() == []
    assert "were counted" not in " ".join(one.message for one in to_mend(clerk.store.read, _live(clerk)))


def test_the_log_says_what_was_voted_on(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, "m.rw/so That the hub open", "v 3-1-0", "w.so against"))
    texts = [row.text for row in clerk.screen.log.model.rows()]
    assert texts[-2:] == ["Carried: 3 for, 1 against, 0 abstaining", "against the motion, recorded"]
    clerk.lines((">8", "m.rw/so That the yard shut", "n.el/so in May", "v 3-1-0", "w.rw abstain", "v.", "w.el for"))
    texts = [row.text for row in clerk.screen.log.model.rows()]
    assert texts[-4:] == [
        "Amendment (in May) carried: 3 for, 1 against, 0 abstaining",
        "abstained on the amendment, recorded",
        "Motion as amended (That the yard shut) agreed without a vote",
        "for the motion as amended, recorded",
    ]


def _live(clerk: LiveRobot) -> Live:
    live = clerk.screen.desk.live
    assert live is not None
    return live


def _ask(clerk: LiveRobot) -> VoteDialog:
    clerk.press(Qt.Key.Key_V, BOTH, on=clerk.screen.capture)
    dialog = clerk.screen.course_of.dialog
    assert dialog is not None
    clerk.settle()
    return dialog


def test_a_recorded_vote_by_keys(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, ">8", "m.rw/so That the yard shut"))
    dialog = _ask(clerk)
    clerk.press(Qt.Key.Key_Return)  # nobody is counted: neither lost nor agreed
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("Nobody is counted yet.")
    assert dialog.agreed.isEnabled()
    dialog.named.setFocus()
    clerk.press(Qt.Key.Key_Space, on=dialog.named)
    boxes = list(dialog.sides.values())
    assert boxes[0].hasFocus()
    for key in (Qt.Key.Key_F, Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_F):
        clerk.press(key)
    assert dialog.record.hasFocus()
    clerk.press(Qt.Key.Key_Tab, SHIFT)
    clerk.press(Qt.Key.Key_Delete)
    assert boxes[-1].hasFocus()
    clerk.press(Qt.Key.Key_F)
    assert [box.currentData() for box in boxes] == ["for", "against", "abstain", "", "for"]
    assert not dialog.agreed.isEnabled()
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    (vote,) = clerk.shown()["votes"]
    assert (vote["for"], vote["against"], vote["abstain"], vote["result"]) == (2, 1, 1, "carried")
    assert [e["text"] for e in clerk.entries() if e["kind"] == "recorded-vote"] == ["for", "against", "abstain", "for"]
    clerk.undo()  # one press of Record, one step
    assert clerk.shown()["votes"] == []
    assert not [e for e in clerk.entries() if e["kind"] in ("vote", "recorded-vote")]


def test_a_count_is_no_agreement(clerk: LiveRobot) -> None:
    clerk.lines((*OPENING, ">8", "m.rw/so That the yard shut"))
    dialog = _ask(clerk)
    dialog.counts["for"].setValue(3)
    assert not dialog.agreed.isEnabled()
    dialog.counts["for"].setValue(0)
    assert dialog.agreed.isEnabled()
    dialog.agreed.setFocus()
    clerk.press(Qt.Key.Key_Return)  # what has the focus is pressed
    assert clerk.shown()["votes"][-1]["result"] == "agreed"
