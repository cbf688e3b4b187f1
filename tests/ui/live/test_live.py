"""Taking minutes in the window: the line, the log, people, what comes of it. One screen a test, many checks."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import minuting
from cypsc_desktop.commands.minuting import minutes_of
from cypsc_desktop.commands.minuting_copy import Sheet
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_show import show_live
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Finding, Meeting
from cypsc_desktop.ui.live import copier
from cypsc_desktop.ui.place import Place
from tests.helpers.live_robot import ACTOR, ALT, BOTH, CTRL, SHIFT, LiveRobot
from tests.minutes.harbour import MEETING, add_harbour, add_november, lines

OPENING = ("@18:30", "+rw", "+ryw", "+so", "+el", "+ Dev Joshi, Head of Early Help", ">start", ">1")


def fed(folder: Path, script: list[str]) -> dict[str, object]:
    """The same script through the command line's way."""
    with open_library(folder) as store:
        add_harbour(store)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        take_notes(store, meeting, script, actor=ACTOR)
        return show_live(store.read, meeting)


def without_ids(shown: dict[str, object]) -> object:
    def strip(value: object) -> object:
        if isinstance(value, dict):
            return {key: strip(one) for key, one in value.items() if key not in ("id", "entry")}
        return [strip(one) for one in value] if isinstance(value, list) else value

    return strip(shown)


def test_typing_an_evening_makes_what_feeding_it_makes(
    clerk: LiveRobot, tmp_path: Path, effort: Callable[..., int]
) -> None:
    script = lines()[: effort(sample=75, whole=10_000)]
    clerk.lines(script)
    clerk.settle()
    wanted = fed(tmp_path / "fed", script)
    assert without_ids(clerk.shown()) == without_ids(wanted)
    assert [row for row in clerk.log() if "Part B" in row] or len(script) < 100
    # the second copy leads to the same meeting
    clerk.settle()
    copies = sorted((tmp_path / "copy").glob("*.cypsc-notes"))
    assert copies


def test_the_line_in_hand(clerk: LiveRobot, qtbot: QtBot) -> None:
    clerk.lines(OPENING)
    clerk.at("18:40")
    clerk.type("q")
    clerk.later(70)  # a minute goes by between the first key and Enter
    clerk.type(".so why is respite late?")
    bar = clerk.screen.bar
    assert bar.kind.text() == "Question"
    assert "Sean O'Farrell" in bar.who.text()
    assert bar.time.text() == "18:40:00"
    clerk.enter()
    assert clerk.last() == {
        "time": "18:40", "item": "1", "kind": "question", "who": "Sean O'Farrell", "text": "why is respite late?",
        "part": "A", "starred": False,
    }  # fmt: skip
    assert clerk.text() == ""
    assert clerk.log()[-1] == "18:40, Sean O'Farrell asks, why is respite late?"

    # nobody has answered in this item yet; once somebody has, Tab offers them
    assert clerk.offers() == []
    clerk.line("a.dj the provider had closed")
    clerk.line("q.rw since when?")
    assert clerk.offers() == ["DJ Dev Joshi"]
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.text() == "a.dj "
    clerk.line("since May")
    assert (clerk.last()["kind"], clerk.last()["who"]) == ("answer", "Dev Joshi")

    # an unknown code offers a short list in place; Tab takes the first
    clerk.type("q.rx what then?")
    assert clerk.offers()
    assert "Nobody here has the code" in bar.problem.text()
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.text().endswith(" what then?")
    assert bar.problem.isHidden()
    clerk.enter()
    assert clerk.last()["kind"] == "question"

    # what is not taken is a note with a finding, and nothing is lost
    clerk.line("q.zz and who is that?")
    assert (clerk.last()["kind"], clerk.last()["text"]) == ("note", "q.zz and who is that?")
    assert [f for f in clerk.store.read.records("finding") if isinstance(f, Finding) and f.finding == "unknown-code"]
    assert "Ctrl+Up edits it" in bar.problem.text()
    assert clerk.heard["failed"] == []  # said in place: nothing moves


