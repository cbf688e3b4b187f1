"""Reading a paper on the screen: ways through it, what is selected, found, shown beside another, and remembered."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import reading
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.model.records import Document, Item
from cypsc_desktop.pdf.reading import Link
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.serving import Server
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.overlays import Overlay, Style
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.pdf.making import drawn, encrypted, put, text, typeset
from tests.ui.papers.conftest import WAIT, Keep, Outside, Told, make_view, opened, settled
from tests.ui.papers.papers import PROSE, TABLE, many
from tests.ui.papers.scans import scan, stand_in


def window_point(area: PageArea, sheet: int, position: int) -> QPoint:
    """Where a position in a sheet's text is in the window."""
    found = area.text(sheet)
    assert found is not None
    box = found.caret(position)
    assert box is not None
    return area.on_window((box[0], box[1], box[2], box[3]), sheet).center().toPoint()


def spot(area: PageArea, sheet: int, words: str) -> Spot:
    found = area.text(sheet)
    assert found is not None
    return Spot(sheet, found.text.index(words))


def selected_words(view: PapersView) -> str:
    selection = view.selection()
    assert selection is not None
    return selection.text


def drag(qtbot: QtBot, area: PageArea, start: QPoint, end: QPoint) -> None:
    view = area.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    QApplication.sendEvent(view, _move(end))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def _move(point: QPoint) -> QMouseEvent:
    at = QPointF(point)
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, left, Qt.KeyboardModifier.NoModifier)


# Ways through


def test_labels_and_sheets(qtbot: QtBot, view: PapersView, keep: Keep, told: Told) -> None:
    labels = [None, None, "1", "2", "3", "S1"]
    document = replace(keep(drawn(*[text(72, 700, f"Sheet {n}") for n in range(6)])), labels=labels)
    opened(qtbot, view, document)
    said: list[str] = []
    view.told.connect(said.append)
    for typed, sheet in (("1", 3), ("s1", 6), ("6", 6), ("2", 4)):
        view.controls.toolbar.number.setText(typed)
        qtbot.keyClick(view.controls.toolbar.number, Qt.Key.Key_Return)
        assert view.sheet() == sheet
    assert view.controls.toolbar.number.text() == "2"
    assert view.controls.toolbar.of.text() == "sheet 4 of 6"
    assert said[-1] == "Printed page 2, sheet 4 of 6"
    view.controls.toolbar.number.setText("77")
    qtbot.keyClick(view.controls.toolbar.number, Qt.Key.Key_Return)
    assert told.failed == ["This paper has no page 77. Its sheets are 1 to 6."]
    assert view.controls.toolbar.number.text() == "2"


def test_the_place_in_each_paper_is_kept_between_runs(
    qtbot: QtBot, view: PapersView, keep: Keep, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings
) -> None:
    document = keep(many(12))
    opened(qtbot, view, document, 9)
    view.active.area.scroll_screen(1)
    left_at = view.place()
    view.close_all()
    again = make_view(qtbot, session, renderer, jobs, notebook)
    opened(qtbot, again, document, None)
    assert again.place().sheet == left_at.sheet
    assert again.place().part == pytest.approx(left_at.part, abs=0.01)
    again.close_all()


def test_keys_turn_pages_and_scroll(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(6)))
    area = view.active.area
    for key, sheet in (
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_End, 6),
        (Qt.Key.Key_Home, 1),
    ):
        qtbot.keyClick(area, key)
        assert view.sheet() == sheet
    before = area.verticalScrollBar().value()
    qtbot.keyClick(area, Qt.Key.Key_Space)
    assert area.verticalScrollBar().value() > before + area.viewport().height() / 2
    qtbot.keyClick(area, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert area.verticalScrollBar().value() == before


def test_one_page_alone_goes_on_at_its_end(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(4)))
    area = view.active.area
    view.acts["single"].trigger()
    view.acts["fit page"].trigger()
    assert area.sheets_in_sight() == range(1, 2)
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert (view.sheet(), area.sheets_in_sight()) == (2, range(2, 3))
    qtbot.keyClick(area, Qt.Key.Key_PageUp)
    assert view.sheet() == 1
    view.acts["single"].trigger()
    assert len(area.sheets_in_sight()) >= 1
    assert view.sheet() == 1


