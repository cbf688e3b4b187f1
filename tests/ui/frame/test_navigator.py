"""Going about between screens: made once, left in order, found again by Back, tabs kept true."""

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.tabs import PlaceTabs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.theme import Theme


class Told(Screen):
    """A screen that notes what it is told."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.log: list[str] = []
        self._place = Place(name)

    def go(self, place: Place) -> None:
        self.log.append(f"go {place.sheet}")
        self._place = place

    def place(self) -> Place:
        return self._place

    def title(self) -> str:
        return f"{self._place.screen} & {self._place.subject}"

    def refresh(self, touched: Touched) -> None:
        self.log.append("refresh")

    def save_now(self) -> None:
        self.log.append("save")

    def let_go(self) -> None:
        self.log.append("let go")

    def scroll(self, sheet: int) -> None:
        self._place = self._place.at(sheet=sheet)
        self.moved.emit(self._place)

    def leap(self, sheet: int) -> None:
        self._place = self._place.at(sheet=sheet)
        self.jumped.emit(self._place)


@pytest.fixture
def going(qtbot: QtBot) -> Navigator:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    tabs = PlaceTabs(Theme("light"), stack)
    makes = {name: lambda parent, name=name: Told(name, parent) for name in ("home", "papers", "help", "search")}
    return Navigator(stack, tabs, makes, Theme("light"), stack, passing=["help", "search"])


def front(going: Navigator) -> Told:
    screen = going.front()
    assert isinstance(screen, Told)
    return screen


def tabs_of(going: Navigator) -> list[str]:
    return [going._tabs.tabToolTip(n) for n in range(going._tabs.count())]


def test_a_screen_is_made_when_first_gone_to_and_once(going: Navigator, qtbot: QtBot) -> None:
    assert going.screen("papers") is None
    with qtbot.waitSignals([going.made, going.shown, going.placed]):
        going.go(Place("papers", "pack", sheet=1))
    with qtbot.assertNotEmitted(going.made):
        going.go(Place("papers", "other", sheet=2))
    assert front(going).log == ["go 1", "save", "go 2"]


def test_back_leads_to_where_the_person_had_scrolled_to(going: Navigator) -> None:
    going.go(Place("papers", "pack", sheet=1))
    front(going).scroll(7)
    going.go(Place("home"))
    going.back()
    assert front(going).place() == Place("papers", "pack", sheet=7)
    going.forward()
    assert going.front_name() == "home"
    going.forward()  # there is nothing ahead
    assert going.front_name() == "home"


def test_a_leap_inside_a_screen_can_be_taken_back(going: Navigator) -> None:
    going.go(Place("papers", "pack", sheet=1))
    front(going).leap(40)
    going.back()
    assert front(going).place().sheet == 1


def test_there_is_a_tab_for_each_subject(going: Navigator) -> None:
    going.go(Place("home"))
    going.go(Place("papers", "pack", sheet=1))
    going.go(Place("papers", "other"))
    going.go(Place("papers", "pack", sheet=9))
    assert tabs_of(going) == ["home & None", "papers & pack", "papers & other"]
    going._tabs.turn(-1)
    assert going.front_name() == "home"
    going._tabs.turn(1)
    assert front(going).place() == Place("papers", "pack", sheet=9)


def test_a_tab_that_is_shut_lets_its_screen_go_with_the_last_of_its_kind(going: Navigator) -> None:
    going.go(Place("home"))
    going.go(Place("papers", "pack"))
    going.go(Place("papers", "other"))
    papers = front(going)
    going._tabs.close_tab()
    assert "let go" not in papers.log
    going._tabs.close_tab(next(n for n, place in enumerate(going._tabs.places()) if place.screen == "papers"))
    assert papers.log[-1] == "let go"
    assert tabs_of(going) == ["home & None"]
    going._tabs.close_tab()  # the last one stays
    assert tabs_of(going) == ["home & None"]


def test_a_tab_that_is_shut_leads_back_to_the_one_the_person_came_from(going: Navigator) -> None:
    for place in (Place("home"), Place("papers", "pack", sheet=4), Place("papers", "other"), Place("papers", "third")):
        going.go(place)
    going.go(Place("papers", "pack", sheet=9))
    going.go(Place("papers", "third"))
    going._tabs.close_tab()
    assert front(going).place() == Place("papers", "pack", sheet=9)  # not the neighbour
    going._tabs.close_tab(0)  # another than the one in front: nothing moves
    assert front(going).place().subject == "pack"


def test_what_is_only_looked_into_ends_where_it_began(going: Navigator) -> None:
    for place in (Place("home"), Place("papers", "pack"), Place("home"), Place("help")):
        going.go(place)
    assert tabs_of(going) == ["home & None", "help & None", "papers & pack"]
    assert going.end_look()
    assert going.front_name() == "home"
    assert not going.end_look()
    assert tabs_of(going) == ["home & None", "papers & pack"]


def test_looks_that_led_to_one_another_are_gone_back_through(going: Navigator) -> None:
    for place in (Place("home"), Place("help"), Place("search"), Place("papers", "pack")):
        going.go(place)
    for before in ("search", "help", "home"):
        going._tabs.close_tab()
        assert going.front_name() == before
    assert tabs_of(going) == ["home & None"]


def test_a_change_reaches_the_screen_in_front_now_and_the_others_before_they_are_shown(going: Navigator) -> None:
    going.go(Place("home"))
    home = front(going)
    going.go(Place("papers", "pack"))
    papers = front(going)
    home.log.clear()
    papers.log.clear()
    going.refresh(Touched({}))
    assert papers.log == ["refresh"]
    assert home.log == []
    going.go(Place("home"))
    assert home.log == ["refresh", "go None"]


def test_what_is_typed_is_saved_before_a_screen_is_left(going: Navigator) -> None:
    going.go(Place("home"))
    home = front(going)
    going.go(Place("papers", "pack"))
    assert home.log[-1] == "save"