def test_words(clerk: LiveRobot) -> None:
    clerk.lines(OPENING)
    clerk.until(clerk.screen.words.is_ready)
    clerk.type("p.rw ;yp need a")
    assert clerk.text() == "p.rw young people need a"
    clerk.type(" place to recieve Dev Joshi")
    ink = clerk.screen.capture.document().firstBlock().layout().formats()
    wrong = [(one.start, one.length) for one in ink if one.format.underlineColor() == clerk.theme.colour("danger")]
    assert wrong == [(clerk.text().index("recieve"), len("recieve"))]
    assert "receive" in clerk.screen.words.mend("recieve")
    clerk.settings.spelling = False
    assert not [
        one
        for one in clerk.screen.capture.document().firstBlock().layout().formats()
        if one.format.underlineColor() == clerk.theme.colour("danger")
    ]
    clerk.settings.shorthand = ";hh = Harbour House"
    clerk.screen.capture.put("")
    clerk.line("to ;hh at six")
    assert clerk.last()["text"] == "to Harbour House at six"


def test_the_unfinished_line_comes_back(qtbot: QtBot, harbour: Path, tmp_path: Path) -> None:
    with LiveRobot(qtbot, harbour, MEETING, state=tmp_path) as clerk:
        clerk.lines(OPENING)
        clerk.type("p.el half a sen")
        clerk.until(lambda: any(draft.text == "p.el half a sen" for draft in clerk.store.drafts.all()))
        clerk.type("tence")
    with LiveRobot(qtbot, harbour, MEETING, state=tmp_path) as clerk:
        clerk.screen.desk.put_away()
        clerk.go(Place("live", MEETING, part="recovered"))
        assert clerk.text() == "p.el half a sentence"
        count = len(clerk.entries())
        told = clerk.heard["said"][-1]
        assert told.startswith(f"Recovered {count} entries; last ")
        assert told.endswith("; unfinished line restored.")
        clerk.enter()
        assert clerk.last()["text"] == "half a sentence"
        assert clerk.store.drafts.all() == []


def test_a_change_in_hand_comes_back_too(qtbot: QtBot, harbour: Path, tmp_path: Path) -> None:
    with LiveRobot(qtbot, harbour, MEETING, state=tmp_path) as clerk:
        clerk.lines(OPENING)
        clerk.line("q.rw who pays")
        clerk.type("p. in hand")
        clerk.press(Qt.Key.Key_Up, CTRL)
        clerk.type(", and when?")
    with LiveRobot(qtbot, harbour, MEETING, state=tmp_path) as clerk:
        assert clerk.text() == "q.rw who pays, and when?"
        clerk.enter()
        assert clerk.last()["text"] == "who pays, and when?"
        assert clerk.text() == "p. in hand"
        clerk.enter()
        assert clerk.last()["text"] == "in hand"
        assert clerk.store.drafts.all() == []