def test_the_point_under_the_pointer_stays_when_zooming(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(6)), 3)
    area = view.active.area
    point = QPointF(430, 290)
    sheet = area.sheet_at(point)
    before = area.on_page(point, sheet)
    for delta in (120, 120, 240, -120, 360):
        event = QWheelEvent(
            point, area.viewport().mapToGlobal(point), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(area.viewport(), event)
        if area.horizontalScrollBar().maximum():
            assert area.on_page(point, sheet) == pytest.approx(before, abs=2.5)
        else:
            assert area.on_page(point, sheet)[1] == pytest.approx(before[1], abs=2.5)
    assert area.zoom() > 1.5
    assert area.fit() is None
    view.acts["fit width"].trigger()
    assert area.fit() == "width"
    assert area.horizontalScrollBar().maximum() == 0


def test_two_fingers_zoom(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(6)), 3)
    area = view.active.area
    point, before = QPointF(430, 290), area.zoom()
    spot_before = area.on_page(point, area.sheet_at(point))
    everywhere = QPointF(area.viewport().mapToGlobal(point.toPoint()))
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, point, point, everywhere,
        0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), pinch)
    assert area.zoom() == pytest.approx(before * 1.25, rel=0.01)
    assert area.on_page(point, area.sheet_at(point))[1] == pytest.approx(spot_before[1], abs=2.5)


