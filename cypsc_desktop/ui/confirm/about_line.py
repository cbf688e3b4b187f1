"""About the line that is chosen: all of its words, why it is uncertain, what it said before, and what can be done with it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from cypsc_desktop.commands.confirming import Line, News, Was, sort_of
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
_SHORT = 120  # where there is more to say of it
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
        self._remarks: Sequence[str] = ()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.told = QTextBrowser(self)
        self.told.setAccessibleName("About this line")
        self.told.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setTabChangesFocus(True)
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

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        redress(self, theme)
        # Always equally high: the page below must not jump from line to line.
        self.setFixedHeight(QFontMetrics(theme.font()).lineSpacing() * 6 + 20)
        self.show_line(self._line, self._remarks)

    def show_line(self, line: Line | None, remarks: Sequence[str] = (), *, part: str = "") -> None:
        """Tell about a line; None: none is chosen, but perhaps a ``part``. ``remarks`` are findings that speak of the line
        and raise no doubt."""
        self._line, self._remarks = line, remarks
        for button in (self.accept, self.back, self.amend):
            button.setVisible(line is not None)
        if line is None:
            head = self._paragraph(part, "text", weight=600) if part else ""
            self.told.setHtml(head + self._paragraph("Choose a line to see where it is printed.", "text2"))
            return
        room = _SHORT if line.was or (line.doubts and line.is_open) else _LONGEST
        text = line.words if len(line.words) <= room else line.words[: room - 1].rstrip() + "…"
        said = [
            self._paragraph(self._what(line), "text2", small=True),
            self._paragraph(text, "text", weight=600),
            *(self._paragraph(doubt, "warn") for doubt in line.doubts if line.is_open),
            *(self._change(line.record, was) for was in line.was[:_MOST]),
            *(self._paragraph(remark, "text2") for remark in remarks),
        ]
        self.told.setHtml("".join(said))
        self.accept.setVisible(line.is_open)
        self.back.setVisible(line.checked_by is not None)
        self.amend.setEnabled(line.news != News.GONE)

    def _paragraph(self, words: str, token: str, *, small: bool = False, weight: int = 400) -> str:
        size = self._theme.font(12 if small else 13).pixelSize()
        look = f"margin:0 0 2px 0;color:{self._theme.colour(token).name()};font-size:{size}px;font-weight:{weight}"
        return f'<p style="{look}">{escape(words)}</p>'

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
    if line.was:
        return line.was[0].field
    record = line.record
    wanted = {
        "response": ("decision", "recommendation"), "item": ("title",), "paper": ("title",), "section": ("number",),
        "conclusion": ("section",), "recommendation": ("section", "number"), "request": ("section",),
        "attendance": ("name",), "membership": ("name",), "meeting": ("date", "time"), "programme": ("date",),
        "project": ("ref", "number"), "plan_action": ("text",), "priority": ("text",), "document": ("issued",),
    }  # fmt: skip
    names = wanted.get(record.kind, ())
    return next((name for name in names if not getattr(record, name, None)), names[-1] if names else None)
