"""What a line of minutes takes besides its words, counted in the window, and the table that says so."""

import re

from PySide6.QtCore import Qt

from tests.helpers.live_robot import BOTH, SHIFT, LiveRobot
from tests.helpers.shared import CHECKOUT

ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| (\d+) \| ([^|]+) \| (\d+)[^|]* \|$", re.MULTILINE)
MOST = {
    "A question with its speaker and time": 5,
    "Its answer": 1,
    "Somebody arrives": 3,
    "Agreed without a vote": 2,
    "A recommendation from three lines": 8,
}


def test_keys_besides_the_words(clerk: LiveRobot) -> None:
    clerk.lines(("+so", "+ Kit Bell, Head of Finance", ">start", ">1", "a.kb so it is"))
    took: dict[str, int] = {}

    def task(name: str) -> None:
        took[name] = clerk.keys
        clerk.keys = 0

    clerk.keys = 0
    clerk.type("q.so ")
    task("A question with its speaker and time")
    clerk.line("why?")
    clerk.keys = 0
    clerk.press(Qt.Key.Key_Tab)
    task("Its answer")
    clerk.line("since May")
    assert (clerk.last()["kind"], clerk.last()["who"]) == ("answer", "Kit Bell")
    clerk.keys = 0
    clerk.line("+rw")
    task("Somebody arrives")
    assert clerk.last()["kind"] == "arrival"
    clerk.line("m.rw/so That it be so")
    clerk.keys = 0
    clerk.line("v.")
    task("Agreed without a vote")
    assert clerk.shown()["votes"][-1]["result"] == "agreed"
    for _ in range(3):
        clerk.press(Qt.Key.Key_Up, SHIFT)
    clerk.press(Qt.Key.Key_R, BOTH)
    task("A recommendation from three lines")
    form = clerk.screen.results.form
    assert form.words.hasFocus()
    form.words.setPlainText("That it be so by June 2022")
    clerk.press(Qt.Key.Key_Return, on=form.words)
    assert len(clerk.screen.results.outcomes[-1].evidence) == 3

    assert all(took[name] <= most for name, most in MOST.items()), took
    page = (CHECKOUT / "docs" / "keystrokes.md").read_text(encoding="utf-8")
    told = {name: (int(here), typed, int(there)) for name, here, typed, there in ROW.findall(page)}
    assert {name: here for name, (here, _, _) in told.items()} == took
    written = {typed.strip("`"): there for _, typed, there in told.values() if typed.startswith("`")}
    assert all(len(typed) == there for typed, there in written.items()), written
