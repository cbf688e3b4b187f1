"""The home screen: what it shows of the sample, and where its lines lead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Minutes
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.home.agenda_list import AgendaList
from cypsc_desktop.ui.home.pack_map import PackMap, as_many_words
from cypsc_desktop.ui.home.screen import HomeScreen
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR


class Desk:
    """A home screen over a library, with what it takes."""

    def __init__(self, qtbot: QtBot, store: Store, folder: Path, theme: str = "light", scale: float = 1.0) -> None:
        self.jobs = Jobs()
        self.session = Session(store, ACTOR)
        self.memory = ReadingMemory(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat), store.folder)
        self.screen = HomeScreen(
            session=self.session,
            jobs=self.jobs,
            theme=Theme(theme, scale),
            memory=self.memory,
        )
        qtbot.addWidget(self.screen)
        self.screen.resize(1160, 700)
        self.screen.show()

    def go(self, qtbot: QtBot) -> HomeScreen:
        self.screen.go(Place("home"))
        qtbot.waitUntil(lambda: self.screen.is_idle() and not self.jobs.busy())
        return self.screen

    def close(self) -> None:
        self.screen.let_go()
        self.jobs.stop(self.screen)
        self.jobs.close()


@pytest.fixture
def desk(qtbot: QtBot, sample: Store, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, sample, tmp_path)
    yield made
    made.close()


def words(screen: HomeScreen) -> str:
    return " | ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_the_sample_on_home(desk: Desk, qtbot: QtBot, sample: Store) -> None:
    (pack,) = sample.read.records("document", doc_kind="agenda pack")
    for sheet in (1, 2, 3):
        desk.memory.saw(pack.id, "pack.pdf", sheet)
    screen = desk.go(qtbot)
    assert screen.heading.text() == "Tuesday 21 September 2021, 6.30 pm"
    assert screen.caption.text() == "Last meeting"
    assert any(b.accessibleName() == "Agenda pack, 21 Sep 2021, sheet 3" for b in screen.findChildren(QPushButton))
    assert f"3 of {pack.pages} sheets of the agenda pack read" in words(screen)
    with qtbot.waitSignal(screen.wanted) as wanted:
        qtbot.mouseClick(screen.resume, Qt.MouseButton.LeftButton)
    assert wanted.args == [Place("papers", pack.id, sheet=3)]
    with qtbot.waitSignal(screen.wanted) as wanted:
        qtbot.mouseClick(screen.prepare, Qt.MouseButton.LeftButton)
    assert wanted.args[0].screen == "prepare"
    assert wanted.args[0].subject


def test_a_meeting_that_was_closed_offers_its_draft(desk: Desk, qtbot: QtBot, sample: Store) -> None:
    screen = desk.go(qtbot)
    meeting = screen._facts.next
    assert meeting
    assert screen.minutes.text() == "Take minutes"
    made = Minutes(id=recognised_id("minutes", meeting.id, "minutes"), meeting=meeting.id, state="notes")
    for state, words, leads in (("notes", "Take minutes", "live"), ("draft", "Draft minutes", "minutes")):
        with sample.change("Minutes", actor=ACTOR) as change:
            if state == "notes":
                change.add(made)
            else:
                change.set(made.id, "state", state, space=made.space)
        screen = desk.go(qtbot)
        assert screen.minutes.text() == words
        with qtbot.waitSignal(screen.wanted) as wanted:
            qtbot.mouseClick(screen.minutes, Qt.MouseButton.LeftButton)
        assert wanted.args == [Place(leads, meeting.id)]


def test_headings_stand_as_far_below_what_is_above_them(desk: Desk, qtbot: QtBot) -> None:
    """The map has some 16 px of air below its names, which the findings above the other heading have not."""
    screen = desk.go(qtbot)
    reading = screen.reading_heading.geometry().top() - screen.warnings.geometry().bottom()
    agenda = screen.agenda_heading.geometry().top() - screen.pack_map.geometry().bottom()
    assert 12 <= reading - agenda <= 20


def test_what_is_overdue_leads_to_the_recommendations(desk: Desk, qtbot: QtBot) -> None:
    screen = desk.go(qtbot)
    qtbot.waitUntil(lambda: "replies are overdue" in words(screen))
    late = next(b for b in screen.findChildren(QPushButton) if " late" in b.accessibleName())
    with qtbot.waitSignal(screen.wanted) as wanted:
        qtbot.mouseClick(late, Qt.MouseButton.LeftButton)
    assert (wanted.args[0].screen, wanted.args[0].part) == ("recommendations", "overdue")
    assert wanted.args[0].record
    assert all(b.accessibleName() or b.text() for b in screen.findChildren(QPushButton))


def test_warnings_about_the_meeting_lead_to_their_pages_and_the_last_to_the_rest(desk: Desk, qtbot: QtBot) -> None:
    screen = desk.go(qtbot)
    meeting, found = screen._facts.next, screen._facts.warnings
    assert meeting
    lines = [screen.warnings.itemAt(n).widget() for n in range(screen.warnings.count())]
    assert len(lines) == 3 < len(found)  # what there is to do stays in sight below them
    buttons = [line.findChildren(QPushButton)[0] for line in lines if line]
    places = []
    for button in buttons:
        with qtbot.waitSignal(screen.wanted) as wanted:
            button.click()
        places += wanted.args or []
    assert places[:2] == [Place("papers", one.document, sheet=one.page) for one in found[:2]]
    assert places[2] == Place("meeting", meeting.id, part="findings")
    assert all(button.accessibleName().startswith(button.text() + ": ") for button in buttons)


def test_items_lead_to_their_papers_or_their_place_in_the_agenda(desk: Desk, qtbot: QtBot) -> None:
    screen = desk.go(qtbot)
    with_papers = next(i for i in screen._facts.items if i.pdf_pages)
    without = next(i for i in screen._facts.items if not i.pdf_pages)
    with qtbot.waitSignal(screen.wanted) as wanted:
        screen.agenda.chosen.emit(with_papers.id)
    assert (wanted.args[0].screen, wanted.args[0].sheet) == ("papers", with_papers.pdf_pages[0])
    with qtbot.waitSignal(screen.wanted) as wanted:
        screen.agenda.chosen.emit(without.id)
    assert (wanted.args[0].screen, wanted.args[0].record) == ("meeting", without.id)


def test_items_without_papers_are_folded_and_open(desk: Desk, qtbot: QtBot) -> None:
    agenda: AgendaList = desk.go(qtbot).agenda
    fold = agenda.topLevelItem(agenda.topLevelItemCount() - 1)
    assert fold
    assert fold.text(1).endswith("no papers")
    before = agenda.height()
    agenda.itemActivated.emit(fold, 0)
    assert fold.isExpanded()
    assert agenda.height() > before
    pages = [agenda.topLevelItem(n).text(3) for n in range(agenda.topLevelItemCount() - 1)]
    assert any(pages)  # what is unread


def test_an_empty_library(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    desk = Desk(qtbot, store, tmp_path, "dark")
    screen = desk.go(qtbot)
    assert "No meeting yet" in words(screen)
    assert not screen.resume.isVisible()
    desk.close()


@pytest.mark.parametrize(("theme", "scale"), [("dark", 1.0), ("contrast", 2.0)])
def test_another_look_is_worn_at_once(desk: Desk, qtbot: QtBot, theme: str, scale: float) -> None:
    screen = desk.go(qtbot)
    before = screen.heading.font().pixelSize()
    screen.set_theme(Theme(theme, scale))
    qtbot.waitUntil(lambda: screen.is_idle() and not desk.jobs.busy())
    assert screen.heading.font().pixelSize() == round(before * scale)
    assert not screen.grab().isNull()


def test_names_on_the_pack_map_are_cut_between_words() -> None:
    name = "2 Minutes of the previous meeting"
    for room, shown in ((40, name), (25, "2 Minutes of the previous"), (16, "2 Minutes"), (8, "2"), (0, "")):
        assert as_many_words(name, lambda words, room=room: len(words) <= room) == shown


def test_pages_of_a_supplement_are_told_from_those_of_the_pack(desk: Desk, qtbot: QtBot) -> None:
    agenda = desk.go(qtbot).findChild(AgendaList)
    assert agenda is not None
    rows = {agenda.topLevelItem(n).text(0): agenda.topLevelItem(n).text(2) for n in range(agenda.topLevelItemCount())}
    assert rows["6"] == "supplement, 1-2"
    assert rows["7"] == "12-31"


def test_the_pack_map_by_keys_and_mouse(qtbot: QtBot) -> None:
    pack_map = PackMap(Theme("light"))
    qtbot.addWidget(pack_map)
    pack_map.resize(200, 200)
    pack_map.show_pack(40, {1, 2}, 2, [(1, "Front"), (5, "2 Minutes"), (30, "3 Budget")])
    pack_map.show()
    spoken_as = QAccessible.queryAccessibleInterface(pack_map)
    assert spoken_as is not None
    assert spoken_as.role() == QAccessible.Role.Slider
    assert pack_map.accessibleDescription() == "2 of 40 sheets read"
    qtbot.keyClick(pack_map, Qt.Key.Key_Right)
    assert pack_map.accessibleDescription() == "Sheet 3, Front, not read"
    before = pack_map.sizeHint().height()
    pack_map.show_letters({3: "QD"})
    assert pack_map.sizeHint().height() > before
    qtbot.keyClick(pack_map, Qt.Key.Key_Right)
    qtbot.keyClick(pack_map, Qt.Key.Key_Left)
    assert pack_map.accessibleDescription() == "Sheet 3, Front, not read, marked question, data"
    assert not pack_map.grab().isNull()
    with qtbot.waitSignal(pack_map.chosen) as chosen:
        qtbot.keyClick(pack_map, Qt.Key.Key_Return)
    assert chosen.args == [3]
    with qtbot.waitSignal(pack_map.chosen) as chosen:
        qtbot.mouseClick(pack_map, Qt.MouseButton.LeftButton, pos=pack_map._rect(7).center().toPoint())
    assert chosen.args == [7]


def test_a_pack_of_many_sheets_wraps(qtbot: QtBot) -> None:
    pack_map = PackMap(Theme("light"))
    qtbot.addWidget(pack_map)
    pack_map.resize(400, 400)
    pack_map.show_pack(288, set(), 0)
    assert pack_map.heightForWidth(400) > pack_map.heightForWidth(1600)
    for sheet in (1, 77, 288):
        assert pack_map._sheet_at(pack_map._rect(sheet).center()) == sheet
