"""Lines -> paragraphs of the draft minutes, at three levels of detail. Pure; every paragraph knows its lines.

A paragraph of Part A is made of lines of Part A alone; of an exclusion it says the paragraphs and nothing else.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cypsc_desktop.minutes import apologies, rank, voted
from cypsc_desktop.minutes.addressed import whose
from cypsc_desktop.minutes.decided import waiting
from cypsc_desktop.minutes.evening import OUTCOMES, UNSHOWN, Evening, space_of
from cypsc_desktop.minutes.standing import about_of, counts, is_for_points
from cypsc_desktop.minutes.wording import Wording, ended
from cypsc_desktop.model.days import long_day
from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Entry, MinuteBlock, Record

LEVELS = ("decisions", "summary", "full")
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_THAT = re.compile(r"(?:that\b[,:]?\s+)+", re.IGNORECASE)
# What the heading of a list says already, typed again before a point of it.
_SAID_ABOVE = {
    "recommendation": re.compile(r"(?:the|this) (?:[\w-]+ ){1,3}recommend(?:s|ed)?:?\s+(?=that\b)", re.IGNORECASE),
    "resolution": re.compile(r"(?:it was )?resolved[:,]?\s+", re.IGNORECASE),
}
_DID = re.compile(
    r"(?:introduced|presented|outlined|summarised|explained|described|highlighted|reported|updated|advised|noted|opened"
    r"|gave|took|set out|spoke|told|drew|led|ran)\s",
    re.IGNORECASE,
)
_ASKING = ("whether", "if", "about", "for")
# A reported question, "how the deficit would be recovered", and no direct one, "how would …": that has its verb in front.
_REPORTED = re.compile(
    r"(?:why|how|what|when|where|who|whose|whom|which)\s+(?!(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could"
    r"|shall|should|may|might|must|not|about)\b)\S+\s+\S+\s+[^?]*$"
)
_ALWAYS = {"interest", "motion", "amendment", "vote", "recorded-vote", "urgent", "exclusion", "readmission"}
_TOLD = {
    "decisions": _ALWAYS,
    "summary": _ALWAYS | {"introduction", "question", "answer", "arrival", "departure", "break", "resume"},
    "full": _ALWAYS
    | {"introduction", "question", "answer", "arrival", "departure", "break", "resume", "point", "note"},
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and the lines that it came from."""

    sort: str
    text: str
    entries: tuple[str, ...]


def blocks_of(
    evening: Evening, item: str | None, part: str, *, level: str, wording: Wording, outcomes: Mapping[str, Record]
) -> list[MinuteBlock]:
    """The paragraphs of one item in one part. ``outcomes`` are the records by the entry that made them: their words count,
    since they may have been mended since, and what waits to be agreed is left out."""
    mine = [entry for entry in evening.entries if entry.item == item]
    lists = list(_lists(evening, mine, part, wording, outcomes))
    told = _in_order(evening, mine, list(_said(evening, mine, part, level, wording)), lists)
    told = [replace(one, text=_dated(one.text)) for one in told]
    blocks = []
    place: str | None = None
    for one in told:
        place = rank.after(place)
        key = (evening.meeting, item or "opening", part, one.sort, one.entries[0] if one.entries else "")
        blocks.append(
            MinuteBlock(
                id=recognised_id("minute_block", *key), space=space_of(evening.meeting, part), meeting=evening.meeting,
                item=item, sort=one.sort, text=one.text, generated=one.text, entries=list(one.entries), part=part, rank=place,
            )
        )  # fmt: skip
    return blocks


def _in_order(evening: Evening, entries: Sequence[Entry], said: list[Told], lists: list[Told]) -> list[Told]:
    """What was said, then what came of it; somebody's own vote on a resolution stands behind that."""
    at = next((n + 1 for n, one in enumerate(lists) if one.sort == "resolutions"), None)
    if at is None:
        return [*said, *lists]
    votes = {e.id for e in entries if e.sort == "recorded-vote" and voted.recorded_on(evening, e) == "resolution"}
    own = [one for one in said if votes.intersection(one.entries)]
    return [*(one for one in said if one not in own), *lists[:at], *own, *lists[at:]]


def _said(evening: Evening, entries: Sequence[Entry], part: str, level: str, wording: Wording) -> Iterable[Told]:
    if part == "A" and (goes_on := _excluded_before(evening, entries)):
        yield Told("text", _exclusion(goes_on, wording), (goes_on.id,))
    if part == "A" and (sent := _apologies(evening, entries, level, wording)):
        yield Told("text", *sent)
    for entry in entries:
        kind = entry.sort or "note"
        if kind == "exclusion" and part == "A":
            yield Told("text", _exclusion(entry, wording), (entry.id,))
        if kind == "readmission" and not _ends_exclusion(evening, entry):
            continue
        told = kind in _TOLD[level] or (level == "summary" and (entry.starred or _stands(evening, entry)))
        if (entry.part or "A") != part or not told:
            continue
        text = _sentence(evening, entry, level, wording)
        if text:
            yield Told("text", text, (entry.id,))


