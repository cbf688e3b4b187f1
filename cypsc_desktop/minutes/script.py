"""Entries back into the lines that make them: for editing one, and for a copy of a whole meeting as notes. Pure."""

from collections.abc import Iterator

from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.minutes.roster import Roster
from cypsc_desktop.model.records import Entry


def script_of(evening: Evening, *, part: str | None = None, only: str | None = None) -> Iterator[str]:
    """Lines that lead to this meeting when they are fed: each stamped with its time, those of Part B marked.

    ``part`` narrows it to the lines of one part, so that the public ones can lie where Part B may not; ``only`` to those
    of one entry.
    """
    for entry in evening.entries:
        if (part and (entry.part or "A") != part) or (only and entry.id != only):
            continue
        line, *more = _whole_line(entry, evening).split("\n")
        mark = "b." if entry.part == "B" and entry.sort != "exclusion" else ""
        yield line if entry.sort == "clock" else f"@{entry.time} {mark}{line}"
        yield from (f"  {text}" for text in more if text.strip())


def _whole_line(entry: Entry, evening: Evening) -> str:
    details = entry.details or {}
    known = evening.roster.named(entry.who)
    code = known.code if known else ""
    match entry.sort:
        case "start" | "end":
            return f">{entry.sort}"
        case "item":
            return f">{evening.number_of(entry.item)}"
        case "clock":
            return f"@{details.get('time') or entry.time}"
        case "guest":
            return f"+ {entry.text}" + (f", {details['role']}" if details.get("role") else "")
        case "substitute":
            absent = evening.roster.named(details.get("in_place_of"))
            return f"={absent.code if absent else ''} {code}"
    return line_of(entry, evening.roster)


def line_of(entry: Entry, roster: Roster) -> str:
    """The line that would make this entry, for editing; its stamp and part left out. A continuation is a line more."""
    details = entry.details or {}
    known = roster.named(entry.who)
    code = known.code if known else ""
    text = entry.text or ""
    if entry.starred and text:
        text += " !"
    letter = _LETTER_OF.get(entry.sort or "")
    match entry.sort:
        case "arrival" | "departure" | "apologies":
            return {"arrival": "+", "departure": "-", "apologies": "~"}[entry.sort] + code
        case "motion" | "amendment":
            pair = [roster.named(details.get(name)) for name in ("mover", "seconder")]
            codes = "/".join(one.code if one else "" for one in pair).rstrip("/")
            return f"{letter}.{codes} {text}"
        case "recommendation":
            return f"r.{'-'.join((details.get('addressee') or '').split())} {text}"
        case "exclusion":
            return f"x.{','.join(details.get('paragraphs') or ())} {text}"
        case "vote":
            if "for" not in details:
                return "v."
            casting = f" {details['casting']}" if details.get("casting") else ""
            return f"v {details['for']}-{details['against']}-{details['abstain']}{casting}"
        case "break" | "resume" | "readmission":
            return {"break": "||", "resume": "|>", "readmission": "x/"}[entry.sort]
    return f"{letter}.{code} {text}" if letter else text


_LETTER_OF = {
    "question": "q", "answer": "a", "point": "p", "introduction": "i", "action": "t", "undertaking": "k", "interest": "d",
    "conclusion": "c", "request": "f", "resolution": "s", "urgent": "u", "motion": "m", "amendment": "n",
    "recorded-vote": "w",
}  # fmt: skip
