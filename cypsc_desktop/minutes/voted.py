"""Motions, amendments and votes as minutes word them. Pure; a sentence of Part A says nothing of an amendment of Part B."""

import re
from collections.abc import Sequence

from cypsc_desktop.minutes.state import Question, State
from cypsc_desktop.minutes.wording import ended
from cypsc_desktop.model.records import Entry

_THAT = re.compile(r"(?:(?:so )?that\b[,:]?\s+)+", re.IGNORECASE)
_VERBS = "leave out|insert|delete|add|replace|substitute|omit|amend|change|strike|remove|reword"
# What is done to a text, so that it follows "to"; a clause follows "that"; "for two read three" follows a colon.
_DONE_TO_IT = re.compile(rf"(?:{_VERBS})\b(?!\s+of\b)", re.IGNORECASE)
_PLACED = re.compile(
    rf"(?:in|at|on|after|before|for|from|between)\s.*(?<!be )(?<!to )\b(?:{_VERBS}|read)\b", re.IGNORECASE
)
_MOST_NAMED = 160  # letters of an amendment that are said again where its motion is voted on


def question_of(evening: State, entry: Entry) -> Question | None:
    """What a vote, or a vote that somebody asked to be recorded, was on; of a motion, itself."""
    asked = (entry.details or {}).get("question") or entry.id
    return next((one for one in evening.questions if one.entry.id == asked), None)


def amended_by(evening: State, motion: Question, part: str | None = None) -> list[Question]:
    """The amendments that were carried to a motion before it was voted on. ``part`` "A": only those of the public part."""
    place = {one.id: n for n, one in enumerate(evening.entries)}
    put = place.get(motion.vote.id, len(place)) if motion.vote else len(place)
    found = []
    for one in evening.questions:
        if one.entry.sort != "amendment" or one.vote is None or one.result not in ("carried", "agreed"):
            continue
        if _moved_to(evening.questions, one, place) is motion and place.get(one.vote.id, 0) < put:
            found.append(one)
    return [one for one in found if part != "A" or one.entry.part != "B"]


def called(evening: State, question: Question | None, part: str | None = None) -> str:
    """ "amendment", "motion", "motion as amended"."""
    if question is not None and question.entry.sort == "amendment":
        return "amendment"
    return "motion as amended" if question is not None and amended_by(evening, question, part) else "motion"


def recorded_on(evening: State, entry: Entry, part: str | None = None) -> str:
    """What somebody's own vote was on: what was moved in this item, else what it resolved; "it" where that is nothing."""
    question = question_of(evening, entry)
    here = question is not None and question.entry.item == entry.item
    resolved = (one.sort == "resolution" and one.item == entry.item for one in evening.entries)
    if not here:
        return "resolution" if any(resolved) else "it"
    return called(evening, question, part)


def sentence(evening: State, entry: Entry) -> str | None:
    """What the minutes say of a line about a motion, an amendment or a vote; None for any other."""
    text = " ".join((entry.text or "").split())
    details = entry.details or {}
    match entry.sort:
        case "motion" | "amendment":
            by = [f"moved by {details['mover']}"] if details.get("mover") else ["moved"]
            by += [f"seconded by {details['seconder']}"] if details.get("seconder") else []
            return f"It was {' and '.join(by)}{_moved(entry.sort, text)}"
        case "vote":
            named = _named(evening, entry)
            if "for" not in details:
                return f"The {named} was agreed without a vote."
            counts = f"{details['for']} for, {details['against']} against, {details['abstain']} abstaining"
            casting = f", the Chair giving a casting vote {details['casting']}" if details.get("casting") else ""
            return f"On being put to the vote the {named} was {details.get('result')} ({counts}){casting}."
        case "recorded-vote":
            what = recorded_on(evening, entry, entry.part or "A")
            stance = {"for": "for", "against": "against"}.get(text.casefold(), "as an abstention on")
            return f"{entry.who or 'A Member'} asked that their vote be recorded {stance} {what if what == 'it' else f'the {what}'}."
    return None


def _moved(sort: str, text: str) -> str:
    said = _THAT.match(text)
    comma = "," if said and "," in said[0] else ""
    clause = text if text.startswith("to ") else f"that{comma} {text[said.end() :] if said else text}"
    if sort == "motion":
        return f" {ended(clause)}"
    if _DONE_TO_IT.match(text):
        return f", as an amendment, to {ended(_lower(text))}"
    return f", as an amendment: {ended(_lower(text))}" if _PLACED.match(text) else f", as an amendment, {ended(clause)}"


def _named(evening: State, vote: Entry) -> str:
    """What was voted on; of a motion that was amended, how."""
    question = question_of(evening, vote)
    how = [_how(one) for one in amended_by(evening, question, vote.part or "A")] if question is not None else []
    what = called(evening, question, vote.part or "A")
    if what != "motion as amended" or sum(map(len, how)) > _MOST_NAMED:
        return what
    return f"motion, as amended {' and '.join(how)},"


def _how(amendment: Question) -> str:
    """ "to leave out two", "so that it be two", "(for two read three)"."""
    text = " ".join((amendment.entry.text or "").split()).rstrip(".;, ")
    if text.startswith("to "):
        return text
    if _DONE_TO_IT.match(text):
        return f"to {_lower(text)}"
    if _PLACED.match(text):
        return f"({_lower(text)})"
    said = _THAT.match(text)
    return f"so that {text[said.end() :] if said else text}"


def _moved_to(questions: Sequence[Question], amendment: Question, place: dict[str, int]) -> Question | None:
    """The motion that an amendment is to: the last that had not been voted on when it was moved."""
    at = place.get(amendment.entry.id, 0)
    before = [one for one in questions if one.entry.sort == "motion" and place.get(one.entry.id, at) < at]
    return next((one for one in reversed(before) if one.vote is None or place.get(one.vote.id, 0) > at), None)


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
