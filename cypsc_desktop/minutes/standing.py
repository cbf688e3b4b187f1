"""The two standing items under which a committee says what it has achieved and what it will look at, and those that are
taken for what is said under them alone. Pure values."""

from typing import Literal

from cypsc_desktop.minutes.grammar import parse
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Entry

About = Literal["difference", "work programme"]
_TITLES: dict[About, str] = {"difference": "what difference", "work programme": "work programme"}
_KINDS = frozenset({"point", "conclusion", "recommendation", "resolution", "action", "request", "undertaking"})
_SMALL = frozenset({"has", "have", "had", "the", "our", "this", "that"})


def about_of(title: str | None) -> About | None:
    """Which of the two standing items a title is of, None for any other."""
    said = fold(title or "")
    return next((about for about, words in _TITLES.items() if said.startswith(words)), None)


def is_for_points(title: str | None) -> bool:
    """Whether an item is taken for what is said under it alone: apologies, earlier minutes, the action list."""
    return fold(title or "").startswith(
        ("apolog", "minutes of", "minutes from", "action list", "actions list", "matters arising")
    )


def is_of_minutes(title: str | None) -> bool:
    """Whether an item is the one at which earlier minutes are approved."""
    said = fold(title or "")
    return "minutes" in said.split() and not said.startswith(("matters arising", "action"))


def counts(entry: Entry, title: str | None) -> bool:
    """Whether an entry says something of its own there: points, outcomes, notes and whatever is starred; no question, no
    line that is a note only since it was not understood, and not the ``title`` typed again."""
    if not entry.text or {*fold(entry.text).split()} - _SMALL <= {*fold(title or "").split()}:
        return False
    if entry.sort == "note" and not entry.starred:
        line = parse(entry.text.split("\n")[0])
        return line.sort == "note" and line.problem is None
    return entry.sort in _KINDS or bool(entry.starred)
