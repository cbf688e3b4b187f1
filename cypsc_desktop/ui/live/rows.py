"""Lines of the log as a person reads them: what each row says, and how loudly. Pure; knows no widget."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from cypsc_desktop.minutes.evening import OUTCOMES, Evening
from cypsc_desktop.minutes.voted import called, question_of, recorded_on
from cypsc_desktop.model.records import Entry

# What stands beside a person's code.
VERBS: Mapping[str, str] = {
    "question": "asks", "answer": "answers", "point": "says", "introduction": "presents", "interest": "discloses",
    "motion": "moves", "amendment": "amends", "recorded-vote": "votes", "undertaking": "promises", "action": "to do",
    "request": "requests",
}  # fmt: skip
# What stands there where nobody is named.
TITLES: Mapping[str, str] = {
    "note": "", "question": "Question", "answer": "Answer", "point": "Point", "introduction": "Introduction",
    "conclusion": "Conclusion", "recommendation": "Recommends", "request": "Request", "action": "Action",
    "resolution": "Resolved", "undertaking": "Undertaking", "interest": "Interest", "motion": "Motion",
    "amendment": "Amendment", "vote": "Vote", "recorded-vote": "Vote", "exclusion": "Excluded", "readmission": "Public",
    "urgent": "Urgent", "break": "Break", "resume": "Resumed",
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "note": "Note", "question": "Question", "answer": "Answer", "point": "Point", "introduction": "Introduction",
    "conclusion": "Conclusion", "recommendation": "Recommendation", "request": "Request", "action": "Action",
    "resolution": "Resolution", "undertaking": "Undertaking", "interest": "Interest", "urgent": "Urgent business",
    "motion": "Motion", "amendment": "Amendment", "vote": "Vote", "recorded-vote": "Recorded vote",
    "exclusion": "Exclusion", "readmission": "Public part resumes", "arrival": "Arrives", "departure": "Leaves",
    "apologies": "Apologies", "substitute": "Substitute", "guest": "Joins", "break": "Break", "resume": "Resume",
    "start": "Start", "end": "End", "item": "Item", "next": "Next item", "clock": "Clock", "to-part-b": "To Part B",
    "correction": "Correction", "continuation": "Continues the last", "comment": "Left out", "blank": "Note",
}  # fmt: skip
_HIDDEN = frozenset({"clock"})
_NAMED = 40  # letters of a motion that name it where it is voted on
_QUIET = frozenset(
    {"start", "end", "arrival", "departure", "apologies", "substitute", "guest", "break", "resume", "readmission"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log. ``look``: "line", "question", "answer", "quiet", "outcome", "heading" or "waiting" (not in the
    library yet). ``aside`` stands at the right; ``spoken`` is all of it in a sentence."""

    id: str
    sort: str
    look: str
    time: str
    who: str
    verb: str
    text: str
    aside: str = ""
    starred: bool = False
    private: bool = False
    spoken: str = ""


def rows_of(
    evening: Evening, *, numbers: Mapping[str, str] | None = None, drawn: Mapping[str, str] | None = None
) -> list[Row]:
    """Every row of a meeting. ``numbers``: item -> the minute number that it will take; ``drawn``: entry -> what was drawn
    from it ("Recommendation 1")."""
    rows = _walk(evening.empty(), evening.entries, numbers or {})
    return [_leading(row, drawn[row.id]) if drawn and row.id in drawn else row for row in rows]


def _leading(row: Row, to: str) -> Row:
    """The row with what it led to at its right."""
    short = to.replace("Recommendation", "Rec").replace("Conclusion", "Concl")
    return replace(row, aside=row.aside or f"\N{RIGHTWARDS ARROW} {short}", spoken=f"{row.spoken}, led to {to}")


def _walk(again: Evening, entries: list[Entry], numbers: Mapping[str, str]) -> Iterator[Row]:
    for entry in entries:
        again.follow(entry)
        if entry.sort not in _HIDDEN:
            yield row_of(entry, again, numbers=numbers)


