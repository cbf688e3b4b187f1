"""Pictures and characters of pages: what is drawn, in which order, and what a crash or an end leaves behind."""

import gc
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from pathlib import Path
from time import monotonic, sleep

import pytest

from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.pdf.render import Priority, Renderer
from cypsc_desktop.pdf.served import PageFailed, Picture
from tests.pdf.making import drawn, encrypted, put, stamped, text

SQUARE = "1 0 0 rg 100 642 100 100 re f\n"
HEAVY = "".join(
    f"0.{n % 10} g {n % 500} {n % 800} m {n % 313} {n % 577} {n % 211} {n % 399} 300 400 c S\n" for n in range(4_000)
)


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return put(tmp_path, drawn(SQUARE, text(72, 700, "Second page"), SQUARE, size=(400, 842)))


def pixel(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    at = y * picture.stride + 4 * x
    blue, green, red = picture.view[at : at + 3]
    return red, green, blue


def test_a_picture_is_the_page(renderer: Renderer, paper: Path) -> None:
    handle = renderer.open(paper)
    assert (handle.pages, handle.sizes[0]) == (3, (400, 842))
    picture = renderer.render(handle, 1, 2.0).result(10)
    assert (picture.width, picture.height, picture.stride) == (800, 1684, 3200)
    assert pixel(picture, 300, 300) == (255, 0, 0)
    assert pixel(picture, 5, 5) == (255, 255, 255)
    turned = renderer.render(handle, 1, 1.0, rotation=1).result(10)
    assert (turned.width, turned.height) == (842, 400)
    assert pixel(turned, 842 - 150, 150) == (255, 0, 0)
    small = renderer.thumbnail(handle, 1, 100).result(10)
    assert max(small.width, small.height) == 100


def test_annotations_are_drawn(renderer: Renderer, tmp_path: Path) -> None:
    plain = renderer.open(put(tmp_path, drawn(""), "plain.pdf"))
    noted = renderer.open(put(tmp_path, stamped(drawn(""), ["Page 9"], how="annotation"), "noted.pdf"))
    blank, marked = (bytes(renderer.render(h, 1, 1.0).result(10).view) for h in (plain, noted))
    assert set(blank) == {255}
    assert marked.count(255) < len(marked)


def test_characters_have_their_boxes(renderer: Renderer, paper: Path) -> None:
    found = renderer.characters(renderer.open(paper), 2).result(10)
    assert found.text == "Second page"
    left, top, right, bottom = found.boxes[:4]
    assert len(found.boxes) == 4 * len(found.text)
    assert left == pytest.approx(72, abs=1)
    assert top < 842 - 700 < bottom + 1
    assert right > left


def test_what_is_on_screen_comes_first(renderer: Renderer, paper: Path) -> None:
    handle = renderer.open(paper)
    order: list[str] = []

    def ask(name: str, priority: Priority) -> "Future[Picture]":
        future = renderer.render(handle, 1, 1.5, priority=priority)
        future.add_done_callback(lambda _: order.append(name))
        return future

    waiting = [ask("first", Priority.VISIBLE), *(ask(f"ahead {n}", Priority.PREFETCH) for n in range(6))]
    waiting.append(ask("seen", Priority.VISIBLE))
    wait(waiting, 20)
    assert order.index("seen") <= 2


def test_cancelling_stops_the_drawing(renderer: Renderer, tmp_path: Path) -> None:
    handle = renderer.open(put(tmp_path, drawn(HEAVY, "")))
    start = monotonic()
    renderer.render(handle, 1, 4.0).result(60)
    whole = monotonic() - start
    doomed = [renderer.render(handle, 1, 4.0) for _ in range(4)]
    sleep(min(0.05, whole / 10))
    for future in doomed:
        assert future.cancel()
    start = monotonic()
    renderer.render(handle, 2, 0.5).result(60)
    assert monotonic() - start < max(0.3, whole)
    with pytest.raises(CancelledError):
        doomed[0].result()


def test_a_crash_fails_one_page_and_the_rest_goes_on(renderer: Renderer, tmp_path: Path) -> None:
    handle = renderer.open(put(tmp_path, drawn(HEAVY, SQUARE)))
    running = renderer.render(handle, 1, 6.0)
    sleep(0.05)
    assert renderer.worker_pid
    os.kill(renderer.worker_pid, signal.SIGKILL)
    after = renderer.render(handle, 2, 1.0)
    with pytest.raises(PageFailed):
        running.result(10)
    assert pixel(after.result(20), 150, 150) == (255, 0, 0)


def test_a_page_that_takes_too_long_fails(tmp_path: Path) -> None:
    with Renderer(page_seconds=0.01) as renderer:
        handle = renderer.open(put(tmp_path, drawn(HEAVY * 9, SQUARE)))
        with pytest.raises(PageFailed):
            renderer.render(handle, 1, 4.0).result(20)


def test_memory_is_given_back(renderer: Renderer, paper: Path) -> None:
    handle = renderer.open(paper)
    kept = [renderer.render(handle, 1, 1.0).result(10) for _ in range(5)]
    assert renderer.pictures_held == 5
    kept[0].release()
    del kept
    gc.collect()
    assert renderer.pictures_held == 0


def test_no_memory_left_is_a_failed_page(renderer: Renderer, paper: Path) -> None:
    handle = renderer.open(paper)
    asked = [renderer.render(handle, 1, 100.0) for _ in range(12)]
    wait(asked, 60)
    failures = [future.exception() for future in asked]
    assert failures[0] is None
    assert "no memory" in str(failures[-1])
    asked.clear()
    gc.collect()
    renderer.render(handle, 1, 1.0).result(10)


def test_what_cannot_be_opened(renderer: Renderer, tmp_path: Path) -> None:
    locked = put(tmp_path, encrypted(drawn(SQUARE), "larch"), "locked.pdf")
    with pytest.raises(NeedsPassword, match="needs a password"):
        renderer.open(locked)
    with pytest.raises(NeedsPassword, match="does not open"):
        renderer.open(locked, "beech")
    assert renderer.open(locked, "larch").pages == 1
    with pytest.raises(UserError, match="damaged"):
        renderer.open(put(tmp_path, b"nothing", "broken.pdf"))


def test_closing_cancels_what_waits_and_leaves_held_pictures(paper: Path) -> None:
    renderer = Renderer()
    handle = renderer.open(paper)
    held = renderer.render(handle, 1, 1.0).result(10)
    view = memoryview(held.view)
    waiting = [renderer.render(handle, 1, 3.0, priority=Priority.PREFETCH) for _ in range(30)]
    start = monotonic()
    renderer.close()
    assert monotonic() - start < 3
    assert all(future.done() for future in waiting)
    assert renderer.render(handle, 1, 1.0).cancelled()
    assert view[0] == 255


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_owner_leaves_no_worker_and_no_memory(paper: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from cypsc_desktop.pdf.render import Renderer\n"
        "r = Renderer(); h = r.open(Path(sys.argv[1])); p = r.render(h, 1, 2.0).result()\n"
        "print(r.worker_pid, flush=True); [r.render(h, 1, 8.0) for _ in range(50)]; time.sleep(60)"
    )
    shared = Path("/dev/shm")
    before = set(shared.iterdir()) if shared.is_dir() else set()
    with subprocess.Popen([sys.executable, "-c", script, str(paper)], stdout=subprocess.PIPE) as owner:
        assert owner.stdout
        worker = int(owner.stdout.readline())
        owner.kill()
    until = monotonic() + 5
    while alive(worker) and monotonic() < until:
        sleep(0.02)
    assert not alive(worker)
    assert (set(shared.iterdir()) if shared.is_dir() else set()) <= before


def alive(pid: int) -> bool:
    """Whether a process runs (one that has ended and waits to be collected does not)."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def test_a_renderer_that_nobody_asks_costs_a_start_nothing() -> None:
    """Neither a thread nor a process, and of the modules that speak with a worker none."""
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent("""
            import sys, threading
            from cypsc_desktop.pdf.render import Renderer
            made = Renderer()
            late = ("process", "wire", "client", "serving", "arena", "limits")
            print([name for name in late if f"cypsc_desktop.pdf.{name}" in sys.modules], threading.active_count())
            made.close()
        """)], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.split() == ["[]", "1"]
