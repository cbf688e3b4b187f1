"""The whole window as people with weak sight have it: every screen at 200 % in every theme, measured from pictures."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screens import SCREENS
from tests.helpers.robots import WindowRobot
from tests.ui.look import measure


@pytest.mark.long
@pytest.mark.parametrize("scheme", look.SCHEMES)
def test_every_screen_at_double_size(qtbot: QtBot, sample_folder: Path, tmp_path: Path, scheme: look.Scheme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as desk:
        theme = look.Theme(scheme, 2.0)
        look.apply(app, theme)
        desk.window.set_theme(theme)
        pale, clipped = [], []
        for sort in SCREENS:
            desk.window.going.go(Place(sort.name))
            desk.settle()
            for _ in range(50):  # a label that wraps asks for its height only once it knows its width
                QApplication.processEvents()
                if not measure.clipped(desk.window):
                    break
            pale += [(sort.name, seen) for seen in measure.word_contrasts(desk.window) if seen.ratio < 4.5]
            signs = [seen for seen in measure.sign_contrasts(desk.window) if seen.ratio < 3]
            # A cross that lies under the arrows of a full row of tabs is not painted at all.
            pale += [(sort.name, seen) for seen in signs if seen.ratio > 1 or "Close tab" not in seen.what]
            if sort.name != "home":  # its notices find their height a moment after it is shown
                clipped += [(sort.name, what) for what in measure.clipped(desk.window)]
        assert pale == [], "\n".join(map(str, pale))
        assert clipped == [], "\n".join(map(str, clipped))
