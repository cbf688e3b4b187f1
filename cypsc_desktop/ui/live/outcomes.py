"""What comes of the meeting, beside its log: four counts, the outcomes of one kind, the chosen one with what it rests on
and the steps it has gone, and the questions that nobody has asked yet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands.enquiries import Line
from cypsc_desktop.commands.minuting_outcomes import Outcome
from cypsc_desktop.ui.live.count_tab import CountTab
from cypsc_desktop.ui.live.drafting import DraftForm
from cypsc_desktop.ui.live.outcome_card import WORDS, OutcomeCard, said_state
from cypsc_desktop.ui.live.outcome_paint import paint_question, paint_state
from cypsc_desktop.ui.live.painted_list import PaintedList, Told
from cypsc_desktop.ui.theme import Theme, redress

TABS = {
    "conclusions": ("Conclusions", ("conclusion", "resolution")),
    "recommendations": ("Recommendations", ("recommendation",)),
    "requests": ("Requests", ("request", "action", "undertaking")),
    "unasked": ("Unasked", ()),
}


class OutcomesPane(QWidget):
    """``put``, ``agreed``, ``read_back``, ``edit``, ``evidence_wanted`` carry the id of an outcome, the last that of a
    line; ``asked(id, bool)``: a question was put, or was not after all; ``wording()``: the form opens."""

    put = Signal(str)
    agreed = Signal(str)
    read_back = Signal(str)
    edit = Signal(str)
    line_wanted = Signal(str)
    asked = Signal(str, bool)
    wording = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._outcomes: list[Outcome] = []
        self._lines: list[Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._build_tabs(column)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self.area)
        self.body = QVBoxLayout(body)
        self.body.setContentsMargins(8, 12, 8, 12)
        self.body.setSpacing(8)
        self._build_body(body)
        self.area.setWidget(body)
        column.addWidget(self.area, 1)
        self.set_theme(theme)
        self.show_outcomes((), ())

    def _build_tabs(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 4, 0)
        row.setSpacing(0)
        self.tabs: dict[str, CountTab] = {}
        self._group = QButtonGroup(self)
        for name in TABS:
            button = CountTab(TABS[name][0], self._theme, self)
            button.clicked.connect(lambda _=False, name=name: self.turn_to(name))
            self._group.addButton(button)
            self.tabs[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.tabs["recommendations"].setChecked(True)
        column.addLayout(row)
        line = QWidget(self)
        line.setObjectName("hairline")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        column.addWidget(line)

    def _build_body(self, body: QWidget) -> None:
        self.list = PaintedList("Outcomes", self._theme, paint_state, body)
        self.list.turned.connect(lambda _: self._show_card())
        self.list.pressed_on.connect(self.edit)
        self.hint = QLabel(body)
        self.hint.setWordWrap(True)
        self.hint.setProperty("tone", "second")
        self.card = OutcomeCard(self._theme, body)
        self.card.put.connect(self.put)
        self.card.agreed.connect(self.agreed)
        self.card.read_back.connect(self.read_back)
        self.card.edit.connect(self.edit)
        self.card.line_wanted.connect(self.line_wanted)
        self.form = DraftForm(self._theme, body)
        self.form.hide()
        self.unasked_heading = QLabel("Not yet asked", body)
        self.unasked_heading.setProperty("type", "strong")
        for label in (self.hint, self.unasked_heading):
            label.setContentsMargins(7, 0, 0, 0)  # under the words of the tabs
        self.unasked = PaintedList("Questions not yet asked", self._theme, paint_question, body)
        self.unasked.pressed_on.connect(self._on_asked)
        self.unasked_hint = QLabel(body)
        self.unasked_hint.setWordWrap(True)
        self.unasked_hint.setProperty("tone", "second")
        below = (self.card, self.list, self.unasked_heading, self.unasked, self.unasked_hint)
        for widget in (self.hint, self.form, *below):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.list, self.unasked, self.card, self.form):
            part.set_theme(theme)
        for tab in self.tabs.values():
            tab.set_theme(theme)
        redress(self, theme)
        self.body.setContentsMargins(8, theme.px(12), 8, theme.px(12))

    # What it shows

    def tab(self) -> str:
        """The name of the count that is chosen."""
        return next(name for name, button in self.tabs.items() if button.isChecked())

    def turn_to(self, name: str) -> None:
        self.tabs[name].setChecked(True)
        self._show_tab()

    def show_outcomes(self, outcomes: Sequence[Outcome], lines: Sequence[Line]) -> None:
        """What came of the meeting so far, and the chair's lines of enquiry."""
        fresh = {one.id for one in outcomes} - {one.id for one in self._outcomes}
        self._outcomes, self._lines = list(outcomes), list(lines)
        for name, (_, sorts) in TABS.items():
            count = len(self._open_lines()) if name == "unasked" else sum(one.sort in sorts for one in outcomes)
            self.tabs[name].show_count(count)
        self._show_tab()
        newest = next((one.id for one in reversed(self._outcomes) if one.id in fresh), None)
        if newest and self.form.isHidden():
            self.choose(newest)  # what was just said is what will be put
            self.area.verticalScrollBar().setValue(0)

    def outcome(self, entity: str | None) -> Outcome | None:
        return next((one for one in self._outcomes if one.id == entity), None)

    def current(self) -> Outcome | None:
        """The outcome whose card is shown."""
        return self.outcome(self.list.current()) if self.tab() != "unasked" else None

    def choose(self, entity: str) -> None:
        """Show an outcome, turning to its count."""
        found = self.outcome(entity)
        if found is not None:
            self.turn_to(next(name for name, (_, sorts) in TABS.items() if found.sort in sorts))
            self.list.choose(entity)

    def _open_lines(self) -> list[Line]:
        return [line for line in self._lines if not line.enquiry.asked]

    def _show_tab(self) -> None:
        name = self.tab()
        sorts = TABS[name][1]
        shown = [one for one in self._outcomes if one.sort in sorts]
        several = len({one.sort for one in shown}) > 1
        self.list.show_rows([_told(one, named=several) for one in shown])
        if shown and self.list.current() is None:
            self.list.choose(shown[-1].id)
        self.list.setVisible(len(shown) > 1 and name != "unasked")
        self.hint.setVisible(not shown and self.form.isHidden() and name != "unasked")
        self.hint.setText(_HINTS.get(name, ""))
        lines = self._lines if name == "unasked" else self._open_lines()
        self.unasked.show_rows([_question(line) for line in lines])
        self.unasked_heading.setVisible(name != "unasked" and bool(lines))
        self.unasked.setVisible(bool(lines))
        self.unasked_hint.setVisible(name == "unasked" and not lines)
        self.unasked_hint.setText("No lines of enquiry. Marks sent with Ctrl+Shift+Q while reading stand here.")
        self._show_card()

    def show_form(self, sort: str) -> None:
        """Word an outcome of this sort here."""
        self.wording.emit()
        self.turn_to(next(name for name, (_, sorts) in TABS.items() if sort in sorts))
        self.form.show()
        self.card.hide()
        self.hint.hide()

    def hide_form(self) -> None:
        self.form.hide()
        self._show_tab()

    def focus_first(self) -> None:
        """Put the focus on the count that is chosen."""
        self.tabs[self.tab()].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_wording(self) -> bool:
        return not self.form.isHidden()

    def _show_card(self) -> None:
        one = self.current() if self.form.isHidden() else None
        self.card.setVisible(one is not None)
        if one is not None:
            self.card.show_outcome(one)

    def _on_asked(self, entity: str) -> None:
        line = next((line for line in self._lines if line.enquiry.id == entity), None)
        if line is not None:
            self.asked.emit(entity, not line.enquiry.asked)


