"""The paragraphs of a draft as a person changes them: their words, one more, one left out, an item or all made again."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from cypsc_desktop.commands import drafting, minuting_draft
from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.model.records import MinuteBlock
from cypsc_desktop.ui.minutes.draft_view import DraftView
from cypsc_desktop.ui.minutes.life import Do
from cypsc_desktop.ui.minutes.rows import NEW
from cypsc_desktop.ui.session import Session


class Paragraphs(QObject):
    """``draft`` is where they stand, ``level`` how much is to be told, ``do(work, words)`` does a thing and says so,
    ``live()`` the meeting shown."""

    def __init__(
        self, session: Session, draft: DraftView, level: QComboBox, do: Do, live: Callable[[], Live | None], parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._draft, self._level, self._do, self._live = session, draft, level, do, live
        draft.edited.connect(self._on_edited)
        draft.paused.connect(self._on_paused)
        draft.left_editor.connect(self._on_left)
        self._added = ""  # the paragraph that was made last, while nobody typed its words
        draft.unfinished = self._unfinished

    def edit(self) -> None:
        """Type into the chosen paragraph."""
        self._draft.edit_current()

    def _unfinished(self, entity: str) -> str:
        return drafting.drafts_of(self._session.store, entity).get("text", "")

    def _on_paused(self, entity: str, text: str) -> None:
        drafting.keep_draft(self._session.store, entity, "text", text)

    def _on_edited(self, entity: str, text: str) -> None:
        live = self._live()
        row = self._draft.rows.row(self._draft.rows.number_of(entity))
        drafting.keep_draft(self._session.store, entity, "text", None)
        if live is None or row is None or text == row.text:
            return
        self._do(lambda: self._change(live, entity, text), "Paragraph changed.")

    def _change(self, live: Live, entity: str, text: str) -> None:
        self._require_kept(live, entity)
        minuting_draft.edit_paragraph(self._session.store, live, entity, text, actor=self._session.actor)

    def _require_kept(self, live: Live, entity: str) -> None:
        """A paragraph that was only computed so far becomes one of the library's."""
        if self._session.read.record(entity) is None:
            minuting_draft.draft_minutes(self._session.store, live, actor=self._session.actor)

    def add(self) -> None:
        """A paragraph of the person's own below the chosen one, opened for typing."""
        live, row = self._live(), self._draft.current()
        if live is None or row is None:
            return
        part = "B" if row.private else "A"
        made: list[str] = []

        def put() -> None:
            if row.block is not None:
                self._require_kept(live, row.id)
            siblings = [
                b for b in minuting_draft.blocks(self._session.read, live)
                if b.item == row.item and (b.part or "A") == part
            ]  # fmt: skip
            at = next((n + 1 for n, b in enumerate(siblings) if b.id == row.id), 0)
            above = siblings[at].id if at < len(siblings) else None
            made.append(
                minuting_draft.add_paragraph(
                    self._session.store, live, NEW, actor=self._session.actor, item=row.item, above=above, part=part
                )
            )  # fmt: skip

        if self._do(put, "Paragraph added."):
            self._draft.choose(made[0])
            self._draft.edit_current()
            self._added = made[0]

    def _on_left(self) -> None:
        """A new paragraph without words of its own goes again."""
        live, entity, self._added = self._live(), self._added, ""
        made = self._session.read.record(entity) if entity else None
        if live is not None and isinstance(made, MinuteBlock) and made.text == NEW:
            minuting_draft.remove_paragraph(self._session.store, live, made.id, actor=self._session.actor)

    def leave_out(self) -> None:
        """Take the chosen paragraph out of the minutes, or bring it back as it was made."""
        live, row = self._live(), self._draft.current()
        if live is None or row is None or row.block is None:
            return
        if row.block.generated is None:  # a person's own: there is nothing to bring back
            self._do(
                lambda: minuting_draft.remove_paragraph(self._session.store, live, row.id, actor=self._session.actor),
                "Paragraph moved to the bin.",
            )
            return
        text = (row.block.generated or "") if row.left_out else ""
        words = "Paragraph brought back." if row.left_out else "Paragraph left out of the minutes."
        self._do(lambda: self._change(live, row.id, text), words)

    def make_item_again(self) -> None:
        """The chosen paragraph's item from its lines; what was edited stays."""
        live, row = self._live(), self._draft.current()
        if live is not None and row is not None:
            self._make(live, f"Made again: {self._title(row.item)}. Edited paragraphs stayed.", item=row.item, one=True)

    def make_again(self) -> None:
        """The whole draft at the chosen level of detail; what was edited stays."""
        live = self._live()
        if live is not None:
            self._make(live, f"Draft made again: {self._level.currentText().lower()}. Edited paragraphs stayed.")

    def _make(self, live: Live, words: str, *, item: str | None = None, one: bool = False) -> None:
        level = str(self._level.currentData())

        def make() -> None:
            if one and item is not None:
                minuting_draft.draft_minutes(self._session.store, live, actor=self._session.actor, item=item)
            else:
                minuting_draft.draft_minutes(self._session.store, live, actor=self._session.actor, level=level)

        self._do(make, words)

    def _title(self, item: str | None) -> str:
        row = self._draft.rows.row(self._draft.rows.number_of(f"heading {item}"))
        return row.text if row else "before the first item"
