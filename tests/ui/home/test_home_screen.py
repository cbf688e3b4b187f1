"""The home screen: what it shows of the sample, and where its lines lead."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.home import Home, home
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.home.pack_map import PackMap
from cypsc_desktop.ui.home.reading import Reading
from cypsc_desktop.ui.home.screen import HomeScreen, spoken
from cypsc_desktop.ui.theme import Theme

TODAY = date(2030, 1, 1)


def words(screen: HomeScreen) -> str:
    return " | ".join(label.text() for label in screen.findChildren(QLabel))


def test_sample(qtbot: QtBot, sample: Store) -> None:
    screen = HomeScreen(Theme("light"))
    qtbot.addWidget(screen)
    screen.resize(1160, 700)
    facts = home(sample.read, today=TODAY)
    pack = next(d for d in facts.documents if d.doc_kind == "agenda pack")
    reading = Reading({pack.id: {1, 2, 3}}, (pack.id, 3), [(pack.id, "pack.pdf", 3)])
    screen.show_home(facts, reading, today=TODAY)
    screen.show()
    assert "Last meeting" in words(screen)
    assert f"3 of {pack.pages} sheets read" in words(screen)
    with qtbot.waitSignal(screen.opened) as opened:
        qtbot.mouseClick(screen.resume, Qt.MouseButton.LeftButton)
    assert opened.args == [pack.id, 3]
    late = next(b for b in screen.findChildren(QPushButton) if "Overdue" in b.accessibleName())
    with qtbot.waitSignal(screen.recommendation_chosen):
        late.click()
    assert all(b.accessibleName() or b.text() for b in screen.findChildren(QPushButton))
    assert not screen.grab().isNull()


def test_empty_library(qtbot: QtBot) -> None:
    screen = HomeScreen(Theme("dark"))
    qtbot.addWidget(screen)
    screen.show_home(Home(None, False, (), (), (), 0), Reading(), today=TODAY)
    assert "No meeting yet" in words(screen)


def test_pack_map_by_keys_and_mouse(qtbot: QtBot) -> None:
    pack_map = PackMap(Theme("light"))
    qtbot.addWidget(pack_map)
    pack_map.resize(200, 200)
    pack_map.show_pack(40, {1, 2}, 2)
    pack_map.show()
    assert pack_map.accessibleDescription() == "2 of 40 sheets read"
    qtbot.keyClick(pack_map, Qt.Key.Key_Right)
    with qtbot.waitSignal(pack_map.chosen) as chosen:
        qtbot.keyClick(pack_map, Qt.Key.Key_Return)
    assert chosen.args == [3]
    with qtbot.waitSignal(pack_map.chosen) as chosen:
        qtbot.mouseClick(pack_map, Qt.MouseButton.LeftButton, pos=pack_map._rect(7).center().toPoint())
    assert chosen.args == [7]


def test_dates_as_spoken() -> None:
    assert spoken("2021-09-14", date(2021, 9, 11)) == "Tuesday 14 September 2021, in 3 days"
    assert spoken("2021-09-14", date(2021, 9, 13)).endswith("tomorrow")
    assert spoken("2021-09-14", date(2021, 10, 13)) == "Tuesday 14 September 2021"
    assert spoken("spring", date(2021, 10, 13)) == "spring"
