"""Read back and public view with a projector beside: what goes there, where the focus stays, and the projector unplugged.

Screens are given when Qt starts, so that all of it happens in a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.helpers.live_robot import BOTH, CTRL, LiveRobot
from tests.minutes.harbour import MEETING

_ROOT = Path(__file__).parents[3]


def test_a_projector_beside_the_minutes(harbour: Path, tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x in (("laptop", 0), ("projector", 1366))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": screens}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.live.test_second_screen", str(harbour), str(tmp_path)],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("all of it\n")


def _evening(folder: Path, state: Path) -> None:
    app = QApplication([])
    laptop, projector = app.screens()
    with LiveRobot(None, folder, MEETING, state=state) as clerk:
        results, line = clerk.screen.results, clerk.screen.capture
        clerk.lines(("+rw", "+so", "+el", ">start", ">6", "r.cabinet That the tables be weekly", "a private thought"))
        clerk.press(Qt.Key.Key_T, BOTH, on=line)
        clerk.press(Qt.Key.Key_F8, CTRL, on=line)
        public = results.public_view()
        assert public is not None
        assert public.is_apart()
        assert public.screen() is projector
        assert public.geometry().topLeft() == projector.geometry().topLeft()
        assert line.hasFocus()  # whoever types goes on typing
        assert public.words.text() == "That the tables be weekly"
        clerk.line("p.rw a word in between")
        assert clerk.last()["text"] == "a word in between"
        # read back on the projector too; the same key takes it away
        clerk.press(Qt.Key.Key_F8, on=line)
        large = results.large_view()
        assert large is not None
        assert large.is_apart()
        assert line.hasFocus()
        clerk.press(Qt.Key.Key_F8, on=line)
        assert not large.isVisible()
        # what is private never goes there: the view lies over the window, and a letter leads back to the line
        clerk.line("b.r. That the offer of Quayside be taken")
        clerk.press(Qt.Key.Key_F8, on=line)
        assert large.isVisible()
        assert not large.is_apart()
        assert large.screen() is laptop
        assert "Quayside" in large.words.text()
        assert "Quayside" not in public.words.text() + public.heading.text() + public.below.text()
        clerk.press(Qt.Key.Key_Q, on=large)
        assert not large.isVisible()
        assert clerk.text() == "q"
        line.put("")
        # the projector is unplugged: nothing of it comes over the laptop's screen, and that is said
        app.screenRemoved.emit(projector)
        assert not public.isVisible()
        assert "The second screen is gone" in clerk.heard["failed"][-1]
        clerk.line("p.so on we go")
        assert clerk.last()["text"] == "on we go"
        clerk.press(Qt.Key.Key_F8, CTRL, on=line)
        assert public.is_apart()
    sys.stdout.write("all of it\n")


if __name__ == "__main__":
    _evening(Path(sys.argv[1]), Path(sys.argv[2]))
