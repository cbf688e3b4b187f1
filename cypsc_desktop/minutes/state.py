"""A meeting under way as its lines add up to it: who is there, what is before the meeting, what is private. Pure values;
reads no line and writes nothing.

Everything is folded from the entries in their order, so that typing, feeding, undo and a crash lead to the same state.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from cypsc_desktop.minutes.presence import Room
from cypsc_desktop.minutes.roster import Roster, Seated
from cypsc_desktop.model.records import Entry, Item

# Lines that are kept, since the state is folded from them, but make no entry of the contract's list.
UNSHOWN = frozenset({"start", "end", "item", "clock", "apologies", "substitute", "guest"})
# What these say changes nothing but the log: not who is there, nor what came of the meeting.
_INERT = frozenset({"question", "answer", "point", "introduction", "note", "interest", "urgent", "recorded-vote"})
OUTCOMES = ("conclusion", "recommendation", "request", "action", "resolution", "undertaking")


@dataclass(slots=True)
class Question:
    """A motion or an amendment and how its vote ended; ``vote`` is the entry of it."""

    entry: Entry
    vote: Entry | None = None

    @property
    def result(self) -> str | None:
        return (self.vote.details or {}).get("result") if self.vote else None


class State:
    """The state of one meeting. ``entries`` are all its lines in order.

    ``scripted``: a line ``@18:31`` alone sets the clock for what follows; a window goes by its own clock.
    """

    def __init__(
        self, meeting: str, people: Iterable[Seated], items: Sequence[Item], entries: Iterable[Entry] = (),
        *, scripted: bool = True,
    ) -> None:  # fmt: skip
        self.meeting = meeting
        self.items = list(items)
        self.scripted = scripted
        self._people = list(people)
        self.version = 0  # changes whenever something follows from the lines that did not before
        self.restore(entries)

    def _reset(self) -> None:
        self.entries: list[Entry] = []
        self.roster = Roster(self._people)
        self.room = Room(self.roster)
        self.started: str | None = None
        self.ended: str | None = None
        self.clock: str | None = None
        self.item: str | None = None
        self.visited: list[str] = []
        self.excluded = False
        self.private_item = False
        self.on_break = False
        self.questions: list[Question] = []

    # What is asked of it

    @property
    def is_private(self) -> bool:
        """Whether a line typed now belongs to Part B."""
        return self.excluded or self.private_item

    def shown(self) -> list[Entry]:
        """The entries of the contract's list."""
        return [entry for entry in self.entries if entry.sort not in UNSHOWN]

    def last(self) -> Entry | None:
        """The entry that ``^``, ``b^`` and a continuation mean."""
        return next((entry for entry in reversed(self.entries) if entry.sort not in UNSHOWN), None)

    def item_of(self, entity: str | None) -> Item | None:
        return next((item for item in self.items if item.id == entity), None)

    def number_of(self, entity: str | None) -> str | None:
        """The printed number of an item."""
        item = self.item_of(entity)
        return item.number if item else None

    def voters(self) -> list[Seated]:
        """Who is in the room and entitled on the question before the meeting."""
        return self.room.voters(self._matter(self.open_question()))

    def open_question(self) -> Question | None:
        """The last motion or amendment that has not been voted on."""
        return next((question for question in reversed(self.questions) if question.vote is None), None)

    def tie(self) -> Entry | None:
        """The last entry, where it is a vote that ended in a tie for want of the chair's casting vote."""
        last = self.last()
        return last if last is not None and last.sort == "vote" and _is_tied(last.details or {}) else None

    def last_tie(self) -> Entry | None:
        """The last vote, where it ended in such a tie, whatever was typed since."""
        question = self._last_question()
        vote = question.vote if question is not None else None
        return vote if vote is not None and _is_tied(vote.details or {}) else None

    def inquorate(self, quorum: int | None) -> list[Question]:
        """The questions on which the body decided while too few who may vote were in the room."""
        decided = [q for q in self.questions if q.vote is not None]
        return [q for q in decided if q.vote and not self.before(q.vote).room.is_quorate(quorum)]

    def unvisited(self) -> list[Item]:
        """Items that were never gone to."""
        return [item for item in self.items if item.id not in self.visited]

    def likely_answerer(self) -> Seated | None:
        """Who will probably answer the question just typed: whoever answered last in this item, else who introduced it."""
        for sorts in (("answer",), ("introduction",)):
            for entry in reversed(self.entries):
                if entry.sort in sorts and entry.item == self.item and entry.who:
                    return self.roster.named(entry.who)
        return None

    def _last_question(self) -> Question | None:
        """The question voted on last; else the last one moved."""
        order = {entry.id: n for n, entry in enumerate(self.entries)}
        voted = [question for question in self.questions if question.vote]
        if voted:
            return max(voted, key=lambda question: order.get(question.vote.id if question.vote else "", -1))
        return self.questions[-1] if self.questions else None

    def _matter(self, question: Question | None) -> str | None:
        item = self.item_of(question.entry.item if question else self.item)
        return item.matter if item else None

    # Changing what stands

    def exchange(self, old: Entry, new: Entry | None) -> None:
        """Put an entry in the place of another, or take one out; everything that follows from it is folded anew."""
        if new is not None and old.rank == new.rank and _is_inert(old) and _is_inert(new):
            at = next(n for n in range(len(self.entries) - 1, -1, -1) if self.entries[n].id == old.id)
            self.entries[at] = new
            return
        kept = [(new if entry.id == old.id else entry) for entry in self.entries]
        self.restore(entry for entry in kept if entry is not None)

    def empty(self) -> Self:
        """The same meeting before its first line."""
        return type(self)(self.meeting, self._people, self.items, scripted=self.scripted)

    def restore(self, entries: Iterable[Entry]) -> None:
        """Go back to these entries."""
        listed = sorted(entries, key=lambda e: (e.rank or "", e.id))
        self._reset()
        self.version += 1
        for entry in listed:
            self._fold(entry)

    def follow(self, entry: Entry) -> None:
        """The next of the entries that stand already, for going through an evening again from ``empty``."""
        self._fold(entry)

    def before(self, entry: Entry) -> Self:
        """The meeting as it stood when this entry was made."""
        at = next((n for n, one in enumerate(self.entries) if one.id == entry.id), len(self.entries))
        return type(self)(self.meeting, self._people, self.items, self.entries[:at], scripted=self.scripted)

    # The fold

    def _fold(self, entry: Entry) -> None:
        self.entries.append(entry)
        if entry.item and entry.item not in self.visited:  # also where the line that went there was deleted since
            self.visited.append(entry.item)
            self.version += 1
        if len(self.entries) > 1 and _is_inert(entry):
            return
        self.version += 1
        details = entry.details or {}
        match entry.sort:
            case "start":
                self.started = entry.time
                self.room.start(entry.time)
            case "end":
                self.ended = entry.time
            case "clock":
                self.clock = details.get("time") or entry.time
            case "item":
                self._go_to(entry.item)
            case "exclusion":
                self.excluded = True
            case "readmission":
                self.excluded = self.private_item = False
            case "break" | "resume":
                self.on_break = entry.sort == "break"
            case "motion" | "amendment":
                self.questions.append(Question(entry))
            case "vote":
                self._settle(entry, details.get("question"))
            case _:
                self._move_people(entry, details)
        if details.get("closes"):
            self.excluded = True

    def _go_to(self, item: str | None) -> None:
        self.item = item
        found = self.item_of(item)
        self.private_item = found is not None and found.part == "B"

    def _move_people(self, entry: Entry, details: dict[str, Any]) -> None:
        """Comings and goings; other lines move nobody."""
        match entry.sort:
            case "arrival" if entry.who:
                self.room.arrive(entry.who, entry.time)
            case "departure" if entry.who:
                self.room.leave(entry.who, entry.time)
            case "apologies" if entry.who:
                self.room.excuse(entry.who)
            case "substitute" if entry.who:
                self.room.replace(details.get("in_place_of") or "", entry.who, entry.time)
            case "guest" if entry.text:
                seated = self.roster.add(Seated(name=entry.text, role=details.get("role")))
                self.room.join(seated.name, entry.time, entry=entry.id, part=entry.part or "A")

    def _settle(self, vote: Entry, question: str | None) -> None:
        for one in reversed(self.questions):
            if one.vote is None and question in (None, one.entry.id):
                one.vote = vote
                return


def space_of(meeting: str, part: str | None) -> str:
    """Where what belongs to a part of a meeting is kept: Part B never in a space that may be published."""
    return f"exempt:{meeting}" if part == "B" else f"meeting:{meeting}"


def _is_tied(details: dict[str, Any]) -> bool:
    return 0 < details.get("for", 0) == details.get("against") and not details.get("casting")


def _is_inert(entry: Entry) -> bool:
    return entry.sort in _INERT and not (entry.details or {}).get("closes")