def _apologies(
    evening: Evening, entries: Sequence[Entry], level: str, wording: Wording
) -> tuple[str, tuple[str, ...]] | None:
    """Who sent apologies, under the item that is for them, unless its lines say so."""
    item = evening.item_of(entries[0].item) if entries else None
    if item is None or not apologies.is_of_apologies(item.title):
        return None
    told = [entry.text or "" for entry in entries if entry.part != "B" and entry.sort in ("note", "point")]
    return apologies.sent(evening, wording, told if level != "decisions" else ())


def _exclusion(entry: Entry, wording: Wording) -> str:
    return wording.say("exclusion", paragraphs=_paragraphs((entry.details or {}).get("paragraphs") or ()))


def _excluded_before(evening: Evening, entries: Sequence[Entry]) -> Entry | None:
    """The exclusion under which an item's first private line was taken, where it was resolved in an earlier item: an item
    that is private from end to end names its paragraphs too."""
    mine = {entry.id for entry in entries}
    holds: Entry | None = None
    for entry in evening.entries:
        if entry.sort == "exclusion":
            holds = entry
        elif entry.sort == "readmission" or (entry.details or {}).get("closes"):
            holds = None
        elif holds and entry.id in mine and entry.part == "B" and entry.sort not in UNSHOWN:
            return None if holds.id in mine else holds
    return None


def _ends_exclusion(evening: Evening, entry: Entry) -> bool:
    """Whether the public had been excluded when the public part resumed."""
    excluded = False
    for one in evening.entries:
        if one.id == entry.id:
            return excluded
        item = evening.item_of(one.item) if one.sort == "item" else None
        if one.sort == "exclusion" or (one.details or {}).get("closes") or (item is not None and item.part == "B"):
            excluded = True
        elif one.sort == "readmission":
            excluded = False
    return excluded


def _stands(evening: Evening, entry: Entry) -> bool:
    """Whether a point or a note is what its item is there for: apologies, corrections of earlier minutes, how actions stand,
    the difference that the meeting made, what is to come in the work programme."""
    item = evening.item_of(entry.item)
    if item is None or not (about_of(item.title) or is_for_points(item.title)):
        return False
    return counts(entry, item.title)


def _sentence(evening: Evening, entry: Entry, level: str, wording: Wording) -> str | None:
    text = " ".join((entry.text or "").split())
    who = _speaker(evening, entry.who, named=level == "full")
    match entry.sort:
        case "introduction":
            if text.startswith("that "):
                return f"{who} introduced the item, saying {ended(text)}"
            if _DID.match(text):  # "presented the dashboard" goes on from who it was
                return f"{who} {ended(text[0].lower() + text[1:])}"
            return f"{who} introduced the item. {ended(_capital(text))}"
        case "question":
            first = text.split(" ", 1)[0].casefold()
            if first == "whether" or (_runs_on(text) and (first in _ASKING or _REPORTED.match(text))):
                return f"{who} asked {ended(text[0].lower() + text[1:].rstrip('?'))}"
            return f"{who} asked: {_capital(text) if text[-1:] in '.!?' else f'{_capital(text)}?'}"
        case "answer":
            return _reported(who, "replied", text)
        case "point":
            return _reported(who, "commented", text)
        case "note":
            return ended(_capital(text))
        case "interest":
            return f"{_name(entry.who)} disclosed an interest: {ended(text)}"
        case "arrival" | "departure":
            return _movement(evening, entry)
        case "break" | "resume":
            return f"The meeting {'adjourned' if entry.sort == 'break' else 'resumed'} at {clock(entry.time)}."
        case "urgent":
            said = "" if text.casefold().startswith("the chair agreed") else f"{wording.say('urgent')} "
            return f"{said}{ended(_capital(text))}"
        case "exclusion":
            return ended(_capital(text))
        case "readmission":
            return wording.say("readmission", time=clock(entry.time))
    return voted.sentence(evening, entry)


def _movement(evening: Evening, entry: Entry) -> str | None:
    """Comings and goings while the meeting ran; who was there from the start stands in the attendance."""
    place = {one.id: n for n, one in enumerate(evening.entries)}
    begun = next((place[one.id] for one in evening.entries if one.sort == "start"), None)
    if begun is None or place.get(entry.id, 0) < begun:
        return None
    at = place[entry.id]
    if entry.sort == "departure":
        why = ", having disclosed an interest" if _left_for_interest(evening.entries, at) else ""
        return f"{_name(entry.who)} left the meeting at {clock(entry.time)}{why}."
    before = any(one.who == entry.who and one.sort == "departure" for one in evening.entries[:at])
    return f"{_name(entry.who)} {'returned' if before else 'arrived'} at {clock(entry.time)}."


def _left_for_interest(entries: Sequence[Entry], at: int) -> bool:
    """Whether a departure was for an interest: one disclosed in this item, or in another if they came back. Who disclosed
    one at the beginning and goes home early did not leave for it."""
    left = entries[at]
    disclosed = [one for one in entries[:at] if one.id in (left.links or ())]
    returned = any(one.who == left.who and one.sort == "arrival" for one in entries[at + 1 :])
    return any(one.item == left.item or returned for one in disclosed)


