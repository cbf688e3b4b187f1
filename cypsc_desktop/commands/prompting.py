"""What a reader would ask of a recommendation or its reply: who, what, by when. Prompts, never refusals. Pure."""

import re

from cypsc_desktop.commands.following import Followed

_VAGUE = re.compile(
    r"\b(explore (?:ways|options)|explore|work(?:s|ing)? closely|look (?:at|into)|consider(?:s|ed|ation)?|"
    r"further discussions?|more systematic|where possible|as appropriate|in due course)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\b(quarterly|monthly|annual(?:ly)?|yearly|weekly|six[- ]monthly|regular(?:ly)?)\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:20\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|next meeting|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:within|in) (?:\d+|an?|one|two|three|four|five|six|ten|twelve) (?:day|week|month|year))",
    re.IGNORECASE,
)

# "That the Executive Director report", "that Cabinet publish": somebody with a capital letter does something.
_DOES = re.compile(
    r"\s*(?:[Tt]hat\s+(?:the\s+)?|[Tt]he\s+)[A-Z][\w’'-]*(?:\s+(?:of|for|and|the|[A-Z][\w’'-]*,?))*\s+(?!be\b)[a-z]"
)


def of_wording(words: str, *, who: str | None, due: str | None) -> list[str]:
    """What the wording of a draft leaves open: for whom it is, by when, and what is to be done."""
    found = []
    vague, often = _VAGUE.search(words), _OFTEN.search(words)
    if not (who or "").strip() and not _DOES.match(words):
        found.append("It does not say who is to do it.")
    if not (due or "").strip() and not _DATED.search(words):
        found.append(f"“{often[1].capitalize()}” has no first date." if often else "It does not say by when.")
    if vague:
        found.append(f"“{vague[1].capitalize()}” leaves open what is to be done.")
    return found


def prompts(row: Followed) -> list[str]:
    """Each in a sentence; none where nothing needs asking."""
    found = []
    vague, often = _VAGUE.search(row.words), _OFTEN.search(row.words)
    if often and not _DATED.search(row.words):
        found.append(f"“{often[1].capitalize()}” has no first date.")
    if vague:
        found.append(f"“{vague[1].capitalize()}” leaves open what is to be done.")
    if row.state in ("accepted", "partly"):
        missing = [word for word, value in (("officer", row.officer), ("timetable", row.timetable)) if not value]
        if missing:
            found.append(
                f"Accepted without {' or '.join(f'an {w}' if w[0] in 'aeiou' else f'a {w}' for w in missing)}."
            )
    if row.state == "noted":
        found.append("Noted is no reply: it does not say what will be done.")
    if row.state == "rejected" and not (row.decision_text or "").removeprefix("Rejected").strip(" ."):
        found.append("Rejected without a reason.")
    return found
