"""The papers screen among the others: places, leaps, what is shown where nothing is read, and the reader for others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Document, Item, Meeting, Paper, Version
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.reader import PaperReader
from cypsc_desktop.ui.papers.screen import ALL, PapersScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.pdf.making import encrypted, put, typeset
from tests.ui.papers.conftest import WAIT, Keep, settled
from tests.ui.papers.papers import PROSE, many


class Frame:
    """Keeps a trail as the window's frame does: of what the screen tells, nothing else."""

    def __init__(self, screen: PapersScreen) -> None:
        self.screen = screen
        self.here = Place("papers")
        self.trail: list[Place] = []
        self.wanted: list[Place] = []
        self.told: list[str] = []
        self.failed: list[str] = []
        screen.moved.connect(self.on_moved)
        screen.jumped.connect(self.on_jumped)
        screen.wanted.connect(self.wanted.append)
        screen.told.connect(self.told.append)
        screen.failed.connect(self.failed.append)

    def on_moved(self, place: Place) -> None:
        self.here = place

    def on_jumped(self, place: Place) -> None:
        self.trail.append(self.here)
        self.here = place

    def back(self) -> None:
        self.screen.go(self.trail.pop())


@pytest.fixture
def screen(
    qtbot: QtBot, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings
) -> Iterator[PapersScreen]:
    made = make_screen(qtbot, session, renderer, jobs, notebook)
    yield made
    made.let_go()


@pytest.fixture
def frame(screen: PapersScreen) -> Frame:
    return Frame(screen)


def make_screen(
    qtbot: QtBot, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings | None = None
) -> PapersScreen:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = look.Theme("light")
    look.apply(app, theme)
    made = PapersScreen(session=session, jobs=jobs, renderer=renderer, theme=theme, ask=Ask(), settings=notebook)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def gone(qtbot: QtBot, screen: PapersScreen, place: Place) -> None:
    """Go there and wait until it is drawn and read."""
    screen.go(place)
    view = screen.view
    qtbot.waitUntil(lambda: view.active.paper is not None and view.active.document == view.document(), timeout=WAIT)
    settled(qtbot, view)


def test_a_place_is_gone_to_and_told(qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep) -> None:
    document = keep(many(9), "first.pdf")
    box = (72.0, 120.0, 200.0, 140.0)
    gone(qtbot, screen, Place("papers", document.id, sheet=4, box=box))
    assert (screen.place().subject, screen.place().sheet, screen.place().box) == (document.id, 4, box)
    assert frame.here == screen.place()
    assert frame.told[-1] == "Sheet 4 of 9"
    assert not frame.trail
    gone(qtbot, screen, Place("papers", document.id))
    assert screen.place().sheet == 4


def test_back_leads_to_just_where_a_leap_began(qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep) -> None:
    gone(qtbot, screen, Place("papers", keep(many(12)).id, sheet=3))
    area = screen.view.active.area
    area.verticalScrollBar().setValue(area.verticalScrollBar().value() + 200)
    before = screen.place()
    screen.view.controls.toolbar.number.setText("9")
    qtbot.keyClick(screen.view.controls.toolbar.number, Qt.Key.Key_Return)
    assert screen.view.sheet() == 9
    assert frame.trail == [before]
    frame.back()
    assert screen.place() == before


def test_one_search_is_one_leap(qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep) -> None:
    gone(qtbot, screen, Place("papers", keep(many(30)).id, sheet=2))
    screen.view.finding.open("lantern")
    qtbot.waitUntil(lambda: screen.view.sheet() == 7, timeout=WAIT)
    screen.view.acts["find next"].trigger()
    screen.view.acts["find next"].trigger()
    qtbot.waitUntil(lambda: screen.view.sheet() == 14, timeout=WAIT)
    assert [place.sheet for place in frame.trail] == [2]


def test_from_one_paper_to_another_and_back(qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep) -> None:
    first, second = keep(many(9), "first.pdf"), keep(PROSE, "second.pdf")
    gone(qtbot, screen, Place("papers", first.id, sheet=5))
    left = screen.place()
    screen.go(Place("papers", second.id))
    assert screen.place().subject == second.id
    assert screen.title() == "second.pdf"
    gone(qtbot, screen, Place("papers", second.id, sheet=2))
    assert frame.here.subject == second.id
    gone(qtbot, screen, left)
    assert screen.place() == left