def _lists(
    evening: Evening, entries: Iterable[Entry], part: str, wording: Wording, outcomes: Mapping[str, Record]
) -> Iterable[Told]:
    open_ = {getattr(one, "entry", None) for one in waiting(evening.entries, outcomes)}
    said = [entry for entry in entries if (entry.part or "A") == part and entry.id not in open_]
    for sort in OUTCOMES:
        mine = [entry for entry in said if entry.sort == sort]
        by_others = sort == "undertaking" and not all(is_chairs(evening, entry) for entry in mine)
        lines = [wording.say("undertaken" if by_others else f"{sort}s")]
        after_that = lines[0].rstrip().endswith("that:")
        used: list[str] = []
        for entry in mine:
            record = outcomes.get(entry.id)
            if record is not None and record.space != entry.space:
                record = None  # not yet of this part: the line's own words are
            lines.append(_point(evening, entry, record, len(used) + 1, after_that=after_that, named=by_others))
            used.append(entry.id)
        if used:
            yield Told(f"{sort}s", "\n".join(lines), tuple(used))


def is_chairs(evening: Evening, entry: Entry) -> bool:
    """Whether an undertaking is the chair's: theirs by code, or of nobody who is known here."""
    known = evening.roster.named(entry.who)
    return known is None or (known.role or "").casefold() == "chair"


def _point(
    evening: Evening,
    entry: Entry,
    record: Record | None,
    number: int,
    *,
    after_that: bool = False,
    named: bool = False,
) -> str:
    text = " ".join((getattr(record, "text", None) or entry.text or "").split())
    if above := _SAID_ABOVE.get(entry.sort or ""):
        text = text[found.end() :] if (found := above.match(text)) else text
    if after_that and (found := _THAT.match(text)):  # the sentence above says it
        text = text[found.end() :]
    if begins := opening(entry, record, text):
        that = "" if after_that or entry.sort == "action" else "that "
        text = f"{that}{begins[0]}{begins[1]}"
    printed = getattr(record, "number", None) or str(number)
    after = decoration(evening, entry, record, named=named, opened=begins is not None)
    return f"{printed}. {ended(_capital(text)) if not after else _capital(text.rstrip('.')) + after}"


def opening(entry: Entry, record: Record | None, text: str) -> tuple[str, str] | None:
    """Whose a recommendation or an action is, in front of its words where these are an order, and the words behind that."""
    return whose(entry.sort, text, getattr(record, "addressee", None) or _owner(entry, record))


def _owner(entry: Entry, record: Record | None) -> str | None:
    return getattr(record, "owner", None) or (entry.who if entry.sort == "action" else None)


def decoration(
    evening: Evening, entry: Entry, record: Record | None, *, named: bool = False, opened: bool = False
) -> str:
    """What stands behind the words of an outcome: to whom, whose it is, by when. ``named``: the chair's are named too;
    ``opened``: whose it is stands in front."""
    after = ""
    if not opened and (addressee := getattr(record, "addressee", None)):
        after = f" (to {addressee})"
    owner = _owner(entry, record) if not opened else None
    if entry.sort == "undertaking" and (named or not is_chairs(evening, entry)):
        owner = entry.who or "the Chair"
    if owner:
        after += f" ({owner})"
    if due := getattr(record, "due", None):
        after += f" (by {due})"
    return after


def _speaker(evening: Evening, name: str | None, *, named: bool) -> str:
    """Officers by their role; a member by name only where all are named."""
    if name is None:
        return "A Member"
    known = evening.roster.named(name)
    if known and known.seat == "guest":
        role, _, rest = (part.strip() for part in (known.role or "").partition(","))
        if " and " in rest:  # a portfolio, no employer
            role = f"{role}, {rest}"
        return f"The {role}" if role and not role.casefold().startswith("the ") else _capital(role) or name
    if named:
        return name
    return "The Chair" if known and (known.role or "").casefold() == "chair" else "A Member"


def _reported(who: str, verb: str, text: str) -> str:
    if text.startswith("that "):
        return f"{who} {verb} {ended(text)}"
    return f"{who} {verb}: {ended(_capital(text))}"


def _paragraphs(numbers: Iterable[str]) -> str:
    listed = [one for one in numbers if one in ("1", "2", "3", "4", "5", "6", "7")]
    if not listed:
        return "the relevant paragraph"
    if len(listed) == 1:
        return f"paragraph {listed[0]}"
    return f"paragraphs {', '.join(listed[:-1])} and {listed[-1]}"


def clock(time: str | None) -> str:
    """ "18:31" as minutes print it: "6.31 pm"."""
    if not time or ":" not in time:
        return time or "a time that was not noted"
    hour, minute = time.split(":")[:2]
    number = int(hour)
    return f"{(number - 1) % 12 + 1}.{minute} {'am' if number < 12 else 'pm'}"


def _name(name: str | None) -> str:
    return name or "A Member"


def _runs_on(text: str) -> bool:
    return text[:1].islower()


def _dated(text: str) -> str:
    """Dates as minutes print them: "2021-06-29" is "29 June 2021"."""
    return _ISO.sub(lambda found: long_day(found[0]), text)


def _capital(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
