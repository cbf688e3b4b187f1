"""Sets the project up and runs it, with nothing but Python: `python3 packaging/bootstrap.py run` (`py packaging\\bootstrap.py run`).

Makes `.venv` beside the project, installs the locked dependencies, sees to missing system libraries and starts what
was asked for. The Makefile is a thin face of this file. It must import nothing that is not in the standard library,
and its grammar must be read by Python 3.8, so that an old Python can look for a newer one.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "cypsc-setup.json"
BUILD = ROOT / "build"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")

# What Qt loads that a bare Debian or Ubuntu does not have: library -> package.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")

EXPORTS = (("responses", "response-table"), ("recommendations", "recommendations"))
FORMATS = ("xlsx", "docx", "csv", "pdf", "ods", "html")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set up CYPSC Desktop and run it.")
    commands = {
        "run": (run, "open the window; with no display, do the main job on the sample pack"),
        "test": (test, "check style, types and imports, then run the tests"),
        "lint": (lint, "check style, types and imports"),
        "faults": (faults, "run every long test and fault test to its full size"),
        "bench": (bench, "run the benchmarks"),
        "screenshots": (screenshots, "save a picture of each screen under build/screenshots"),
        "lock": (lock, "renew the lock files (needs uv)"),
        "clean": (clean, "remove everything this has made, .venv too"),
    }
    parser.add_argument(
        "command", choices=commands, metavar="COMMAND", help="; ".join(f"{k}: {v[1]}" for k, v in commands.items())
    )
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on, to pytest or to the window")
    given = parser.parse_args(arguments)
    rest = [word for word in given.rest if word != "--"]
    try:
        return commands[given.command][0](rest)
    except subprocess.CalledProcessError as error:
        return error.returncode if error.returncode > 0 else 1
    except KeyboardInterrupt:
        return 130


# ---------------------------------------------------------------- commands


def run(rest: list[str]) -> int:
    """The window, or where there is no display the whole main job on the sample pack."""
    display = has_display()
    set_up(dev=False, libraries={**DRAWING, **WINDOW} if display else DRAWING)
    if not display:
        return first_run()
    code = subprocess.call([str(python_of(VENV)), "-m", "cypsc_desktop", *rest], cwd=ROOT, env=environment())
    if code < 0 and LINUX:
        named = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        say(f"The window could not stay open on display {named}. To do the main job without one, unset DISPLAY first.")
    return 1 if code < 0 else code


def test(rest: list[str]) -> int:
    """All checks. A failed check does not hide what the tests would say; pytest has the last word on stdout."""
    failed = checks()
    headed("tests")
    beside_each_other = ["--numprocesses=auto", "--dist=worksteal"]  # a process a core; what is passed on comes after
    words = [str(python_of(VENV)), "-m", "pytest", *beside_each_other, *rest]
    code = subprocess.call(words, cwd=ROOT, env=environment())
    if code:
        failed.append("tests")
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def lint(_: list[str]) -> int:
    failed = checks()
    say(f"Failed: {', '.join(failed)}." if failed else "Style, types and imports are in order.")
    return 1 if failed else 0


def faults(rest: list[str]) -> int:
    set_up(dev=True, libraries=DRAWING)
    return tool("pytest", "--whole", "-m", "faults or long", "--timeout=3600", *rest)


def bench(rest: list[str]) -> int:
    set_up(dev=True, libraries=DRAWING)
    return tool("pytest", "tests/bench", "--whole", "-s", "-p", "no:randomly", "--timeout=3600", *rest)


def screenshots(rest: list[str]) -> int:
    set_up(dev=False, libraries=DRAWING)
    folder = BUILD / "screenshots"
    library = sample_library(fresh(folder / "work"))
    picture_each_screen(library, folder, *rest)
    shutil.rmtree(folder / "work")
    say(f"Pictures of the screens are in {shown(folder)}")
    return 0


def lock(rest: list[str]) -> int:
    """Both lock files, with hashes for all systems. The smaller is held to the larger's versions."""
    uv = shutil.which("uv")
    if uv is None:
        stop("The lock files are made by uv, which is not installed. Install it with: pipx install uv")
    common = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes"]
    common += ["--no-header", "--no-annotate", "--quiet", "--extra", "build", *rest]
    subprocess.check_call([*common, "--extra", "dev", "--output-file", "requirements-dev.lock"], cwd=ROOT)
    subprocess.check_call(
        [*common, "--constraint", "requirements-dev.lock", "--output-file", "requirements.lock"], cwd=ROOT
    )
    return 0


