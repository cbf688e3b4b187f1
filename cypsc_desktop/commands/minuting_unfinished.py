"""What is unfinished in the minutes of a meeting, and where it is mended. Reads only."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import Live
from cypsc_desktop.commands.minuting_outcomes import outcome_records
from cypsc_desktop.minutes.decided import waiting
from cypsc_desktop.minutes.entitled import doubt_of
from cypsc_desktop.minutes.evening import OUTCOMES, Evening
from cypsc_desktop.minutes.grammar import SPOKEN
from cypsc_desktop.minutes.prose import clock
from cypsc_desktop.minutes.voted import recorded_on
from cypsc_desktop.model.records import Committee, Entry, Finding, Meeting, Record
from cypsc_desktop.store.store import Reader

_SPEAKS = frozenset({*SPOKEN.values(), "undertaking"})
_LONG = 60  # letters of a line that name it


class Unclosed(NamedTuple):
    """Something that is unfinished when a meeting closes: what, and how to mend it. ``about`` is the line or the outcome,
    ``line`` what can be typed, or the beginning of it; None where there is no such thing."""

    kind: str
    message: str
    about: str | None = None
    line: str | None = None


def quorum_of(reader: Reader, meeting: Meeting) -> int | None:
    """The committee's quorum, None where it was never entered."""
    body = reader.record(meeting.committee) if meeting.committee else None
    return body.quorum if isinstance(body, Committee) else None


def to_mend(reader: Reader, live: Live) -> list[Unclosed]:
    """What is unfinished, in the order in which a person would mend it: what was never agreed, lines that were not
    understood, then what the lines leave open by themselves."""
    found = [*_not_agreed(reader, live), *_kept_as_notes(reader, live)]
    return [*found, *unclosed(live, quorum=quorum_of(reader, live.meeting))]


def unfinished(reader: Reader, live: Live) -> list[Unclosed]:
    """What is unfinished in minutes that go out or are approved; of those that were not taken here nothing is known."""
    return to_mend(reader, live) if live.evening.entries else []


def said_of(left: Sequence[Unclosed]) -> str:
    """How much is unfinished, and what; "" where nothing is."""
    if not left:
        return ""
    count = "1 matter is" if len(left) == 1 else f"{len(left)} matters are"
    return f"{count} unfinished: {' '.join(one.message for one in left)}"


def unclosed(live: Live, *, quorum: int | None = None) -> list[Unclosed]:
    """What the lines leave open. ``quorum``: the committee's, where it is known."""
    return [*_business(live, quorum), *_people(live.evening), *_items(live.evening)]


def not_agreed(reader: Reader, live: Live) -> list[Record]:
    """What waits to be agreed by the body, in the order of the lines; until then it is printed nowhere."""
    return waiting(live.evening.entries, outcome_records(reader, live.meeting.id))


def urgent_without_reason(evening: Evening) -> bool:
    """An item called urgent business that was taken, without a reason of the chair's."""
    reasons = {entry.item for entry in evening.entries if entry.sort == "urgent" and entry.text}
    taken = [item for item in evening.items if item.id in evening.visited and "urgent" in (item.title or "").casefold()]
    busy = {entry.item for entry in evening.shown() if entry.sort in ("introduction", "question", "answer", *OUTCOMES)}
    return any(item.id in busy and item.id not in reasons for item in taken)


def _not_agreed(reader: Reader, live: Live) -> Iterator[Unclosed]:
    for record in not_agreed(reader, live):
        number = getattr(record, "number", None)
        # Those of recommendations run through the meeting, so that they name one.
        named = f" {number}" if record.kind == "recommendation" and number else ""
        message = f"{record.kind.capitalize()}{named} was not agreed, so it is left out: '{_short(getattr(record, 'text', None))}'"
        yield Unclosed("not-agreed", message, about=record.id)


def _kept_as_notes(reader: Reader, live: Live) -> Iterator[Unclosed]:
    """Lines that looked like more than a note, and why they were none."""
    notes = {entry.id: entry for entry in live.evening.entries if entry.sort == "note"}
    for finding in all_of(reader, Finding, meeting=live.meeting.id):
        note = notes.pop(finding.entry or "", None)
        if note is not None:
            why = (finding.message or "").removesuffix("The line was kept as a note.").strip()
            yield Unclosed("kept-as-note", f"'{_short(note.text)}' was kept as a note. {why}".strip(), about=note.id)


