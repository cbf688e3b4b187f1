"""A papers screen over a library of its own, and small papers made for the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from tests.pdf.making import put, typeset

WAIT = 15_000
Keep = Callable[..., Document]


class Told:
    """What a screen said, in order."""

    def __init__(self, view: PapersView) -> None:
        self.said: list[str] = []
        self.failed: list[str] = []
        view.said.connect(self.said.append)
        view.failed.connect(self.failed.append)


class Outside(QObject):
    """Stands where the system's browser would be."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toString())


@pytest.fixture
def outside(qapp: object) -> Iterator[Outside]:
    made = Outside()
    for scheme in ("https", "file", "javascript", "smb"):
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in ("https", "file", "javascript", "smb"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def session(qapp: object, store: Store) -> Session:
    return Session(store, "Ada Clerk")


@pytest.fixture
def notebook(tmp_path: Path) -> QSettings:
    """Window state in a file of this test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def keep(store: Store, tmp_path: Path) -> Keep:
    """`keep(pdf or Typst markup, "name")`: the paper in the library, as its Document."""

    def kept(source: bytes | str, name: str = "paper.pdf") -> Document:
        content = typeset(source) if isinstance(source, str) else source
        imported = import_paper(store, put(tmp_path, content, name), actor="Ada Clerk")
        record = store.read.record(imported.document)
        assert isinstance(record, Document)
        return record

    return kept


@pytest.fixture
def view(qtbot: QtBot, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings) -> Iterator[PapersView]:
    made = make_view(qtbot, session, renderer, jobs, notebook)
    yield made
    made.close_all()


@pytest.fixture
def told(view: PapersView) -> Told:
    return Told(view)


def make_view(
    qtbot: QtBot, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings | None = None
) -> PapersView:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = look.Theme("light")
    look.apply(app, theme)
    made = PapersView(session, renderer, jobs, theme, Ask(), state=notebook)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(qtbot: QtBot, view: PapersView, document: Document, sheet: int | None = 1) -> None:
    """Show a paper and wait until it is drawn and its text in sight is read."""
    view.show_document(document, sheet)
    qtbot.waitUntil(lambda: view.active.paper is not None and view.document() == document, timeout=WAIT)
    settled(qtbot, view)


def settled(qtbot: QtBot, view: PapersView) -> None:
    """Wait until everything in sight is drawn and read."""

    def still() -> bool:
        areas = [pane.area for pane in view.panes if not pane.isHidden() and pane.paper]
        read = all(area.text(sheet) is not None for area in areas for sheet in area.sheets_in_sight())
        return view.is_idle() and read

    qtbot.waitUntil(still, timeout=WAIT)
