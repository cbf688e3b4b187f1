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
        pale, clipped, measured = [], [], 0
        for sort in SCREENS:
            desk.window.going.go(Place(sort.name))
            desk.settle()
            for _ in range(50):  # a label that wraps asks for its height only once it knows its width
                QApplication.processEvents()
                if not measure.clipped(desk.window):
                    break
            pale += [(sort.name, seen) for seen in measure.word_contrasts(desk.window) if seen.ratio < 4.5]
            rows = measure.row_contrasts(desk.window)
            measured += len(rows)
            pale += [(sort.name, seen) for seen in rows if seen.ratio < 4.5]
            signs = [seen for seen in measure.sign_contrasts(desk.window) if seen.ratio < 3]
            pale += [(sort.name, seen) for seen in signs]
            clipped += [(sort.name, what) for what in measure.clipped(desk.window)]
        assert measured > 50
        assert pale == [], "\n".join(map(str, pale))
        assert clipped == [], "\n".join(map(str, clipped))


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1280, 720)), (1.5, (1280, 720)), (2.0, (1366, 768))])
def test_the_window_asks_for_no_more_room_than_a_laptop_has(
    qtbot: QtBot, sample_folder: Path, tmp_path: Path, scale: float, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini", size=size) as desk:
        theme = look.Theme("light", scale, still=True)
        look.apply(app, theme)
        desk.window.set_theme(theme)
        for sort in SCREENS:  # a screen that was shown asks for its room from then on
            desk.go(Place(sort.name))
        for sort in SCREENS:
            desk.go(Place(sort.name))
            least = desk.window.minimumSizeHint()
            assert (least.width() <= size[0], least.height() <= size[1]) == (True, True), f"{sort.name}: {least}"
            assert (desk.window.width(), desk.window.height()) == size, sort.name
            front, room = desk.window.going.front(), desk.window.stack
            assert front is not None
            needs = front.minimumSizeHint()
            assert (needs.width() <= room.width(), needs.height() <= room.height()) == (True, True), (
                f"{sort.name}: {needs}"
            )
        desk.window.voice.say_failed("The file could not be read. Choose another. " * 3)
        desk.window.work.show()
        desk.settle()
        assert (desk.window.width(), desk.window.height()) == size


def test_another_look_reaches_every_screen_after_records_were_looked_at(desk: WindowRobot) -> None:
    """Widgets that go, as the inspector's fields do with each record, must take no other widget's wrapper with them."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for sort in SCREENS:
        desk.window.going.ensure(sort.name)
    desk.go(Place("meeting", desk.meeting()))
    desk.go(Place("recommendations"))
    for sort in SCREENS:
        desk.go(Place(sort.name))
    theme = look.Theme("dark", 1.5, still=True)
    look.apply(app, theme)
    desk.window.set_theme(theme)  # raised: an action of each list was taken for deleted
