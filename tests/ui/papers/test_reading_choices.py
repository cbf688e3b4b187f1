"""How papers are shown, as the person chose it: at once, for the next paper too, and not over what was chosen by hand."""

from PySide6.QtGui import QKeySequence

from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.papers.page_surface import PageLook
from cypsc_desktop.ui.place import Place
from tests.helpers.robots import WindowRobot


def papers_of(desk: WindowRobot) -> list[str]:
    found = [d for d in desk.store.read.records("document") if isinstance(d, Document) and d.format == "pdf"]
    return [one.id for one in found]


def test_choices_act_at_once_on_the_paper_that_is_open(desk: WindowRobot) -> None:
    view = desk.go(Place("papers", papers_of(desk)[0], sheet=2)).view
    assert view.active.area.look() == PageLook("width", view.active.area.look().zoom)
    desk.settings.page_fit = "page"
    desk.settings.page_flow = "single"
    desk.settings.invert_pages = True
    area = view.active.area
    assert (area.fit(), area.is_single(), area.is_inverted(), area.sheet()) == ("page", True, True, 2)
    assert view.acts["fit page"].isChecked()
    assert view.acts["single"].isChecked()
    assert view.acts["invert"].isChecked()


def test_what_is_chosen_by_hand_holds_for_that_paper_alone(desk: WindowRobot) -> None:
    first, second = papers_of(desk)[:2]
    view = desk.go(Place("papers", first, sheet=1)).view
    view.acts["single"].trigger()
    view.acts["zoom in"].trigger()
    by_hand = view.active.area.look()
    assert by_hand.fit is None
    desk.go(Place("papers", second, sheet=1))
    assert view.active.area.fit() == "width"
    assert not view.active.area.is_single()
    desk.go(Place("papers", first, sheet=1))
    assert view.active.area.look() == by_hand


def test_a_reader_that_is_made_later_shows_papers_so_too(desk: WindowRobot) -> None:
    desk.settings.page_fit = "page"
    desk.settings.invert_pages = True
    meeting = desk.go(Place("meeting", desk.meeting()))
    area = meeting.pages.reader.pane.area
    assert (area.fit(), area.is_inverted()) == ("page", True)
    confirm = desk.go(Place("confirm", papers_of(desk)[0]))
    assert confirm.reader.pane.area.fit() == "page"


def test_keys_of_one_letter_are_switched_off(desk: WindowRobot) -> None:
    action = desk.window.menus.back
    keys = desk.settings.keys
    command = next(one for one in keys.commands() if one.action is action)
    chosen = [QKeySequence("B"), QKeySequence("Alt+Left")]
    keys.give(command.name, chosen)
    assert action.shortcuts() == chosen
    desk.settings.single_letters = False
    assert action.shortcuts() == [QKeySequence("Alt+Left")]
    assert command.keys == chosen  # they come back
    desk.settings.single_letters = True
    assert action.shortcuts() == chosen