def _short(said: str | None) -> str:
    """As much of a line as names it."""
    text = " ".join((said or "").split())
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _business(live: Live, quorum: int | None) -> Iterator[Unclosed]:
    evening = live.evening
    question = evening.open_question()
    if question is not None:
        about = question.entry.id
        yield Unclosed("open-question", "A motion has not been voted on. Type v. or the counts.", about, "v.")
    for question in evening.inquorate(quorum):
        if question.vote is not None:
            yield Unclosed(
                "inquorate",
                f"Fewer than {quorum} voting members were present at {clock(question.vote.time)}, when it was voted: "
                f"{question.entry.text}. Check the attendance.",
                question.vote.id,
            )
    yield from _doubtful(evening)
    for entry in evening.entries:
        if entry.sort == "recorded-vote" and recorded_on(evening, entry) == "it":
            yield Unclosed(
                "vote-on-nothing",
                f"{entry.who or 'A Member'} asked at {clock(entry.time)} that their vote be recorded, and nothing was moved or "
                "resolved in that item. Add what it was on, or mend the line.",
                entry.id,
            )
    if evening.excluded:
        yield Unclosed("still-private", "The public part was not resumed. Type x/ if it was.", line="x/")
    if urgent_without_reason(evening):
        yield Unclosed("urgent-reason", "Urgent business has no reason. Type u. and the Chair's reason.", line="u. ")
    if evening.started is None:
        message = "The time at which the meeting began is missing. Type @18:30 >start."
        yield Unclosed("no-start", message, line=f"@{live.meeting.time or '18:30'} >start")
    if evening.ended is None:
        yield Unclosed("no-end", "The time at which the meeting ended is missing. Type >end.", line=">end")


def _doubtful(evening: Evening) -> Iterator[Unclosed]:
    """Votes that counted more than those who were surely entitled; of an item whose matter was not said, the first."""
    told: set[str] = set()
    for question in evening.questions:
        doubt = doubt_of(evening, question.vote) if question.vote is not None else None
        if question.vote is None or doubt is None or (doubt.unsure and doubt.item and doubt.item.id in told):
            continue
        at = f" at {clock(question.vote.time)}"
        named = f"item {doubt.item.number}" if doubt.item and doubt.item.number else "this"
        if not doubt.unsure:
            what = (
                f"{doubt.counted} were counted{at}, and {doubt.sure} could vote. Check the counts and the attendance."
            )
            yield Unclosed("too-many-votes", what, question.vote.id)
            continue
        told.update([doubt.item.id] if doubt.item else [])
        yield Unclosed(
            "matter",
            f"{doubt.counted} were counted{at}, and {doubt.sure} surely could vote: {doubt.names()}, and nobody said whether "
            f"{named} is about that. Set its matter, and check the vote.",
            question.vote.id,
        )


def _people(evening: Evening) -> Iterator[Unclosed]:
    for name, entry in _absent_speakers(evening).items():
        came = f"@{entry.time} +{_code(evening, name)}"
        message = (
            f"{name} spoke at {clock(entry.time)}, but has sent apologies. Type {came} if they came, or mend the line."
        )
        yield Unclosed("absent-speaker", message, entry.id, came)
    for name in evening.room.unaccounted():
        message = f"{name} is neither present nor apologised. Type + or ~ and the code."
        yield Unclosed("unaccounted-member", message, line=f"+{_code(evening, name)}")


def _absent_speakers(evening: Evening) -> dict[str, Entry]:
    """Who sent apologies, never came, and is said to have spoken after that: the first such line of each."""
    away = {row.seated.name for row in evening.room.attendance() if row.state in ("apologies", "substituted")}
    found: dict[str, Entry] = {}
    excused: set[str | None] = set()
    for entry in evening.entries if away else ():
        if entry.sort == "apologies":
            excused.add(entry.who)
        elif entry.sort == "substitute":
            excused.add((entry.details or {}).get("in_place_of"))
        elif entry.sort in _SPEAKS and entry.who in away & excused:
            found.setdefault(entry.who or "", entry)
    return found


def _items(evening: Evening) -> Iterator[Unclosed]:
    for item in evening.unvisited():
        title = " ".join(part for part in (item.number, item.title) if part)
        line = f">{item.number}" if item.number else None
        yield Unclosed("not-reached", f"Item {title} was not reached.", item.id, line)


def _code(evening: Evening, name: str) -> str:
    known = evening.roster.named(name)
    return known.code if known else ""
