"""Random evenings against a second reading of the grammar that shares no code with the first: entries, people, votes."""

import random
from typing import Any

import pytest

from cypsc_desktop.commands.minuting import advance
from cypsc_desktop.minutes.evening import OUTCOMES, Evening
from cypsc_desktop.minutes.projection import project
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.model.records import Item, Membership
from cypsc_desktop.model.rules.numbering import next_numbers
from tests.minutes.harbour import MEETING, records
from tests.minutes.oracle import Oracle

_HELD = records()
# Part A alone: that lines under an item of Part B are private too is the program's own caution.
ITEMS = [one for one in _HELD if isinstance(one, Item) and one.part == "A"]
SEATS = [one for one in _HELD if isinstance(one, Membership)]
PEOPLE = [Seated(name=m.name or "", seat=m.seat or "", role=m.office, voting=m.voting) for m in SEATS]
_CODES = ("rw", "ryw", "so", "jf", "el", "mf", "row", "pc", "gd", "rwe", "hr", "ruw", "pb", "pab", "zz")
_NUMBERED = ("conclusion", "recommendation")
# What can be corrected without moving anybody or voting anew: the second reading does not fold the evening again.
_SAID = {
    "question",
    "answer",
    "point",
    "introduction",
    "note",
    "conclusion",
    "recommendation",
    "request",
    "action",
    "interest",
}


def script(chance: random.Random, length: int) -> list[str]:
    """An evening of random lines, right and wrong."""

    def code() -> str:
        return chance.choice((*_CODES, *_CODES[:6]))

    def line() -> str:
        text = chance.choice(("why", "That it be so", "more of it", "3 of 4"))
        return chance.choice((
            f"q.{code()} {text}", f"a.{code()} {text}", f"p.{code()} {text}", f"i.{code()} {text}", f"q. {text}", f"c. {text}",
            f"r. {text}", f"r.cabinet {text}", f"f. {text}", f"t.{code()} {text}", f"t. {text}", f"s. {text}", f"k.{code()} {text}",
            f"d.{code()} {text}", f"m.{code()}/{code()} {text}", f"n.{code()}/{code()} {text}", f"m.{code()} {text}", f"m. {text}",
            f"v {chance.randint(0, 6)}-{chance.randint(0, 3)}-{chance.randint(0, 2)}", "v 2-2-0 for", "v 1-1-0 against", "v 3-1-0 for",
            "v.", "v.", f"w.{code()} against", f"w.{code()} for", f"+{code()}", f"+{code()}", f"-{code()}", f"~{code()}",
            f"={code()} {code()}", "+ Petra Bell, Director", "+ Paul Bell, Officer", f"x.3 {text}", f"x.1,3 {text}", "x/", "x/",
            f"b.q.{code()} {text}", f"b. {text}", "b^", f"u. {text}", f"^a.{code()} {text}", f"^c. {text}", f"^{text}", f"  {text}",
            f"  {text} !", f"q.{code()} {text} !", "# left out", text, "- words", "a member asked", "r and d", "||", "|>", ">>",
            f">{chance.randint(1, 15)}", f"@{chance.randint(18, 21)}:{chance.randint(10, 59)}", f"@20:15 c. {text}",
            f"q.{code()}", "c.", "^", f"+{code()}", f"+{code()}", ">7", ">6",
        ))  # fmt: skip

    return ["@18:20", "+rw", "+so", "+mf", "+gd", "@18:31", ">start", ">6", *(line() for _ in range(length)), ">end"]


def told(evening: Evening) -> dict[str, Any]:
    return {
        "entries": [
            (e.sort, e.who, e.text, e.time, evening.number_of(e.item), e.part, bool(e.starred)) for e in evening.shown()
        ],
        "people": [
            (a.seated.name, a.state, a.arrived, a.left, a.in_place_of)
            for a in evening.room.attendance() if a.seated.seat != "guest" or a.state == "present"
        ],
        "votes": [
            (q.entry.text, (q.entry.details or {}).get("mover"), (q.entry.details or {}).get("seconder"), q.result,
             tuple((q.vote.details or {}).get(n) for n in ("for", "against", "abstain")))
            for q in evening.questions if q.vote
        ],
    }  # fmt: skip


def made(evening: Evening) -> list[tuple[Any, ...]]:
    """What came of it, as the records of the library have it."""
    records = project(evening, next_numbers([], year=2021)).values()
    found = sorted((r for r in records if r.kind in OUTCOMES), key=lambda r: getattr(r, "position", 0))
    return [
        (r.kind, evening.number_of(getattr(r, "item", None)), getattr(r, "number", None) if r.kind in _NUMBERED else None,
         getattr(r, "text", None), getattr(r, "addressee", None), getattr(r, "owner", None), getattr(r, "who", None))
        for r in found
    ]  # fmt: skip


def wanted(oracle: Oracle) -> list[tuple[Any, ...]]:
    """The same from the second reading: recommendations number on, conclusions restart in each item."""
    count: dict[tuple[str, Any], int] = {}
    found: list[tuple[Any, ...]] = []
    for e in oracle.entries:
        kind = e["kind"]
        if kind in OUTCOMES:
            key = (kind, None if kind == "recommendation" else e["item"])
            count[key] = count.get(key, 0) + 1
            number = str(count[key]) if kind in _NUMBERED else None
            to = e.get("to")
            owner, who = (e["who"] if kind == sort else None for sort in ("action", "undertaking"))
            found.append((kind, e["item"], number, e["text"], to[0].upper() + to[1:] if to else None, owner, who))
    return found


def said(oracle: Oracle) -> dict[str, Any]:
    people = []
    for name, kind, _ in oracle.people:
        state = oracle.state.get(name, {})
        if (kind == "reserve" and not state.get("in_place_of")) or (kind == "guest" and not state.get("arrived")):
            continue
        word = (
            "present" if state.get("arrived") else "substituted" if state.get("substituted")
            else "apologies" if state.get("apologies") else "absent"
        )  # fmt: skip
        left = state.get("left") if not state.get("here") else None
        people.append((name, word, state.get("arrived"), left, state.get("in_place_of")))
    return {
        "entries": [(e["kind"], e["who"], e["text"], e["time"], e["item"], e["part"], e["starred"]) for e in oracle.entries],
        "people": people,
        "votes": [
            (m["entry"]["text"], m["entry"].get("mover"), m["entry"].get("seconder"), m["result"], m["counts"])
            for m in oracle.motions if "result" in m
        ],
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_two_readings_of_the_same_evening(seed: int) -> None:
    chance = random.Random(seed)
    lines = script(chance, 60)
    evening = Evening(MEETING, PEOPLE, ITEMS)
    oracle = Oracle(
        [(one.name, one.seat, one.voting) for one in PEOPLE], [(i.number or "", i.part or "A", i.matter) for i in ITEMS]
    )
    for number, line in enumerate(lines, 1):
        if line.startswith("^") and oracle.entries and oracle.entries[-1]["kind"] not in _SAID:
            continue
        advance(evening, line, now="")
        oracle.feed(line)
        assert not oracle.started or made(evening) == wanted(oracle), line
        assert not oracle.started or told(evening) == said(oracle), "\n".join(lines[:number])
