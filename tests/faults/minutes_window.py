"""The whole window with somebody who types minutes into it, to be killed: what it shows when it comes, then line after line.

Arguments: a folder with a library in it. Each thing told ends in NUL, so that half a word is no word: "reopened N" with the
toast and what stands in the line, "typed SECONDS WORDS" as the line grows, "kept N" once Enter has come back.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cypsc_desktop.ui.place import Place
from tests.helpers.robots import WindowRobot
from tests.minutes.harbour import MEETING, lines

OPENING = ("+rw", "+so", "+el", ">start", ">6")


def line_of(number: int) -> str:
    """The words of a line: no two are alike."""
    return f"p.rw {number} {_WORDS[number % len(_WORDS)]}"


_WORDS = [
    text[5:].removesuffix(" !")
    for text in lines()
    if len(text) > 20 and text[0] in "qap" and text[1] == "." and text[4] == " "
]


def tell(what: str, *words: object, sep: str = " ") -> None:
    sys.stdout.write(f"{what} {sep.join(map(str, words))}\0\n")
    sys.stdout.flush()


def main(place: Path) -> None:
    app = QApplication([])
    robot = WindowRobot(None, place / "library", settings=place / "window.ini")
    if robot.front() != "live":  # the first time
        robot.go(Place("live", MEETING))
        live = robot.screen("live")
        for line in OPENING:
            QTest.keyClicks(live.capture, line)
            QTest.keyClick(live.capture, Qt.Key.Key_Return)
        tell("reopened", "0", "", sep="\t")
    else:
        live = robot.screen("live")
        count = len(live.desk.evening.shown())
        tell("reopened", str(count), robot.toast(), live.capture.text(), sep="\t")
    said = [entry.text or "" for entry in live.desk.evening.entries if entry.sort == "point"]
    number = max((int(text.split()[0]) for text in said), default=0) + 1
    while True:
        line, begun = line_of(number), live.capture.text()
        if not line.startswith(begun):
            tell("strange", begun)
            live.capture.put(begun := "")
        for letter in line[len(begun) :]:
            QTest.keyClicks(live.capture, letter)
            app.processEvents()
            if letter == " ":
                time.sleep(0.02)
                tell("typed", time.monotonic(), live.capture.text())
        QTest.keyClick(live.capture, Qt.Key.Key_Return)
        tell("kept", number)
        app.processEvents()
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
