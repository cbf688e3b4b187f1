"""Contrast as it is painted, not as it was meant: 4.5 for words and 3 for edges and signs, in every theme; nothing clipped at
200 %; the focus always seen. Measured at 200 %, where strokes are wider than a pixel and no ink is mixed with its ground."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui import tokens
from cypsc_desktop.ui.help.screen import HelpScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.settings.screen import PAGES, SettingsScreen
from tests.helpers.robots import wear_ring
from tests.ui.look import measure
from tests.ui.look.gallery import Gallery

Show = Callable[[QWidget], QWidget]
SCHEMES = [*look.SCHEMES, "system"]


def theme_called(name: str, scale: float = 2.0) -> look.Theme:
    """A theme; "system" is one in the colours of a white high contrast, as Windows offers it."""
    if name != "system":
        return look.Theme(name, scale)
    system = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Base, "#FFFFFF"), (QPalette.ColorRole.Window, "#FFFFFF"), (QPalette.ColorRole.Text, "#000000"),
        (QPalette.ColorRole.Highlight, "#37006E"), (QPalette.ColorRole.HighlightedText, "#FFFFFF"),
        (QPalette.ColorRole.Link, "#00009F"),
    ):  # fmt: skip
        system.setColor(role, QColor(colour))
    return look.Theme("contrast", scale, colours=tokens.of_system(system))


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Show]:
    """Shows a widget in a window that goes with the test."""
    windows: list[QWidget] = []

    def show(window: QWidget) -> QWidget:
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for window in windows:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def settings(qtbot: QtBot, tmp_path: Path) -> Iterator[Settings]:
    made = Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.deleteLater()


@pytest.fixture
def session(qtbot: QtBot, store: Store) -> Iterator[Session]:
    made = Session(store, "Ada Clerk")
    yield made
    made.deleteLater()


def worn(name: str, scale: float = 2.0) -> look.Theme:
    theme = theme_called(name, scale)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, theme)
    wear_ring(app)
    return theme


def in_window(screen_of: Callable[[QWidget], Screen], size: tuple[int, int] = (1900, 1300)) -> tuple[QWidget, Screen]:
    window = QWidget()
    window.resize(*size)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    screen = screen_of(window)
    column.addWidget(screen)
    return window, screen


@pytest.mark.parametrize("name", SCHEMES)
def test_words_edges_and_signs_of_every_widget(shown: Show, name: str) -> None:
    theme = worn(name)
    gallery = Gallery(theme)
    gallery.resize(2200, 1500)
    shown(gallery)
    words, edges, signs = (
        seen(gallery) for seen in (measure.word_contrasts, measure.edge_contrasts, measure.sign_contrasts)
    )
    assert len(words) > 25
    assert len(edges) > 12
    assert [seen for seen in words if seen.ratio < 4.5] == []
    assert [seen for seen in edges if seen.ratio < 3] == []
    assert [seen for seen in signs if seen.ratio < 3] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_what_is_chosen_in_a_list_can_be_read(shown: Show, name: str) -> None:
    gallery = Gallery(worn(name))
    gallery.resize(2200, 1500)
    shown(gallery)
    for view in (gallery.tree, gallery.rows):
        view.setFocus()
        QApplication.processEvents()
        rect = view.visualRect(view.currentIndex()).translated(view.viewport().mapTo(gallery, QPoint(0, 0)))
        assert measure.ink_ratio(gallery.grab().toImage(), rect) >= 4.5


@pytest.mark.parametrize("name", SCHEMES)
def test_the_focus_of_every_widget_is_seen(shown: Show, name: str) -> None:
    """At least as many pixels as a line of two round the widget change, by a contrast of three."""
    gallery = Gallery(worn(name))
    gallery.resize(2200, 1500)
    shown(gallery)
    unseen = []
    for widget in [*gallery.buttons, *gallery.chips, *gallery.ticks, *gallery.fields, gallery.tree, gallery.rows]:
        if not widget.isEnabled():
            continue
        gallery.statusBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        gallery.statusBar().setFocus()
        QApplication.processEvents()
        round_it = widget.rect().translated(widget.mapTo(gallery, QPoint(0, 0))).adjusted(-8, -8, 8, 8)
        before = gallery.grab(round_it).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        changed = measure.changed_pixels(before, gallery.grab(round_it).toImage())
        strong = sum(count for (old, new), count in changed.items() if measure.ratio_of(old, new) >= 3)
        if strong < widget.width() + widget.height():  # half of a line of two: the field's own edge was there before
            unseen.append((measure.name_of(widget), strong))
    assert unseen == []


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_settings(shown: Show, session: Session, settings: Settings, name: str, page: str) -> None:
    theme = worn(name)
    window, screen = in_window(
        lambda parent: SettingsScreen(session=session, settings=settings, theme=theme, parent=parent)
    )
    shown(window)
    screen.go(Place("settings", part=page))
    QApplication.processEvents()
    assert [seen for seen in measure.word_contrasts(window) if seen.ratio < 4.5] == []
    assert [seen for seen in measure.edge_contrasts(window) if seen.ratio < 3] == []
    assert measure.clipped(window) == []


@pytest.mark.parametrize("size", [(1366, 768), (2100, 1300)])
def test_nothing_of_the_help_is_clipped(shown: Show, size: tuple[int, int]) -> None:
    theme = worn("light")
    window, screen = in_window(lambda parent: HelpScreen(theme=theme, parent=parent), size)
    shown(window)
    screen.go(Place("help", part="reference/keys"))
    QApplication.processEvents()
    assert measure.clipped(window) == []


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_of_the_widgets_is_clipped(shown: Show, scale: float) -> None:
    gallery = Gallery(worn("light", scale))
    gallery.resize(round(1160 * scale), round(720 * scale))
    shown(gallery)
    assert measure.clipped(gallery) == []


def test_a_measure_that_finds_nothing_measures_nothing(shown: Show) -> None:
    """The measures themselves: pale words and a label without room are told."""
    worn("light")
    window, _ = in_window(Screen, (600, 400))
    from PySide6.QtWidgets import QLabel

    label = QLabel("Pale words that nobody reads", window)
    label.setStyleSheet("color: #BBBBBB")
    label.setGeometry(10, 10, 60, 20)
    shown(window)
    assert [seen for seen in measure.word_contrasts(window) if seen.ratio < 4.5]
    assert measure.clipped(window)