def test_lines_that_stand(clerk: LiveRobot) -> None:
    clerk.lines(OPENING)
    clerk.lines(("the hall was cold", "q.rw who pays?", "a.dj the borough"))
    # Ctrl+Up edits the last line, Esc leaves it
    clerk.type("half")
    clerk.press(Qt.Key.Key_Up, CTRL)
    assert clerk.text() == "a.dj the borough"
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.text() == "half"
    clerk.press(Qt.Key.Key_Up, CTRL)
    clerk.type(", in part")
    clerk.enter()
    assert clerk.last()["text"] == "the borough, in part"
    assert clerk.text() == "half"
    clerk.screen.capture.put("")
    # moved, starred
    clerk.press(Qt.Key.Key_Up, ALT)
    assert [entry["kind"] for entry in clerk.entries()[-2:]] == ["answer", "question"]
    clerk.press(Qt.Key.Key_Down, ALT)
    assert [entry["kind"] for entry in clerk.entries()[-2:]] == ["question", "answer"]
    clerk.press(Qt.Key.Key_D, CTRL)
    assert clerk.last()["starred"]
    # in the log: a kind is changed, links and time stay; deleted with Undo
    clerk.screen.capture.setFocus()
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Up)
    log = clerk.screen.log.view
    assert log.hasFocus()
    clerk.press(Qt.Key.Key_F4, SHIFT)
    assert clerk.last()["kind"] == "point"
    count = len(clerk.entries())
    clerk.press(Qt.Key.Key_Delete, SHIFT)
    assert len(clerk.entries()) == count - 1
    assert clerk.heard["done"][-1] == "Line moved to the bin."
    clerk.undo()
    assert len(clerk.entries()) == count
    assert len(clerk.log()) == len(clerk.screen.desk.evening.entries)
    # Part B after the fact
    clerk.screen.capture.setFocus()
    clerk.press(Qt.Key.Key_P, BOTH)
    assert clerk.last()["part"] == "B"
    # a letter in the log leads back to the line
    log.setFocus()
    clerk.press(Qt.Key.Key_X, on=log)
    assert clerk.text() == "x"
    assert clerk.screen.capture.hasFocus()


def test_nobody_is_present_until_marked(clerk: LiveRobot) -> None:
    clerk.line("~jf")
    assert clerk.screen.strip.quorum.text() == "0 voting, quorum 3"
    clerk.line(">start")
    assert clerk.log()[-1] == "18:00, The meeting began. 0 voting members present."
    clerk.screen.shown.on_second()
    assert "There is no quorum: 0 voting members" in clerk.heard["failed"][-1]
    clerk.at("18:00")
    clerk.later(13)
    clerk.screen.shown.on_second()
    assert clerk.screen.strip.elapsed.text() == "00:13"
    assert not clerk.screen.steps["start"].isEnabled()
    # a letter typed elsewhere lands in the line, and its Enter does nothing there
    for pane in (clerk.screen.agenda, clerk.screen.roster.chip("rw"), clerk.screen.outcomes.tabs["conclusions"]):
        assert pane is not None
        clerk.screen.capture.put("")
        clerk.press(Qt.Key.Key_Y, on=pane)
        assert clerk.text() == "y"
    clerk.screen.capture.put("")
    clerk.line("+rw")
    assert clerk.log()[-1] == "18:00, Rosa Wells arrived. 1 voting member present."


def test_several_people_at_once(clerk: LiveRobot) -> None:
    def present() -> list[str]:
        return [entry["who"] for entry in clerk.entries() if entry["kind"] == "arrival"]

    # the grammar has one code to a line: Tab makes a line of each
    clerk.type("+rw, so and el")
    assert clerk.offers() == ["RW, SO, EL: here"]
    clerk.press(Qt.Key.Key_Tab)
    assert present() == ["Rosa Wells", "Sean O'Farrell", "Edie Lamb"]
    assert clerk.text() == ""
    # after Enter, which keeps what was typed as a note, too
    clerk.line("~mf pc")
    assert clerk.last()["kind"] == "note"
    assert clerk.offers() == ["MF, PC: apologies"]
    clerk.press(Qt.Key.Key_Tab)
    assert not [entry for entry in clerk.entries() if entry["kind"] == "note"]
    assert [clerk.screen.desk.evening.room.of(name).apologies for name in ("Mo Farrow", "Paul Costa")] == [True, True]
    clerk.type("+rw zz")
    assert clerk.offers() == []
    clerk.screen.capture.put("")
    # the rest by one press
    rest = clerk.screen.desk.evening.room.unaccounted()
    assert len(rest) == 5
    clerk.click(clerk.screen.roster.all_button)
    assert present()[3:] == rest
    assert clerk.screen.roster.all_button.isHidden()
    assert clerk.screen.capture.hasFocus()
    # somebody speaks who has sent apologies: kept, told, and Tab lets them come
    clerk.lines((">start", ">6", "p.mf I am here after all"))
    assert clerk.last()["kind"] == "point"
    assert clerk.screen.bar.problem.text() == "Mo Farrow has sent apologies. Type +mf if they came."
    assert clerk.offers() == ["MF came"]
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.last()["kind"] == "arrival"
    assert clerk.offers() == []
    # a code on what names nobody
    clerk.type("f.rw the figures of March")
    assert clerk.offers() == ["Action of RW", "No code"]
    assert "names nobody" in clerk.screen.bar.problem.text()
    clerk.press(Qt.Key.Key_Tab)
    clerk.enter()
    assert (clerk.last()["kind"], clerk.last()["text"]) == ("action", "the figures of March")