def test_an_item_whose_paper_came_in_another_file_leads_there(
    qtbot: QtBot, screen: PapersScreen, store: Store, keep: Keep
) -> None:
    pack, supplement = keep(many(3), "pack.pdf"), keep(PROSE, "supplement.pdf")
    meeting, paper = made_id("meeting"), made_id("paper")
    here, there, nowhere = (made_id("item") for _ in range(3))
    with store.change("An agenda", actor="Ada Clerk") as change:
        change.add(Meeting(id=meeting, date="2021-09-14"))
        for name, value in (("meeting", meeting), ("doc_kind", "agenda pack")):
            change.set(pack.id, name, value)
        for position, item in enumerate((here, there, nowhere)):
            at = {"document": pack.id, "page": 1} if item == here else None
            change.add(Item(id=item, meeting=meeting, number=str(position + 1), title="Item", position=position, at=at))
        change.add(Paper(id=paper, item=there, title="Staying put"))
        change.add(Version(id=made_id("version"), paper=paper, document=supplement.id, first=2, last=3))
    gone(qtbot, screen, Place("papers", pack.id))
    outline = screen.view.left.outline
    rows = outline.model()
    qtbot.waitUntil(lambda: rows.rowCount() == 3, timeout=WAIT)
    with qtbot.waitSignal(screen.wanted) as wanted:
        outline.clicked.emit(rows.index(1, 0))
    assert wanted.args == [Place("papers", supplement.id, sheet=2)]
    with qtbot.waitSignal(screen.failed) as failed:
        outline.activated.emit(rows.index(2, 0))
    assert "has come in yet" in failed.args[0]


def test_what_changed_since_the_version_before_stands_beside_the_pages(
    qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep
) -> None:
    first = keep(PROSE, "first.pdf")
    second = keep(PROSE.replace("forty-one", "fifty-two") + "#pagebreak()\nA page more.", "second.pdf")
    gone(qtbot, screen, Place("papers", second.id))
    left, changes = screen.view.left, screen.changes
    button = left.choices.buttons()[2]
    assert not button.isVisible()
    screen.view.acts["changes"].trigger()
    qtbot.waitUntil(
        lambda: changes.pane is not None and "differ from first.pdf" in changes.pane.toPlainText(), timeout=WAIT
    )
    pane = changes.pane
    assert pane is not None
    assert (left.current(), pane.hasFocus(), button.isChecked()) == (pane, True, True)
    assert [line for line in pane.toPlainText().splitlines() if line.startswith("Sheet")] == [
        "Sheet 2",
        "Sheet 4 is new",
    ]
    assert "line-through" in pane.toHtml()
    assert "forty-one fifty-two" in pane.toPlainText()
    pane.anchorClicked.emit(QUrl("new:2"))
    assert screen.view.sheet() == 2
    pane.anchorClicked.emit(QUrl("old:3"))
    assert frame.wanted == [Place("papers", first.id, sheet=3)]
    screen.set_theme(Theme("dark"))
    assert "forty-one" in pane.toPlainText()
    # Of another paper nothing is told until it is asked for; where there was none before, that is said.
    gone(qtbot, screen, Place("papers", keep(many(3), "third.pdf").id))
    assert not button.isVisible()
    assert left.current() is left.outline
    screen.view.acts["changes"].trigger()
    qtbot.waitUntil(lambda: "no earlier version of third.pdf" in pane.toPlainText(), timeout=WAIT)
    assert "no earlier version of third.pdf" in frame.failed[-1]


def test_a_paper_that_was_replaced_says_so_and_leads_to_the_current_one(
    qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep, store: Store
) -> None:
    first, second = keep(PROSE, "first.pdf"), keep(PROSE + "#pagebreak()\nA page more.", "second.pdf")
    gone(qtbot, screen, Place("papers", first.id))
    line = screen.edition
    assert (line.isVisible(), screen.title()) == (False, "first.pdf")
    one = mark(store, first.id, 1, "note", actor="Ada Clerk", rects=[(40, 60, 58, 78)], comment="Goes on")
    with store.change("Replace", actor="Ada Clerk") as change:
        change.set(second.id, "instead_of", first.id)
        change.set(one.id, "document", second.id)
        change.set(one.id, "former", [{"document": first.id, "page": 1, "rects": one.rects}])
    screen.refresh(Touched({"document": frozenset({second.id}), "annotation": frozenset({one.id})}))
    assert line.isVisible()
    assert "replaced by second.pdf" in line.words.text()
    assert screen.title() == "Replaced: first.pdf"
    screen.resize(1400, 700)
    pane = screen.side.pane
    qtbot.waitUntil(lambda: "1 mark of this paper went into the newer version" in pane.empty.text(), timeout=WAIT)
    line.button.click()
    assert frame.wanted == [Place("papers", second.id)]
    gone(qtbot, screen, Place("papers", second.id))
    assert (line.isVisible(), screen.title()) == (False, "second.pdf")