def row_of(entry: Entry, evening: Evening, *, numbers: Mapping[str, str] | None = None) -> Row:
    """One row; ``evening`` as it stood once the entry was made."""
    sort = entry.sort or "note"
    details: dict[str, Any] = entry.details or {}
    known = evening.roster.named(entry.who)
    who = known.code.upper() if known else ""
    text, verb, aside = entry.text or "", VERBS.get(sort, ""), ""
    look = {"question": "question", "answer": "answer", "item": "heading"}.get(sort, "line")
    if sort in OUTCOMES:
        look = "outcome"
    elif sort in _QUIET:
        look, text = "quiet", _told(entry, evening)
        who = verb = ""
    elif sort == "item":
        item = evening.item_of(entry.item)
        who, verb = (item.number or "" if item else ""), ""
        text = (item.title or "" if item else "") or "Item"
        number = (numbers or {}).get(entry.item or "")
        aside = f"minute {number}" if number else ""
    elif sort in ("motion", "amendment"):
        who = "/".join(_code(evening, details.get(name)) for name in ("mover", "seconder")).strip("/")
        if "/" in who:
            verb, aside = "", KINDS[sort].casefold()  # two codes fill the column
    elif sort == "vote":
        text = _with_question(told_vote(details), entry, evening)
    elif sort == "recorded-vote":
        stance = "abstained on" if text.casefold() == "abstain" else text
        text = f"{stance} the {recorded_on(evening, entry)}, recorded"
    elif sort == "exclusion":
        aside = "Sch 12A " + ", ".join(str(p) for p in details.get("paragraphs") or ())
    if sort == "recommendation" and details.get("addressee"):
        aside = f"to {details['addressee']}"
    if not who and look not in ("quiet", "heading"):
        verb = TITLES.get(sort, "")
    name = "" if look == "quiet" else entry.who or ""  # those sentences begin with the name
    said = " ".join(part for part in (name, verb) if part)
    spoken = ", ".join(part for part in (entry.time or "", said, text.replace("\n", " "), aside) if part)
    if sort == "item":
        spoken = f"{entry.time}, item {who}, {text}"
    if entry.part == "B":
        spoken += ", Part B"
    if entry.starred:
        spoken += ", starred"
    return Row(
        entry.id, sort, look, entry.time or "", who, verb, text, aside, bool(entry.starred), entry.part == "B", spoken
    )


def row_waiting(entity: str, raw: str, time: str) -> Row:
    """A line that is not in the library yet, as it was typed."""
    return Row(entity, "note", "waiting", time, "", "Not saved", raw, spoken=f"Not saved yet: {raw}")


def told_vote(details: Mapping[str, Any]) -> str:
    """ "Carried: 6 for, 1 against, 1 abstaining", "Agreed without a vote"."""
    if "for" not in details:
        return "Agreed without a vote"
    casting = f", with the casting vote {details['casting']}" if details.get("casting") else ""
    return (
        f"{str(details.get('result', '')).capitalize()}: {details['for']} for, {details['against']} against, "
        f"{details['abstain']} abstaining{casting}"
    )


def _with_question(said: str, vote: Entry, evening: Evening) -> str:
    """What was voted on, where an amendment and its motion may be meant, or it does not stand right above."""
    question = question_of(evening, vote)
    shown = evening.shown()
    above = next((one for one, after in pairwise(shown) if after.id == vote.id), None)
    amended = any(one.entry.sort == "amendment" for one in evening.questions)
    if question is None or (not amended and above is not None and above.id == question.entry.id):
        return said
    words = " ".join((question.entry.text or "").split())
    words = words if len(words) <= _NAMED else f"{words[: _NAMED - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    named = called(evening, question).capitalize()
    return f"{named} ({words}) {said[0].lower()}{said[1:]}"


def _told(entry: Entry, evening: Evening) -> str:
    """A coming, a going, or a turn of the meeting, as a sentence."""
    name, details = entry.who or "Somebody", entry.details or {}
    match entry.sort:
        case "start":
            return f"The meeting began. {_present(evening)}"
        case "end":
            return "The meeting ended."
        case "arrival":
            if not evening.started:
                return f"{name} is present."
            again = entry.links or any(one.sort == "departure" and one.who == entry.who for one in evening.entries)
            return f"{name} {'came back' if again else 'arrived'}. {_present(evening)}"
        case "departure":
            why = " for an interest" if entry.links else ""
            return f"{name} left{why}. {_present(evening)}"
        case "apologies":
            return f"{name} has sent apologies."
        case "substitute":
            return f"{name} sits in the place of {details.get('in_place_of') or 'a member'}."
        case "guest":
            role = f", {details['role']}" if details.get("role") else ""
            return f"{entry.text}{role} joined."
        case "break":
            return "The meeting paused."
        case "resume":
            return "The meeting resumed."
    return "The public part resumed."


def present_voters(evening: Evening) -> int:
    """How many voting members have been marked as in the room."""
    return sum(evening.room.is_here(one.name) for one in evening.room.voters(None))


def _present(evening: Evening) -> str:
    count = present_voters(evening)
    return f"{count} voting member{'' if count == 1 else 's'} present."


def _code(evening: Evening, name: str | None) -> str:
    known = evening.roster.named(name)
    return known.code.upper() if known else ""
