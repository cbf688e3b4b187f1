"""The same reading tasks in this program, Okular and Evince, side by side: ``python -m tests.bench.peers [ROUNDS] [PDF]``.

Each program runs in a virtual screen of its own and gets the same keys. What is timed is what a person sees: from the key
going down until the middle of the page changes for the last time, read from the memory of the screen every two milliseconds.
One round does every task in each program, one program after the other, so that all of them meet the same machine.
"""

import ctypes
import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from tests.helpers.shared import CHECKOUT

WIDTH, HEIGHT = 1366, 768
MIDDLE = (0.45, 0.30, 0.72, 0.80)  # left, top, right, bottom of what is watched: page in every one of the programs
QUIET = 1.2  # seconds without a change: the last one was the end
PAUSE = 0.8  # seconds for a field to come up
TASKS = ("start", "paper", "screen on", "jump", "search")
KEYSYMS = {"Return": 0xFF0D, "Page_Down": 0xFF56, "Escape": 0xFF1B, "Control": 0xFFE3, "Home": 0xFF50}
RARE = "zygomorphic"  # stands on one sheet near the end
JUMP, LAST = 300, 390  # sheets: where one jumps, and where the rare word is


@dataclass(frozen=True)
class Peer:
    """A program: how it is started with a paper, and its keys for going to a sheet."""

    name: str
    command: Sequence[str]
    go_to: str
    opens: str = ""  # the key that shows the paper, where starting does not


@dataclass
class Figures:
    seconds: dict[str, list[float]] = field(default_factory=lambda: {task: [] for task in TASKS})


class Screen:
    """A virtual screen whose picture is a file in memory."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder), "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        self._file = (folder / "Xvfb_screen0").open("rb")
        self._memory = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self._memory[:100])
        self._start, self._stride = header[0] + 12 * header[19], header[12]
        self._x11, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._at = ctypes.c_void_p(self._x11.XOpenDisplay(self.display.encode()))

    def close(self) -> None:
        self._memory.close()
        self._file.close()
        self._server.terminate()
        self._server.wait()

    def picture(self) -> int:
        """A digest of the middle of the page."""
        left, top, right, bottom = (int(part * side) for part, side in zip(MIDDLE, (WIDTH, HEIGHT) * 2, strict=True))
        digest = 0
        for row in range(top, bottom, 2):
            begin = self._start + row * self._stride
            digest = zlib.crc32(self._memory[begin + 4 * left : begin + 4 * right], digest)
        return digest

    def press(self, keys: str) -> None:
        """Press keys together, as "Control+g"."""
        codes = [
            self._x11.XKeysymToKeycode(self._at, ctypes.c_ulong(KEYSYMS.get(key) or ord(key)))
            for key in keys.split("+")
        ]
        for down, listed in ((1, codes), (0, codes[::-1])):
            for code in listed:
                self._test.XTestFakeKeyEvent(self._at, code, down, 0)
        self._x11.XSync(self._at, 0)

    def type(self, words: str) -> None:
        for letter in words:
            self.press(letter)

    def settled(self, *, before: int | None = None, most: float = 30.0) -> float:
        """When the picture changed for the last time, once it stays; with ``before`` it must have become another first."""
        begun = last = perf_counter()
        shown = self.picture() if before is None else before
        has_changed = before is None
        while perf_counter() - begun < most:
            now = self.picture()
            if now != shown:
                shown, last, has_changed = now, perf_counter(), True
            elif has_changed and perf_counter() - last > QUIET:
                return last
            sleep(0.002)
        raise TimeoutError("nothing was seen to happen")


def peers(pack: Path, library: Path) -> list[Peer]:
    """This program, and those that are on this machine."""
    python = [sys.executable, "-m", "cypsc_desktop", "--library", str(library), "--size", f"{WIDTH}x{HEIGHT}"]
    found = [Peer("CYPSC Desktop", python, "Control+g", opens="Control+2")]
    if shutil.which("okular"):
        found.append(Peer("Okular", ["okular", str(pack)], "Control+g"))
    if shutil.which("evince"):
        found.append(Peer("Evince", ["evince", str(pack)], "Control+l"))
    return found


@contextmanager
def running(peer: Peer, screen: Screen, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program in its screen, with a home of its own that it has been in before."""
    (home / "run").mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = home / ".config"
    settings.mkdir(exist_ok=True)
    # Moving pictures on the way to the end are switched off where that can be chosen.
    (settings / "okularpartrc").write_text("[General]\nShellOpenFileInTabs=false\n[PageView]\nSmoothScrolling=false\n")
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CYPSC_", "QT_", "WAYLAND"))
    }
    environment = {
        **plain, "HOME": str(home), "DISPLAY": screen.display, "XDG_RUNTIME_DIR": str(home / "run"), "NO_AT_BRIDGE": "1",
    }  # fmt: skip
    command = list(peer.command)
    if command[0] != sys.executable and shutil.which("dbus-run-session"):
        command = ["dbus-run-session", "--", *command]
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=CHECKOUT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def window_in(screen: Screen) -> None:
    """Make the program's window as large as the screen, and its own the keys."""
    said = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "."], env={**os.environ, "DISPLAY": screen.display},
        capture_output=True, text=True,
    )  # fmt: skip
    sizes = []
    for window in said.stdout.split():
        told = subprocess.run(
            ["xdotool", "getwindowgeometry", "--shell", window], env={**os.environ, "DISPLAY": screen.display},
            capture_output=True, text=True,
        ).stdout  # fmt: skip
        size = dict(line.split("=") for line in told.splitlines() if "=" in line)
        sizes.append((int(size.get("WIDTH", 0)) * int(size.get("HEIGHT", 0)), window))
    window = max(sizes)[1]
    subprocess.run(
        ["xdotool", "windowmove", window, "0", "0", "windowsize", window, str(WIDTH), str(HEIGHT), "windowfocus", window],
        env={**os.environ, "DISPLAY": screen.display}, check=True, capture_output=True,
    )  # fmt: skip


