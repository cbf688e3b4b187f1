"""What kinds of records are called in a person's words."""

_WORDS = {
    "plan_action": "plan action", "programme": "work programme", "version": "version of a paper",
    "annotation": "mark", "enquiry": "line of enquiry",
    "entry": "line of the minutes", "minute_block": "paragraph of the minutes", "minutes": "minutes",
}  # fmt: skip


def word_for(kind: str) -> str:
    """A kind of record in a person's words."""
    return _WORDS.get(kind, kind.replace("_", " "))


def a_word_for(kind: str) -> str:
    """As ``word_for``, with its article."""
    word = word_for(kind)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
