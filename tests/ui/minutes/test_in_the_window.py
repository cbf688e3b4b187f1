"""From the meeting's end to minutes in Word: by key to the draft, one export; the meeting is the one in front."""

from pathlib import Path

import docx
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.identity import meeting_id
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.place import Place
from tests.helpers.robots import ScriptedAsk, WindowRobot

_LINES = [
    "@18:31",
    "+ho",
    "+tl",
    "+ao",
    ">start",
    ">7",
    "q.ho why so late?",
    "c. It is late",
    "x.3 the offer of Bramblewick",
    "x/",
    ">end",
]
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_draft_of_the_meeting_in_front_goes_to_word(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with open_library(sample_folder) as store:
        meeting = next(m for m in store.read.records("meeting") if isinstance(m, Meeting) and m.date == "2021-09-21")
        fed = take_notes(store, meeting, _LINES, actor="Nia Clerk")
        assert not fed.unclear
        with store.change("Another meeting", actor="Nia Clerk") as change:
            change.add(
                later := Meeting(id=meeting_id("", "2021-11-02"), committee=meeting.committee, date="2021-11-02")
            )
        take_notes(store, later, [">start"], actor="Nia Clerk")
        paper = next(one.id for one in store.read.records("document") if getattr(one, "meeting", None) == meeting.id)
    to = tmp_path / "minutes.docx"
    ask = ScriptedAsk(save_as=[to])
    with WindowRobot(qtbot, sample_folder, ask=ask, settings=tmp_path / "window.ini") as desk:
        desk.press(Qt.Key.Key_N, _CTRL_SHIFT)
        assert desk.place() == Place("minutes", later.id)  # no meeting is in front: the last whose lines were taken
        desk.go(Place("papers", paper))
        desk.press(Qt.Key.Key_N, _CTRL_SHIFT)
        assert desk.place() == Place("minutes", meeting.id)
        desk.press(Qt.Key.Key_N, _CTRL_SHIFT)
        desk.go(Place("minutes", later.id))
        desk.go(Place("meeting", meeting.id))
        desk.press(Qt.Key.Key_N, _CTRL_SHIFT)
        desk.settle()
        place = desk.place()
        assert place is not None
        assert (place.screen, place.subject) == ("minutes", meeting.id)
        assert any("why so late" in row.text.casefold() for row in desk.screen("minutes").draft.rows.rows)
        top = next(action.menu() for action in desk.window.menuBar().actions() if action.text() == "&Meeting")
        words = [action.text().replace("&", "") for action in top.actions()]
        assert "Draft minutes" in words
        desk.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        desk.settle()
    assert ask.asked[0][1][:2] == ("Export minutes", "minutes-2021-09-21.docx")
    text = "\n".join(p.text for p in docx.Document(str(to)).paragraphs)
    assert "The Chair asked: Why so late?" in text
    assert "paragraph 3" in text
    assert "Bramblewick" not in text
