"""What stands on a chosen row in high contrast is drawn in a colour that is seen there: counts, arrows, rings."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.reading import Node
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.frame.sidebar import Sidebar
from cypsc_desktop.ui.live.outcome_paint import paint_state
from cypsc_desktop.ui.live.painted_list import PaintedList, Told
from cypsc_desktop.ui.papers.outline_pane import OutlinePane
from cypsc_desktop.ui.theme import Theme


def inks(widget: QWidget, box: QRect) -> set[str]:
    """The colours in a box of a widget."""
    picture = widget.grab(box).toImage()
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}


def test_counts_arrows_and_rings_of_chosen_rows(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme("contrast")
    look.apply(qapp, theme)
    tint, ink = (theme.colour(token).name() for token in ("selected", "selected_text"))
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(900, 400)
    sidebar = Sidebar([("home", "Home", "home", ""), ("papers", "Papers", "file-text", "")], theme, room)
    outline = OutlinePane(theme, room)
    states = PaintedList("Outcomes", theme, paint_state, room)
    for n, part in enumerate((sidebar, outline, states)):
        part.setGeometry(300 * n, 0, 280, 380)
    room.show()
    row = sidebar.rows["papers"]
    row.show_count(9, "unread sheets")
    sidebar.show_current("home")
    row.grab()
    sidebar.show_current("papers")
    row.grab()
    assert row.count.palette().color(row.count.foregroundRole()).name() == ink

    outline.show_nodes([Node("Item", 1, "1", below=(Node("Report", 2),))], str)
    outline.follow(1)
    line = outline.visualRect(outline.currentIndex())
    drawn = inks(outline.viewport(), QRect(4, line.top() + 4, line.left() - 4, line.height() - 8))
    assert tint in drawn
    assert min(QColor(name).lightness() for name in drawn) < 40, "the arrow is dark on the tint"

    states.show_rows([Told("one", "draft", "That it be done")])
    states.setCurrentIndex(states.model().index(0, 0))
    rect = states.visualRect(states.currentIndex())
    mark = QRect(rect.left() + 8, rect.top() + 6, 20, 20)
    assert tint not in inks(states.viewport(), mark), "the ring stands on the ground that it is made for"
    look.apply(qapp, Theme("light"))
