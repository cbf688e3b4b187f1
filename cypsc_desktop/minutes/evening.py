"""A meeting under way, and what the next line does to it: how it is read, and what it adds or changes. Pure values; writes
nothing. What the lines add up to is the State's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.decided import as_draft, mark_of
from cypsc_desktop.minutes.grammar import Line, as_note, parse
from cypsc_desktop.minutes.roster import Seated, guest_name
from cypsc_desktop.minutes.state import OUTCOMES, UNSHOWN, Question, State, space_of
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Entry
from cypsc_desktop.model.rules import voting

__all__ = ["OUTCOMES", "UNSHOWN", "Evening", "Problem", "Question", "Reading", "Step", "space_of"]


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


class Evening(State):
    """The state of one meeting; ``take`` reads its next line."""

    # Reading a line

    def read(self, raw: str) -> Reading:
        """What this line would do if it were typed now."""
        return self.resolve(parse(raw))

    def read_after(self, first: str, raw: str) -> Reading:
        """What a line would do once another was typed."""
        again = self.empty()
        again.restore(self.entries)
        again.take(first, now="00:00")
        return again.read(raw)

    def take(
        self, raw: str, *, now: str, stamp: str | None = None, entity: str | None = None, links: Sequence[str] = (),
        drafted: bool = False,
    ) -> Step:  # fmt: skip
        """Apply one line. ``now`` is the local "HH:MM", ``stamp`` the UTC moment of its first key, ``entity`` the id that
        its entry is to have, ``links`` the lines that it rests on; ``drafted``: it counts once it is agreed."""
        reading = self.read(raw)
        if drafted and reading.sort in OUTCOMES:
            reading = replace(reading, details=as_draft(reading.details))
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
            return self._refuse(replace(line, body=line.body or "v."), self._without_motion(line))
        details: dict[str, Any] = {"question": question.entry.id}
        if line.counts is None:
            return Reading(line, "vote", None, None, self.item, {**details, "result": "agreed"})
        in_favour, against, abstain = line.counts
        entitled = len(self.room.voters(self._matter(question)))
        refused = voting.refusal(in_favour, against, abstain, casting=line.word, entitled=entitled)
        if refused:
            return self._refuse(line, Problem("impossible-vote", refused))
        details |= {"for": in_favour, "against": against, "abstain": abstain, "casting": line.word}
        details["result"] = voting.result(in_favour, against, line.word)
        return Reading(line, "vote", None, None, self.item, details)

    def _without_motion(self, line: Line) -> Problem:
        """Why counts are of no vote; what would give a tie its casting vote is told how that is given."""
        why = "There is no motion to vote on. Move one first: m.code/code words."
        if line.word and self.tie() is not None:
            why = f"This was voted on. Its casting vote is given by ^{line.body}."
        elif line.word and (tied := self.last_tie()) is not None:
            why = f"The tie at {tied.time} is not the last line. Choose its line in the log, and add the casting vote to it."
        return Problem("impossible-vote", why)

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
        late = line.inner.sort == "vote" and last.sort != "vote" and self.open_question() is None
        if inner.problem and late:
            inner = replace(inner, problem=self._without_motion(line.inner))
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
        details = {**(reading.details or {}), **(mark_of(entry) if reading.sort in OUTCOMES else {})} or None
        return replace(
            entry, sort=reading.sort, text=reading.text, who=_name(reading.who), details=details, links=links,
            person=reading.who.person if reading.who else None, starred=entry.starred or starred or reading.line.starred or None,
        )  # fmt: skip

    def _put(self, reading: Reading, old: Entry, new: Entry) -> Step:
        self.exchange(old, new)
        return Step(reading, changed=(old, new))

    def reading_for(self, entry: Entry, raw: str) -> Reading:
        """What a line would make of an entry that stands already."""
        return self._as_of(entry).resolve(parse(raw))

    def _as_of(self, entry: Entry) -> "Evening":
        """The same, but everybody who has come since can be named."""
        before = self.before(entry)
        before.roster = self.roster
        return before


def _name(who: Seated | None) -> str | None:
    return who.name if who else None


def _addressee(word: str) -> str:
    """To whom, as it is printed: Cabinet and the like however they are typed, NHS as it is."""
    return word.capitalize() if word.casefold() in ("cabinet", "council", "health") else word[0].upper() + word[1:]


def _item_key(number: str | None) -> str:
    return (number or "").strip().rstrip(".").casefold()


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:] + "."
