"""Finding among settings and commands by the words people use."""

import re

from cypsc_desktop.model.identity import fold


def matches(asked: str, said: str) -> bool:
    """Whether every word asked for begins a word of what is said, folded: "txt" finds nothing, "tex si" finds "Text size"."""
    words = re.findall(r"\w+", fold(said))
    return all(any(word.startswith(part) for word in words) for part in re.findall(r"\w+", fold(asked)))
