"""A meeting under way: what its lines add up to, and what the next line does to it. Pure values; writes nothing.

Everything is folded from the entries in their order, so that typing, feeding, undo and a crash lead to the same state.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.grammar import Line, as_note, parse
from cypsc_desktop.minutes.presence import Room
from cypsc_desktop.minutes.roster import Roster, Seated, guest_name
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Entry, Item
from cypsc_desktop.model.rules import voting

# Lines that are kept, since the state is folded from them, but make no entry of the contract's list.
UNSHOWN = frozenset({"start", "end", "item", "clock", "apologies", "substitute", "guest"})
# What these say changes nothing but the log: not who is there, nor what came of the meeting.
_INERT = frozenset({"question", "answer", "point", "introduction", "note", "interest", "urgent", "recorded-vote"})
OUTCOMES = ("conclusion", "recommendation", "request", "action", "resolution", "undertaking")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line is kept as a plain note. ``kind`` is a finding's; ``offered`` who may have been meant."""

    kind: str
    message: str
    offered: tuple[Seated, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line would do now: the parsed line, its sort as it will be kept, who and what it names."""

    line: Line
    sort: str
    text: str | None = None
    who: Seated | None = None
    item: str | None = None
    details: dict[str, Any] | None = None
    links: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(slots=True)
class Question:
    """A motion or an amendment and how its vote ended; ``vote`` is the entry of it."""

    entry: Entry
    vote: Entry | None = None

    @property
    def result(self) -> str | None:
        return (self.vote.details or {}).get("result") if self.vote else None


@dataclass(frozen=True, slots=True)
class Step:
    """What one line did: an entry added, one changed (before and after), or one to be moved to Part B."""

    reading: Reading
    added: Entry | None = None
    changed: tuple[Entry, Entry] | None = None
    moved: Entry | None = None

    @property
    def entry(self) -> Entry | None:
        return self.added or (self.changed[1] if self.changed else None) or self.moved

    @property
    def problem(self) -> Problem | None:
        return self.reading.problem


class Evening:
    """The state of one meeting. ``entries`` are all its lines in order; ``take`` reads the next one.

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

    # Reading a line

    def read(self, raw: str) -> Reading:
        """What this line would do if it were typed now."""
        return self.resolve(parse(raw))

    def take(
        self, raw: str, *, now: str, stamp: str | None = None, entity: str | None = None, links: Sequence[str] = ()
    ) -> Step:
        """Apply one line. ``now`` is the local "HH:MM", ``stamp`` the UTC moment of its first key, ``entity`` the id that
        its entry is to have, ``links`` the lines that it rests on."""
        reading = self.read(raw)
        if links:
            reading = replace(reading, links=(*reading.links, *links))
        line = reading.line
        time = line.stamp or (self.clock if self.scripted else None) or now
        if reading.sort in ("blank", "comment"):
            return Step(reading)
        if reading.sort == "continuation":
            return self._continue(reading)
        if reading.sort == "correction":
            return self._correct(reading)
        if reading.sort == "to-part-b":
            last = self.last()
            return Step(reading, moved=last)
        entry = self._entry(reading, time=time, stamp=stamp, entity=entity)
        self._fold(entry)
        return Step(reading, added=entry)

    def resolve(self, line: Line) -> Reading:
        """A parsed line against this meeting: people, items and votes looked up; a note where that fails."""
        if line.problem:
            kind = "unfinished-exclusion" if line.closes else "unclear-line"
            return Reading(line, "note", line.text, problem=Problem(kind, _sentence(line.problem)))
        known, unknown = self._people_of(line)
        if unknown:
            if line.loud:
                return self._refuse(line, None)
            offered = tuple(self.roster.offered(unknown))
            return self._refuse(line, Problem("unknown-code", f"Nobody here has the code '{unknown}'.", offered))
        match line.sort:
            case "item" | "next":
                return self._to_item(line)
            case "vote":
                return self._vote(line)
            case "recorded-vote":
                return self._recorded(line, known[0])
            case "continuation" | "to-part-b" | "correction" if self.last() is None:
                return self._refuse(line, Problem("unclear-line", "There is no entry yet that this could belong to."))
            case "start" if self.started is not None:
                return self._refuse(line, Problem("unclear-line", "The meeting has begun already."))
            case "end" if self.ended is not None:
                return self._refuse(line, Problem("unclear-line", "The meeting has ended already."))
            case "substitute" if known[0] is known[1]:
                return self._refuse(line, Problem("unclear-line", "Nobody sits in their own place. Type two codes."))
            case "correction":
                return self._read_correction(line)
        return self._plain(line, known)

    def _plain(self, line: Line, known: Sequence[Seated | None]) -> Reading:
        who = known[0] if known else None
        details: dict[str, Any] = {}
        text = line.text
        links: tuple[str, ...] = ()
        match line.sort:
            case "motion" | "amendment":
                details = {"mover": _name(who), "seconder": _name(known[1] if len(known) > 1 else None)}
            case "recommendation" if line.word:
                details = {"addressee": _addressee(line.word)}
            case "exclusion":
                details = {"paragraphs": list(line.paragraphs)}
            case "guest":
                text = guest_name(text or "")
                details = {"role": line.word}
            case "substitute":
                details = {"in_place_of": _name(who)}
                who = known[1]
            case "clock":
                details = {"time": line.word}
            case "arrival" | "departure":
                links = self._interest_of(line.sort, who)
        return Reading(line, line.sort, text, who, self.item, details or None, links)

    def _people_of(self, line: Line) -> tuple[list[Seated | None], str | None]:
        """Whom the codes mean, None for one left out; and the first code that is nobody's."""
        known: list[Seated | None] = []
        for code in line.codes:
            found = self.roster.find(code) if code else None
            if code and found is None:
                return known, code
            known.append(found)
        return known, None

    def _refuse(self, line: Line, problem: Problem | None) -> Reading:
        """Kept as a plain note, with the reason."""
        note = as_note(line)
        body = note.text if line.sort != "continuation" else line.text
        return Reading(note, "note", body, item=self.item, problem=problem)

    def _to_item(self, line: Line) -> Reading:
        if line.sort == "next":
            order = [item.id for item in self.items]
            at = order.index(self.item) + 1 if self.item in order else 0
            found = self.items[at] if at < len(order) else None
            if found is None:
                return self._refuse(replace(line, body=">>"), Problem("unknown-item", "No item follows this one."))
        else:
            word = _item_key(line.word)
            found = next((item for item in self.items if _item_key(item.number) == word), None)
            if found is None:
                return self._refuse(line, Problem("unknown-item", f"The agenda has no item '{line.word}'."))
        return Reading(line, "item", None, None, found.id)

    def _vote(self, line: Line) -> Reading:
        question = self.open_question()
        if question is None:
            return self._refuse(
                replace(line, body=line.body or "v."),
                Problem("impossible-vote", "There is no motion to vote on. Move one first: m.code/code words."),
            )
        details: dict[str, Any] = {"question": question.entry.id}
        if line.counts is None:
            return Reading(line, "vote", None, None, self.item, {**details, "result": "agreed"})
        in_favour, against, abstain = line.counts
        entitled = len(self.room.voters(self._matter(question)))
        why = voting.refusal(in_favour, against, abstain, casting=line.word, entitled=entitled)
        if why:
            return self._refuse(line, Problem("impossible-vote", why))
        details |= {"for": in_favour, "against": against, "abstain": abstain, "casting": line.word}
        details["result"] = voting.result(in_favour, against, line.word)
        return Reading(line, "vote", None, None, self.item, details)

    def _recorded(self, line: Line, who: Seated | None) -> Reading:
        question = self._last_question()
        if question is None:
            return self._refuse(
                line, Problem("impossible-vote", "There is no motion on which this vote could be recorded.")
            )
        if who is not None and who not in self.room.voters(self._matter(question)):
            why = f"{who.name} is not in the room or has no vote on this question. Update attendance, or leave it out."
            return self._refuse(line, Problem("impossible-vote", why))
        return Reading(line, "recorded-vote", line.text, who, self.item, {"question": question.entry.id})

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

    def _interest_of(self, sort: str, who: Seated | None) -> tuple[str, ...]:
        """The interest for which somebody leaves, or for which they had left: the last that they disclosed, wherever that
        was. Once they came back it counts only in the item in which it was disclosed."""
        if who is None:
            return ()
        back = False
        for entry in reversed(self.entries):
            if entry.who != who.name:
                continue
            if sort == "arrival" and entry.sort == "departure":
                return tuple(entry.links or ())
            if sort == "departure" and entry.sort == "arrival" and entry.links:
                back = True
            if sort == "departure" and entry.sort == "interest":
                return (entry.id,) if not back or entry.item == self.item else ()
        return ()

    # Changing what stands

    def _entry(self, reading: Reading, *, time: str, stamp: str | None, entity: str | None) -> Entry:
        line = reading.line
        private = line.private or line.closes or reading.sort == "exclusion" or self.is_private
        part = "B" if private and reading.sort not in ("readmission", "start", "end", "item", "clock") else "A"
        details = dict(reading.details or {})
        if line.closes:
            details["closes"] = True
        last = self.entries[-1].rank if self.entries else None
        return Entry(
            id=entity or made_id("entry"), space=space_of(self.meeting, part), meeting=self.meeting, item=reading.item or self.item,
            person=reading.who.person if reading.who else None, sort=reading.sort, who=_name(reading.who), text=reading.text,
            time=time, stamp=stamp, part=part, starred=line.starred or None, rank=rank.after(last),
            details=details or None, links=list(reading.links) or None,
        )  # fmt: skip

    def _continue(self, reading: Reading) -> Step:
        last = self.last()
        if last is None:
            return Step(reading)
        more = reading.line.text or ""
        text = f"{last.text}\n{more}" if last.text else more
        return self._put(reading, last, replace(last, text=text, starred=last.starred or reading.line.starred or None))

    def _read_correction(self, line: Line) -> Reading:
        last = self.last()
        if last is None or line.inner is None:
            return self._refuse(line, None)
        inner = self._as_of(last).resolve(line.inner)
        if inner.problem or inner.sort in UNSHOWN:
            return self._refuse(
                line, inner.problem or Problem("unclear-line", "This cannot take the place of an entry.")
            )
        return replace(inner, sort="correction", line=replace(line, private=line.private or line.inner.private))

    def _correct(self, reading: Reading) -> Step:
        last, inner = self.last(), reading.line.inner
        if last is None or inner is None:
            return Step(reading)
        before = self._as_of(last)
        resolved = before.resolve(inner)
        new = self.rewritten(last, resolved, starred=reading.line.starred)
        step = self._put(reading, last, new)
        closed = resolved.sort == "exclusion" or (last.sort == "readmission" and before.is_private)
        if (reading.line.private or closed) and new.part != "B":
            return replace(step, moved=new)
        return step

    def rewritten(self, entry: Entry, reading: Reading, *, starred: bool = False) -> Entry:
        """The entry with the kind, person and text of a reading; time, place and links stay."""
        links = list(dict.fromkeys([*(entry.links or ()), *reading.links])) or None
        return replace(
            entry, sort=reading.sort, text=reading.text, who=_name(reading.who), details=reading.details, links=links,
            person=reading.who.person if reading.who else None, starred=entry.starred or starred or reading.line.starred or None,
        )  # fmt: skip

    def _put(self, reading: Reading, old: Entry, new: Entry) -> Step:
        self.exchange(old, new)
        return Step(reading, changed=(old, new))

    def exchange(self, old: Entry, new: Entry | None) -> None:
        """Put an entry in the place of another, or take one out; everything that follows from it is folded anew."""
        if new is not None and old.rank == new.rank and _is_inert(old) and _is_inert(new):
            at = next(n for n in range(len(self.entries) - 1, -1, -1) if self.entries[n].id == old.id)
            self.entries[at] = new
            return
        kept = [(new if entry.id == old.id else entry) for entry in self.entries]
        self.restore(entry for entry in kept if entry is not None)

    def reading_for(self, entry: Entry, raw: str) -> Reading:
        """What a line would make of an entry that stands already."""
        return self._as_of(entry).resolve(parse(raw))

    def empty(self) -> "Evening":
        """The same meeting before its first line."""
        return Evening(self.meeting, self._people, self.items, scripted=self.scripted)

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

    def before(self, entry: Entry) -> "Evening":
        """The meeting as it stood when this entry was made."""
        at = next((n for n, one in enumerate(self.entries) if one.id == entry.id), len(self.entries))
        return Evening(self.meeting, self._people, self.items, self.entries[:at], scripted=self.scripted)

    def _as_of(self, entry: Entry) -> "Evening":
        """The same, but everybody who has come since can be named."""
        before = self.before(entry)
        before.roster = self.roster
        return before

    # The fold

    def _fold(self, entry: Entry) -> None:
        self.entries.append(entry)
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
        if item and item not in self.visited:
            self.visited.append(item)

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


def _is_inert(entry: Entry) -> bool:
    return entry.sort in _INERT and not (entry.details or {}).get("closes")


def _name(who: Seated | None) -> str | None:
    return who.name if who else None


def _addressee(word: str) -> str:
    """To whom, as it is printed: Cabinet and the like however they are typed, NHS as it is."""
    return word.capitalize() if word.casefold() in ("cabinet", "council", "health") else word[0].upper() + word[1:]


def _item_key(number: str | None) -> str:
    return (number or "").strip().rstrip(".").casefold()


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:] + "."
