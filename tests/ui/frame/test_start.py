"""What a start imports: a module more is a wait more, for everybody, each time."""

import os
import subprocess
import sys
from pathlib import Path

_OTHERS = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "platformdirs", "cypsc_desktop"}
_NOT_OF_OURS = (
    "ui.confirm", "ui.find", "ui.grid", "ui.help", "ui.history", "ui.inspector", "ui.library", "ui.live", "ui.marks",
    "ui.meeting", "ui.minutes", "ui.models", "ui.palette", "ui.papers", "ui.people", "ui.plan", "ui.prepare",
    "ui.recommendations", "ui.screenshots", "ui.settings.screen", "ui.instance", "intake", "papers", "output.writers",
    "pdf.client", "pdf.process", "pdf.serving", "store.backups", "store.check", "store.exchange", "store.undo",
    "commands.exporting", "commands.importing", "commands.editing", "commands.searching", "cli", "sample",
)  # fmt: skip
_NOT_OF_PYTHON = (
    "asyncio", "email", "http", "multiprocessing", "platform", "sqlite_utils", "ssl", "subprocess", "unittest", "uuid", "xml",
)  # fmt: skip
_QT = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}
_NOT_OF_QT = {"QAccessible", "QDialog", "QEasingCurve", "QGradient", "QProcess", "QStyle", "QTextEdit", "QWizard"}
_MOST = 92  # modules of ours; there are 88, and each takes a third of a millisecond and more

_START = """
import sys
from cypsc_desktop import __main__ as start
start.begin()
import cypsc_desktop.app as program

def prepare(self):
    from PySide6.QtCore import QTimer
    going = prepare.real(self)
    print("\\n".join(sorted(sys.modules)))
    sources = [name for name in sys.modules["linecache"].cache if "cypsc_desktop" in name]
    kinds = [name for module in ("QtCore", "QtGui", "QtWidgets") for name in vars(sys.modules["PySide6." + module])]
    print("sources read:", *sources, "\\nkinds known:", *kinds)
    QTimer.singleShot(0, lambda: self.app.exit(0))
    return going

prepare.real, program.Program.prepare = program.Program.prepare, prepare
sys.exit(start.main(["--library", sys.argv[1]]))
"""


def test_the_first_window_imports_no_more_than_it_shows(sample_folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _START, str(sample_folder)], capture_output=True, text=True, check=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    *imported, sources, kinds = ran.stdout.splitlines()
    assert sources == "sources read: ", "PySide reads the source of what is imported through its own import"
    known = set(kinds.removeprefix("kinds known: ").split())
    assert "QPushButton" in known
    assert not known & _NOT_OF_QT, (
        "something asked Qt for a style or a viewport: PySide then makes every kind of it known"
    )
    ours = [name.removeprefix("cypsc_desktop.") for name in imported if name.startswith("cypsc_desktop.")]
    foreign = {name.split(".")[0] for name in imported} - set(sys.stdlib_module_names) - _OTHERS
    assert not {name for name in foreign if not name.startswith(("_", "sitecustomize"))}
    assert [
        name for name in ours if name in _NOT_OF_OURS or name.startswith(tuple(f"{n}." for n in _NOT_OF_OURS))
    ] == []
    assert [name for name in imported if name.split(".")[0] in _NOT_OF_PYTHON] == []
    assert {name for name in imported if name.startswith("PySide6.Qt")} == _QT
    assert "ui.home.screen" in ours
    assert len(ours) <= _MOST, (
        "import it where it is used; what the first window needs must be measured, then counted here"
    )
