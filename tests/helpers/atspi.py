"""Run by the system's own Python (the one that has pyatspi) in a D-Bus session of its own: starts the program, goes through
its screens by their keys, and prints as JSON what a screen reader finds there that can have the focus, and what was announced.

``dbus-run-session -- /usr/bin/python3 atspi.py PYTHON LIBRARY``; needs DISPLAY, xdotool and at-spi2-core. Imports nothing of
the project.
"""

import json
import os
import subprocess
import sys
import time

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SCREENS = {
    "home": ("ctrl+1", "Home"),
    "papers": ("ctrl+2", "Papers"),
    "meeting": ("ctrl+3", "Meeting"),
    "prepare": ("ctrl+shift+d", "Prepare"),
    "enquiries": ("ctrl+shift+y", "Enquiry"),
    "live": ("ctrl+shift+m", "Live"),
    "minutes": ("ctrl+shift+n", "Minutes"),
    "recommendations": ("ctrl+4", "Recommendations"),
    "plan": ("ctrl+5", "Plan"),
    "people": ("ctrl+7", "People"),
    "search": ("ctrl+shift+f", "Search"),
    "confirm": ("ctrl+shift+i", "Check"),
    "history": ("ctrl+shift+h", "History"),
    "settings": ("ctrl+comma", "Settings"),
    "help": ("F1", "Help"),
}
"""Each with its key and how its title begins."""
DEEPEST = 40
FEWEST = 5  # on any screen, the sidebar among them


def main() -> int:
    python, library = sys.argv[1:3]
    bus = subprocess.Popen([LAUNCHER, "--launch-immediately"])
    time.sleep(1)
    settings = {
        **os.environ,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_ACCESSIBILITY": "1",
        "QT_QPA_PLATFORM": "xcb",
    }
    program = subprocess.Popen(
        [python, "-m", "cypsc_desktop", "--library", library, "--actor", "Ada Clerk"], env=settings
    )
    try:
        print(json.dumps(look(program)))
    finally:
        if program.poll() is None:
            program.kill()
        program.wait()
        bus.terminate()
        bus.wait()
    return 0


def look(program: subprocess.Popen) -> dict:
    import pyatspi

    waited(lambda: xdotool("search", "--onlyvisible", "--name", "CYPSC Desktop") or None)
    time.sleep(2)  # what is asked for too early is remembered as missing
    window = waited(
        lambda: next((w for app in pyatspi.Registry.getDesktop(0) if app and "CYPSC" in app.name for w in app), None)
    )
    xdotool("search", "--onlyvisible", "--name", "CYPSC Desktop", "windowfocus")
    found = {}
    for screen, (keys, title) in SCREENS.items():
        xdotool("key", keys)
        waited(lambda title=title: told(window, title))
        found[screen] = shown(window, pyatspi)
    xdotool("key", "ctrl+s")
    time.sleep(0.7)
    window.clear_cache()
    said = [one.name for one in every(window, 0) if one.getRoleName() in ("label", "alert", "notification")]
    xdotool("key", "ctrl+q")
    for _ in range(100):
        if program.poll() is not None:
            break
        time.sleep(0.1)
    return {"screens": found, "said": said, "code": program.poll()}


def told(window, title):
    """True once the window is on the screen of this title."""
    window.clear_cache()
    return True if window.name.startswith(title) else None


def shown(window, pyatspi):
    """What a screen shows, once it shows as much as any does. To look takes a second or two."""
    for _ in range(10):
        time.sleep(0.2)
        found = [described(one) for one in showing(window, pyatspi)]
        if len(found) >= FEWEST:
            break
        window.clear_cache()
    return found


def showing(window, pyatspi) -> list:
    """What can have the focus and is in sight."""
    wanted = (pyatspi.STATE_FOCUSABLE, pyatspi.STATE_SHOWING, pyatspi.STATE_ENABLED)
    return [one for one in every(window, 0) if all(one.getState().contains(state) for state in wanted)]


def every(one, depth):
    """This and all below it; the cells of long tables are left to the tables."""
    yield one
    if depth < DEEPEST and one.getRoleName() not in ("table", "tree", "tree table", "list"):
        for child in one:
            if child is not None:
                yield from every(child, depth + 1)


def described(one) -> list:
    return [one.getRoleName(), one.name]


def xdotool(*words) -> str:
    return subprocess.run(["xdotool", *words], check=False, capture_output=True, text=True, timeout=20).stdout


def waited(condition):
    for _ in range(300):
        found = condition()
        if found is not None:
            return found
        time.sleep(0.1)
    raise SystemExit("the window never came")


if __name__ == "__main__":
    sys.exit(main())
