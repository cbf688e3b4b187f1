"""Where what was looked for stands in a text: a stretch of it with the matches marked. Pure values."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cypsc_desktop.commands.corpus import words_of
from cypsc_desktop.store import page_hits
from cypsc_desktop.store.search import terms

_BEFORE, _LENGTH = 36, 260  # letters shown before the first match, and in all


@dataclass(frozen=True, slots=True)
class Sought:
    """What was looked for, as a pattern over a text without accents; None where nothing was."""

    pattern: re.Pattern[str] | None

    def first(self, text: str) -> tuple[int, int] | None:
        """From and to of the first match in a text."""
        match = self.pattern.search(_flat(text)) if self.pattern else None
        return match.span() if match else None

    def snippet(self, texts: Iterable[str], *, besides: str = "") -> str:
        """The stretch that holds most of what was looked for, matches between «»; the start where nothing matches.

        ``besides`` is shown anyway, so another text is preferred to it; a bare letter ("Part A") tells nobody anything.
        """
        shown = [text for text in texts if len(text) > 1 and text not in besides] or [besides]
        if self.pattern is None:
            return _cut(max(shown, key=len), 0, [])
        held = [(text, [match.span() for match in self.pattern.finditer(_flat(text))]) for text in shown]
        text, spans = max(held, key=lambda pair: (len(_kinds(*pair)), len(pair[0])))
        return _cut(text, _start(text, spans), spans)


def sought(typed: str, names: Iterable[str] = ()) -> Sought:
    """What is typed, else these names, as a pattern."""
    looked_for = terms(typed) or list(names)
    parts = [r"[\W_]+".join(map(re.escape, words)) for term in looked_for if (words := words_of(term))]
    if not parts:
        return Sought(None)
    ends = [rf"{part}(?![^\W_])" for part in parts]
    if page_hits.beginning(typed):
        ends[-1] = rf"{parts[-1]}[^\W_]*"
    return Sought(re.compile(rf"(?<![^\W_])(?:{'|'.join(ends)})", re.IGNORECASE))


def _kinds(text: str, spans: list[tuple[int, int]]) -> set[str]:
    return {_flat(text[start:end]).casefold() for start, end in spans}


def _start(text: str, spans: list[tuple[int, int]]) -> int:
    """Where the stretch with most different matches begins."""
    best, most = 0, 0
    for first, _ in spans[:40]:
        inside = [span for span in spans if first <= span[0] and span[1] <= first + _LENGTH - _BEFORE]
        count = len(_kinds(text, inside))
        if count > most:
            best, most = max(0, first - _BEFORE), count
    # Begin with a whole word.
    blank = text.rfind(" ", max(0, best - 20), best) if best else -1
    return blank + 1 if blank >= 0 else best


def _cut(text: str, start: int, spans: list[tuple[int, int]]) -> str:
    end = min(len(text), start + _LENGTH)
    parts, last = [], start
    for a, b in spans:
        if a >= last and b <= end:
            parts.append(f"{_plain(text[last:a])}«{_plain(text[a:b])}»")
            last = b
    words = "".join(parts) + _plain(text[last:end])
    return ("… " if start else "") + " ".join(words.split()) + (" …" if end < len(text) else "")


def _plain(text: str) -> str:
    """Without the signs that mark a match."""
    return text.replace("«", "‹").replace("»", "›")


def _flat(text: str) -> str:
    """The text without accents, letter for letter: places in it are places in the text."""
    return text if text.isascii() else re.sub(r"[^\x00-\x7f]", lambda match: _letter(match.group()), text)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
