"""Lines of enquiry: typed, ordered by keys and by dragging, led back to their page, asked, shared, deleted, written out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import enquiries, making_marks
from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Document, Item, Meeting
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.enquiries.screen import EnquiriesScreen
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.print_room import PrintRoom
from cypsc_desktop.ui.papers.printing import PrintDialogs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from tests.helpers.robots import ScriptedAsk

ME = "Ada Clerk"
WAIT = 15_000


class Printer(PrintDialogs):
    """Prints into a file, or thinks better of it."""

    asked = False

    def __init__(self, to: Path, *, accept: bool) -> None:
        self.to, self.accept = to, accept

    def choose(self, printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFileName(str(self.to))
        self.asked = True
        return self.accept


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A meeting with two items; the first has two lines, the second one, which came from a mark."""
    held = Meeting(id=made_id("meeting"), date="2026-03-04", body="Panel")
    items = [
        Item(id=made_id("item"), meeting=held.id, number=str(n), title=f"Item {n}", position=n, presenters=["Ola Berg"])
        for n in (4, 5)
    ]
    paper = Document(
        id=made_id("document"), name="pack.pdf", sha256="ab" * 32, pages=9, meeting=held.id, format="pdf",
        labels=[str(n + 10) for n in range(9)],
    )  # fmt: skip
    with store.change("Meeting", actor=ME) as change:
        for one in (held, *items, paper):
            change.add(one)
    for words in ("How many?", "By when?"):
        enquiries.add_enquiry(store, held.id, words, actor=ME, item=items[0].id)
    made = making_marks.mark(store, paper.id, 3, "box", actor=ME, rects=[(1, 2, 30, 40)], comment="Why this row?")
    (line,) = enquiries.to_enquiries(store, [made.id], actor=ME)
    enquiries.change_enquiry(store, line.id, actor=ME, item=items[1].id)
    return held


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, store: Store, meeting: Meeting, tmp_path: Path
) -> Iterator[EnquiriesScreen]:
    theme = look.Theme("light", still=True)
    look.apply(qapp, theme)
    session, jobs = Session(store, ME), Jobs()
    ask = ScriptedAsk(save_as=[tmp_path / "note.docx", tmp_path / "note.pdf"])
    with Renderer() as renderer:
        made = EnquiriesScreen(
            session=session, jobs=jobs, renderer=renderer, theme=theme, ask=ask,
            settings=QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat),
        )  # fmt: skip
        session.changed.connect(made.refresh)
        qtbot.addWidget(made)
        made.resize(1100, 700)
        made.show()
        made.go(Place("enquiries", meeting.id))
        yield made
        made.let_go()
        jobs.close()


def asked(store: Store) -> list[tuple[str, str]]:
    return [
        (line.item.number or "" if line.item else "", line.enquiry.question or "") for line in enquiries_of(store.read)
    ]


def test_lines_stand_under_their_items_in_order(screen: EnquiriesScreen) -> None:
    assert [group.title for group in screen.rows.groups] == ["4 Item 4", "5 Item 5"]
    spoken = [
        screen.rows.index(row, 0, screen.rows.index(group, 0)).data(Qt.ItemDataRole.AccessibleTextRole)
        for group, row in ((0, 0), (0, 1), (1, 0))
    ]
    assert spoken[2].startswith("3. Why this row?, p. 12")
    assert screen.count.text() == "3 lines"
    assert screen.title() == "Enquiry, 4 Mar 2026"


