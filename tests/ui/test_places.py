"""From one screen to another: home to the papers, search to the record, history and bin, places that are gone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.places import places
from tests.helpers.robots import WindowRobot


def test_home_leads_to_the_papers_and_remembers_them(desk: WindowRobot, qtbot: QtBot) -> None:
    (pack,) = desk.session.read.records("document", doc_kind="agenda pack")
    desk.go(Place("papers", pack.id, sheet=3))
    home = desk.go(Place("home"))
    assert home.resume.text() == "Resume at sheet 3"
    qtbot.keyClick(home.resume, Qt.Key.Key_Space)
    desk.settle()
    assert desk.front() == "papers"
    place = desk.place()
    assert place
    assert (place.subject, place.sheet) == (pack.id, 3)


def test_an_item_on_home_leads_to_its_papers(desk: WindowRobot) -> None:
    home = desk.go(Place("home"))
    item = next(i for i in desk.session.read.records("item") if i.pdf_pages)
    home.agenda.chosen.emit(item.id)
    desk.settle()
    place = desk.place()
    assert place
    assert (place.screen, place.sheet) == ("papers", item.pdf_pages[0])


def test_the_palette_knows_every_sort_of_place(desk: WindowRobot) -> None:
    gone_to: list[Place] = []
    entries = list(places(desk.session.read, gone_to.append))
    assert {entry.kind for entry in entries} == {"Meeting", "Item", "Paper", "File", "Person"}
    for kind in ("Meeting", "Item", "Paper", "File", "Person"):
        next(entry for entry in entries if entry.kind == kind).do()
    assert [place.screen for place in gone_to] == ["meeting", "meeting", "papers", "papers", "people"]
    items = [entry.title for entry in entries if entry.kind == "Item"]
    assert any(title.endswith(", 21 Sep 2021") for title in items)  # the day as everywhere


def test_deleted_records_come_back_from_the_bin(desk: WindowRobot) -> None:
    reply = desk.session.read.records("response")[0]
    desk.go(Place("recommendations", record=reply.id))
    desk.window.side.show_record(reply.id)
    desk.window.edits.delete_record()
    desk.settle()
    assert desk.session.read.record(reply.id) is None
    assert "bin" in desk.toast()
    desk.click(desk.window.toast.button)  # Undo
    desk.until(lambda: desk.session.read.record(reply.id) is not None)


def test_nothing_chosen_cannot_be_deleted(desk: WindowRobot) -> None:
    desk.window.edits.delete_record()
    assert desk.toast().startswith("Choose an item")
