"""The sentences that minutes are made of, as a committee words them; each may be replaced by the committee's own.

A wording holds places in braces: {body}, {paragraphs}. One that a committee has taken up from a day on counts from then.
"""

from collections.abc import Sequence
from typing import Any

DEFAULTS = {
    "apologies": "Apologies for absence were received from {names}.",
    "substitute": "{name} sat in the place of {absent}.",
    "conclusions": "In the course of its discussion the {body} came to the following conclusions:",
    "recommendations": "The {body} recommended that:",
    "requests": "The {body} asked for the following information:",
    "actions": "The following actions were agreed:",
    "resolutions": "RESOLVED:",
    "undertakings": "The Chair undertook the following:",
    "undertaken": "The following was undertaken:",  # where it was not, or not only, the chair
    "exclusion": (
        "The press and public were excluded from the meeting during this item, under {paragraphs} of Part 1 of Schedule "
        "12A to the Local Government Act 1972."
    ),
    "readmission": "The public part of the meeting resumed at {time}.",
    "urgent": "The Chair agreed that this be taken as urgent business, for this reason:",
}
NAMES = tuple(DEFAULTS)


class Wording:
    """The wordings in force on one day."""

    def __init__(
        self, kept: Sequence[dict[str, Any]] | None = None, *, day: str | None = None, body: str | None = None
    ) -> None:
        self._body = short_body(body)
        self._texts = dict(DEFAULTS)
        for one in sorted(kept or (), key=lambda w: str(w.get("from") or "")):
            if not day or str(one.get("from") or "") <= day:
                self._texts[str(one.get("name"))] = str(one.get("text") or "")

    def say(self, name: str, /, **places: str) -> str:
        """The sentence with its places filled; a place that it does not know stays as it is written."""
        text = self._texts[name]
        for place, value in {"body": self._body, **places}.items():
            text = text.replace(f"{{{place}}}", value)
        return text

    def held(self, name: str) -> str | None:
        """A wording as it is kept, such as the purpose of a standing item; None where there is none."""
        return self._texts.get(name)


def short_body(body: str | None) -> str:
    """What minutes call the body within a sentence: "Sub-Committee", "Committee", "Panel" …"""
    folded = (body or "").casefold()
    for word in ("Sub-Committee", "Commission", "Committee", "Panel", "Board", "Cabinet", "Council"):
        if word.casefold() in folded or word.casefold().replace("-", " ") in folded:
            return word
    return "Committee"


def ended(text: str) -> str:
    """The words with the full stop that a sentence ends in, unless they end in one."""
    bare = text.rstrip("”\"'’")
    return text if bare[-1:] in ".!?:;…" else f"{text}."
