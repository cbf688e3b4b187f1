"""Prepare a meeting: the plan typed into the items, codes, what comes forward and is closed, notice, wordings, and on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.agenda import new_meeting
from cypsc_desktop.commands.editing import set_field, undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_prepare import offered_wordings, roster
from cypsc_desktop.commands.minuting_presenters import presenting
from cypsc_desktop.model.records import Item, Meeting, Membership, Request
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.prepare.columns import PARTS
from cypsc_desktop.ui.prepare.screen import PrepareScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.cypsc import Cypsc
from tests.helpers.sample import ACTOR
from tests.helpers.screen_robot import shown


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> Iterator[PrepareScreen]:
    made = PrepareScreen(session=session, theme=Theme("light"), today=lambda: date(2021, 9, 10))
    with shown(qtbot, session, made):
        yield made


def meeting(screen: PrepareScreen) -> Meeting:
    assert screen._meeting is not None
    return screen._meeting


def press(screen: PrepareScreen, words: str) -> None:
    """The link or button of the strip that begins so."""
    (one,) = [b for b in screen.strip.widgets() if isinstance(b, QPushButton) and b.text().startswith(words)]
    one.click()


def test_every_part_is_counted_and_shown(screen: PrepareScreen) -> None:
    for part in PARTS:
        screen.go(Place("prepare", part=part))
        assert screen.place().part == part
        chip = next(chip for chip in screen.chips._offered if chip.key == part)
        assert chip.count == len(screen.grid.model.records())


def test_the_plan_is_typed_into_the_items_and_summed(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    item = all_of(sample.read, Item, meeting=meeting(screen).id)[2]
    screen.go(Place("prepare", part="items", record=item.id))
    current, top = screen.grid.current(), screen.stack.pos()
    assert current is not None
    screen.grid.doing.edit(current, "planned", "45")
    qtbot.waitUntil(lambda: "45 minutes planned" in screen.time.text())
    assert all_of(sample.read, Item, id=item.id)[0].planned == 45
    assert screen.stack.pos() == top  # the next click is meant for the row that stands there
    undo(sample, actor=ACTOR)
    qtbot.waitUntil(lambda: "No minutes are planned" in screen.time.text())


def test_time_beyond_the_guillotine_is_told(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    item = all_of(sample.read, Item, meeting=meeting(screen).id)[2]
    with sample.change("End by", actor=ACTOR) as change:
        change.set(str(meeting(screen).committee), "end_by", "19:00")
    set_field(sample, item.id, "planned", "120", actor=ACTOR)
    qtbot.waitUntil(lambda: "after the time to end by, 19:00" in screen.time.text())


def test_notice_is_reckoned_in_clear_days(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    with sample.change("Not issued", actor=ACTOR) as change:
        change.set(meeting(screen).id, "issued", None)
    screen.go(Place("prepare", meeting(screen).id))
    qtbot.waitUntil(lambda: any("must be issued by 13 Sep 2021" in words for words in screen.strip.words()))
    assert all(not link.icon().isNull() for link in screen.strip.widgets() if isinstance(link, QPushButton))
    with sample.change("Issued", actor=ACTOR) as change:
        change.set(meeting(screen).id, "issued", "2021-09-15")
    screen.go(Place("prepare", meeting(screen).id))
    qtbot.waitUntil(lambda: any("3 clear days of notice, 5 are needed" in words for words in screen.strip.words()))


def test_codes_of_others_are_refused(screen: PrepareScreen, sample: Store) -> None:
    screen.go(Place("prepare", part="roster"))
    first, second = screen.grid.model.records()[:2]
    names = screen.grid.model.names()
    taken = names[f"{first.id} code"]
    assert taken
    assert f"The code '{taken}' is" in str(screen.grid.spec.check(sample.read, second, "code", taken))
    assert screen.grid.spec.check(sample.read, second, "code", "zz9") is None


def test_what_is_closed_comes_no_more(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    screen.go(Place("prepare", part="requests"))
    before = [r for r in screen.grid.model.records() if isinstance(r, Request)]
    assert before
    screen.grid.doing.edit(before[0], "closed", "14 September 2021")
    qtbot.waitUntil(lambda: len(screen.grid.model.records()) == len(before) - 1)
    assert all_of(sample.read, Request, id=before[0].id)[0].closed == "2021-09-14"


def test_wordings_are_kept_by_the_link(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    assert offered_wordings(sample.read, meeting(screen))
    press(screen, "Use its")
    assert offered_wordings(sample.read, meeting(screen)) == []
    qtbot.waitUntil(lambda: not any(words.startswith("Use its") for words in screen.strip.words()))


def test_on_to_the_previous_minutes_the_questions_and_the_live_screen(screen: PrepareScreen) -> None:
    wanted: list[Any] = []
    screen.wanted.connect(wanted.append)
    press(screen, "Minutes to approve")
    press(screen, "Plan lines of enquiry")
    screen.start_button.click()
    assert [place.screen for place in wanted] == ["meeting", "enquiries", "live"]
    assert wanted[2].subject == meeting(screen).id


def test_who_presents_is_expected_with_a_code(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    held = {one.name for one in roster(sample.read, meeting(screen))}
    wanted = presenting(sample.read, meeting(screen))
    assert [(one.name, one.role) for one in wanted][:2] == [
        ("Sunita Varley", "Interim Director of Education"),
        ("Corinne Penhalow", "Cabinet Member for Children, Families and Schools"),
    ]
    assert "Harriet Osgood" not in [one.name for one in wanted]  # the Chair sits there already
    press(screen, "Expect who presents")
    qtbot.waitUntil(lambda: presenting(sample.read, meeting(screen)) == [])
    assert screen.part() == "roster"
    codes = {one.name: one.code for one in roster(sample.read, meeting(screen))}
    assert codes["Sunita Varley"] == "sv"
    assert set(codes) - held == {one.name for one in wanted}
    items = {item.number: item.presenters for item in all_of(sample.read, Item, meeting=meeting(screen).id)}
    assert items["6"] == ["Sunita Varley"]
    undo(sample, actor=ACTOR)
    assert presenting(sample.read, meeting(screen)) == wanted


def test_the_button_says_what_comes_next(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    wanted: list[Any] = []
    screen.wanted.connect(wanted.append)
    assert screen.start_button.text() == "Start meeting"
    for lines, words in (([">start"], "Live minutes"), ([">end"], "Draft minutes")):
        take_notes(sample, meeting(screen), lines, actor=ACTOR)
        qtbot.waitUntil(lambda words=words: screen.start_button.text() == words)
        screen.start_button.click()
    assert [place.screen for place in wanted] == ["live", "minutes"]


def test_a_meeting_made_by_hand_takes_the_seats_of_the_last(screen: PrepareScreen, sample: Store, qtbot: QtBot) -> None:
    made = new_meeting(sample, {"body": str(meeting(screen).body), "date": "2021-11-02"}, actor=ACTOR)
    screen.go(Place("prepare", made.id))
    assert screen.title() == "Prepare, 2 Nov 2021"
    assert screen.seat_button.isVisible()
    screen.seat_button.click()
    seats = all_of(sample.read, Membership, meeting=made.id)
    assert len(seats) > 5
    qtbot.waitUntil(lambda: len(screen.grid.model.records()) == len(seats))
    assert not screen.seat_button.isVisible()


def test_from_the_command_line(capsys: pytest.CaptureFixture[str], sample_folder: Any) -> None:
    cypsc = Cypsc(capsys, sample_folder)
    told = cypsc.json("minutes", "prepare", "--meeting", "2021-09-21")
    assert told["minutes_to_approve"] == "2021-06-29"
    assert told["roster"][0]["code"]
    assert len(told["open_requests"]) == 8
    assert "clear days" in told["notice"]
    assert "Open requests" in cypsc("minutes", "prepare", "--meeting", "2021-09-21", "--dry-run")
