"""What was put and is voted on by a line, and the matter of an item that nobody said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from cypsc_desktop.model.records import Item
from tests.helpers.live_robot import BOTH, LiveRobot

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