def test_a_line_is_edited_by_keys_alone(qtbot: QtBot, screen: EnquiriesScreen, store: Store) -> None:
    screen.tree.setFocus()
    qtbot.keyClick(screen.tree, Qt.Key.Key_F2)
    assert screen.form.question.hasFocus()
    qtbot.keyClicks(screen.form.question, "How many, and since when?")
    qtbot.keyClick(screen.form.question, Qt.Key.Key_Tab)
    assert asked(store)[0] == ("4", "How many, and since when?")
    qtbot.keyClicks(screen.form.asker.lineEdit(), "Cllr Dee")
    qtbot.keyClick(screen.form.asker.lineEdit(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.tree.hasFocus()
    line = enquiries_of(store.read)[0].enquiry
    assert line.asker == "Cllr Dee"
    assert "Ola Berg" in [screen.form.addressee.itemText(n) for n in range(screen.form.addressee.count())]
    screen.form.urgency.setCurrentIndex(screen.form.urgency.findData("high"))
    screen.form.urgency.activated.emit(0)
    assert enquiries_of(store.read)[0].enquiry.urgency == "high"


def test_esc_keeps_what_is_typed(qtbot: QtBot, screen: EnquiriesScreen, store: Store) -> None:
    screen.form.focus_question()
    qtbot.keyClicks(screen.form.question, "Since when?")
    qtbot.keyClick(screen.form.question, Qt.Key.Key_Escape)
    assert screen.tree.hasFocus()
    assert asked(store)[0] == ("4", "Since when?")
    screen.form.question.clear()
    qtbot.keyClick(screen.form.question, Qt.Key.Key_Escape)
    assert screen.form.question.toPlainText() == asked(store)[0][1] == "Since when?"


def test_an_empty_question_is_refused_where_it_stands(screen: EnquiriesScreen, store: Store) -> None:
    screen.form.question.setPlainText("")
    screen.form.save_now()
    assert screen.form.error.text().startswith("A line of enquiry needs its question.")
    assert asked(store)[0] == ("4", "How many?")


def test_keys_move_a_line_and_undo_puts_it_back(qtbot: QtBot, screen: EnquiriesScreen, store: Store) -> None:
    screen.tree.setFocus()
    for _ in range(2):
        qtbot.keyClick(screen.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked(store) == [("4", "By when?"), ("5", "How many?"), ("5", "Why this row?")]
    assert screen.rows.line(screen.tree.currentIndex()).enquiry.question == "How many?"
    store.undo(ME)
    store.undo(ME)
    qtbot.waitUntil(lambda: len(screen.rows.groups[0].lines) == 2, timeout=WAIT)
    assert asked(store)[:2] == [("4", "How many?"), ("4", "By when?")]


def test_a_line_is_dragged_under_another_item(qtbot: QtBot, screen: EnquiriesScreen, store: Store) -> None:
    rows = screen.rows
    first, last = rows.index(0, 0, rows.index(0, 0)), rows.index(0, 0, rows.index(1, 0))
    data = rows.mimeData([first])
    assert not rows.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, last)
    qtbot.waitUntil(lambda: len(rows.groups[1].lines) == 2, timeout=WAIT)
    assert asked(store) == [("4", "By when?"), ("5", "How many?"), ("5", "Why this row?")]
    assert not rows.mimeData([QModelIndex(rows.index(0, 0))]).hasFormat("application/x-cypsc-enquiry")


def test_a_line_leads_to_the_mark_on_its_page(qtbot: QtBot, screen: EnquiriesScreen, store: Store) -> None:
    wanted: list[Place] = []
    screen.wanted.connect(wanted.append)
    line = enquiries_of(store.read)[2]
    screen.tree.setCurrentIndex(screen.rows.place_of(line.enquiry.id))
    assert screen.form.cite.text() == "Go to p. 12"
    qtbot.mouseClick(screen.form.cite, Qt.MouseButton.LeftButton)
    assert line.mark is not None
    assert wanted == [Place("papers", line.mark.document, record=line.mark.id, sheet=3)]


def test_asked_shared_and_deleted(qtbot: QtBot, screen: EnquiriesScreen, store: Store) -> None:
    screen.tree.setFocus()
    screen.acts["asked"].trigger()
    qtbot.waitUntil(lambda: screen.count.text() == "3 lines, 2 to ask", timeout=WAIT)
    qtbot.mouseClick(screen.form.share, Qt.MouseButton.LeftButton)
    assert not enquiries_of(store.read, person="Somebody else")[0].enquiry.space.startswith("private:")
    assert screen.form.share.text() == "Take back"
    screen.acts["delete"].trigger()
    assert [words for _, words in asked(store)] == ["By when?", "Why this row?"]
    screen.acts["add"].trigger()
    assert screen.form.question.hasFocus()
    assert len(asked(store)) == 3


def test_the_speaking_note_goes_out(qtbot: QtBot, screen: EnquiriesScreen, tmp_path: Path) -> None:
    said: list[str] = []
    screen.said.connect(said.append)
    assert screen.export_here()
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT)
    assert said[0].startswith("Speaking note with 3 lines of enquiry written to")
    assert (tmp_path / "note.docx").stat().st_size > 1000


@pytest.mark.parametrize("accept", [True, False])
def test_the_speaking_note_is_printed_unless_thought_better_of(
    qtbot: QtBot, screen: EnquiriesScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, accept: bool
) -> None:
    printer = Printer(tmp_path / "printed.pdf", accept=accept)
    monkeypatch.setattr(PrintRoom, "dialogs", printer)
    said: list[str] = []
    screen.said.connect(said.append)
    screen.acts["print"].trigger()
    qtbot.waitUntil(lambda: bool(said) if accept else printer.asked, timeout=WAIT)
    assert said == (["Printed 2 sheets."] if accept else [])
    assert (tmp_path / "printed.pdf").exists() == accept