def test_people_by_chip_and_menu(clerk: LiveRobot) -> None:
    roster = clerk.screen.roster
    chip = roster.chip("rw")
    assert chip is not None
    assert "not accounted for" in chip.accessibleName()
    clerk.click(chip)  # before the meeting has begun a chip brings its person in
    assert "in the room" in chip.accessibleName()
    clerk.lines(("+so", "+ Dev Joshi, Head of Early Help", ">start", ">1"))
    chip = roster.chip("rw")
    assert chip is not None
    clerk.click(chip)
    assert clerk.text() == "q.rw "
    clerk.line("who?")
    guest = roster.chip("dj")
    assert guest is not None
    clerk.click(guest)
    clerk.line("the borough")
    assert [entry["kind"] for entry in clerk.entries()[-2:]] == ["question", "answer"]
    # kinds by key: the words stay, the code too
    clerk.type("p.so it is cold")
    clerk.press(Qt.Key.Key_F2, SHIFT)
    assert clerk.text() == "q.so it is cold"
    clerk.press(Qt.Key.Key_F7, SHIFT)
    assert clerk.text() == "c. it is cold"
    clerk.enter()
    # a person's own menu
    clerk.screen.standing.show_person(chip.chair.seated, chip.mapToGlobal(chip.rect().center()))
    actions = {action.text(): action for action in clerk.screen.standing.menu.actions()}
    actions["Rosa Wells leaves"].trigger()
    clerk.screen.standing.menu.close()
    clerk.settle()
    assert clerk.last()["kind"] == "departure"
    chip = roster.chip("rw")
    assert chip is not None
    assert "has left" in chip.accessibleName()
    # the agenda by mouse or Enter
    agenda = clerk.screen.agenda
    agenda.setCurrentIndex(agenda.times.index(4))
    clerk.press(Qt.Key.Key_Return, on=agenda)
    assert clerk.screen.desk.evening.number_of(clerk.screen.desk.evening.item) == "5"