def test_a_turned_page_is_selected_from_where_it_shows(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    for turn in range(1, 5):
        view.acts["rotate right"].trigger()
        assert area.rotation() == turn % 4
        settled(qtbot, view)
        start, end = spot(area, 1, "panel heard"), spot(area, 1, "panel heard").position + 11
        area.bring_into_sight(1, area.text(1).caret(end))
        drag(qtbot, area, window_point(area, 1, start.position), window_point(area, 1, end))
        picked = area.picked()
        assert picked is not None
        assert picked.text == "panel heard"


def test_links_inside_jump_and_addresses_open_outside(
    qtbot: QtBot, view: PapersView, keep: Keep, told: Told, outside: Outside
) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    for words in ("See the last", "council's page"):
        found = area.text(1)
        assert found
        at = found.text.replace("’", "'").index(words) + 3
        qtbot.mouseClick(area.viewport(), Qt.MouseButton.LeftButton, pos=window_point(area, 1, at))
        if words == "See the last":
            assert view.sheet() == 3
            area.go_to(1)
            settled(qtbot, view)
    assert outside.opened == ["https://council.example/staying-put"]
    assert told.said == ["Opened https://council.example/staying-put outside CYPSC Desktop."]


def test_what_a_link_might_run_is_only_copied(
    qtbot: QtBot, view: PapersView, keep: Keep, told: Told, outside: Outside
) -> None:
    opened(qtbot, view, keep(PROSE))
    for address in ("file:///etc/passwd", "javascript:alert(1)", "smb://share/x"):
        view.active.area.link_followed.emit(Link((0, 0, 1, 1), None, None, address))
        assert QGuiApplication.clipboard().text() == address
        assert told.said[-1].startswith(f"Copied {address}")
    assert not outside.opened


def test_the_outline_names_items_and_follows(
    qtbot: QtBot, view: PapersView, sample: Store, renderer: Renderer, jobs: Jobs
) -> None:
    session = Session(sample, "Ada Clerk")
    screen = make_view(qtbot, session, renderer, jobs)
    document = next(
        d for d in sample.read.records("document") if isinstance(d, Document) and d.doc_kind == "agenda pack"
    )
    opened(qtbot, screen, document)
    qtbot.waitUntil(lambda: screen.active.paper is not None and bool(screen.active.paper.bookmarks), timeout=WAIT)
    nodes = reading.outline(sample.read, document, screen.active.paper.bookmarks if screen.active.paper else ())
    items = [item for item in sample.read.records("item", meeting=document.meeting) if isinstance(item, Item)]
    here = {item.number for item in items if item.pdf_pages and item.at and item.at["document"] == document.id}
    assert here
    assert {node.number for node in nodes} >= here
    later = next(node for node in nodes if node.sheet and node.sheet > 4)
    screen.active.go_to(later.sheet or 1)
    index = screen.left.outline.currentIndex()
    while index.parent().isValid():
        index = index.parent()
    assert index.data() == later.title
    screen.left.choices.button(1).click()
    qtbot.waitUntil(
        lambda: screen.active.paper is not None and screen.active.paper.pictures.small(1) is not None, timeout=WAIT
    )
    assert screen.left.thumbnails.currentIndex().row() + 1 == screen.sheet()
    screen.close_all()


# Selecting


def test_select_by_mouse_across_lines(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    found = area.text(1)
    assert found
    start, end = found.text.index("carers after"), found.text.index("nine of them") + 12
    drag(qtbot, area, window_point(area, 1, start), window_point(area, 1, end))
    selection = view.selection()
    assert selection is not None
    assert selection.text == found.text[start:end]
    assert "\n" in selection.text
    assert len(selection.rects) == selection.text.count("\n") + 1
    view.acts["copy"].trigger()
    assert QGuiApplication.clipboard().text() == selection.text


def test_word_line_and_page(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    found = area.text(1)
    assert found
    at = found.text.index("eighteen") + 3
    where = window_point(area, 1, at)
    qtbot.mouseDClick(area.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert selected_words(view) == "eighteen"
    qtbot.mousePress(area.viewport(), Qt.MouseButton.LeftButton, pos=where)
    line = found.lines[found.line_at(at)]
    assert selected_words(view) == found.text[line.start : line.end]
    qtbot.mouseRelease(area.viewport(), Qt.MouseButton.LeftButton, pos=where)
    view.acts["select page"].trigger()
    assert selected_words(view) == found.text


def test_select_across_pages(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    area.set_zoom(0.4)
    settled(qtbot, view)
    start, end = spot(area, 1, "panel heard"), spot(area, 2, "Nobody")
    drag(qtbot, area, window_point(area, 1, start.position), window_point(area, 2, end.position))
    selection = view.selection()
    assert selection is not None
    assert selection.sheet == 1
    assert selection.text.startswith("panel heard")
    assert "Second page." in selection.text
    assert not selection.text.endswith("Nobody")
    assert {sheet for sheet, _ in selection.rects} == {1, 2}


def test_a_table_goes_to_the_clipboard_as_a_table(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(TABLE))
    area = view.active.area
    drag(
        qtbot, area, window_point(area, 1, spot(area, 1, "2023/24").position + 1),
        window_point(area, 1, spot(area, 1, "198").position + 2),
    )  # fmt: skip
    view.acts["copy"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "2023/24\t2024/25\n1,204\t1,310\n-212\t198"
    assert data.hasHtml()


def test_caret_keys(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    view.acts["caret"].trigger()
    assert area.is_caret_browsing()
    found = area.text(1)
    selected = area.selected()
    assert found
    assert selected is not None
    assert selected.head == Spot(1, 0)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    keys = [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 1), (Qt.Key.Key_Right, control, found.text.index("put")),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, found.text.index("\n")),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, found.text.index("Young")),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, 0),
    ]  # fmt: skip
    for key, held, position in keys:
        qtbot.keyClick(area, key, held)
        assert (area.selected() or selected).head == Spot(1, position), key
    qtbot.keyClick(area, Qt.Key.Key_Right, control | shift)
    qtbot.keyClick(area, Qt.Key.Key_Right, control | shift)
    assert selected_words(view) == "Staying put\n"
    qtbot.keyClick(area, Qt.Key.Key_Escape)
    assert view.selection() is None
    assert area.is_caret_browsing()
    qtbot.keyClick(area, Qt.Key.Key_Escape)
    assert not area.is_caret_browsing()


def test_the_caret_goes_on_to_pages_not_read_yet(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(8)))
    area = view.active.area
    view.acts["caret"].trigger()
    qtbot.keyClick(area, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(area, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: area.selected() is not None and area.selected().head == Spot(2, 0), timeout=WAIT)
    qtbot.keyClick(area, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: area.selected().head.sheet == 1, timeout=WAIT)
    assert 1 in area.sheets_in_sight()


def test_a_mouse_drag_while_the_text_is_not_there_does_no_harm(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    view.show_document(keep(many(3)))
    qtbot.waitUntil(lambda: view.active.paper is not None, timeout=WAIT)
    drag(qtbot, view.active.area, QPoint(100, 100), QPoint(300, 300))
    qtbot.keyClick(view.active.area, Qt.Key.Key_F7)
    settled(qtbot, view)


# Finding


def test_find_counts_what_the_paper_holds(qtbot: QtBot, view: PapersView, keep: Keep, store: Store) -> None:
    document = keep(many(30))
    opened(qtbot, view, document)
    view.acts["find"].trigger()
    qtbot.keyClicks(view.finding.bar.field, "lantern")
    finder = view.active.finder
    in_text = sum(text.casefold().count("lantern") for text in reading.sheet_texts(store, document).values())
    qtbot.waitUntil(lambda: finder.count() == in_text and view.sheet() == 7, timeout=WAIT)
    assert in_text == 8
    assert view.finding.bar.count.text() == "1 of 8"
    places = []
    for _ in range(9):
        qtbot.keyClick(view.finding.bar.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not view.active.finder._aim, timeout=WAIT)
        places.append((finder.index(), view.sheet()))
    assert places == [(2, 7), (3, 14), (4, 14), (5, 21), (6, 21), (7, 28), (8, 28), (1, 7), (2, 7)]
    view.acts["find previous"].trigger()
    view.acts["find previous"].trigger()
    qtbot.waitUntil(lambda: (finder.index(), view.sheet()) == (8, 28), timeout=WAIT)
    assert finder.count() == 8
    qtbot.keyClick(view.finding.bar.field, Qt.Key.Key_Escape)
    assert view.finding.bar.isHidden()
    assert not finder.is_seeking()


def test_all_hits_in_sight_are_marked(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(8)), 7)
    view.finding.open("lorem")
    finder, area = view.active.finder, view.active.area
    qtbot.waitUntil(lambda: finder.index() > 0, timeout=WAIT)
    settled(qtbot, view)
    for sheet in area.sheets_in_sight():
        found = area.text(sheet)
        assert found
        marked = [box for overlay in finder._hits_on(sheet)[:1] for box in overlay.boxes]
        assert len(marked) >= found.text.casefold().count("lorem") > 0
    view.finding.open("et")
    qtbot.waitUntil(lambda: finder.index() > 0, timeout=WAIT)
    qtbot.keyClick(view.finding.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: finder._current is not None and finder._current[0] == 6, timeout=WAIT)
    sheet, number = finder._current or (0, 0)
    hit, stood, high = finder._boxes[sheet][number][0], area.verticalScrollBar().value(), area.height()
    assert hit[1] > 100  # far down its page
    qtbot.keyClick(view.finding.bar.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: area.height() > high, timeout=WAIT)
    assert abs(area.verticalScrollBar().value() - stood) <= 1, "the page stays where the hit is"
    assert area.viewport().rect().contains(area.on_window(hit, sheet).toAlignedRect())
    picked = area.picked()
    assert picked is not None, "the hit is selected"
    assert (picked.sheet, picked.text.casefold()) == (sheet, "et")


def test_what_is_not_there_is_said(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    view.finding.open("zebra crossing")
    qtbot.waitUntil(lambda: view.finding.bar.count.text() == "Not in this paper", timeout=WAIT)
    assert not view.finding.bar.next.isEnabled()
    view.acts["find next"].trigger()
    assert view.sheet() == 1


def test_find_reads_sheets_whose_text_is_not_stored(qtbot: QtBot, view: PapersView, keep: Keep, store: Store) -> None:
    document = keep(many(14))
    store.pages.forget(document.sha256 or "")
    opened(qtbot, view, document)
    view.finding.open("lantern")
    qtbot.waitUntil(lambda: view.active.finder.count() == 4 and not view.active.finder.is_counting(), timeout=WAIT)
    assert view.sheet() == 7


# Two papers, what lies over pages, what is odd


def test_two_papers_side_by_side(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    first, second = keep(many(9), "first.pdf"), keep(PROSE, "second.pdf")
    opened(qtbot, view, first, 5)
    view.acts["split"].trigger()
    settled(qtbot, view)
    left, right = view.panes
    assert view.is_split()
    assert view.active is right
    qtbot.waitUntil(lambda: right.paper is not None and right.area.sheet() == 5, timeout=WAIT)
    assert right.paper is left.paper  # one open file
    opened(qtbot, view, second, 2)
    assert (left.document, left.area.sheet()) == (first, 5)
    assert (right.document, right.area.sheet()) == (second, 2)
    left.setFocus()
    qtbot.waitUntil(lambda: view.active is left, timeout=WAIT)
    assert view.controls.toolbar.number.text() == "5"
    left.close_button.click()
    assert not view.is_split()
    assert view.document() == second
    assert view.panes[0].isVisible()


def test_overlays_lie_on_their_words(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    document = keep(PROSE)
    opened(qtbot, view, document)
    area = view.active.area
    found = area.text(1)
    assert found
    at = found.text.index("eighteen")
    boxes = tuple(found.boxes(at, at + 8))
    fill, edge = Theme("light").colour("selected"), Theme("light").colour("info")
    view.set_overlays(
        lambda doc, sheet: [Overlay(boxes, Style(fill, edge), "Q")] if (doc, sheet) == (document, 1) else []
    )
    image = area.viewport().grab().toImage()
    rect = area.on_window(boxes[0], 1)
    corner = image.pixelColor(round(rect.right()) - 2, round(rect.top()) + 2)
    assert corner == fill
    view.set_overlays(None)
    assert area.viewport().grab().toImage().pixelColor(round(rect.right()) - 2, round(rect.top()) + 2) != fill


def test_night_page(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    corner = area.page_rect(1).topLeft() + QPoint(8, 8)
    assert area.viewport().grab().toImage().pixelColor(corner).lightness() == 255
    view.acts["invert"].trigger()
    assert area.viewport().grab().toImage().pixelColor(corner).lightness() < 60


def test_a_scanned_page_is_said_to_be_one(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(scan(2)))
    assert view.active.notice.isVisible()
    assert "picture" in view.active.notice_words.text()
    assert ("OCRmyPDF" in view.active.notice_words.text()) != reading.can_read_scans()


@pytest.mark.skipif(sys.platform == "win32", reason="a stand-in program is a script")
def test_scanned_pages_are_read_into_a_copy(
    qtbot: QtBot, view: PapersView, keep: Keep, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "#set page(width: 400pt, height: 500pt)\n" + "\n#pagebreak()\n".join(
        f"Read at last, page {n}." for n in range(3)
    )
    put(tmp_path, typeset(words), "read.pdf")
    stand_in(tmp_path / "bin", f'cp "{tmp_path}/read.pdf" "$to"', monkeypatch)
    view.panes[0].can_read = True
    opened(qtbot, view, keep(scan(3)), 2)
    assert view.active.read_button.isVisible()
    view.active.read_button.click()
    qtbot.waitUntil(lambda: view.active.paper is not None and view.active.paper.is_copy, timeout=WAIT)
    settled(qtbot, view)
    assert view.sheet() == 2
    assert not view.active.notice.isVisible()
    assert not view.acts["read scans"].isEnabled()
    assert told.said[-1].startswith("The scanned pages have been read")
    view.finding.open("at last")
    qtbot.waitUntil(lambda: view.active.finder.count() == 3, timeout=WAIT)


def test_page_text_as_text(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    assert area.accessibleName().startswith("Sheet 1 of 3")
    assert "eighteen" in area.accessibleDescription()
    view.acts["page text"].trigger()
    assert "Staying put" in view.active.words.toPlainText()
    view.acts["next page"].trigger()
    qtbot.waitUntil(lambda: "Second page" in view.active.words.toPlainText(), timeout=WAIT)
    assert "Second page" in area.accessibleDescription()


def test_a_page_that_ends_its_worker_fails_alone(
    qtbot: QtBot, view: PapersView, keep: Keep, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = keep(many(5))
    ask = Server._ask

    def deadly(server: Server, seconds: float, **command: object) -> object:
        if command.get("do") == "render" and command.get("page") == 2 and renderer.worker_pid:
            os.kill(renderer.worker_pid, signal.SIGKILL)
        return ask(server, seconds, **command)

    monkeypatch.setattr(Server, "_ask", deadly)
    view.show_document(document, 2)
    qtbot.waitUntil(lambda: view.active.paper is not None and view.active.paper.pictures.is_lost(2), timeout=WAIT)
    qtbot.waitUntil(view.active.notice.isVisible, timeout=WAIT)
    assert "damaged" in view.active.notice_words.text()
    view.active.go_to(3)
    settled(qtbot, view)
    assert view.active.area.has_picture(3)
    assert not view.active.notice.isVisible()


def test_a_locked_paper_asks_for_its_password(
    qtbot: QtBot, view: PapersView, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(store.folder.parent, encrypted(typeset(PROSE), "key"), "locked.pdf")
    document = store.read.record(import_paper(store, path, actor="Ada", password="key").document)
    assert isinstance(document, Document)
    answers = iter(["wrong", "key"])
    monkeypatch.setattr(view.opener._ask, "password", lambda *_: next(answers))
    opened(qtbot, view, document)
    assert view.active.area.sheets() == 3


def test_a_paper_without_pages_is_shown_as_text(qtbot: QtBot, view: PapersView, store: Store) -> None:
    path = store.folder.parent / "note.txt"
    path.write_text("A note about places.\n\nIt has two paragraphs.", encoding="utf-8")
    document = store.read.record(import_paper(store, path, actor="Ada").document)
    assert isinstance(document, Document)
    view.show_document(document)
    assert "two paragraphs" in view.active.flow.toPlainText()
    assert not view.acts["find"].isEnabled()
    assert view.sheet() == 0


def test_tab_goes_from_the_left_pane_over_the_bar_to_the_page(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(3)), 2)
    view.left.outline.setFocus()
    went = [QApplication.focusWidget()]
    while len(went) < 20 and went[-1] is not view.active.area:
        qtbot.keyClick(went[-1], Qt.Key.Key_Tab)
        went.append(QApplication.focusWidget())
    assert (
        went.index(view.controls.toolbar.before)
        < went.index(view.controls.toolbar.number)
        < went.index(view.controls.toolbar.larger)
    )
    assert went[-1] is view.active.area


def test_escape_goes_back_to_the_page(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(3)), 2)
    view.acts["go to page"].trigger()
    qtbot.waitUntil(view.controls.toolbar.number.hasFocus, timeout=WAIT)
    qtbot.keyClicks(view.controls.toolbar.number, "99")
    qtbot.keyClick(view.controls.toolbar.number, Qt.Key.Key_Escape)
    assert view.active.area.hasFocus()
    assert view.controls.toolbar.number.text() == "2"


def test_everything_to_focus_has_a_name(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    view.finding.open()
    nameless = [
        widget
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and type(widget).__name__ not in {"QScrollBar", "QWidget"}
    ]  # fmt: skip
    assert not nameless


def test_nothing_runs_while_nobody_reads_on(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(many(20)))
    paper = view.active.paper
    assert paper is not None
    qtbot.waitUntil(paper.pictures.is_at_rest, timeout=WAIT)
    qtbot.waitUntil(lambda: not [t for t in view.findChildren(QTimer) if t.isActive()], timeout=WAIT)
    assert all(paper.pictures.small(sheet) for sheet in range(1, 21))


def test_the_selection_survives_a_change_of_zoom(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    area = view.active.area
    at = spot(area, 1, "eighteen")
    area.select(Selected(at, Spot(1, at.position + 8)))
    view.acts["zoom in"].trigger()
    settled(qtbot, view)
    assert selected_words(view) == "eighteen"


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """As while a screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def test_a_screen_reader_reads_the_page_and_selects_on_it(
    qtbot: QtBot, view: PapersView, keep: Keep, screen_reader: None
) -> None:
    opened(qtbot, view, keep(PROSE))
    area, spoken = view.active.area, view.active.spoken
    assert spoken is not None
    heard = QAccessible.queryAccessibleInterface(spoken).textInterface()
    found = area.text(1)
    assert found
    assert heard.text(0, heard.characterCount()) == found.text
    assert spoken.accessibleName() == "Text of Sheet 1 of 3"
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert spoken.hasFocus()
    assert area.is_caret_browsing()
    qtbot.keyClick(spoken, Qt.Key.Key_Down)
    assert area.selected() == Selected(Spot(1, found.lines[1].start), Spot(1, found.lines[1].start))
    qtbot.keyClick(spoken, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert selected_words(view) == found.text[found.lines[1].start : found.lines[1].end]
    qtbot.keyClick(spoken, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.sheet() == 2
    qtbot.waitUntil(lambda: "Second page" in heard.text(0, heard.characterCount()), timeout=WAIT)
    qtbot.keyClick(spoken, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert area.hasFocus()


def test_who_sees_meets_no_unseen_text(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    opened(qtbot, view, keep(PROSE))
    assert view.active.spoken is None


def test_a_selection_comes_with_what_is_round_it(qtbot: QtBot, view: PapersView, keep: Keep) -> None:
    document = keep(PROSE)
    opened(qtbot, view, document)
    area = view.active.area
    at = spot(area, 1, "eighteen")
    area.select(Selected(at, Spot(1, at.position + 8)))
    found, selection = area.text(1), view.selection()
    assert found
    assert selection is not None
    assert (selection.document, selection.sheet, selection.text) == (document, 1, "eighteen")
    assert selection.before
    assert f"{selection.before}eighteen{selection.after}" in found.text
    assert len(selection.rects) == 1
