"""From the choices to the look: which theme a person's settings ask for, on the system they have."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.settings.choices import Settings

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess

LOOKS = frozenset({"theme", "text_size", "motion"})
"""The choices that ask for another theme when they change."""

_STILL = "system is still"  # a property of the application: what it answered
_PATIENCE_MS = 2000
_NATIVE = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_NO_ANIMATION = {
    "darwin": (["defaults", "read", "com.apple.universalaccess", "reduceMotion"], "1"),
    "linux": (["gsettings", "get", "org.gnome.desktop.interface", "enable-animations"], "false"),
}


def theme_of(app: QApplication, settings: Settings) -> look.Theme:
    """The theme that the settings ask for now. Frames that the system draws (title bars, file dialogs) follow it too."""
    hints = app.styleHints()
    native = _NATIVE.get(settings.theme)
    if native is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(native)
    chosen = [scheme for scheme in look.SCHEMES if scheme == settings.theme]
    scheme = chosen[0] if chosen else look.system_scheme(app)
    still = settings.motion == "reduced" or (settings.motion == "system" and bool(app.property(_STILL)))
    return look.in_system_colours(app, look.Theme(scheme, settings.text_size / 100, still))


def ask_system(app: QApplication, told: Callable[[], None]) -> None:
    """Find out whether the person has told their system to move nothing, and call ``told`` where it has. On some systems
    this takes another program, which nobody waits for: to be called once the window stands."""
    if sys.platform == "win32":
        import ctypes

        animated = ctypes.c_int(1)
        get_client_area_animation = 0x1042
        ctypes.windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(animated), 0)
        _learn(app, told, still=not animated.value)
        return
    command, says = _NO_ANIMATION.get(sys.platform, ([], ""))
    if not command or QApplication.platformName() == "offscreen":
        return
    from PySide6.QtCore import QProcess

    asked = QProcess(app)
    # The program may end before the answer comes: then the process goes with it, and tells that it has finished.
    asked.finished.connect(lambda *_: _learn(app, told, still=_answer(asked) == says) if isValid(asked) else None)
    asked.finished.connect(asked.deleteLater)
    asked.errorOccurred.connect(lambda _: asked.deleteLater())  # a system that has no such question has no such answer
    asked.start(command[0], command[1:])
    QTimer.singleShot(_PATIENCE_MS, asked, asked.kill)


def _answer(asked: "QProcess") -> str:
    return bytes(asked.readAllStandardOutput().data()).decode(errors="replace").strip()


def _learn(app: QApplication, told: Callable[[], None], *, still: bool) -> None:
    if still != bool(app.property(_STILL)):
        app.setProperty(_STILL, still)
        told()
