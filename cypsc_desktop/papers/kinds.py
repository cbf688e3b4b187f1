"""The kinds of mark and the six meanings: their words, letters, keys and colours. Nothing else."""

from types import MappingProxyType

KINDS = (
    "highlight", "underline", "strikeout", "squiggly", "note", "free-text", "ink", "box", "circle", "line", "stamp",
)  # fmt: skip
TEXT_KINDS = frozenset(KINDS[:4])
"""Kinds that mark words; the others mark a place."""
MEANINGS = ("question", "concern", "evidence", "praise", "follow-up", "data")
"""In the order of the keys 1 to 6."""
LETTERS = MappingProxyType(
    {"question": "Q", "concern": "C", "evidence": "E", "praise": "P", "follow-up": "F", "data": "D"}
)
EDGES = MappingProxyType(
    {
        "question": "#1f5fa8", "concern": "#b5391b", "evidence": "#806000", "praise": "#2a7340",
        "follow-up": "#6246b5", "data": "#9c2c77",
    }
)  # fmt: skip
FILLS = MappingProxyType(
    {
        "question": "#d6e6fa", "concern": "#fcdfd6", "evidence": "#fbefb8", "praise": "#d8f0dc",
        "follow-up": "#e6dffa", "data": "#fadcef",
    }
)  # fmt: skip
BOOKMARK = "bookmark"
"""The tag that makes a note the ribbon at the head of a page."""
STATES = ("placed", "moved", "changed", "orphaned")
PLAIN_EDGE, PLAIN_FILL = "#806000", "#fbefb8"
"""Of a mark without meaning or colour of its own."""


def meaning_of(subject: str) -> str | None:
    """The meaning that a word of another program's names ("Question", "follow up"); None for any other word."""
    word = subject.strip().casefold().replace(" ", "-")
    return word if word in MEANINGS else None