def test_outcomes_from_lines(clerk: LiveRobot) -> None:
    clerk.lines(OPENING)
    clerk.lines(("q.rw who pays?", "a.dj the borough", "p.so until March"))
    clerk.keys = 0
    for _ in range(3):
        clerk.press(Qt.Key.Key_Up, SHIFT)
    assert len(clerk.chosen()) == 3
    clerk.press(Qt.Key.Key_R, BOTH)
    form = clerk.screen.results.form
    assert form.words.hasFocus()
    assert clerk.keys <= 8
    for letter in "That the borough look at tutors":
        QTest.keyClicks(form.words, letter)
    clerk.until(form.is_idle)
    assert "It does not say by when." in form.asks.text()
    assert "leaves open" in form.asks.text()
    form.to.setCurrentText("Cabinet")
    clerk.press(Qt.Key.Key_Return, on=form.words)
    assert form.isHidden()
    assert clerk.screen.capture.hasFocus()
    (made,) = clerk.shown()["outcomes"]["recommendations"]
    assert (made["text"], made["to"], made["number"]) == ("That the borough look at tutors", "Cabinet", "1")
    one = clerk.screen.results.outcomes[-1]
    assert [line.sort for line in one.evidence] == ["question", "answer", "point"]
    assert sum("led to Recommendation 1" in row for row in clerk.log()) == 3  # the link the other way round
    assert "leaves open" in clerk.screen.outcomes.card.asks.text()
    # put, read back, agreed by two keys; later words are another version of it
    clerk.press(Qt.Key.Key_T, BOTH)
    assert clerk.screen.results.outcomes[-1].state == "put"
    clerk.press(Qt.Key.Key_F8)
    large = clerk.screen.results.large_view()
    assert large is not None
    assert large.isVisible()
    assert large.words.text() == "That the borough look at tutors"
    clerk.press(Qt.Key.Key_Escape, on=large)
    assert not large.isVisible()
    clerk.screen.capture.setFocus()
    clerk.keys = 0
    clerk.type("v.")
    clerk.enter()
    assert clerk.keys == 2
    agreed = clerk.screen.results.outcomes[-1]
    assert agreed.state == "agreed"
    assert agreed.agreed
    clerk.screen.results.change(agreed.id)
    form.words.setPlainText("That the borough pay tutors until June 2022")
    clerk.press(Qt.Key.Key_Return, on=form.words)
    (made,) = clerk.shown()["outcomes"]["recommendations"]
    assert made["text"] == "That the borough pay tutors until June 2022"
    told = [(row.before, row.after) for row in clerk.store.read.history(agreed.id) if row.field == "text"]
    assert ("That the borough look at tutors", "That the borough pay tutors until June 2022") in told


def test_votes_and_part_b(clerk: LiveRobot) -> None:
    clerk.lines(OPENING)
    clerk.lines((">7", "+gd", "m.rw/so That the report be noted"))
    clerk.press(Qt.Key.Key_V, BOTH)
    dialog = clerk.screen.course_of.dialog
    assert dialog is not None
    assert "may vote, an education question" in " ".join(_labels(dialog))
    dialog.counts["for"].setValue(6)
    assert dialog.problem.text() == (
        "For, against and abstentions total 6, but 5 voting members are present. Change a count or update attendance."
    )
    assert not dialog.record.isEnabled()
    dialog.counts["for"].setValue(4)
    dialog.counts["against"].setValue(1)
    clerk.click(dialog.record)
    (vote,) = clerk.shown()["votes"]
    assert (vote["for"], vote["against"], vote["result"]) == (4, 1, "carried")
    # by name, on a motion that is worded in the dialog
    clerk.line(">11")
    clerk.come_back()
    clerk.press(Qt.Key.Key_V, BOTH, on=clerk.screen.capture)
    dialog = clerk.screen.course_of.dialog
    assert dialog is not None
    assert "gd" not in dialog.sides  # no education question
    dialog.words.setText("That the programme stand")
    dialog.named.click()
    dialog.sides["rw"].setCurrentIndex(1)
    dialog.sides["so"].setCurrentIndex(2)
    assert (dialog.counts["for"].value(), dialog.counts["against"].value()) == (1, 1)
    dialog.casting.setCurrentIndex(1)
    clerk.click(dialog.record)
    assert clerk.shown()["votes"][-1]["result"] == "carried"
    recorded = [entry for entry in clerk.entries() if entry["kind"] == "recorded-vote"]
    assert [(entry["who"], entry["text"]) for entry in recorded] == [
        ("Rosa Wells", "for"),
        ("Sean O'Farrell", "against"),
    ]
    # exclusion, what a projector shows meanwhile, and the return
    clerk.come_back()
    clerk.line("c. a public conclusion")
    clerk.screen.results.put()
    clerk.screen.results.toggle_public()
    public = clerk.screen.results.public_view()
    assert public is not None
    assert "a public conclusion" in public.words.text()
    clerk.come_back()
    clerk.press(Qt.Key.Key_X, BOTH)
    popover = clerk.screen.course_of.exclusion
    assert popover is not None
    clerk.press(Qt.Key.Key_Return, on=popover.why)
    assert "No paragraph is chosen" in popover.problem.text()
    popover.boxes["3"].setChecked(True)
    popover.why.setText("the bid of a provider")
    clerk.press(Qt.Key.Key_Return, on=popover.why)
    assert clerk.last()["kind"] == "exclusion"
    assert clerk.screen.strip.stripe.isVisible()
    assert clerk.screen.strip.part.text() == "Part B, private"
    clerk.line("r.cabinet accept the bid of Quayside")
    clerk.screen.results.put()
    assert "bid" not in public.words.text() + public.heading.text() + public.below.text()
    clerk.screen.results.toggle_public()
    clerk.come_back()
    clerk.press(Qt.Key.Key_X, BOTH)
    assert clerk.last()["kind"] == "readmission"
    assert clerk.screen.strip.stripe.isHidden()


