"""Places on the live screen: a line of the log, or what came of the meeting, as "Mend" beside the draft leads to them."""

from cypsc_desktop.ui.place import Place
from tests.helpers.live_robot import LiveRobot
from tests.minutes.harbour import MEETING


def test_a_place_names_a_line_or_an_outcome(clerk: LiveRobot) -> None:
    clerk.lines(("+rw", ">start", ">6", "c. the first", "c. the second", "r. that it be so", "+rw so"))
    clerk.settle()
    first, second, other = clerk.screen.results.outcomes
    assert clerk.screen.outcomes.current() == other
    clerk.go(Place("live", MEETING, record=first.id))
    assert clerk.screen.outcomes.current() == first
    clerk.go(Place("live", MEETING, record=clerk.screen.desk.evening.entries[-1].id))
    assert [clerk.screen.desk.entry(one).text for one in clerk.chosen()] == ["+rw so"]
    clerk.go(Place("live", MEETING, record="item-of nothing here"))
    assert second in clerk.screen.results.outcomes


def test_a_line_that_was_gone_to_stays_in_sight_when_the_room_changes(clerk: LiveRobot) -> None:
    clerk.lines(("+rw", ">start", ">6", *(f"remark {n} of a long evening" for n in range(30))))
    clerk.settle()
    log = clerk.screen.log
    early = clerk.screen.desk.evening.entries[5].id
    clerk.go(Place("live", MEETING, record=early))
    clerk.screen.resize(clerk.screen.width() - 160, clerk.screen.height() - 120)
    clerk.settle()
    place = log.view.visualRect(log.model.index(log.model.number_of(early)))
    assert log.view.viewport().rect().contains(place)
