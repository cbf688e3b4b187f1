"""The recommendations screen: every recommendation with its reply, who is late, and the place to record a reply."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cypsc_desktop.commands.chain import decided
from cypsc_desktop.commands.chasing import chase, reminder, waiting
from cypsc_desktop.commands.exportable import extent
from cypsc_desktop.commands.following import STATES, Followed, followed
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.chips import Chip
from cypsc_desktop.ui.grid.list_screen import ListScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.recommendations.columns import spec
from cypsc_desktop.ui.recommendations.reply_form import ReplyForm
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress

_BACK = "back "  # before the day of a chip that shows what is to be reported back then


class RecommendationsScreen(ListScreen):
    """``today`` gives the day by which replies are late."""

    has_inspector = True

    def __init__(
        self,
        *,
        session: Session,
        theme: Theme,
        settings: QSettings | None = None,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
        parent: QWidget | None = None,
    ) -> None:
        self._today = today
        listed = spec(today, lambda: session.committee)
        super().__init__("Recommendations", [listed], session=session, theme=theme, settings=settings, parent=parent)
        self.export_button = self.add_button("Export table", "download", self.export_here)
        self.export_button.setToolTip("Write the rows shown, with their replies, in the eight columns (Ctrl+E)")
        self.chase_button = self.add_button("Chase", "send", self.chase)
        self.chase_button.setToolTip(
            "Note the chosen replies as chased today, and copy a reminder to send (Ctrl+Shift+R)"
        )
        self.reply_button = self.add_button("Record reply", "pencil", self.begin_reply, primary=True)
        self.reply_button.setToolTip("Record what was replied to the chosen recommendation (Ctrl+R)")
        self.form = ReplyForm(session, theme, parent=self)
        self.form.hide()
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self._on_closed)
        self.place_of_form.addWidget(self.form)
        self.chips.chosen.connect(self._on_chip)
        self._reply = self.action("Record reply", self.begin_reply, QKeySequence("Ctrl+R"))
        self._chase = self.action("Note as chased, copy a reminder", self.chase, QKeySequence("Ctrl+Shift+R"))
        self._table = self.action("Whole response table", self._on_table, QKeySequence("Ctrl+Shift+T"))
        self._table.setCheckable(True)
        self.table_button = QPushButton("Whole table", self)
        self.table_button.setCheckable(True)
        self.table_button.setToolTip("Show every column of the response table, also the long ones (Ctrl+Shift+T)")
        self.table_button.setProperty("chip", True)
        self.table_button.clicked.connect(self._table.trigger)
        self.second.insertWidget(1, self.table_button)
        self.finish()
        self.grid.own_entries = (self._reply, self._chase)
        self.grid.columns.changed.connect(self._offer_table)
        self._offer_table()

    # What is listed

    def offer(self) -> None:
        super().offer()
        rows = [row for row in self.grid.model.records() if isinstance(row, Followed)]
        self.chips.offer(_chips(rows))
        self._narrow()
        self.export_button.setEnabled(bool(rows))
        self._offer_reply()

    def _narrow(self) -> None:
        key = self.chips.key()
        if key.startswith(_BACK):
            back = key.removeprefix(_BACK)
            self.grid.set_condition(lambda row: row.report_back == back)
        else:
            self.grid.set_condition(None if key == "all" else lambda row: row.state == key)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        super().focus_main(reason)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        """The row that is framed is the one that the inspector shows, whatever was in it when this screen came."""
        row = self.row()
        self.chosen.emit(row.id if row else None)

    def _on_chip(self, key: str) -> None:
        self._narrow()
        self._tell_chosen()
        self.moved.emit(self.place())

    def on_row(self, record: Record | None) -> None:
        super().on_row(record)
        self._offer_reply()
        if isinstance(record, Followed) and self.form.isVisible():
            self.form.show_row(record)

    def _offer_reply(self) -> None:
        row = self.row()
        self.reply_button.setEnabled(row is not None)
        self._reply.setEnabled(row is not None)
        answered = row is not None and row.is_answered
        for way in (self.chase_button, self._chase):
            way.setEnabled(row is not None and not answered)
        self.reply_button.setText("Amend reply" if answered else "Record reply")

    def _on_table(self) -> None:
        self.grid.show_table(not self.grid.shows_table())

    def _offer_table(self) -> None:
        for way in (self._table, self.table_button):
            way.setChecked(self.grid.shows_table())

    def fill_more(self, menu: QMenu) -> None:
        menu.addAction(self._table)
        menu.addAction(self._chase)
        super().fill_more(menu)

    def _fit_head(self) -> None:
        super()._fit_head()
        if hasattr(self, "table_button"):
            self.table_button.setVisible(self.width() > self._theme.px(620))

    def between(self) -> Sequence[QWidget]:
        return (self.form,)

    def row(self) -> Followed | None:
        """The row that is current."""
        record = self.grid.current()
        return record if isinstance(record, Followed) else None

    def refresh(self, touched: Touched) -> None:
        super().refresh(touched)
        row = self.row()
        if row is not None and self.form.isVisible():
            self.form.follow(row)

    # Replies

    def begin_reply(self) -> None:
        """Open the form for the reply to the chosen recommendation."""
        row = self.row()
        if row is None:
            self.failed.emit("No recommendation is chosen. Choose the one that was replied to.")
            return
        self.form.show_row(row)
        self.form.show()
        self._lead()
        self.whole.activate()
        self.grid.view.scrollTo(self.grid.view.currentIndex())
        self.form.focus_first()

    def chase(self) -> None:
        """Note today as the day on which the chosen replies were asked for; the words to send are on the clipboard."""
        chosen = [row for row in self.grid.selected() if isinstance(row, Followed)]
        today = self._today()
        try:
            rows = waiting(chosen)
            words = reminder(rows)
            chase(self._session.store, rows, on=today, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        QGuiApplication.clipboard().setText(words)
        self.grid.refresh()
        self.offer()
        noted = "1 reply" if len(rows) == 1 else f"{len(rows)} replies"
        self.done.emit(f"{noted} noted as chased on {short_day(today.isoformat())}. Paste the reminder into an e-mail.")

    def _lead(self) -> None:
        """One button leads: while the form is open it is the form's own."""
        leads = self.form.isHidden()
        self.reply_button.setProperty("primary", leads or None)
        dress(self.reply_button, "pencil", "on_accent" if leads else "text2")
        redress(self, self._theme)
        self.reply_button.style().unpolish(self.reply_button)
        self.reply_button.style().polish(self.reply_button)

    def _on_saved(self, words: str) -> None:
        self.grid.refresh()
        self.offer()
        self.done.emit(words)

    def _on_closed(self) -> None:
        self.form.hide()
        self._lead()
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def export_here(self) -> bool:
        """The rows in sight, with their replies, as the response table."""
        self.save_now()
        shown, reader = [row.id for row in self._rows()], self._session.read
        if not shown:
            self.failed.emit("No recommendation is shown, so there is nothing to write. Choose another filter.")
            return True

        def write(to: Path) -> str:
            from cypsc_desktop.commands.exporting_followed import export_followed  # with all the formats

            now = {row.id: row for row in followed(reader, today=self._today())}  # with what was typed last
            rows = [now[entity] for entity in shown if entity in now]
            count = export_followed(reader, rows, to)
            left = f" ({len(rows) - count} private or exempt left out)" if count < len(rows) else ""
            return f"{extent('responses', count)} shown{left}"

        key = self.chips.key()
        self.writing.emit("responses" if key in ("", "all") else f"responses-{key.replace(' ', '-')}", write)
        return True

    def _rows(self) -> list[Followed]:
        """The rows that fit what is chosen and looked for, in their order, folded groups with them."""
        return [row for row in self.grid.arrangement.fitting_records() if isinstance(row, Followed)]

    # A screen

    def go(self, place: Place) -> None:
        if place.part is not None:
            self.chips.choose(place.part)
        if place.record and not self._go_to(place.record):
            self.failed.emit("This recommendation is no longer in the library. It may be in the bin.")
        self._tell_chosen()
        self.moved.emit(self.place())

    def _go_to(self, entity: str) -> bool:
        """A reply's id leads to the row of its recommendation."""
        rows = [row for row in self.grid.model.records() if isinstance(row, Followed)]
        replied = next((row.id for row in rows if row.reply and row.reply.id == entity), entity)
        if self.grid.arrangement.row_of(replied) is None and any(row.id == replied for row in rows):
            self.chips.choose("all")
        return self.go_to_record(replied)

    def place(self) -> Place:
        row = self.row()
        key = self.chips.key()
        return Place("recommendations", record=row.id if row else None, part=None if key in ("", "all") else key)

    def commands(self) -> Sequence[QAction]:
        return (*super().commands(), self._reply, self._chase, self._table)

    def panes(self) -> Sequence[QWidget]:
        return (self.finder, self.form, self.grid.view) if self.form.isVisible() else (self.finder, self.grid.view)

    def save_now(self) -> None:
        super().save_now()
        self.form.keep_draft()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.form.set_theme(theme)


def _chips(rows: Sequence[Followed]) -> list[Chip]:
    """All, each state that there is, and what is to be reported back on which day; the nearest day first."""
    chips = [Chip("all", "All", len(rows))]
    for state in STATES:
        fitting = [row for row in rows if row.state == state]
        if fitting:
            chips.append(Chip(state, _STATE_WORDS.get(state) or decided(fitting[0]), len(fitting)))
    days = sorted({row.report_back for row in rows if row.report_back}, reverse=True)
    counts = {back: sum(row.report_back == back for row in rows) for back in days}
    return [
        *chips,
        *(Chip(f"{_BACK}{back}", f"Report back {short_day(back)}", count) for back, count in counts.items()),
    ]


_STATE_WORDS = {"overdue": "Overdue", "awaiting": "Awaiting", "interim": "Interim", "noted": "Noted, not a reply"}
