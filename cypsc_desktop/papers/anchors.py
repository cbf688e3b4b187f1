"""What holds a mark to its words: the quote with what stands around it, and the number of its paragraph. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cypsc_desktop.papers.text import PageWords, Text, squeeze

CONTEXT = 300
_NUMBER = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?\s+\S")
_BULLETED = re.compile(r"^[•●▪■◦○‣·*–—-]\s*(\d{1,3}(?:\.\d{1,3}){1,4})[.)]?\s+\S")  # "• 12 children" counts children
_DATE_OR_FIGURE = re.compile(r"^(?:19|20)\d\d\b|^\W*\d[\d.]*\s*(?:%|per cent|million|billion)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """``before`` and ``after`` are what a page prints around the quote; ``paragraph`` its printed number, or empty."""

    before: str = ""
    after: str = ""
    paragraph: str = ""


def anchor(page_text: str, quote: str, *, before: str = "", after: str = "") -> Anchor:
    """Where a quote stands in the text of its page (lines parted by line ends). ``before`` and ``after`` tell apart
    places with the same words, and stand as they are where the page prints the quote in another order."""
    text, numbers = _read(page_text)
    needle = squeeze(quote)
    places = text.places(needle)
    if not places:
        return Anchor(before[-CONTEXT:], after[:CONTEXT])
    at = places[0] if len(places) == 1 else _likeliest(text.run, places, needle, before=before, after=after)
    end = at + len(needle)
    return Anchor(
        text.printed(max(0, at - CONTEXT), at)[-CONTEXT:],
        text.printed(end, min(len(text.run), end + CONTEXT))[:CONTEXT],
        next((number for begins, number in reversed(numbers) if begins <= at), ""),
    )


@lru_cache(maxsize=8)
def _read(page_text: str) -> tuple[Text, list[tuple[int, str]]]:
    """The text of a page, and the numbers that begin its lines with their places in its run."""
    lines = page_text.splitlines()
    text = Text([PageWords(1, [word for line in lines for word in line.split()])])
    numbers, letters = [], 0
    for line in lines:
        match = _NUMBER.match(line) or _BULLETED.match(line)
        if match and not _DATE_OR_FIGURE.match(line):
            numbers.append((letters, match.group(1)))
        letters += len(squeeze(line))
    return text, numbers


def _likeliest(run: str, places: Sequence[int], needle: str, *, before: str, after: str) -> int:
    """Of the places where a text says the same, the one with the most alike around it."""
    left, right = squeeze(before)[::-1], squeeze(after)
    return max(places, key=lambda p: _common(run[:p][::-1], left) + _common(run[p + len(needle) :], right))


def _common(a: str, b: str) -> int:
    """How many letters two texts begin alike with."""
    number = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        number += 1
    return number
