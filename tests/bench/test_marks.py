"""Marks against the same work without them: turning to a page, opening a paper, and marking a selection.

Medians of interleaved pairs; the figures are printed and nothing passes or fails on time.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import pytest
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.kinds import MEANINGS
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from tests.pdf.making import put, typeset
from tests.ui.papers.papers import many

SHEETS, TURNED = 40, 200


def process_until(done: Callable[[], bool], seconds: float = 30) -> None:
    until = perf_counter() + seconds
    while not done() and perf_counter() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        sleep(0.0003)
    assert done()


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[PapersScreen]:
    theme = look.Theme("light")
    look.apply(qapp, theme)
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    with Renderer() as renderer:
        made = PapersScreen(
            session=Session(store, "Ada Clerk"), jobs=jobs, renderer=renderer, theme=theme, ask=Ask(), settings=settings
        )
        qtbot.addWidget(made)
        made.resize(1162, 690)
        made.show()
        yield made
        made.let_go()
        jobs.close()


def imported(store: Store, folder: Path, name: str, *, marks: dict[int, int]) -> str:
    """A paper of 40 sheets with so many marks on each sheet, and its id."""
    content = typeset(many(SHEETS) + f"\n// {name}\n#page[{name}]")
    document = import_paper(store, put(folder, content, f"{name}.pdf"), actor="Ada Clerk").document
    with store.change("Marks", actor="Ada Clerk") as change:
        for sheet, count in marks.items():
            for n in range(count):
                left, top = 60 + n % 4 * 85, 60 + n // 4 * 10
                change.add(
                    Annotation(
                        id=made_id("annotation"), space="private:Ada Clerk", document=document, page=sheet,
                        mark="highlight", meaning=MEANINGS[n % 6], quote=f"words {n}", comment="A comment",
                        rects=[[left, top, left + 70, top + 9]], author="Ada Clerk", state="placed",
                    )
                )  # fmt: skip
    return document


def shown(screen: PapersScreen, document: str, sheet: int = 1) -> None:
    screen.go(Place("papers", document, sheet=sheet))
    view = screen.view
    process_until(lambda: view.active.document is not None and view.active.document.id == document)
    process_until(lambda: view.active.paper is not None and screen.is_idle())


def test_page_turn(screen: PapersScreen, store: Store, tmp_path: Path, effort: Callable[..., int]) -> None:
    """To a page with 200 marks whose picture is kept, painted / to one without."""
    document = imported(store, tmp_path, "turned", marks={11: TURNED, 12: TURNED})
    shown(screen, document)
    area = screen.view.active.area
    area.set_single(True)
    for sheet in (2, 3, 11, 12, 2, 3, 11, 12):
        area.go_to(sheet)
        process_until(screen.is_idle)
        area.viewport().repaint()
    process_until(lambda: len(screen.marks.held.on(document, 11)) == TURNED)
    for sheet in (11, 12):
        area.go_to(sheet)
        process_until(screen.is_idle)
        area.viewport().repaint()
    figures: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(effort(sample=60, whole=600)):
        for marked in (False, True):
            area.go_to((11 if marked else 2) + (turn + 1) % 2)
            area.viewport().repaint()
            QApplication.processEvents()
            begun = perf_counter()
            area.go_to((11 if marked else 2) + turn % 2)
            area.viewport().repaint()
            figures[marked].append(perf_counter() - begun)
            QApplication.processEvents()
    with_marks, without = median(figures[True]), median(figures[False])
    print(
        f"\npage turn with {TURNED} marks: {with_marks * 1000:.2f} ms, without {without * 1000:.2f} ms; "
        f"ratio {with_marks / without:.2f} (target 1.5)"
    )


def test_opening(screen: PapersScreen, store: Store, tmp_path: Path, effort: Callable[..., int]) -> None:
    """From asking for a paper with 2,000 marks to its first page painted sharp / for the same without."""
    marked = imported(store, tmp_path, "marked", marks=dict.fromkeys(range(1, SHEETS + 1), 50))
    plain = imported(store, tmp_path, "plain", marks={})
    for document in (marked, plain):
        shown(screen, document)
    figures: dict[str, list[float]] = {marked: [], plain: []}
    view = screen.view
    painted: list[float] = []

    def paint() -> None:
        """As soon as the sharp picture is there."""
        area, paper = view.active.area, view.active.paper
        if paper is not None and not painted and paper.pictures.sharp(area._key(1)) is not None:
            area.viewport().repaint()
            painted.append(perf_counter())

    def watch(pane: PaperPane) -> None:
        assert pane.paper is not None
        pane.paper.pictures.arrived.connect(lambda _: paint())
        paint()

    view.opener.opened.connect(watch)
    for _ in range(effort(sample=10, whole=60)):
        for document in (plain, marked):
            view.close_all()
            screen.side.pane.show_marks("", ())
            screen.marks.held.forget(document)
            QApplication.processEvents()
            painted.clear()
            begun = perf_counter()
            screen.go(Place("papers", document, sheet=1))
            process_until(lambda: bool(painted))
            figures[document].append(painted[0] - begun)
            process_until(screen.is_idle)
            process_until(lambda d=document: screen.marks.held.is_read(d))
            process_until(lambda d=document: len(screen.side.pane._marks) == len(screen.marks.held.of(d)))
            QApplication.processEvents()
    with_marks, without = median(figures[marked]), median(figures[plain])
    print(
        f"\nopening with 2,000 marks: {with_marks * 1000:.0f} ms, without {without * 1000:.0f} ms; "
        f"ratio {with_marks / without:.2f} (target 1.5)"
    )


def test_key_to_durable_and_painted(
    screen: PapersScreen, store: Store, tmp_path: Path, effort: Callable[..., int]
) -> None:
    """From the key to the mark durable and painted / a raw write with fsync and a repaint of the page."""
    document = imported(store, tmp_path, "keyed", marks={})
    shown(screen, document)
    area = screen.view.active.area
    process_until(lambda: area.text(1) is not None)
    page = area.text(1)
    assert page is not None
    raw = os.open(tmp_path / "raw", os.O_CREAT | os.O_WRONLY)
    ours, floor = [], []
    words = [found.span() for found in re.finditer(r"\S+", page.text)]
    for n in range(effort(sample=20, whole=100)):
        first, more = (
            n % 80,
            3 + n // 80,
        )  # words that no key before marked so, four or five together as people mark them
        area.select(Selected(Spot(1, words[first][0]), Spot(1, words[first + more][1])))
        QApplication.processEvents()
        begun = perf_counter()
        screen.marks.acts["question"].trigger()
        area.viewport().repaint()
        ours.append(perf_counter() - begun)
        process_until(screen.is_idle)
        begun = perf_counter()
        os.write(raw, b"x" * 4096)
        os.fsync(raw)
        area.viewport().repaint()
        floor.append(perf_counter() - begun)
    os.close(raw)
    assert len(all_of(store.read, Annotation)) == len(ours)  # each key made a mark
    print(
        f"\nkey to durable and painted: {median(ours) * 1000:.1f} ms, raw write + fsync + repaint "
        f"{median(floor) * 1000:.1f} ms; ratio {median(ours) / median(floor):.2f} (target 3)"
    )
