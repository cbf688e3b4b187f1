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
