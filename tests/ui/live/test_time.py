"""The time of a meeting: how long it has gone on, in one evening, the morning after, and with a lid closed in between."""

from tests.helpers.live_robot import LiveRobot


def test_nobody_sits_there_the_morning_after(clerk: LiveRobot) -> None:
    strip, shown = clerk.screen.strip, clerk.screen.shown
    clerk.lines(("@18:30", "+rw", ">start", ">1", "q.rw why?"))
    clerk.at("18:50")
    shown.on_second()
    assert (strip.elapsed.text(), strip.taken.text()) == ("20:00", "20 min")
    clerk.later(15 * 3600)  # never closed, and the laptop was asleep meanwhile
    shown.on_second()
    assert (strip.elapsed.text(), strip.taken.text()) == ("00:00", "0 min")
    clerk.line("p.rw it goes on")
    shown.on_second()
    assert clerk.last()["time"] == "09:50"


def test_what_is_typed_after_the_end_is_told_so(clerk: LiveRobot) -> None:
    clerk.lines(("@18:30", "+rw", ">start", ">1", "@21:30", ">end"))
    assert clerk.screen.bar.problem.isHidden()
    clerk.at("21:40")
    clerk.line("p.rw one thing more")
    assert clerk.screen.bar.problem.text() == "The meeting ended at 21:30, and this stands after it. Alt+Up moves it."
    assert clerk.last()["time"] == "21:40"


def test_a_lid_closed_in_the_middle_of_a_line(clerk: LiveRobot) -> None:
    """The clock goes on while it sleeps; the line has the time of its first key, and nothing of it is lost."""
    clerk.lines(("@18:30", "+rw", ">start", ">1"))
    clerk.type("q.rw what was ask")
    clerk.later(45 * 60)
    clerk.type("ed?")
    clerk.enter()
    assert (clerk.last()["time"], clerk.last()["text"]) == ("18:30", "what was asked?")
    clerk.line("a. afterwards")
    assert clerk.last()["time"] == "19:15"
    assert not [words for words in clerk.heard["failed"] if "clock was set" in words]
