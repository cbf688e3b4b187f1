"""What may be meant by the line in hand, or comes next after the last one: offers that Tab takes. Pure; knows no widget."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cypsc_desktop.minutes.entitled import doubt_of
from cypsc_desktop.minutes.evening import Evening, Reading
from cypsc_desktop.minutes.grammar import SPOKEN, UNNAMED, parse
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.model.records import Entry

_SEVERAL = re.compile(r"(@\d{1,2}:\d{2}\s+)?([+~-])\s*(.+)")
_PARTED = re.compile(r"[\s,;]+(?:and\s+|&\s*|[+~-])?")
_CODED = re.compile(rf"([{''.join(UNNAMED)}])\.([\w'’-]+)\s+(.+)", re.DOTALL)
_MOVES = {"+": "here", "-": "gone", "~": "apologies"}
_SPEAKS = frozenset(SPOKEN.values())
_MOST_SPOKE = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that Tab takes: what it says, and what to put into the line; or ``lines`` to take at once, in place of the
    note ``instead``. ``short`` is what it says where there is little room; else its first word, mostly a code. ``matter``:
    what the item of the last vote is about."""

    words: str
    text: str = ""
    short: str = ""
    lines: tuple[str, ...] = ()
    instead: str | None = None
    matter: str = ""


def next_offers(evening: Evening) -> list[Offer]:
    """After a question who will probably answer it; after a note of several codes, a line for each."""
    last = evening.last()
    if last is None:
        return []
    away = away_speaker(evening)
    came = (
        [Offer(f"{away.code.upper()} came", lines=(f"+{away.code}",), short=f"{away.code.upper()} came")]
        if away
        else []
    )
    if last.sort == "question":
        who = evening.likely_answerer()
        return [*([Offer(f"{who.code.upper()} {who.name}", f"a.{who.code} ")] if who else []), *came]
    if came:
        return came
    if last.sort == "vote":
        return _after_vote(evening, last)
    if last.sort == "note" and (line := parse(last.text or "")).sort == "vote" and line.word:
        return casting_offers(_before(evening, last), instead=last.id)
    if last.sort == "note":
        return [Offer(one.words, lines=one.lines, instead=last.id) for one in _several(evening, last.text or "")]
    return []


def away_speaker(evening: Evening) -> Seated | None:
    """Who is said to have spoken last, though they sent apologies and have not come."""
    last = evening.last()
    if last is None or last.sort not in _SPEAKS or not last.who:
        return None
    state = evening.room.of(last.who)
    return evening.roster.named(last.who) if state.apologies and not state.here else None


def offers_for(evening: Evening, reading: Reading, text: str) -> list[Offer]:
    """What may be meant by this text."""
    several = list(_several(evening, text))
    if several or reading.problem is None:
        return several
    if reading.problem.kind == "unknown-code":
        offered = reading.problem.offered or _spoke_last(evening)
        made = [Offer(f"{one.code.upper()} {one.name}", _with_code(evening, text, one.code)) for one in offered]
        return [offer for offer in made if offer.text != text]
    return list(_without_code(evening, text))


def _several(evening: Evening, text: str) -> Iterator[Offer]:
    """Several codes behind one sign: the grammar has one to a line, so that a line for each is offered."""
    found = _SEVERAL.fullmatch(text.strip())
    people = [evening.roster.find(code) for code in _PARTED.split(found[3].strip(" ,;"))] if found else []
    known = list(dict.fromkeys(one for one in people if one is not None))
    if found and len(known) > 1 and None not in people:
        codes = ", ".join(one.code.upper() for one in known)
        yield Offer(
            f"{codes}: {_MOVES[found[2]]}", lines=tuple(f"{found[1] or ''}{found[2]}{one.code}" for one in known)
        )


def _without_code(evening: Evening, text: str) -> Iterator[Offer]:
    """A code on a kind that names nobody: without it; what was asked of somebody may be an action of theirs."""
    found = _CODED.fullmatch(text.strip())
    who = evening.roster.find(found[2]) if found else None
    if found and who is not None:
        if found[1] == "f":
            yield Offer(
                f"Action of {who.code.upper()} {who.name}",
                f"t.{who.code} {found[3]}",
                short=f"Action of {who.code.upper()}",
            )
        yield Offer("Without the code", f"{found[1]}. {found[3]}", short="No code")


def _spoke_last(evening: Evening) -> list[Seated]:
    """Who spoke last, the latest first; before anybody did, the first of the roster."""
    names = dict.fromkeys(entry.who for entry in reversed(evening.entries[-60:]) if entry.who)
    known = [one for name in names if (one := evening.roster.named(name)) is not None]
    return (known or list(evening.roster))[:_MOST_SPOKE]


def _with_code(evening: Evening, text: str, code: str) -> str:
    """The line with its first unknown code replaced."""
    for span in parse(text).spans:
        for part in text[span.start : span.end].split("/") if span.role == "code" else ():
            if part and evening.roster.find(part) is None:
                at = text.index(part, span.start)
                return text[:at] + code + text[at + len(part) :]
    return text


def _before(evening: Evening, note: Entry) -> Entry | None:
    """The tied vote right before a line that should have given it the casting vote."""
    return evening.before(note).tie()


def _after_vote(evening: Evening, vote: Entry) -> list[Offer]:
    """The casting vote that a tie waits for; whether it was about education, where that decides who may vote."""
    found = casting_offers(evening.tie())
    doubt = doubt_of(evening, vote)
    if doubt is not None and doubt.unsure and doubt.item is not None:
        found += [
            Offer(words, matter=matter, short=words)
            for words, matter in (("It is", "education"), ("It is not", "other"))
        ]
    return found


def casting_offers(tied: Entry | None, *, instead: str | None = None) -> list[Offer]:
    """The lines that give a tied vote the chair's casting vote."""
    counts = counts_of(tied) if tied is not None else ""
    return [
        Offer(f"Casting {side}", lines=(f"^v {counts} {side}",), short=side.capitalize(), instead=instead)
        for side in ("for", "against")
        if counts
    ]


def counts_of(vote: Entry) -> str:
    """ "4-4-0"."""
    details = vote.details or {}
    return f"{details['for']}-{details['against']}-{details['abstain']}"


def about_vote(evening: Evening, vote: Entry) -> str:
    """What is to be looked at in a vote that was typed as a line: a tie, or somebody who may not have been entitled. Short,
    since what is offered stands beside it."""
    if evening.tie() == vote:
        return f"A tie is lost without the Chair's casting vote: ^v {counts_of(vote)} for"
    doubt = doubt_of(evening, vote)
    if doubt is None:
        return ""
    if not doubt.unsure:
        return f"{doubt.counted} were counted, and {doubt.sure} may vote. ^v and the right counts mend it."
    codes = " and ".join(one.code.upper() for one in doubt.unsure)
    votes = "votes" if len(doubt.unsure) == 1 else "vote"
    item = f"item {doubt.item.number}" if doubt.item is not None and doubt.item.number else "this"
    return f"{doubt.counted} counted. {codes} {votes} on education only. Is {item} about it?"
