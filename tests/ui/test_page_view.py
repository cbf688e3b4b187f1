"""Pages drawn by a worker: shown when they come, kept out when they fail, found by number, zoomed by steps."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.pdf.render import DocumentHandle, PageFailed, Picture, Priority, Renderer
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.page_view import Mark, PageView


class Failing(Renderer):
    """A renderer whose second sheet ends its worker."""

    def render(
        self,
        handle: DocumentHandle,
        page: int,
        scale: float,
        *,
        rotation: int = 0,
        priority: Priority = Priority.VISIBLE,
    ) -> "Future[Picture]":
        if page == 2:
            refused: Future[Picture] = Future()
            refused.set_exception(PageFailed("the page ended its worker"))
            return refused
        return super().render(handle, page, scale, rotation=rotation, priority=priority)


@pytest.fixture
def view(qtbot: QtBot, sample_papers: list[Path]) -> Iterator[PageView]:
    with Failing() as renderer:
        shown = PageView(renderer, Theme("light"))
        shown.resize(700, 600)
        shown.show()
        shown.show_document(renderer.open(sample_papers[0]))
        qtbot.waitUntil(shown.is_idle, timeout=20_000)
        yield shown
        shown.close_document()
        shown.close()
        shown.deleteLater()
        QApplication.processEvents()


def test_a_page_is_drawn(view: PageView) -> None:
    image = view.viewport().grab().toImage()
    dark = sum(image.pixelColor(x, y).lightness() < 100 for x in range(60, 640, 7) for y in range(60, 560, 5))
    assert view.page() == 1
    assert dark > 20


def test_a_failing_page_says_so_and_the_others_are_read(view: PageView, qtbot: QtBot) -> None:
    view.go_to(2)
    qtbot.waitUntil(view.is_idle)
    assert view.refusal(2) == "Sheet 2 cannot be shown. The other pages can be read."
    view.go_to(3)
    qtbot.waitUntil(view.is_idle)
    assert view.refusal(3) is None


def test_keys_turn_the_pages(view: PageView) -> None:
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page() == 37
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page() == 36
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 1
    before = view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.verticalScrollBar().value() > before + 300


def test_zoom_goes_by_steps_and_back_to_the_width(view: PageView, qtbot: QtBot) -> None:
    told: list[float] = []
    view.zoomed.connect(told.append)
    fit = view.zoom()
    view.zoom_by(1)
    assert view.zoom() > fit
    assert told[-1] == view.zoom()
    larger = view.zoom()
    at = QPointF(100, 100)
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom() < larger
    view.set_zoom(None)
    assert abs(view.zoom() - fit) < 0.001
    qtbot.waitUntil(view.is_idle, timeout=20_000)


def test_a_mark_is_brought_into_sight(view: PageView, qtbot: QtBot) -> None:
    view.go_to(3, Mark(3, (72, 700, 300, 720)))
    qtbot.waitUntil(view.is_idle)
    assert view.page() == 3
    view.go_to(400)
    assert view.page() == 3


def test_an_empty_view_answers_no_key(qtbot: QtBot) -> None:
    with Renderer() as renderer:
        view = PageView(renderer, Theme("dark"))
        view.show()
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Space):
            QTest.keyClick(view, key)
        view.zoom_by(1)
        assert view.page() == 0
        assert view.is_idle()
        view.close()
        view.deleteLater()
        QApplication.processEvents()
