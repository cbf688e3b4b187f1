"""Where things are kept: what ships with the program, the person's library, window state and logs.

Names folders only; it must not make or read any of them. Every folder can be asked for in a checkout,
an installed wheel and a frozen program.
"""

import os
from pathlib import Path

import platformdirs

_NAME = "cypsc-desktop"
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Icons, fonts, document templates and the sample committee, as shipped; never written to."""
    return _shipped("_resources", "resources")


def docs() -> Path:
    """The pages of the documentation, which the window shows as help; never written to."""
    return _shipped("_docs", "docs")


def migrations() -> Path:
    """The migrations of the database, as shipped; never written to."""
    return _shipped("_db/migrations", "db/migrations")


def data_folder() -> Path:
    """The library to open when none is named: `CYPSC_LIBRARY`, else a local, never roaming, folder of the person's."""
    named = os.environ.get("CYPSC_LIBRARY")
    return Path(named).expanduser() if named else platformdirs.user_data_path(_NAME, appauthor=False) / "library"


def state_folder() -> Path:
    """What belongs to this person on this machine and never travels: window state, device identity. `CYPSC_STATE` moves it."""
    named = os.environ.get("CYPSC_STATE")
    return Path(named).expanduser() if named else platformdirs.user_state_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """The program's own log files, which hold no committee content."""
    if os.environ.get("CYPSC_STATE"):
        return state_folder() / "logs"
    return platformdirs.user_log_path(_NAME, appauthor=False)


def _shipped(in_wheel: str, in_checkout: str) -> Path:
    """A wheel and a frozen program carry the folder inside the package; a checkout has it beside the package."""
    packaged = _PACKAGE / in_wheel
    return packaged if packaged.is_dir() else _PACKAGE.parent / in_checkout
