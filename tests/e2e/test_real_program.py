"""The real process on a display of its own: driven by its keys from outside, and read as a screen reader reads it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.keeping import check
from tests.helpers import atspi
from tests.helpers.shared import CHECKOUT

SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an X server of this test's own."""
    missing = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        if not number:
            pytest.skip("Xvfb cannot start here")
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(CHECKOUT)}
    finally:
        server.terminate()
        server.wait(10)


class Driven:
    """The program in a process of its own on that display: its titles read and its keys pressed from outside."""

    def __init__(self, library: Path, display: dict[str, str], faults: Path) -> None:
        self._display = display
        self._faults = faults
        with faults.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", "-m", "cypsc_desktop", "--library", str(library), "--actor", "Ada"],
                env=display, stderr=stderr,
            )  # fmt: skip

    def xdotool(self, *words: str) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self._display, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout

    def titled(self, words: str) -> list[str]:
        """The windows whose title fits."""
        return self.xdotool("search", "--onlyvisible", "--name", words).split()

    def until(
        self, reached: Callable[[], object], *, press: Sequence[Sequence[str]] = (), seconds: float = 120
    ) -> None:
        """Wait for it. The keys are pressed once more every ten seconds: on a display without a window manager the
        focus may come to a window after the first of them."""
        end, again = time.monotonic() + seconds, 0.0
        while not reached():
            now = time.monotonic()
            if now > end or (self.process.poll() is not None):
                pytest.fail(self._state())
            if press and now > again:
                again = now + 10
                for words in press:
                    self.xdotool(*words)
                    time.sleep(0.3)
            time.sleep(0.1)

    def _state(self) -> str:
        """All that can be known of a window that did not come to it: its titles, its end, and where each thread stands."""
        titles = [self.xdotool("getwindowname", window).strip() for window in self.titled(".")]
        ended = self.process.poll()
        if ended is None:
            self.process.send_signal(signal.SIGABRT)  # faulthandler tells where each thread stands
            self.process.wait(20)
        return f"it did not come to it; titles {titles}, ended {ended}\n{self.told()}"

    def told(self) -> str:
        """What it wrote to its terminal."""
        return self._faults.read_text("utf-8", "replace")


@pytest.fixture
def driven(display: dict[str, str], sample_folder: Path, tmp_path: Path) -> Iterator[Driven]:
    program = Driven(sample_folder, display, tmp_path / "faults")
    try:
        yield program
    finally:
        if program.process.poll() is None:
            program.process.kill()
        program.process.wait(10)


@pytest.mark.timeout(600)
def test_from_start_to_quit_by_keys_alone(driven: Driven, sample_folder: Path) -> None:
    """Start on a library, go to a paper through the palette, find in it, quit. The title says where it is."""
    driven.until(lambda: driven.titled("Home - CYPSC Desktop"))
    driven.xdotool("windowfocus", "--sync", driven.titled("CYPSC Desktop")[0])
    to_the_paper = (("key", "ctrl+k"), ("type", "larkmere-supp"), ("key", "Return"))
    driven.until(lambda: driven.titled("Supplement.* - CYPSC Desktop"), press=to_the_paper)
    find_and_quit = (("key", "ctrl+f"), ("type", "children"), ("key", "Return"), ("key", "ctrl+q"))
    for words in find_and_quit:
        driven.xdotool(*words)
        time.sleep(0.3)
    deadline = time.monotonic() + 120
    while driven.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (driven.process.poll(), driven.told()) == (0, "")
    assert check(sample_folder)["ok"]


@pytest.fixture
def heard(display: dict[str, str], sample_folder: Path) -> dict[str, Any]:
    """What the system's accessibility tree holds, screen by screen."""
    if not shutil.which("dbus-run-session") or not Path(atspi.LAUNCHER).exists():
        pytest.skip("dbus-run-session or at-spi2-core not installed")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        pytest.skip("pyatspi not installed for the system's Python")
    words = ["dbus-run-session", "--", SYSTEM_PYTHON, str(CHECKOUT / "tests/helpers/atspi.py"), sys.executable]
    done = subprocess.run(
        [*words, str(sample_folder)], env=display, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.timeout(450)
def test_a_screen_reader_finds_a_name_for_all_that_can_have_the_focus(heard: dict[str, Any]) -> None:
    nameless = {
        screen: sorted({role for role, name in things if not name.strip()})
        for screen, things in heard["screens"].items()
    }
    assert {screen: roles for screen, roles in nameless.items() if roles} == {}
    assert {screen for screen, things in heard["screens"].items() if len(things) < atspi.FEWEST} == set()
    assert any("Already saved" in words for words in heard["said"]), heard["said"]
    assert heard["code"] == 0
