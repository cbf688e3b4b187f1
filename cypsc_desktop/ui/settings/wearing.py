"""From the choices to the look: which theme a person's settings ask for, on the system they have."""

import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.settings.choices import Settings

LOOKS = frozenset({"theme", "text_size", "motion"})
"""The choices that ask for another theme when they change."""

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
    still = settings.motion == "reduced" or (settings.motion == "system" and _system_is_still(app))
    return look.in_system_colours(app, look.Theme(scheme, settings.text_size / 100, still))


def _system_is_still(app: QApplication) -> bool:
    """Whether the person has told their system to move nothing; asked once a run, for it takes a process to find out."""
    known = app.property("system is still")
    if known is None:
        known = _asked_for_stillness()
        app.setProperty("system is still", known)
    return bool(known)


def _asked_for_stillness() -> bool:
    if sys.platform == "win32":
        import ctypes

        animated = ctypes.c_int(1)
        get_client_area_animation = 0x1042
        ctypes.windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(animated), 0)
        return not animated.value
    command, says = _NO_ANIMATION.get(sys.platform, ([], ""))
    if not command or QApplication.platformName() == "offscreen":
        return False
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=1, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False  # a system that has no such question has no such answer
    return answer.stdout.strip() == says
