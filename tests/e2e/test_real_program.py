"""The real process on a display of its own: driven by its keys from outside, and read as a screen reader reads it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
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


def until(condition: Callable[[], object], *, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the window did not come to it in time"
        time.sleep(0.1)


@pytest.mark.timeout(180)
def test_from_start_to_quit_by_keys_alone(display: dict[str, str], sample_folder: Path, tmp_path: Path) -> None:
    """Start on a library, go to a paper through the palette, find in it, quit. The title says where it is."""
    faults = (tmp_path / "faults").open("w+")

    def xdotool(*words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=display, capture_output=True, text=True, timeout=20, check=False)
        return done.stdout

    def titled(words: str) -> list[str]:
        return xdotool("search", "--onlyvisible", "--name", words).split()

    program = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", "cypsc_desktop", "--library", str(sample_folder), "--actor", "Ada"],
        env=display, stderr=faults,
    )  # fmt: skip
    try:
        until(lambda: titled("Home - CYPSC Desktop"))
        xdotool("windowfocus", "--sync", titled("CYPSC Desktop")[0])
        xdotool("key", "ctrl+k")
        time.sleep(0.5)
        xdotool("type", "larkmere-supp")
        time.sleep(0.5)
        xdotool("key", "Return")
        until(lambda: titled("Supplement.* - CYPSC Desktop"))
        time.sleep(0.5)
        xdotool("key", "ctrl+f")
        xdotool("type", "children")
        xdotool("key", "Return")
        time.sleep(0.5)
        xdotool("key", "ctrl+q")
        until(lambda: program.poll() is not None)
        faults.seek(0)
        assert (program.returncode, faults.read()) == (0, "")
    finally:
        if program.poll() is None:
            program.kill()
        program.wait(10)
        faults.close()
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
        [*words, str(sample_folder)], env=display, capture_output=True, text=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.timeout(200)
def test_a_screen_reader_finds_a_name_for_all_that_can_have_the_focus(heard: dict[str, Any]) -> None:
    nameless = {
        screen: sorted({role for role, name in things if not name.strip()})
        for screen, things in heard["screens"].items()
    }
    assert {screen: roles for screen, roles in nameless.items() if roles} == {}
    assert {screen for screen, things in heard["screens"].items() if len(things) < 5} == set()
    assert any("Already saved" in words for words in heard["said"]), heard["said"]
    assert heard["code"] == 0
