"""Start of the window until it can be used, against a bare QMainWindow: whole processes, turn about, medians.

Usable: the sample library is open, and the home screen stands in the window with the meeting, its pack and its
agenda. Run with `python -m tests.bench.test_window_start [rounds]` or through `make bench`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

LIMIT = 2.5
ROUNDS = 20
CHECKOUT = Path(__file__).resolve().parents[2]

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, lambda: (print("usable", flush=True), app.exit(0)))
app.exec()
"""

OURS = """
import sys
from cypsc_desktop import __main__ as start
start.begin()
import cypsc_desktop.app as program

def prepare(self):
    from PySide6.QtCore import QTimer
    going = prepare.real(self)
    assert self.window.going.screen("home").agenda.topLevelItemCount() > 3
    QTimer.singleShot(0, lambda: (print("usable", flush=True), self.app.exit(0)))
    return going

prepare.real, program.Program.prepare = program.Program.prepare, prepare
sys.exit(start.main(["--library", sys.argv[1], "--size", "1366x768"]))
"""


def seconds_until_usable(code: str, *arguments: str, state: Path) -> float:
    """From the start of the process to its word that the window can be used."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": os.environ.get("BENCH_PLATFORM", "offscreen"), "CYPSC_STATE": str(state),
        "PYTHONPATH": str(CHECKOUT), "PYTHONPYCACHEPREFIX": str(state / "bytecode"),
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    begun = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        spent = perf_counter() - begun
        process.stdout.read()
    assert line.strip() == b"usable", f"the window did not open: {line!r}"
    return spent


def measured(library: Path, state: Path, rounds: int) -> tuple[float, float]:
    """Medians in seconds of our window and of the bare one."""
    pairs = []
    for _ in range(rounds + 1):  # the first warms the caches of both
        ours = seconds_until_usable(OURS, str(library), state=state)
        pairs.append((ours, seconds_until_usable(BARE, state=state)))
    return median(pair[0] for pair in pairs[1:]), median(pair[1] for pair in pairs[1:])


def sample_library(folder: Path) -> Path:
    """A library that holds the sample committee."""
    from cypsc_desktop.commands.importing import import_paper
    from cypsc_desktop.commands.opening import open_library
    from cypsc_desktop.sample import build_sample

    os.environ["CYPSC_STATE"] = str(folder / "state")
    with open_library(folder / "library") as store:
        for path in build_sample(folder / "papers"):
            import_paper(store, path, actor="Bench")
    return folder / "library"


def test_the_window_starts_within_its_limit(tmp_path: Path) -> None:
    ours, bare = measured(sample_library(tmp_path), tmp_path / "state", ROUNDS)
    print(f"\nwindow usable in {ours:.3f} s, bare QMainWindow in {bare:.3f} s, ratio {ours / bare:.2f}")
    assert ours / bare <= LIMIT


if __name__ == "__main__":
    place = Path(tempfile.mkdtemp(prefix="cypsc-bench-"))
    try:
        times = measured(sample_library(place), place / "state", int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
        sys.stdout.write(f"window {times[0]:.3f} s, bare {times[1]:.3f} s, ratio {times[0] / times[1]:.2f}\n")
    finally:
        shutil.rmtree(place)
