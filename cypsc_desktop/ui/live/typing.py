"""The line in hand: how it is read while it is typed, who may be meant, and its kind and person by key, menu and mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from cypsc_desktop.commands.minuting import Taken
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.minutes.script import line_of
from cypsc_desktop.model.records import Entry
from cypsc_desktop.ui.live.actions import LETTER_OF, NAMED
from cypsc_desktop.ui.live.meant import Offer, next_offers, offers_for
from cypsc_desktop.ui.live.stage import Stage

_LETTERS_NAMED = frozenset(LETTER_OF[sort] for sort in NAMED)


class Typing(QObject):
    """``named(name | None)``: the line in hand names somebody else now. ``instead``: what may be done with a line in place
    of taking it; True where that was done. ``first``: the line that would be taken before this one. ``matter_said(matter)``:
    what the item of the last vote is about."""

    named = Signal(object)
    matter_said = Signal(str)

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._editing: str | None = None
        self._set_aside = ""
        self._name: str | None = None
        self.instead: Callable[[str], bool] = lambda _: False
        self.first: Callable[[str], str | None] = lambda _: None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.show)
        line = stage.bar.line
        line.textChanged.connect(self._on_typed)
        line.entered.connect(self._on_entered)
        line.taken.connect(self.take_offer)
        line.escaped.connect(self._on_escaped)
        line.offers = lambda: self._offered() is not None
        stage.bar.offer_wanted.connect(self._put_offer)
        stage.log.view.typing.connect(self._on_letter)

    def restart(self, text: str) -> None:
        """Another meeting: this is the line in hand."""
        self._editing, self._set_aside = None, ""
        self._stage.bar.line.put(text)

    def editing(self) -> str | None:
        """The entry whose line is being changed."""
        return self._editing

    def enter(
        self, raw: str, links: Sequence[str] = (), *, drafted: bool = False, joins: str | None = None
    ) -> Taken | None:
        """Take a line, as Enter does; ``drafted``: what it says counts once it is agreed; ``joins``: the step of undo that
        it goes with."""
        desk = self._stage.desk
        return desk.enter(raw, links=links, drafted=drafted, joins=joins) if desk.live else None

    # How it is read

    def _on_typed(self) -> None:
        if self._stage.desk.live is None:
            return
        if self._editing is None:
            self._stage.desk.typed(self._stage.bar.line.text())
        else:
            self._stage.desk.typed_edit(self._editing, self._stage.bar.line.text())
        if self._stage.bar.line.text():
            self.show()
        else:
            self._later.start()  # mostly Enter: the line that was taken is painted first

    def show(self) -> None:
        """How the line in hand is read, and what may be meant."""
        self._later.stop()
        stage, text = self._stage, self._stage.bar.line.text()
        if stage.desk.live is None:
            return
        if not text.strip():
            stage.bar.show_reading(None, None, keep=stage.bar.problem.isVisible())
            stage.bar.offer(next_offers(stage.desk.evening))
            self._tell_named(None)
            return
        evening = stage.desk.evening
        entry = stage.desk.entry(self._editing) if self._editing else None
        reading = evening.reading_for(entry, text) if entry else stage.desk.read(text)
        if entry is None and reading.problem and (first := self.first(text)) is not None:
            reading = evening.read_after(first, text)
        private = evening.is_private or reading.line.private or reading.line.closes or reading.sort == "exclusion"
        private = private if entry is None else entry.part == "B" or reading.line.private or reading.sort == "exclusion"
        stage.bar.show_reading(reading, stage.desk.first_key() if entry is None else None, private=private)
        offers = offers_for(evening, reading, text)
        stage.bar.offer([one for one in offers if entry is None or not one.lines])
        self._tell_named(reading.who.name if reading.who else None)

    def _tell_named(self, name: str | None) -> None:
        if name != self._name:
            self._name = name
            self.named.emit(name)

    def name(self) -> str | None:
        """Whom the line in hand names."""
        return self._name

    def _offered(self) -> Offer | None:
        """What Tab takes, also where it is pressed before that could be seen."""
        if self._later.isActive():
            self.show()
        return self._stage.bar.first_offer()

    def take_offer(self) -> None:
        offer = self._offered()
        if offer is not None:
            self._put_offer(offer)

    def _put_offer(self, offer: Offer) -> None:
        if offer.matter:
            self.matter_said.emit(offer.matter)
            return
        if not offer.lines:
            self._stage.begin(offer.text)
            return
        if offer.instead is None or self._stage.desk.remove([offer.instead]):
            self._stage.bar.line.put("")
            for line in offer.lines:
                self.enter(line)
        self._stage.bar.line.setFocus()

    # Enter and Esc

    def _on_entered(self, text: str) -> None:
        if self._editing is not None:
            self.end_editing(text)
        elif text.strip() and (
            self.instead(text.strip()) or self.enter(text) or not self._stage.desk.has_in_hand(text)
        ):
            self._stage.bar.line.put("")  # afterwards: an empty line has no first key

    def _on_escaped(self) -> None:
        if self._editing is not None:
            self.end_editing(None)
        else:
            self._stage.log.clear_choice()

    def edit(self, entry: Entry, text: str | None = None) -> None:
        """Bring the line of an entry back to be changed, or what it said by then; what was being typed waits."""
        stage = self._stage
        if self._editing is None:
            self._set_aside = stage.bar.line.text()
        self._editing = entry.id
        stage.log.choose([entry.id])
        stage.bar.line.put(line_of(entry, stage.desk.evening.roster) if text is None else text)
        stage.bar.line.setFocus()

    def end_editing(self, text: str | None) -> None:
        """The entry is what ``text`` says now; None: it stays as it was."""
        entity, self._editing = self._editing, None
        if text is not None and entity is not None and self._stage.desk.edit(entity, text) is None:
            self._editing = self._stage.desk.now_called(entity)
            return
        self._stage.desk.end_edit()
        self._stage.bar.line.put(self._set_aside)
        self._set_aside = ""
        self._stage.log.clear_choice()
        self.show()
        if text is not None:
            self._stage.screen.done.emit("Line changed.")

    def _on_letter(self, text: str) -> None:
        """A letter pressed in the log belongs here."""
        self._stage.bar.line.setFocus()
        self._stage.bar.line.insertPlainText(text)

    # Kinds and people without codes

    def set_kind(self, sort: str) -> None:
        """The line in hand is of this kind; in the log, the chosen lines are."""
        stage = self._stage
        if stage.log.view.hasFocus() and stage.log.chosen():
            for entity in stage.log.chosen():
                stage.desk.change_kind(entity, sort)
            return
        code, words = apart(stage.bar.line.text())
        if not code and sort == "answer":
            who = stage.desk.evening.likely_answerer()
            code = who.code if who else ""
        letter = LETTER_OF.get(sort)
        stage.begin(f"{letter}.{code if sort in NAMED else ''} {words}" if letter else words)
        if letter and sort in NAMED and not code:
            self.choose_speaker()

    def choose_speaker(self) -> None:
        """The list of people over the capture line."""
        people = self._stage.bar.people
        people.popup(self._stage.bar.mapToGlobal(QPoint(0, -people.sizeHint().height())))

    def name_speaker(self, who: Seated) -> None:
        """The line in hand is this person's. Before the meeting has begun a chip lets them come and go."""
        stage = self._stage
        evening, text = stage.desk.evening, stage.bar.line.text()
        if evening.started is None and not text.strip():
            self.enter(f"{'-' if evening.room.is_here(who.name) else '+'}{who.code}")
            return
        code, words = apart(text)
        letter = text[0].lower() if text[1:2] == "." else ""
        if letter not in _LETTERS_NAMED:
            letter = "a" if who.seat == "guest" else "q"
        whole = f"{code.split('/')[0]}/{who.code}" if letter in "mn" and code else who.code
        stage.begin(f"{letter}.{whole} {words}")


def apart(text: str) -> tuple[str, str]:
    """The code and the words of a line in hand, whatever kind it has."""
    if text[1:2] == "." and text[0].isalpha():
        head, _, words = text[2:].partition(" ")
        return head, words
    return "", text
