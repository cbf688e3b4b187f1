"""The window itself, offscreen: it opens a paper, marks some words by a key, and is killed as soon as they are painted.

``python -m tests.faults.marking_window LIBRARY DOCUMENT SHEET ROUND``; what it says on the way goes to stdout: "about WORDS"
before the key, "painted" when the page shows the mark. Nothing after that line is ever reached.
"""

import os
import signal
import sys
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cypsc_desktop.app import Program, parse
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.place import Place


def until(done: Callable[[], bool], seconds: float = 120) -> None:
    last = monotonic() + seconds
    while not done():
        QApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20
        )
        if monotonic() > last:
            sys.exit("the window did not come to rest")


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(library: str, document: str, sheet: int, number: int) -> None:
    app = QApplication(sys.argv[:1])
    program = Program(app, parse(["--library", library, "--actor", "Ann", "--theme", "light"]), Ask())
    program.prepare()
    window = program.window
    assert window is not None
    window.going.go(Place("papers", document, sheet=sheet))
    screen = window.going.front()
    assert isinstance(screen, PapersScreen)
    area = screen.view.active.area
    until(lambda: screen.view.active.document is not None and screen.is_idle() and area.text(sheet) is not None)
    text = area.text(sheet)
    assert text is not None
    words = [at for at, letter in enumerate(text.text) if letter == " "]
    first, last = words[3 * number] + 1, words[3 * number + 3]
    area.select(Selected(Spot(sheet, first), Spot(sheet, last)))
    area.setFocus()
    until(lambda: area.has_selection() and area.hasFocus())
    before = area.viewport().grab().toImage()
    say(f"about {' '.join(text.text[first:last].split())}")
    QTest.keyClick(area, Qt.Key.Key_1)
    if number == 0 and area.viewport().grab().toImage() == before:
        sys.exit("the key painted nothing")
    area.viewport().repaint()
    say("painted")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
