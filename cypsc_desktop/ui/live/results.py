"""What comes of the meeting: worded from lines, put, agreed, read back, and shown to the public."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cypsc_desktop.commands import enquiries, minuting, minuting_draft
from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.minuting import Taken
from cypsc_desktop.commands.minuting_outcomes import Outcome, outcomes_of
from cypsc_desktop.commands.minuting_similar import Wordings
from cypsc_desktop.minutes.grammar import parse
from cypsc_desktop.minutes.projection import outcome_id
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.live.actions import LETTER_OF
from cypsc_desktop.ui.live.drafting import DraftForm, Worded
from cypsc_desktop.ui.live.public import public_view, read_back
from cypsc_desktop.ui.live.reading_back import LargeView
from cypsc_desktop.ui.live.stage import Stage
from cypsc_desktop.ui.live.typing import Typing

_WITH_OWNER = ("action", "undertaking")


class Results(QObject):
    """Drives the pane of outcomes and its form."""

    def __init__(self, stage: Stage, typing: Typing, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._typing = typing
        self.outcomes: list[Outcome] = []
        self._large: LargeView | None = None
        self._public: LargeView | None = None
        self._wordings: Wordings | None = None
        stage.desk.taken.connect(self._agree_if_carried)
        pane = stage.outcomes
        pane.put.connect(lambda entity: self.set_state(entity, "put"))
        pane.agreed.connect(lambda entity: self.set_state(entity, "agreed"))
        pane.read_back.connect(self.read_back)
        pane.edit.connect(self.change)
        pane.line_wanted.connect(lambda entity: stage.log.choose([entity]))
        pane.asked.connect(self._on_asked)
        pane.form.worded.connect(self._on_worded)
        pane.form.given_up.connect(self.end_form)
        pane.form.typed.connect(self._on_typed)

    @property
    def form(self) -> DraftForm:
        return self._stage.outcomes.form

    def show(self) -> None:
        """What came of the meeting so far."""
        live, reader = self._stage.desk.live, self._stage.session.read
        if live is None:
            return
        self.outcomes = outcomes_of(reader, live)
        lines = enquiries.enquiries_of(reader, meeting=live.meeting.id, person=self._stage.session.actor)
        self._stage.outcomes.show_outcomes(self.outcomes, lines)
        self.show_public()

    # Wording

    def draft(self, sort: str) -> None:
        """Word an outcome from the chosen lines."""
        stage = self._stage
        lines = [entry for entity in stage.log.chosen() if (entry := stage.desk.entry(entity)) is not None]
        words = " ".join(entry.text.replace("\n", " ") for entry in lines if entry.text)
        self._begin()
        stage.outcomes.show_form(sort)
        self.form.begin(sort, words, lines, list(stage.desk.evening.roster))

    def change(self, entity: str) -> None:
        """Change the wording of an outcome that stands; what it said before stays in its history."""
        one = self._stage.outcomes.outcome(entity)
        if one is None:
            return
        self._begin()
        self._stage.outcomes.show_form(one.sort)
        self.form.begin(
            one.sort, one.text, one.evidence, list(self._stage.desk.evening.roster), entry=one.entry, to=one.to or "",
            owner=one.owner, due=one.due or "",
        )  # fmt: skip

    def _begin(self) -> None:
        live = self._stage.desk.live
        if live is not None and self._wordings is None:
            self._wordings = Wordings(self._stage.session.read, committee=live.meeting.committee, but=live.meeting.id)
            self.form.similar = self._wordings.like

    def forget(self) -> None:
        """Another meeting: what is like what is asked anew."""
        self._wordings = None
        self._stage.outcomes.hide_form()

    def _on_typed(self, text: str) -> None:
        """What is being worded is kept like a line in hand, unless one is."""
        if not self._stage.bar.line.text() and self._stage.outcomes.is_wording() and self.form.is_new():
            self._stage.desk.typed(f"{LETTER_OF[self.form.sort()]}. {text}" if text.strip() else "")

    def end_form(self) -> None:
        if self.form.is_new() and not self._stage.bar.line.text():
            self._stage.desk.typed("")
        self._stage.outcomes.hide_form()
        self._stage.log.clear_choice()
        self._stage.bar.line.setFocus()

    def _on_worded(self, worded: Worded) -> None:
        if worded.entry is not None:
            self._change_worded(worded)
            return
        code = worded.owner.code if worded.owner else ""
        word = worded.to.casefold() if worded.to and " " not in worded.to and worded.sort == "recommendation" else ""
        line = f"{LETTER_OF[worded.sort]}.{code or word} {worded.text}"
        taken = self._typing.enter(line, links=worded.links, drafted=True)
        self._stage.outcomes.hide_form()
        self._stage.log.clear_choice()
        self._stage.bar.line.setFocus()
        if taken is not None and taken.entry is not None:
            made = outcome_id(taken.entry)
            self._set_beside(made, worded, but=("to",) if word else ())
            self.show()
            self._stage.outcomes.choose(made)

    def _change_worded(self, worded: Worded) -> None:
        desk, session = self._stage.desk, self._stage.session
        entry = desk.entry(worded.entry or "")
        live = desk.live
        if entry is None or live is None:
            return
        if worded.text != entry.text:
            changed = desk.do(
                lambda: minuting.change_entry(session.store, live, entry.id, text=worded.text, actor=session.actor)
            )
            if changed is None:
                return
        self._set_beside(outcome_id(entry), worded)
        self._stage.outcomes.hide_form()
        self._stage.bar.line.setFocus()
        self.show()
        self._stage.outcomes.choose(outcome_id(entry))
        self._stage.screen.done.emit("Wording changed. What it said before is in its history.")

    def _set_beside(self, entity: str, worded: Worded, *, but: tuple[str, ...] = ()) -> None:
        """Addressee, owner and day of an outcome, where they are others than they were."""
        store = self._stage.session.store
        record = store.read.record(entity)
        owner = "who" if worded.sort == "undertaking" else "owner"
        wanted = {"addressee": worded.to, "due": worded.due}
        if worded.sort in _WITH_OWNER:
            wanted[owner] = worded.owner.name if worded.owner else ""
        for field, text in wanted.items():
            if record is None or not hasattr(record, field) or (field == "addressee" and "to" in but):
                continue
            if (getattr(record, field) or "") != text:
                try:
                    set_field(store, entity, field, text, actor=self._stage.session.actor)
                except UserError as error:
                    self._stage.screen.failed.emit(str(error))

    # Draft, put, agreed

    def put(self) -> None:
        self._step("put")

    def agree(self) -> None:
        self._step("agreed")

    def _step(self, state: str) -> None:
        one = self._stage.outcomes.current()
        if one is None:
            self._stage.screen.failed.emit("No outcome is chosen. Choose one at the right, or draft one from lines.")
        else:
            self.set_state(one.id, state)

    def agree_what_was_put(self, text: str) -> bool:
        """``v.`` without a motion agrees what was put last. Counts move it first, so that the vote is on it; the line itself
        is taken then as any other. Whether nothing is left to take."""
        one = self._voted_by(text)
        if one is None:
            return False
        if text == "v.":
            self.set_state(one.id, "agreed")
            self._stage.bar.problem.hide()
            return True
        self._typing.enter(self.moving(one))
        return False

    def moved_first(self, text: str) -> str | None:
        """The line that moves what was put, where this line would be the vote on it."""
        one = self._voted_by(text)
        return self.moving(one) if one is not None else None

    def _voted_by(self, text: str) -> Outcome | None:
        """What was put last, where this line is the vote on it. What would give a tie its casting vote is none."""
        line, evening = parse(text), self._stage.desk.evening
        if line.sort != "vote" or evening.open_question() is not None or (line.word and evening.tie() is not None):
            return None
        return next((one for one in reversed(self.outcomes) if one.state == "put"), None)

    def moving(self, one: Outcome) -> str:
        """The line that moves an outcome; what is of Part B stays so."""
        private = one.is_private and not self._stage.desk.evening.is_private
        return f"{'b.' if private else ''}m. {one.text}"

    def _agree_if_carried(self, taken: Taken) -> None:
        """A vote was taken: what it was on is agreed where it was carried."""
        if taken.entry is None or taken.entry.sort != "vote":
            return
        question = next((one for one in reversed(self._stage.desk.evening.questions) if one.vote == taken.entry), None)
        if question is None or question.result not in ("carried", "agreed"):
            return
        words = question.entry.text
        one = next((o for o in reversed(self.outcomes) if o.state in ("draft", "put") and o.text == words), None)
        if one is not None:
            self.set_state(one.id, "agreed", joins=taken.group)

    def set_state(self, entity: str, state: str, *, joins: str | None = None) -> None:
        session = self._stage.session
        try:
            minuting_draft.set_outcome_state(session.store, entity, state, actor=session.actor, joins=joins)
        except UserError as error:
            self._stage.screen.failed.emit(str(error))
            return
        focus = QApplication.focusWidget()
        if focus is not None and self._stage.outcomes.card.isAncestorOf(focus):
            self._stage.bar.line.setFocus()  # before the button that had the focus goes
        self.show()
        self._stage.outcomes.choose(entity)
        if state == "agreed":
            self._stage.screen.said.emit("Agreed, with its moment and its words.")

    def _on_asked(self, entity: str, asked: bool) -> None:
        session = self._stage.session
        try:
            enquiries.set_asked(session.store, entity, asked, actor=session.actor)
        except UserError as error:
            self._stage.screen.failed.emit(str(error))
            return
        self.show()

    # Large

    def read_back(self, entity: str = "") -> None:
        """Show an outcome in large letters; one of Part B never on another screen."""
        stage = self._stage
        one = stage.outcomes.outcome(entity) if entity else stage.outcomes.current()
        if one is None:
            stage.screen.failed.emit("No outcome is chosen. Choose one at the right, then press F8.")
            return
        if self._large is not None and self._large.is_apart() and not entity:
            self._large.hide()  # F8 again: the focus stayed in the line
            return
        if self._large is None:
            self._large = self._view("Read back")
        self._large.set_theme(stage.theme)
        self._large.show_words(read_back(one, stage.desk.evening))
        self._large.come(second=not one.is_private)

    def toggle_public(self) -> None:
        """Open the view for the projector, or close it."""
        if self._public is not None and self._public.isVisible():
            self._public.hide()
            return
        if self._public is None:
            self._public = self._view("Public view")
        self._public.set_theme(self._stage.theme)
        self._public.come(second=True)
        self.show_public()

    def _view(self, name: str) -> LargeView:
        line = self._stage.bar.line

        def take(letters: str) -> None:
            line.window().activateWindow()
            line.setFocus()
            line.insertPlainText(letters)

        view = LargeView(name, self._stage.theme, self._stage.screen)
        view.closed.connect(line.setFocus)
        view.typed.connect(take)
        view.lost.connect(
            lambda: self._stage.screen.failed.emit(
                f"The second screen is gone, and {name.casefold()} with it. Connect it, then open it again: Ctrl+F8 for the "
                "public view, F8 to read back."
            )
        )
        return view

    def show_public(self) -> None:
        if self._public is not None and self._public.isVisible() and self._stage.desk.live is not None:
            self._public.show_words(public_view(self._stage.desk.evening, self.outcomes))

    def large_view(self) -> LargeView | None:
        return self._large

    def public_view(self) -> LargeView | None:
        return self._public

    def let_go(self) -> None:
        for view in (self._large, self._public):
            if view is not None:
                view.hide()