def once(peer: Peer, screen: Screen, home: Path, figures: Figures, *, is_first: bool) -> None:
    """Every task once. At the first time a program has no paper of last time to show."""
    blank, begun = screen.picture(), perf_counter()
    with running(peer, screen, home):
        figures.seconds["start"].append(screen.settled(before=blank) - begun)
        window_in(screen)
        screen.settled()
        if peer.opens:
            before, pressed = screen.picture(), perf_counter()
            screen.press(peer.opens)
            figures.seconds["paper"].append(screen.settled(before=before) - pressed)
            if is_first:
                screen.press("Return")
                screen.settled()
        for _ in range(5):
            before, pressed = screen.picture(), perf_counter()
            screen.press("Page_Down")
            figures.seconds["screen on"].append(screen.settled(before=before) - pressed)
        screen.press(peer.go_to)
        sleep(PAUSE)  # carets blink in some of the fields, so nothing can be waited for
        screen.type(str(JUMP))
        sleep(PAUSE)
        before, pressed = screen.picture(), perf_counter()
        screen.press("Return")
        figures.seconds["jump"].append(screen.settled(before=before) - pressed)
        window_in(screen)  # a dialog may have had the keys
        screen.press("Control+f")
        sleep(PAUSE)
        before, pressed = screen.picture(), perf_counter()
        screen.type(RARE)
        screen.press("Return")
        figures.seconds["search"].append(screen.settled(before=before) - pressed)


def paper(folder: Path, source: Path | None) -> Path:
    """A paper of 400 sheets with a word that stands on one of the last: real packs one behind the other, or made."""
    import pikepdf

    from tests.pdf.making import drawn, text

    packs = [source] if source else sorted((CHECKOUT.parent / "shared" / "packs").glob("*.pdf"))
    word = folder / "word.pdf"
    word.write_bytes(drawn("".join(text(72, 760 - 20 * n, f"{n} lines of some length on this sheet") for n in range(30))
                           + text(72, 400, RARE)))  # fmt: skip
    if not packs:
        packs = [folder / "made.pdf"]
        packs[0].write_bytes(drawn(*(
            "".join(text(72, 780 - 14 * n, f"{sheet}.{n} The panel asked for the figures of the quarter {n * sheet}")
                    for n in range(52)) for sheet in range(100)
        )))  # fmt: skip
    with pikepdf.new() as made, pikepdf.open(word) as last:
        sources = [pikepdf.open(pack) for pack in packs]
        while len(made.pages) < 400:
            for one in sources:
                made.pages.extend(one.pages[: 400 - len(made.pages)])
        made.pages[LAST - 1] = last.pages[0]
        made.save(folder / "pack.pdf")
    return folder / "pack.pdf"


def measure(rounds: int, source: Path | None = None) -> Mapping[str, Figures]:
    """Program -> its figures over so many rounds, after one that is not counted."""
    folder = Path(tempfile.mkdtemp(prefix="peers-"))
    screen_folders = folder / "screens"
    try:
        pack = paper(folder, source)
        library = folder / "library"
        subprocess.run(
            [sys.executable, "-m", "cypsc_desktop.cli", "--library", str(library), "import", str(pack)], cwd=CHECKOUT,
            check=True, capture_output=True, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        found = peers(pack, library)
        figures = {peer.name: Figures() for peer in found}
        for turn in range(rounds + 1):
            for peer in found:
                place = screen_folders / f"{peer.name}-{turn}"
                place.mkdir(parents=True)
                screen = Screen(place)
                try:
                    once(
                        peer,
                        screen,
                        folder / peer.name,
                        Figures() if turn == 0 else figures[peer.name],
                        is_first=turn == 0,
                    )
                finally:
                    screen.close()
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(figures: Mapping[str, Figures]) -> str:
    """The medians as a table in Markdown. Okular and Evince start with the paper; this program starts with its home screen,
    and "paper" is from the key to the page on which one stopped."""
    lines = ["| program | " + " | ".join(TASKS) + " |", "| --- |" + " --- |" * len(TASKS)]
    for name, one in figures.items():
        said = " | ".join(f"{median(one.seconds[task]) * 1000:.0f} ms" if one.seconds[task] else "" for task in TASKS)
        lines.append(f"| {name} | {said} |")
    return "\n".join(lines)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(table(measure(count, Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
    print(f"medians of {count} rounds; load {os.getloadavg()[0]:.1f}")