def test_closing_lists_what_is_unfinished(clerk: LiveRobot) -> None:
    clerk.lines([*OPENING, "c. agreed at once", "r. that nobody agreed", "+ryw el so"])
    clerk.press(Qt.Key.Key_T, BOTH, on=clerk.screen.capture)  # put, and no more
    clerk.press(Qt.Key.Key_End, BOTH)
    popover = clerk.screen.course_of.closing
    assert popover is not None
    assert popover.isVisible()
    told = [popover.list.item(n).text() for n in range(popover.list.count())]
    assert told[0] == "Recommendation 1 was not agreed, so it is left out: 'that nobody agreed'"
    assert "Item 2 Minutes of the previous meeting was not reached." in told
    assert any("neither present nor apologised" in words for words in told)

    def mend(words: str) -> None:
        """Press its row."""
        clerk.press(Qt.Key.Key_End, BOTH, on=clerk.screen.capture)
        row = next(one for n in range(popover.list.count()) if words in (one := popover.list.item(n)).text())
        popover.list.scrollToItem(row)
        popover.list.setCurrentItem(row)
        clerk.press(Qt.Key.Key_Return, on=popover.list)
        assert popover.isHidden()

    popover.dismiss()
    mend("Recommendation 1 was not agreed")
    assert (one := clerk.screen.outcomes.current()) is not None
    assert one.text == "that nobody agreed"
    mend("'+ryw el so' was kept as a note")
    assert clerk.text() == "+ryw el so"  # its line, to be mended
    clerk.press(Qt.Key.Key_Escape)
    mend("Item 2")
    assert clerk.text() == ">2"
    mend("Item 3")
    assert clerk.text() == ">2"  # what is in hand stays
    clerk.screen.capture.put("")
    clerk.press(Qt.Key.Key_End, BOTH, on=clerk.screen.capture)
    popover.ended.setText("soon")
    clerk.press(Qt.Key.Key_Return, on=popover.ended)
    assert "no time of day" in popover.problem.text()
    popover.ended.setText("21.35")
    clerk.press(Qt.Key.Key_Return, on=popover.ended)
    assert clerk.shown()["ended"] == "21:35"
    assert clerk.shown()["state"] == "draft"
    assert clerk.heard["wanted"][-1].subject == MEETING
    clerk.heard["wanted"].clear()
    clerk.click(clerk.screen.strip.to_draft)
    assert (clerk.heard["wanted"][-1].screen, clerk.heard["wanted"][-1].subject) == ("minutes", MEETING)


