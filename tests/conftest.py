"""The discipline of every test: a home of its own, no network, nothing left running, nothing logged unexpectedly."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from tests.helpers import guards

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

pytest_plugins = ["tests.helpers.sample"]

_NOT_SHARED_WITH_THE_PERSON = tempfile.TemporaryDirectory(prefix="cypsc-tests-")
_STATUS = pytest.StashKey[int]()
_PATIENCE_MS = 30_000  # a wait ends as soon as what it is for has come; a busy machine may take its time over that
_QT_FIXTURES = {"qapp", "qtbot", "qtmodeltester"}

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
hypothesis.settings.register_profile("whole", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run the long tests too, and each to its full size")


def pytest_configure(config: pytest.Config) -> None:
    """Fixtures of a session or module run before any test's own home is made: they get this one."""
    for name, value in _home(Path(_NOT_SHARED_WITH_THE_PERSON.name)).items():
        os.environ[name] = value
    os.environ.pop("CYPSC_ACTOR", None)
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
        wait.__kwdefaults__["timeout"] = _PATIENCE_MS
    gc.disable()  # see guards.collect_rubbish


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Take what is left of Qt apart while there is still an application."""
    session.config.stash[_STATUS] = int(exitstatus)
    gc.collect()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End here with the status of the tests, unless this is one of several processes that run them.

    When the interpreter takes PySide apart after hundreds of windows, it now and then ends by a signal, all tests
    passed; how the program itself ends is tested in processes of its own.
    """
    is_worker = hasattr(config, "workerinput")
    if "PySide6.QtWidgets" in sys.modules and _STATUS in config.stash and not is_worker:
        _NOT_SHARED_WITH_THE_PERSON.cleanup()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[_STATUS])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    faults = config.rootpath / "tests" / "faults"
    for item in items:
        if faults in item.path.parents:
            item.add_marker("faults")
    if not config.getoption("--whole"):
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Home, library and state of this test alone; nothing of the person running the tests is seen or touched."""
    home = tmp_path / "home"
    home.mkdir()
    for name, value in _home(home).items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture(autouse=True)
def guarded(request: pytest.FixtureRequest) -> Iterator[guards.Records]:
    """Everything in tests/helpers/guards.py round the test. Set up first, so taken down last."""
    with ExitStack() as stack:
        records = stack.enter_context(guards.no_log_records())
        stack.enter_context(guards.no_network())
        stack.enter_context(guards.no_threads_left())
        stack.enter_context(guards.no_processes_left())
        uses_qt = bool(_QT_FIXTURES & set(request.fixturenames))
        stack.callback(guards.collect_rubbish, qt=uses_qt)
        if uses_qt:
            stack.enter_context(guards.no_qt_left())
            stack.enter_context(guards.no_dialogs())
        yield records


@pytest.fixture
def expect_log(guarded: guards.Records) -> Callable[[str], None]:
    """`expect_log("regular expression")`: a log record of WARNING or worse that this test must cause."""
    return guarded.expect


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds nothing, made once. Tests work on a copy: see `library`."""
    folder = tmp_path_factory.mktemp("empty")
    Store.open(folder / "library", state=folder / "state").close()
    return folder


@pytest.fixture
def library(own_home: Path, empty_library: Path) -> Path:
    """The folder of an empty library of this test's own: the one that `CYPSC_LIBRARY` names."""
    for name in ("library", "state"):
        shutil.copytree(empty_library / name, own_home / name, dirs_exist_ok=True)
    return own_home / "library"


@pytest.fixture
def store(library: Path) -> Iterator[Store]:
    """`library`, open for writing."""
    with Store.open(library, state=library.with_name("state"), create=False) as opened:
        yield opened


@pytest.fixture
def effort(pytestconfig: pytest.Config) -> Callable[..., int]:
    """`effort(sample=10, whole=200)`: how many rounds to go, by whether the long tests were asked for."""

    def rounds(*, sample: int, whole: int) -> int:
        return whole if pytestconfig.getoption("--whole") else sample

    return rounds


def _home(home: Path) -> dict[str, str]:
    """The variables that lead a program to a person's folders, on the three systems.

    The cache folder stays where it was for the session, or every process that lays out text would scan the fonts again.
    """
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "XDG_CACHE_HOME": str(Path(_NOT_SHARED_WITH_THE_PERSON.name) / "cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "CYPSC_LIBRARY": str(home / "library"),
        "CYPSC_STATE": str(home / "state"),
    }