def clean(_: list[str]) -> int:
    made = [
        VENV,
        BUILD,
        ROOT / "dist",
        *(ROOT / f".{name}_cache" for name in ("mypy", "pytest", "ruff", "import_linter")),
    ]
    for folder in [*made, ROOT / ".hypothesis", *ROOT.glob("*.egg-info")]:
        if folder.is_dir():
            shutil.rmtree(folder)
    return 0


def checks() -> list[str]:
    """Style, types and import contracts; the names of those that failed."""
    set_up(dev=True, libraries=DRAWING)
    steps = [
        ("style", ["ruff", "check"]),
        ("format", ["ruff", "format", "--check"]),
        ("types", ["mypy"]),
        ("imports", ["lint-imports", "--no-logo"]),
    ]
    failed = []
    for name, words in steps:
        headed(name)
        if tool(*words):
            failed.append(name)
    if failed:
        say(f"Failed so far: {', '.join(failed)}.")
    return failed


# ---------------------------------------------------------------- the main job, without a window


def first_run() -> int:
    """Import the sample pack into a fresh library, export its tables, picture each screen, say where all of it is."""
    say("There is no display to open a window on, so the main job is done here, on the sample pack.")
    folder = fresh(BUILD / "first-run")
    library = sample_library(folder)
    say("Exporting its tables and taking a picture of each screen")
    tables = []
    for what, name in EXPORTS:
        for ending in FORMATS:
            target = folder / "tables" / f"{name}.{ending}"
            target.parent.mkdir(exist_ok=True)
            cypsc(library, "export", what, "--to", str(target))
            tables.append(target)
    pictures = picture_each_screen(library, folder / "screens")
    print(f"\nImported library   {shown(library)}")
    for heading, files in (("Exported tables", tables), ("Screens", pictures)):
        for number, file in enumerate(files):
            print(f"{heading if not number else '':<19}{shown(file)}")
    print(f"\nTo look at it:     {shown(program('cypsc'))} --library {shown(library)} show agenda", flush=True)
    return 0


def sample_library(folder: Path) -> Path:
    """A library in this folder that holds the sample committee's papers."""
    papers, library = folder / "sample", folder / "library"
    say("Importing the sample committee's agenda pack and its supplement")
    cypsc(library, "sample", "--to", str(papers))
    cypsc(library, "import", *(str(paper) for paper in sorted(papers.glob("*.pdf"))))
    return library


