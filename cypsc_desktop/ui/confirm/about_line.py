"""About the line that is chosen: all of its words, why it is uncertain, what it said before, and what can be done with it."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.commands.confirming import Line, Was, sort_of
from cypsc_desktop.commands.fields import field_of, write_value
from cypsc_desktop.commands.restoring import difference
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.confirm.model import state_words
from cypsc_desktop.ui.grid.columns import header_of
from cypsc_desktop.ui.grid.form import RecordForm
from cypsc_desktop.ui.history.telling import local_time
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress

_LONGEST = 260  # characters of a line's words; all of them stand in its fields
_MOST = 4  # fields whose change is told word by word


class AboutLine(QWidget):
    """``accept_wanted()``, ``back_wanted()``, ``amend_wanted()``: the buttons."""

    accept_wanted = Signal()
    back_wanted = Signal()
    amend_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line: Line | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.kind = self._label("caption", "second")
        self.words = self._label("strong", "")
        self.reasons = self._label("", "warn")
        self.changes = self._label("", "")
        self.changes.setTextFormat(Qt.TextFormat.RichText)
        self.accept = QPushButton("Accept", self)
        self.accept.setProperty("primary", True)
        self.accept.setToolTip("Accept this line and go to the next (Enter)")
        dress(self.accept, "check", "on_accent")
        self.amend = QPushButton("Amend", self)
        self.amend.setToolTip("Amend the fields of this line (F2)")
        self.back = QPushButton("Take back", self)
        self.back.setToolTip("This line is to be checked again")
        self.accept.clicked.connect(self.accept_wanted)
        self.amend.clicked.connect(self.amend_wanted)
        self.back.clicked.connect(self.back_wanted)
        for button in (self.accept, self.back, self.amend):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # pressed with the mouse, the keys stay in the list
        told = QWidget(self)
        told.setObjectName("surface")
        left = QVBoxLayout(told)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(2)
        for label in (self.kind, self.words, self.reasons, self.changes):
            left.addWidget(label)
        left.addStretch(1)
        self.told = QScrollArea(self)
        self.told.setWidget(told)
        self.told.setWidgetResizable(True)
        self.told.setFrameShape(QScrollArea.Shape.NoFrame)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QVBoxLayout()
        right.setSpacing(4)
        for button in (self.accept, self.back, self.amend):
            right.addWidget(button)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(16)
        row.addWidget(self.told, 1)
        row.addLayout(right)
        self.set_theme(theme)
        self.show_line(None)

    def _label(self, sort: str, tone: str) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("type", sort)
        label.setProperty("tone", tone)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        redress(self, theme)
        # Always equally high: the page below must not jump from line to line.
        self.setFixedHeight(QFontMetrics(theme.font()).lineSpacing() * 6 + 20)
        self.show_line(self._line)

    def show_line(self, line: Line | None) -> None:
        """Tell about a line; None: nothing is chosen."""
        self._line = line
        for widget in (self.reasons, self.changes, self.accept, self.back, self.amend):
            widget.setVisible(line is not None)
        if line is None:
            self.kind.setText("")
            self.words.setText("Choose a line to see where it is printed.")
            return
        self.kind.setText(self._what(line))
        text = line.words
        self.words.setText(text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…")
        self.reasons.setText("\n".join(line.doubts))
        self.reasons.setVisible(bool(line.doubts) and line.is_open)
        self.changes.setText("".join(self._change(line.record, was) for was in line.was[:_MOST]))
        self.changes.setVisible(bool(line.was))
        self.accept.setVisible(line.is_open)
        self.back.setVisible(line.checked_by is not None)
        self.amend.setEnabled(line.news != "no longer printed")

    @staticmethod
    def _what(line: Line) -> str:
        parts = [state_words(line), sort_of(line.record)]
        parts += [f"sheet {line.sheet}"] if line.sheet else []
        if line.checked_by and line.checked_when:
            parts.append(f"by {line.checked_by}, {local_time(line.checked_when)}")
        return " · ".join(parts)

    def _change(self, record: Record, was: Was) -> str:
        """A field with the words that differ: what went struck through, what came bold and underlined."""
        try:
            field, header = field_of(record.kind, was.field), header_of(record.kind, was.field)
        except KeyError:
            return ""
        before, after = write_value(field, was.before), write_value(field, was.after)
        tint, ok, danger = (self._theme.colour(t).name() for t in ("hover", "ok", "danger"))
        looks = {
            "same": "", "added": f"background:{tint};color:{ok};font-weight:600;text-decoration:underline",
            "removed": f"background:{tint};color:{danger};text-decoration:line-through",
        }  # fmt: skip
        pieces = difference(before, after)
        said = " ".join(
            f'<span style="{looks[p.how]}">{escape(p.text if len(p.text) < 160 else p.text[:159] + "…")}</span>'
            for p in pieces
        )
        quiet = self._theme.colour("text2").name()
        return f'<p style="margin:0"><span style="color:{quiet}">{escape(header)}:</span> {said or "empty"}</p>'


class AmendPane(QWidget):
    """The fields of the chosen line, amended where they stand. ``closed()``: Escape, or the button. ``said(sentence)``."""

    closed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = RecordForm(session, theme, parent=self)
        self.form.said.connect(self.said)
        self.done = QPushButton("Done", self)
        self.done.setToolTip("Back to the list (Esc)")
        self.done.clicked.connect(self.close_form)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 12, 8)
        foot.addStretch(1)
        foot.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form, 1)
        column.addLayout(foot)

    def show_record(self, record: Record, field: str | None) -> None:
        """Show a record's fields with the caret in this one, by default the first."""
        self.form.show_record(record)
        self.form.focus_on(field)

    def close_form(self) -> None:
        """Save what is typed and go; where something is refused the form stays and says why."""
        if self.form.save_now():
            self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        self.form.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)


def doubted_field(line: Line) -> str | None:
    """The field that a person most likely wants to amend in a line that is in doubt."""
    record = line.record
    wanted = {
        "response": ("decision", "recommendation"), "item": ("title",), "paper": ("title",), "section": ("number",),
        "conclusion": ("section",), "recommendation": ("section", "number"), "request": ("section",),
        "attendance": ("name",), "membership": ("name",), "meeting": ("date", "time"), "programme": ("date",),
        "project": ("ref", "number"), "plan_action": ("text",), "priority": ("text",), "document": ("issued",),
    }  # fmt: skip
    names = wanted.get(record.kind, ())
    return next((name for name in names if not getattr(record, name, None)), names[-1] if names else None)
