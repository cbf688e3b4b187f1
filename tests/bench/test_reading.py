"""Reading a 400-page pack against the least that must be done: opening, turning a page, scrolling, memory.

Each round does the screen's work and the floor's one after the other; ratios are of the medians. Nothing here passes
or fails on time: docs/performance.md holds the figures.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import pikepdf
import pytest
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.page_surface import PageSurface
from cypsc_desktop.ui.papers.pictures import Pictures
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from tests.helpers.shared import CHECKOUT

PACKS = sorted((CHECKOUT.parent / "shared" / "packs").glob("*.pdf"))
SHEETS = 400
WIDTH, HEIGHT = 1000, 700
pytestmark = pytest.mark.skipif(not PACKS, reason="the real packs are not beside the checkout")


@pytest.fixture(scope="module")
def long_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real packs one after another until there are 400 sheets."""
    path = tmp_path_factory.mktemp("long") / "pack.pdf"
    with pikepdf.new() as made:
        sources = [pikepdf.open(pack) for pack in PACKS]
        while len(made.pages) < SHEETS:
            for source in sources:
                made.pages.extend(source.pages[: SHEETS - len(made.pages)])
        made.save(path)
        for source in sources:
            source.close()
    return path


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


class Blit(QWidget):
    """A bare widget that shows one image."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.image = image

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QPainter(self).drawImage(QPoint(0, 0), self.image)
            return True
        return super().event(event)


@pytest.fixture
def theme(qapp: QApplication) -> look.Theme:
    """The program's own look, as scroll bars are painted too."""
    worn = look.Theme("light")
    look.apply(qapp, worn)
    return worn


def process_until(done: Callable[[], bool], seconds: float = 20) -> None:
    """Let events pass until something is so."""
    until = perf_counter() + seconds
    while not done() and perf_counter() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        sleep(0.0003)  # as a loop that waits for events would: it leaves the interpreter to the other threads
    assert done()


def test_first_page(
    qtbot: QtBot, long_pack: Path, renderer: Renderer, theme: look.Theme, effort: Callable[..., int]
) -> None:
    """From opening the file to the first page painted / the worker's opening and drawing of it alone."""
    surface = PageSurface(theme)
    qtbot.addWidget(surface)
    surface.resize(WIDTH, HEIGHT)
    surface.show()
    ours, floor = [], []
    for _ in range(effort(sample=15, whole=200)):
        begun = perf_counter()
        pictures = Pictures(renderer, renderer.open(long_pack))
        surface.show_pictures(pictures)
        process_until(lambda p=pictures: p.is_idle() or p.sharp(surface._key(1)) is not None)
        surface.viewport().repaint()
        ours.append(perf_counter() - begun)
        scale = surface._key(1).scale / 1000
        surface.show_pictures(None)
        pictures.close()
        begun = perf_counter()
        handle = renderer.open(long_pack)
        renderer.render(handle, 1, scale).result(20).release()
        floor.append(perf_counter() - begun)
        renderer.release(handle)
    print(
        f"\nfirst page of {SHEETS}: {median(ours) * 1000:.1f} ms, open + render {median(floor) * 1000:.1f} ms; "
        f"ratio {median(ours) / median(floor):.2f} (target 3)"
    )


@pytest.mark.parametrize("single", [True, False], ids=["alone", "continuous"])
def test_cached_page_turn(
    qtbot: QtBot, long_pack: Path, renderer: Renderer, theme: look.Theme, effort: Callable[..., int], *, single: bool
) -> None:
    """To a page whose picture is kept, painted / painting that picture on a bare widget of the same size."""
    surface = PageSurface(theme)
    surface.set_single(single)
    qtbot.addWidget(surface)
    surface.resize(WIDTH, HEIGHT)
    surface.show()
    pictures = Pictures(renderer, renderer.open(long_pack))
    surface.show_pictures(pictures)
    for sheet in (2, 1):
        surface.go_to(sheet)
        process_until(lambda: surface.is_idle() and pictures.is_at_rest(), 120)
    image = pictures.sharp(surface._key(1))
    assert image is not None
    blit = Blit(image.copy())
    qtbot.addWidget(blit)
    blit.resize(surface.viewport().size())
    blit.show()
    how = "one page alone" if single else "continuous"
    ours, floor = [], []
    for turn in range(effort(sample=200, whole=2000)):
        begun = perf_counter()
        surface.go_to(1 + turn % 2)
        surface.viewport().repaint()
        ours.append(perf_counter() - begun)
        begun = perf_counter()
        blit.repaint()
        floor.append(perf_counter() - begun)
        QApplication.processEvents()
    surface.show_pictures(None)
    pictures.close()
    print(
        f"\ncached page turn, {how}: {median(ours) * 1000:.2f} ms, blit {median(floor) * 1000:.2f} ms; "
        f"ratio {median(ours) / median(floor):.2f} (target 3)"
    )


@pytest.fixture
def screen(
    qtbot: QtBot, store: Store, renderer: Renderer, theme: look.Theme, long_pack: Path, tmp_path: Path
) -> Iterator[tuple[PapersView, Document]]:
    document = store.read.record(import_paper(store, long_pack, actor="bench").document)
    assert isinstance(document, Document)
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    view = PapersView(Session(store, "bench"), renderer, jobs, theme, Ask(), state=settings)
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    yield view, document
    view.close_all()
    jobs.close()