def test_two_papers_side_by_side_are_one_place(qtbot: QtBot, screen: PapersScreen, keep: Keep) -> None:
    """Splitting leads nowhere else in between: the frame would make a tab of that."""
    paper = keep(many(3))
    gone(qtbot, screen, Place("papers", paper.id, sheet=2))
    told: list[Place] = []
    screen.moved.connect(told.append)
    screen.view.acts["split"].trigger()
    settled(qtbot, screen.view)
    screen.view.acts["split"].trigger()
    assert {place.subject for place in told} == {paper.id}


def test_without_a_subject_the_last_paper_else_the_list(
    qtbot: QtBot, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings, keep: Keep
) -> None:
    first, second = keep(many(6), "first.pdf"), keep(PROSE, "second.pdf")
    screen = make_screen(qtbot, session, renderer, jobs, notebook)
    frame = Frame(screen)
    screen.go(Place("papers"))
    assert screen.place() == Place("papers", part=ALL)
    assert screen.title() == "Papers"
    qtbot.keyClick(screen.panes()[0], Qt.Key.Key_Return)
    assert frame.wanted[-1].subject in (first.id, second.id)
    gone(qtbot, screen, Place("papers", first.id, sheet=2))
    screen.view.acts["all papers"].trigger()
    assert frame.wanted[-1] == Place("papers", part=ALL)
    screen.go(frame.wanted[-1])
    assert screen.list.papers.currentIndex().data() == "Paper"
    screen.let_go()
    again = make_screen(qtbot, session, renderer, jobs, notebook)
    gone(qtbot, again, Place("papers"))
    assert (again.place().subject, again.place().sheet) == (first.id, 2)
    again.let_go()


def test_an_empty_library_says_what_to_do(qtbot: QtBot, screen: PapersScreen, frame: Frame) -> None:
    screen.go(Place("papers"))
    assert screen.list.title.text() == "No papers yet"
    with qtbot.waitSignal(screen.importing):
        qtbot.mouseClick(screen.list.button, Qt.MouseButton.LeftButton)


def test_a_paper_that_is_gone_is_said_to_be(
    qtbot: QtBot, screen: PapersScreen, frame: Frame, keep: Keep, store: Store
) -> None:
    document = keep(PROSE)
    gone(qtbot, screen, Place("papers", document.id))
    screen.go(Place("papers", "document-none"))
    assert frame.failed == ["This paper is no longer in the library. Edit > Undo may bring it back."]
    assert screen.place().subject == document.id
    with store.change("Delete", actor="Ada") as change:
        change.delete(document.id)
    screen.refresh(Touched({"document": frozenset({document.id})}))
    assert screen.place() == Place("papers", part=ALL)


def test_another_theme_keeps_the_place(qtbot: QtBot, screen: PapersScreen, keep: Keep) -> None:
    gone(qtbot, screen, Place("papers", keep(many(9)).id, sheet=4))
    area = screen.view.active.area
    area.verticalScrollBar().setValue(area.verticalScrollBar().value() + 150)
    before = screen.place()
    screen.set_theme(Theme("dark", 1.25))
    settled(qtbot, screen.view)
    assert screen.place().sheet == before.sheet
    assert float(screen.place().part or 0) == pytest.approx(float(before.part or 0), abs=0.02)


def test_the_outline_gives_way_where_there_is_no_room(qtbot: QtBot, screen: PapersScreen, keep: Keep) -> None:
    gone(qtbot, screen, Place("papers", keep(many(3)).id))
    assert screen.view.left.isVisible()
    screen.resize(500, 600)
    assert not screen.view.left.isVisible()
    assert screen.panes() == (screen.view.controls.toolbar.number, screen.view.active)
    screen.view.acts["outline"].trigger()
    assert screen.view.left.isVisible()


