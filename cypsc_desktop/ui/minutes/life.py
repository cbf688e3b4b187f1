"""The life of the minutes on the screen: the menu of steps, what a step asks for, and the list of those that were taken."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from cypsc_desktop.commands import minuting_draft
from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.minuting import Live, minutes_of
from cypsc_desktop.commands.minuting_approving import resolve_recorded
from cypsc_desktop.commands.minuting_unfinished import unfinished
from cypsc_desktop.model.records import Minutes
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.minutes.actions import STATES
from cypsc_desktop.ui.minutes.side import LIFE, MEND, Side
from cypsc_desktop.ui.minutes.steps import ApprovalPopover, PublishingPopover, SignaturePopover
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

Do = Callable[[Callable[[], object], str], bool]


class Life(QObject):
    """``button`` shows the state and opens the steps; ``do(work, words)`` does a thing, says so and shows all anew."""

    def __init__(self, session: Session, theme: Theme, button: QPushButton, side: Side, do: Do, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._button = button
        self._side = side
        self._do = do
        self._live: Live | None = None
        self._minutes: Minutes | None = None
        self.approval = ApprovalPopover(theme, over)
        self.signature = SignaturePopover(theme, over)
        self.publishing = PublishingPopover(theme, over)
        self.publishing.done.connect(self._on_published)
        self.publishing.mending.connect(self._on_mending)
        self.approval.done.connect(self._on_approved)
        self.signature.done.connect(self._on_signed)
        button.menu().aboutToShow.connect(self._fill)

    def set_theme(self, theme: Theme) -> None:
        for popover in self.popovers():
            popover.theme = theme

    def popovers(self) -> tuple[Popover, ...]:
        return self.publishing, self.approval, self.signature

    def show_minutes(self, live: Live) -> None:
        """The state and the steps of these minutes."""
        self._live = live
        self._minutes = minutes = minutes_of(self._session.read, live.meeting.id)
        words = STATES[self.state()]
        self._button.setText(words)
        self._button.setAccessibleName(f"These minutes are: {words}")
        steps = (minutes.life if minutes else None) or []
        told = [(_step(one), str(one.get("state"))) for one in steps if isinstance(one, dict)]
        amended = [(f"Amendment: {text}", "amendment") for text in (minutes.amendments if minutes else None) or ()]
        self._side.pages[LIFE].show_lines(f"These minutes are: {words}.", [*told, *amended])

    def level(self) -> str:
        return (self._minutes.level if self._minutes else None) or "summary"

    def state(self) -> str:
        state = (self._minutes.state if self._minutes else None) or "notes"
        return state if state in STATES else "notes"

    def _fill(self) -> None:
        menu, now = self._button.menu(), self.state()
        menu.clear()
        for state, words in STATES.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(state == now)
            action.setEnabled(state != now and now != "locked")
            action.triggered.connect(lambda _=False, state=state: self.take(state))

    def take_next(self) -> None:
        """To the state that follows."""
        order = list(STATES)
        at = order.index(self.state()) + 1
        if at < len(order):
            self.take(order[at])

    def take(self, state: str) -> None:
        """To this state; approval and signature ask for what they need first."""
        live = self._live
        if live is None:
            return
        for popover in self.popovers():
            if popover.isVisible():
                popover.dismiss()  # another step was chosen
        left = unfinished(self._session.read, live) if state in ("published", "approved") else []
        if state == "approved":
            mine = live.meeting
            known = [m for m in meetings(self._session.read) if m.committee == mine.committee]
            self.approval.show_meetings([m for m in known if (m.date or "") > (mine.date or "")], left)
            self.approval.come()
        elif state == "signed":
            chairs = (one.name for one in live.evening.roster if (one.role or "").casefold() == "chair")
            self.signature.name.setText(next(chairs, ""))
            self.signature.come()
        elif left:
            self.publishing.matters.show_matters(left)
            self.publishing.come()
        else:
            self._step(live, state)

    def _on_mending(self) -> None:
        self._side.go_to(MEND)
        self._side.pages[MEND].list.setFocus()

    def _on_published(self) -> None:
        if self._live is not None and self._step(self._live, "published"):
            self.publishing.dismiss()

    def _on_approved(self) -> None:
        at, live = self.approval.meeting.currentData(), self._live
        if at and live and self._step(live, "approved", approved_at=str(at), amendments=self.approval.lines()):
            self.approval.dismiss()

    def _on_signed(self) -> None:
        name, live = self.signature.name.text().strip(), self._live
        if not name:
            self.signature.say("Type the name of whoever presided and signed.")
        elif live and self._step(live, "signed", signed_by=name):
            self.signature.dismiss()

    def _step(
        self, live: Live, state: str, *, approved_at: str | None = None, amendments: Sequence[str] = (),
        signed_by: str | None = None,
    ) -> bool:  # fmt: skip
        store, actor = self._session.store, self._session.actor

        def work() -> None:
            minuting_draft.set_minutes_state(
                store, live, state, actor=actor, approved_at=approved_at, amendments=amendments, signed_by=signed_by
            )
            if state == "approved":
                resolve_recorded(store, live.meeting, actor=actor)

        return self._do(work, f"These minutes are now: {STATES[state]}.")


def _step(step: dict[str, object]) -> str:
    """A step of their life in a sentence."""
    words = STATES.get(str(step.get("state")), str(step.get("state")))
    try:
        on = datetime.fromisoformat(str(step.get("on"))).astimezone().strftime("%d.%m.%Y, %H:%M")
    except ValueError:
        on = str(step.get("on"))
    note = f": {step['note']}" if step.get("note") else ""
    return f"{words}, {on}, {step.get('by') or 'unknown'}{note}"
