"""Which words of a line no dictionary knows: the Hunspell files of British English read in plain Python. Pure but for
``read_speller``.

Hunspell's own program is not needed: words, their endings and beginnings are. Compounds are left out, so what has a
hyphen is looked at part by part.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = "esianrtolcdugmfphbyvkwzqjx'"
_LONGEST = 24
_GLUE = ("@", "/", "_", "\\")  # beside these a word is part of an address or a code
Ways = dict[str, list[tuple[str, str, re.Pattern[str] | None]]]


@dataclass(slots=True)
class Affixes:
    """``endings`` and ``beginnings``: what is added -> (flag, what is taken off first, what the stem must be like)."""

    endings: Ways
    beginnings: Ways


class Speller:
    """``known`` are words that count besides: the names of the committee."""

    def __init__(self, words: dict[str, str], affixes: Affixes) -> None:
        self._words = words
        self._affixes = affixes
        self._known: set[str] = set()
        self._checked: dict[str, bool] = {}

    def know(self, texts: Iterable[str]) -> None:
        """Every word of these counts from now on."""
        self._known |= {word.casefold() for text in texts for word in _WORD.findall(text)}
        self._checked.clear()

    def misspelt(self, text: str) -> list[tuple[int, int]]:
        """Where words stand that nobody knows: (start, length). The word at the end, still being typed, is left alone."""
        found = []
        for match in _WORD.finditer(text):
            before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 2]
            inside = before.isdigit() or before in _GLUE or after[:1].isdigit() or after[:1] in _GLUE
            dotted = (before == "." and match.start() > 1) or (after[:1] == "." and after[1:].isalnum())
            if after and not inside and not dotted and not self.knows(match[0]):
                found.append((match.start(), match.end() - match.start()))
        return found

    def knows(self, word: str) -> bool:
        plain = word.replace("’", "'")
        held = self._checked.get(plain)
        if held is None:
            held = self._checked[plain] = self._look_up(plain)
        return held

    def _look_up(self, word: str) -> bool:
        if len(word) < 2 or len(word) > _LONGEST or (word.isupper() and len(word) <= 6):
            return True  # codes and abbreviations
        folded = word.casefold()
        forms = dict.fromkeys((word, folded, word.capitalize()))
        if folded in self._known or any(self._is_word(form) for form in forms):
            return True
        stem = folded.removesuffix("'s").removesuffix("'")
        return stem != folded and (stem in self._known or self.knows(stem) or self.knows(stem.capitalize()))

    def _is_word(self, word: str) -> bool:
        if word in self._words or self._ends(word, None):
            return True
        for size in range(1, min(6, len(word))):
            for flag, taken, like in self._affixes.beginnings.get(word[:size], ()):
                stem = taken + word[size:]
                if like is not None and not like.match(stem):
                    continue
                if flag in self._words.get(stem, "") or self._ends(stem, flag):
                    return True
        return False

    def _ends(self, word: str, beginning: str | None) -> bool:
        """Whether a word with an ending is known, which may have this beginning as well."""
        for size in range(1, min(9, len(word))):
            for flag, taken, like in self._affixes.endings.get(word[-size:], ()):
                stem = word[:-size] + taken
                flags = self._words.get(stem, "")
                if flag in flags and (beginning is None or beginning in flags) and (like is None or like.search(stem)):
                    return True
        return False

    def suggestions(self, word: str, *, most: int = 5) -> list[str]:
        """Known words one slip away: a letter too many, one missing, one wrong, two swapped."""
        plain = word.replace("’", "'").casefold()
        cuts = [(plain[:n], plain[n:]) for n in range(len(plain) + 1)]
        tried: list[str] = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
        tried += [a + b[1:] for a, b in cuts if b]
        tried += [a + letter + b for a, b in cuts for letter in _LETTERS]
        tried += [a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS]
        found = [one for one in dict.fromkeys(tried) if one != plain and len(one) > 1 and self.knows(one)]
        return [one.capitalize() if word[:1].isupper() else one for one in found[:most]]


def read_speller(folder: Path, *, language: str = "en_GB") -> Speller:
    """The dictionary of a language as shipped: about a tenth of a second. OSError where it is not there."""
    words: dict[str, str] = {}
    for line in (folder / f"{language}.dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.partition("\t")[0].split(" ")[0].partition("/")
        if word:
            words[word] = words.get(word, "") + flags
    return Speller(words, _affixes((folder / f"{language}.aff").read_text(encoding="utf-8-sig")))


def _affixes(text: str) -> Affixes:
    endings: Ways = {}
    beginnings: Ways = {}
    for line in text.splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] not in ("SFX", "PFX"):
            continue
        kind, flag, taken, added, like = parts[:5]
        added = "" if added == "0" else added.partition("/")[0]
        pattern = None
        if like != ".":
            pattern = re.compile(f"(?:{like})$" if kind == "SFX" else like)
        ways = endings if kind == "SFX" else beginnings
        ways.setdefault(added, []).append((flag, "" if taken == "0" else taken, pattern))
    return Affixes(endings, beginnings)