def test_no_button_of_the_bar_stands_without_words(qtbot: QtBot, screen: PapersScreen, keep: Keep) -> None:
    gone(qtbot, screen, Place("papers", keep(many(3)).id))
    bar = screen.view.controls.toolbar
    seen = []
    for scale, wide in ((1, 1300), (1, 900), (1, 700), (1, 330), (2, 1300), (2, 640)):
        theme = look.Theme("light", scale)
        look.apply(QApplication.instance(), theme)
        screen.set_theme(theme)
        screen.resize(wide, 600)
        parts = [bar.before, bar.after, bar.of, bar.more, bar.smaller, bar.zoom, bar.larger, *bar.buttons]

        def fits(parts: list[QWidget] = parts) -> bool:
            shown = [part for part in parts if part.isVisible()]
            uncut = all(part.width() >= part.sizeHint().width() for part in shown)
            return uncut and max(part.geometry().right() for part in shown) <= bar.width()

        qtbot.waitUntil(fits)
        shown = [part for part in parts if part.isVisible()]
        seen.append(len(shown))
        assert {bar.before, bar.after, bar.more} <= set(shown)
        assert {button.defaultAction() for button in bar.buttons} <= set(_in_menu(bar.more.menu()))
    assert seen[0] > seen[1] > seen[3]
    assert len([action for action in bar.more.menu().actions() if not action.isSeparator()]) <= 16


def _in_menu(menu: QMenu) -> Iterator[QAction]:
    """The actions of a menu and of those folded into it."""
    for action in menu.actions():
        folded = action.menu()
        yield from _in_menu(folded) if isinstance(folded, QMenu) else [action]


def test_a_password_given_at_the_import_opens_it(
    qtbot: QtBot, screen: PapersScreen, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(store.folder.parent, encrypted(typeset(PROSE), "key"), "locked.pdf")
    document = store.read.record(import_paper(store, path, actor="Ada", password="key").document)
    assert isinstance(document, Document)
    asked: list[object] = []
    monkeypatch.setattr(screen.view.opener._ask, "password", lambda *words: asked.append(words))
    screen.remember_password("key")
    gone(qtbot, screen, Place("papers", document.id))
    assert not asked


# The reader beside something else


@pytest.fixture
def reader(qtbot: QtBot, session: Session, renderer: Renderer, jobs: Jobs) -> Iterator[PaperReader]:
    made = PaperReader(session, renderer, jobs, look.Theme("light"), Ask())
    made.resize(500, 600)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.let_go()


def test_a_reader_shows_a_box_and_tells(qtbot: QtBot, reader: PaperReader, keep: Keep, tmp_path: Path) -> None:
    document = keep(many(8))
    told: list[str] = []
    leaps: list[str] = []
    reader.told.connect(told.append)
    reader.leaving.connect(lambda: leaps.append("leaving"))
    reader.leapt.connect(lambda: leaps.append("leapt"))
    reader.open(document, 3, (60, 60, 200, 90))
    qtbot.waitUntil(reader.is_idle, timeout=WAIT)
    assert (reader.document(), reader.sheet(), reader.box()) == (document, 3, (60, 60, 200, 90))
    assert told[-1] == "Sheet 3 of 8"
    assert not leaps
    reader.controls.toolbar.number.setText("sheet 6")
    qtbot.keyClick(reader.controls.toolbar.number, Qt.Key.Key_Return)
    assert reader.sheet() == 6
    assert leaps == ["leaving", "leapt"]
    with qtbot.waitSignal(reader.papers_wanted) as wanted:
        reader.controls.acts["open in papers"].trigger()
    assert wanted.args == [document.id, 6]
    reader.open(document, 2)
    assert reader.sheet() == 2
    reader.show_nothing("Choose an item of the agenda.")
    assert reader.document() is None
    assert reader.pane.nothing.text() == "Choose an item of the agenda."


def test_everything_to_focus_in_a_reader_has_a_name(qtbot: QtBot, reader: PaperReader, keep: Keep) -> None:
    reader.open(keep(PROSE))
    qtbot.waitUntil(lambda: reader.sheet() == 1, timeout=WAIT)
    nameless = [
        widget
        for widget in reader.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and type(widget).__name__ not in {"QScrollBar", "QWidget"}
    ]  # fmt: skip
    assert not nameless