def picture_each_screen(library: Path, folder: Path, *more: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    words = [str(python_of(VENV)), "-m", "cypsc_desktop", "--library", str(library), "--screenshot", str(folder), *more]
    quietly(words, {**apart(library), "QT_QPA_PLATFORM": "offscreen"})
    return sorted(folder.glob("*.png"))


def cypsc(library: Path, *words: str) -> None:
    """One command on this library. What it says is shown only if it fails: a person is told at the end."""
    quietly([str(program("cypsc")), "--library", str(library), *words], apart(library))


def apart(library: Path) -> dict[str, str]:
    """The sample leaves nothing in the person's own folders."""
    return {**environment(), "CYPSC_STATE": str(library.with_name("state"))}


# ---------------------------------------------------------------- setting up


def set_up(*, dev: bool, libraries: dict[str, str]) -> None:
    """Make `.venv` what the lock files say, and see that the system has what Qt loads. Quick where nothing has changed."""
    missing = missing_packages(libraries)
    ready = is_venv(VENV)
    base = [] if ready else suitable_python()
    if base and not can_make_venv(base):
        missing = ["python3-venv" if base[0] == "/usr/bin/python3" else f"python{version_of(base)}-venv", *missing]
    if missing:
        install_system_packages(missing)
    if not ready:
        say("Making a virtual environment in .venv")
        quietly([*base, "-m", "venv", "--clear", str(VENV)])
    wanted = {"fingerprint": fingerprint(), "dev": dev}
    if read_stamp() not in (wanted, {**wanted, "dev": True}):
        install(dev=dev)
        STAMP.write_text(json.dumps(wanted), encoding="utf-8")


def install(*, dev: bool) -> None:
    """The locked dependencies, each held to its hash, then the project itself as it stands in the checkout."""
    say("Installing what the program needs (a minute or two, the first time only)")
    STAMP.unlink(missing_ok=True)
    pip = [str(python_of(VENV)), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    quietly([*pip, "--require-hashes", "--requirement", "requirements-dev.lock" if dev else "requirements.lock"])
    quietly([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])


def fingerprint() -> str:
    """Changes when the lock files, the project's own metadata, the Python or the place of the checkout do."""
    digest = hashlib.sha256(f"{ROOT} {os.path.realpath(python_of(VENV))}".encode())
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def read_stamp() -> object:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def is_venv(folder: Path) -> bool:
    """Whether its Python starts, is new enough and has a pip of its own version; an interrupted set-up leaves less."""
    version = version_of([str(python_of(folder))])
    packages = folder / ("Lib/site-packages" if WINDOWS else f"lib/python{version}/site-packages")
    return version is not None and (packages / "pip").is_dir()


def suitable_python() -> list[str]:
    """The command of a Python that is new enough: this one, else the newest found."""
    names = [f"3.{minor}" for minor in (13, 12, 11, 14)]
    found = [[sys.executable]]
    if WINDOWS:
        found += [["py", f"-{name}"] for name in names]
    found += [[path] for name in names for path in [shutil.which(f"python{name}")] if path]
    command = next((command for command in found if version_of(command)), None)
    if command is None:
        have = platform.python_version()
        stop(f"CYPSC Desktop needs Python 3.11 or newer, and this is {have}. Install a newer one, then run this again.")
    return command


def version_of(command: list[str]) -> str | None:
    """Such as 3.11; None where it does not start or is too old."""
    code = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
    try:
        done = subprocess.run(
            [*command, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
    except OSError:
        return None
    version = done.stdout.strip()
    new_enough = done.returncode == 0 and tuple(map(int, version.split("."))) >= OLDEST
    return version if new_enough else None


def can_make_venv(command: list[str]) -> bool:
    """Debian and Ubuntu ship Python without the part that puts pip into a virtual environment."""
    return answers(command, "import ensurepip, venv")


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Debian packages of the libraries that do not load here, and a font where there is none at all."""
    if not LINUX:
        return []
    missing = {package for library, package in libraries.items() if not loads(library)}
    fonts = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    if not any(next(folder.glob(f"**/*.{kind}"), None) for folder in fonts for kind in ("ttf", "otf", "ttc")):
        missing.add("fonts-dejavu-core")
    return sorted(missing)


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """With apt where we may; otherwise the one command that does it, and stop."""
    apt = shutil.which("apt-get")
    if apt is None:
        stop(
            f"These system packages are missing (Debian's names): {' '.join(packages)}. Install them, then run this again."
        )
    if os.geteuid() != 0:
        command = f"apt-get install -y {' '.join(packages)}"
        command = f"sudo {command}" if shutil.which("sudo") else f"su -c 'apt-get update && {command}'"
        stop(
            f"Some system packages are missing. Install them with this command, then run this again:\n\n    {command}\n"
        )
    say(f"Installing system packages: {' '.join(packages)}")
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A package list that cannot be renewed may still hold what we need: the second command decides.
    subprocess.run([apt, "update"], env=settings, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    quietly([apt, "install", "-y", "--no-install-recommends", *packages], settings)


# ---------------------------------------------------------------- small things


def has_display() -> bool:
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def program(name: str) -> Path:
    return python_of(VENV).with_name(f"{name}.exe" if WINDOWS else name)


def tool(name: str, *words: str) -> int:
    return subprocess.call([str(program(name)), *words], cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL)


def environment() -> dict[str, str]:
    """The caller's, without what leads Python away from the virtual environment."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER"}
    }


def quietly(words: list[str], settings: dict[str, str] | None = None) -> None:
    """Run to the end; show what it wrote only if it fails."""
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=settings or environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        stop(f"This command failed, for the reason above: {' '.join(words)}")


def answers(command: list[str], code: str) -> bool:
    done = subprocess.run(
        [*command, "-c", code], capture_output=True, stdin=subprocess.DEVNULL, env=environment(), check=False
    )
    return done.returncode == 0


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def shown(path: Path) -> str:
    """As short as it can be typed from where the person is."""
    return os.path.relpath(path) if Path.cwd() in path.parents else str(path)


def headed(name: str) -> None:
    print(f"== {name}", flush=True)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    say(sentence)
    raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
