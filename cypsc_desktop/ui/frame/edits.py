"""What the Edit menu does, whichever screen is in front: save, undo, redo, and move a record to the bin."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QObject

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.frame.inspector_side import InspectorSide
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.voice import Voice
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session


class Edits(QObject):
    """Edits of the open library by its person."""

    def __init__(self, session: Session, going: Navigator, side: InspectorSide, voice: Voice) -> None:
        super().__init__(voice)
        self._session = session
        self._going = going
        self._side = side
        self._voice = voice
        voice.undo_wanted.connect(self.undo)

    def save(self) -> None:
        """Saves what is being typed; the rest is saved already, and the answer says so."""
        if self._session.refusal:
            self._voice.say_failed(self._session.refusal)
            return
        self.save_now()
        self._voice.say("Already saved. Each change is kept as you make it.")

    def save_now(self) -> None:
        """Commit what is being typed, in the screen and in the inspector."""
        front = self._going.front()
        if front:
            front.save_now()
        if self._side.inspector:
            self._side.inspector.save_now()

    def labels(self) -> tuple[str | None, str | None]:
        """What Undo would take back, and what Redo would do again."""
        return self._session.undo_label(), self._session.redo_label()

    def undo(self) -> None:
        self._step("undo", "Undone", "Redo", self.redo)

    def redo(self) -> None:
        self._step("redo", "Done again", "Undo", self.undo)

    def _step(self, way: Literal["undo", "redo"], done: str, back: str, do: Callable[[], None]) -> None:
        from cypsc_desktop.commands import editing

        self.save_now()
        try:
            stepped = editing.step(self._session.store, way, actor=self._session.actor)
        except UserError as error:
            self._voice.say_failed(str(error))
            return
        self._voice.banner.hide()
        self._voice.toast.say(f"{done}: {stepped.label}.", action=back, do=do)
        self.show_returned(stepped.back)

    def show_returned(self, entities: Sequence[str]) -> None:
        """Records that were not there before are chosen where they stand."""
        front = self._going.front()
        if entities and front is not None:
            front.show_returned(entities)

    def delete_record(self) -> None:
        """Move what is chosen to the bin."""
        from cypsc_desktop.commands import editing
        from cypsc_desktop.commands.naming import gone

        chosen = self._side.record()
        record = self._session.read.record(chosen) if chosen else None
        if record is None or record.kind in ("meeting", "committee"):
            self._voice.say("Choose an item of the agenda or a row of a table first.")
            return
        self.save_now()
        try:
            editing.delete_record(self._session.store, record.id, actor=self._session.actor)
        except UserError as error:
            self._voice.say_failed(str(error))
            return
        self._side.show_record(None)
        self._voice.say_done(gone(record))

    def show_record_history(self) -> None:
        """Who changed what is chosen, and when."""
        self._going.go(Place("history", record=self._side.record()))