def test_what_was_not_agreed_is_settled_as_the_meeting_closes(clerk: LiveRobot) -> None:
    clerk.lines([*OPENING, "p.rw we talked"])
    for words in ("That one be done", "That two be done", "That three be done", "That four be done"):
        clerk.press(Qt.Key.Key_R, BOTH, on=clerk.screen.capture)
        clerk.screen.outcomes.form.words.setPlainText(words)
        clerk.press(Qt.Key.Key_Return, on=clerk.screen.outcomes.form.words)
    assert clerk.screen.outcomes.card.state.text() == "Draft"
    assert not any("recommended" in one["text"] for one in clerk.shown()["paragraphs"])
    clerk.press(Qt.Key.Key_End, BOTH, on=clerk.screen.capture)
    popover = clerk.screen.course_of.closing
    assert popover is not None
    assert popover.which.text() == "Recommendation 1: what became of it?"
    clerk.click(popover.verbs["agreed"])
    assert popover.verbs["agreed"].hasFocus()  # the next by the same key
    assert popover.which.text() == "Recommendation 2: what became of it?"
    popover.list.setCurrentRow(1)
    assert popover.which.text() == "Recommendation 3: what became of it?"
    clerk.click(popover.verbs["left out"])
    assert "in the bin" in clerk.heard["done"][-1]
    clerk.click(popover.verbs["put"])
    assert [one.state for one in clerk.screen.results.outcomes] == ["agreed", "put", "draft"]
    clerk.click(popover.verbs["all"])
    assert popover.open.isHidden()
    assert popover.ended.hasFocus()
    clerk.press(Qt.Key.Key_Return, on=popover.ended)
    (said,) = (one["text"] for one in clerk.shown()["paragraphs"] if "recommended" in one["text"])
    assert said.endswith("recommended that:\n1. One be done.\n2. Two be done.\n3. Four be done.")


def test_earlier_minutes_are_approved_with_amendments(clerk: LiveRobot) -> None:
    clerk.lines(OPENING)
    clerk.press(Qt.Key.Key_L, BOTH)
    popover = clerk.screen.course_of.approving
    assert popover is not None
    ((june, box, amended),) = popover.rows()
    assert box.isChecked()
    box.setChecked(False)
    clerk.press(Qt.Key.Key_Return, on=amended)
    assert "No minutes are ticked" in popover.problem.text()
    box.setChecked(True)
    amended.setText("on page four, review for revue; Mr Cole was there")
    clerk.press(Qt.Key.Key_Return, on=amended)
    minutes = minutes_of(clerk.store.read, june.id)
    assert minutes is not None
    assert (minutes.state, minutes.approved_at) == ("approved", MEETING)
    assert minutes.amendments == ["on page four, review for revue", "Mr Cole was there"]
    assert clerk.last()["kind"] == "resolution"
    assert clerk.last()["text"].startswith("That the minutes of 22 June 2021 be approved as a true record, with these")
    assert (
        clerk.screen.desk.evening.item_of(clerk.screen.desk.evening.last().item).title
        == "Minutes of the previous meeting"
    )
    assert clerk.screen.results.outcomes[-1].state == "agreed"
    clerk.come_back()
    clerk.press(Qt.Key.Key_L, BOTH)
    assert popover.rows() == []


def test_clock_quorum_and_copy(clerk: LiveRobot, tmp_path: Path) -> None:
    clerk.lines(OPENING)
    # the computer's clock is set back by an hour: lines go on by the room's
    clerk.at("19:10")
    clerk.set_wall(timedelta(hours=-1))
    clerk.line("after the clock was set")
    assert clerk.last()["time"] == "19:10"
    clerk.screen.shown.on_second()
    assert "clock was set back by 1 h" in clerk.heard["failed"][-1]
    clerk.screen.course_of.use_clock()
    clerk.line("by the new clock")
    assert clerk.last()["time"] == "18:10"
    # the quorum goes
    clerk.lines(("-rw", "-so"))
    clerk.screen.shown.on_second()
    assert "There is no quorum: 2 voting members" in clerk.heard["failed"][-1]
    # the copy's folder goes: a banner once, the library has the lines
    clerk.settle()
    (copy,) = (tmp_path / "copy").glob("*.cypsc-notes")
    assert "by the new clock" in copy.read_text()
    copy.unlink()
    (tmp_path / "copy").rmdir()
    (tmp_path / "copy").write_text("no folder")
    clerk.line("one more")
    clerk.line("and one more")
    clerk.settle()
    assert sum("could not be written" in words for words in clerk.heard["failed"]) == 1
    assert clerk.last()["text"] == "and one more"
    (tmp_path / "copy").unlink()
    clerk.line("it is back")
    clerk.settle()
    (copy,) = (tmp_path / "copy").glob("*.cypsc-notes")
    assert "one more" in copy.read_text()  # what it missed came with it