def test_first_page_on_the_screen(
    screen: tuple[PapersView, Document], renderer: Renderer, effort: Callable[..., int]
) -> None:
    """From asking the whole screen for a sheet of the pack to that sheet painted, with outline, bar and small pictures
    begun / the worker's opening and drawing of it alone."""
    view, document = screen
    path = view.opener.shelf.path(document)
    area = view.active.area
    ours, floor = [], []
    for turn in range(effort(sample=15, whole=100)):
        sheet = 1 + turn * 37 % SHEETS
        begun = perf_counter()
        view.show_document(document, sheet)
        process_until(lambda: view.active.paper is not None and view.opener.wanted(view.active) is None)
        paper = view.active.paper
        assert paper is not None
        process_until(lambda p=paper.pictures, s=sheet: p.sharp(area._key(s)) is not None)
        area.viewport().repaint()
        ours.append(perf_counter() - begun)
        scale = area._key(sheet).scale / 1000
        view.opener.forget(view.active)
        view.opener.shelf.close()
        QApplication.processEvents()
        begun = perf_counter()
        handle = renderer.open(path)
        renderer.render(handle, sheet, scale).result(20).release()
        floor.append(perf_counter() - begun)
        renderer.release(handle)
    print(
        f"\nfirst page of {SHEETS} on the screen: {median(ours) * 1000:.1f} ms, open + render "
        f"{median(floor) * 1000:.1f} ms; ratio {median(ours) / median(floor):.2f} (target 3)"
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_at_rest(screen: tuple[PapersView, Document], renderer: Renderer) -> None:
    """What window and worker take of a processor, and how often they wake, while somebody reads one page."""
    view, document = screen
    view.show_document(document, 18)
    process_until(lambda: view.active.paper is not None and view.is_idle())
    paper = view.active.paper
    assert paper is not None
    process_until(paper.pictures.is_at_rest, 120)
    process_until(lambda: not [timer for timer in view.findChildren(QTimer) if timer.isActive()])
    loop = QEventLoop()
    QTimer.singleShot(10_000, loop.quit)
    pids = [os.getpid(), *([renderer.worker_pid] if renderer.worker_pid else [])]
    spent, woken = [spent_by(pid) for pid in pids], [wakes_of(pid) for pid in pids]
    loop.exec()
    took = sum(spent_by(pid) for pid in pids) - sum(spent)
    wakes = sum(wakes_of(pid) for pid in pids) - sum(woken)
    print(f"\nat rest: {took / 10:.2%} of a processor (target 0.50%), {wakes / 10:.1f} wake-ups a second (target 2)")


def spent_by(pid: int) -> float:
    """Seconds of processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wakes_of(pid: int) -> int:
    """How often the threads of a process have waited of their own accord, which is how often they woke."""
    told = [(task / "status").read_text(encoding="ascii") for task in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int(line.split()[1]) for text in told for line in text.splitlines() if line.startswith("voluntary_"))


def resident(pid: int | None = None) -> int:
    """Bytes of a process that are its own, what it shares counted once."""
    for line in Path(f"/proc/{pid or os.getpid()}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) << 10
    return 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_scrolling_and_memory(
    screen: tuple[PapersView, Document], renderer: Renderer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The longest that a sheet in sight stays without any picture while the whole pack is scrolled through, at reading
    speed and by leaps; what window and worker hold more than before it was opened."""
    view, document = screen
    gc.collect()
    before = resident()
    view.show_document(document)
    area = view.active.area
    process_until(lambda: view.active.paper is not None and view.is_idle())
    bar = area.verticalScrollBar()
    frames: list[float] = []
    leaps = [round(bar.maximum() * ((n * 0.381966) % 1)) for n in range(1, 60)]
    blanks = {"leaps each 120 ms, just opened": _scroll(view, leaps, 0.12, frames)}
    screens = range(0, bar.maximum(), area.viewport().height())
    blanks["a screen each 30 ms"] = _scroll(view, screens, 0.03, frames)
    worker = resident(renderer.worker_pid) if renderer.worker_pid else 0
    held = resident() - before
    with capsys.disabled():
        for how, longest in blanks.items():
            print(f"\nlongest blank, {how}: {longest * 1000:.0f} ms (target 100)", end="")
        frames.sort()
        print(
            f"\nscroll step with its painting: median {median(frames) * 1000:.1f} ms, p99 {frames[len(frames) * 99 // 100] * 1000:.1f} ms"
        )
        print(
            f"memory with {SHEETS} sheets open: window {held / 2**20:+.0f} MB, worker {worker / 2**20:.0f} MB, "
            f"together {(held + worker) / 2**20:.0f} MB (target 300)"
        )


def _scroll(view: PapersView, stops: "range | list[int]", pause: float, frames: list[float]) -> float:
    """Scroll to each stop and stay a while; the longest that a sheet in sight was blank."""
    area = view.active.area
    longest = 0.0
    since: dict[int, float] = {}
    for stop in stops:
        begun = perf_counter()
        area.verticalScrollBar().setValue(stop)
        area.viewport().repaint()
        frames.append(perf_counter() - begun)
        until = begun + pause
        while True:
            now = perf_counter()
            blank = {sheet for sheet in area.sheets_in_sight() if not area.has_picture(sheet)}
            since = {sheet: since.get(sheet, now) for sheet in blank}
            longest = max([longest, *(now - start for start in since.values())])
            if now >= until:
                break
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    return longest