def _told(one: Outcome, *, named: bool) -> Told:
    title = f"{WORDS.get(one.sort, '')}: " if named else ""
    beside = [said_state(one), f"to {one.to}" if one.to else "", one.owner or "", one.due or ""]
    below = ", ".join(part for part in beside if part)
    words = f"{title}{one.text}" if named else f"{one.number}. {one.text}" if one.number else one.text
    spoken = f"{WORDS.get(one.sort, '')} {one.number}, {below}: {one.text}"
    mark = "recorded" if one.state == "draft" and not one.waits else one.state
    return Told(one.id, mark, words, below + (", Part B" if one.is_private else ""), spoken=spoken)


def _question(line: Line) -> Told:
    one = line.enquiry
    beside = [
        "urgent" if one.urgency == "high" else "",
        one.asker or "",
        f"to {one.addressee}" if one.addressee else "",
    ]
    if line.item is not None:
        beside.append(f"item {line.item.number}" if line.item.number else line.item.title or "")
    below = ", ".join(part for part in beside if part)
    spoken = f"{'Asked' if one.asked else 'Not yet asked'}: {one.question or ''}, {below}"
    meaning = (line.mark.meaning or "").casefold() if line.mark is not None else ""
    mark = "asked" if one.asked else meaning or one.urgency or "normal"
    return Told(one.id, mark, one.question or "", below, ticked=bool(one.asked), spoken=spoken)


_HINTS = {
    "conclusions": "No conclusions yet. Type c. and the words, or select lines and press Ctrl+Shift+C.",
    "recommendations": "No recommendations yet. Type r. and the words, or select lines and press Ctrl+Shift+R.",
    "requests": "Nothing was asked for yet. Type f. and what is to be known, or t. with a code and what is to be done.",
}