def test_what_changes_a_line_is_no_second_one(clerk: LiveRobot, tmp_path: Path) -> None:
    """In the log as in the copy: a continuation, a correction, a move to Part B; and lines that come all at once."""

    def copied() -> str:
        clerk.settle()
        found = sorted((tmp_path / "copy").glob("*.cypsc-notes"))
        return "\n".join(path.read_text(encoding="utf-8") for path in found if "part-b" not in path.name)

    clerk.screen.course_of.seat_all()
    members = len(clerk.screen.desk.evening.entries)
    assert members > 5
    assert len(copied().splitlines()) == members
    clerk.lines([">start", ">6", "q.rw the first wording", "^q.rw another", "  and more"])
    clerk.settle()
    assert [row for row in clerk.log() if "another" in row] == [clerk.log()[-1]]
    assert not any("the first wording" in row for row in clerk.log())
    assert copied().splitlines()[-2:] == ["@18:00 q.rw another", "  and more"]
    clerk.line("Quillfeather was dear")
    assert "Quillfeather" in copied()
    clerk.line("b^")
    assert "Quillfeather" not in copied()
    assert len([row for row in clerk.log() if "Quillfeather" in row]) == 1
    assert clerk.log()[-1].endswith("Part B")


def test_a_line_that_waits_is_taken_into_its_own_meeting(clerk: LiveRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    november = add_november(clerk.store)
    clerk.lines([">start", ">6"])
    with monkeypatch.context() as patch:
        patch.setattr(minuting, "take_line", fails)
        clerk.line("q.rw of September")
        clerk.go(Place("live", november))
        assert not any("September" in row for row in clerk.log())
    clerk.line("p.rw of November")
    clerk.settle()
    assert not clerk.screen.desk.waiting
    assert [e.text for e in clerk.screen.desk.evening.shown()] == ["of November"]
    clerk.go(Place("live", clerk.meeting))
    assert clerk.last()["text"] == "of September"
    assert "of September" in clerk.log()[-1]


def test_the_copy_of_a_slow_folder_keeps_its_order(clerk: LiveRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on, written = Event(), Event(), []

    def slowly(_: Path, sheets: list[Sheet]) -> None:
        begun.set()
        assert goes_on.wait(10)
        written.extend(sheet.text for sheet in sheets)

    clerk.lines([">start", ">6"])
    clerk.settle()
    monkeypatch.setattr(copier, "write_sheets", slowly)
    clerk.line("one")
    clerk.until(begun.is_set)
    clerk.line("two")
    Timer(0.05, goes_on.set).start()
    clerk.screen.copier.finish()  # as the window closes
    assert written == ["@18:00 one\n", "@18:00 two\n"]
    assert clerk.screen.copier.is_idle()


def test_everything_has_a_name_and_comes_by_tab(clerk: LiveRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    said_aloud: list[str] = []
    monkeypatch.setattr("cypsc_desktop.ui.live.shown.announce", lambda _, words: said_aloud.append(words))
    clerk.lines(OPENING)
    clerk.lines(("q.rw why?", "a.dj so", "c. thus"))
    clerk.settle()
    nameless = [
        widget
        for widget in clerk.screen.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []
    model = clerk.screen.log.model
    said = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]
    assert said[-1].endswith("Conclusion, thus")
    assert [words for words in said_aloud if words.endswith("asks, why?")]
    assert said_aloud[-1] == said[-1]
    clerk.lines(f"+ Guest {chr(65 + n)}{chr(97 + n)}" for n in range(16))
    assert clerk.screen.roster.more.text() == "2 more"  # beyond 25 chips the rest fold into a list
    assert len(clerk.screen.roster.members.widgets()) + len(clerk.screen.roster.others.widgets()) == 25


def _labels(widget: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel)]
