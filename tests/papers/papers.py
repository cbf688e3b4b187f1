"""Papers that the tests make themselves: pages of numbered paragraphs, in one setting and in another."""

import random
from collections.abc import Sequence

from cypsc_desktop.papers.text import Edges, PageWords
from tests.pdf.making import typeset

_SUBJECTS = (
    "the fostering team", "every locality office", "the youth service", "the virtual school", "the duty desk", "the panel",
    "the audit group", "the school nurse", "the family hub", "a lead practitioner", "the placements team", "the advocate",
)  # fmt: skip
_VERBS = (
    "reviewed",
    "recorded",
    "postponed",
    "costed",
    "welcomed",
    "questioned",
    "mapped",
    "sampled",
    "closed",
    "opened",
)
_OBJECTS = (
    "the plans of care leavers", "the waiting list", "visits out of hours", "the tribunal cases", "agency spending",
    "the short break offer", "missing episodes", "the training days", "the transport routes", "health assessments",
)  # fmt: skip
_TAILS = (
    "before the spring", "across the borough", "with its partners", "for a second year", "within ten days", "at no cost",
    "after two complaints", "under the new duty", "despite the vacancies", "as the inspectors had asked",
)  # fmt: skip
_WARDS = (
    "Alderholt", "Bracken", "Coldharbour", "Dunmere", "Eastgate", "Fenwick", "Graythorn", "Hollins", "Inglewood", "Juniper",
    "Kingsmead", "Larkfield",
)  # fmt: skip
BOILERPLATE = "There are no financial implications that arise directly from this report."


def paragraphs(count: int, *, seed: int = 1) -> list[str]:
    """Invented paragraphs, numbered through; every ninth is the same sentence, as in real reports."""
    chance = random.Random(seed)
    made = []
    for n in range(count):
        if n % 9 == 8:
            made.append(BOILERPLATE)
            continue
        sentences = [
            f"In week {chance.randint(1, 52)} {chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} "
            f"{chance.choice(_OBJECTS)} {chance.choice(_TAILS)}."
            for _ in range(chance.randint(2, 4))
        ]
        made.append(" ".join(sentences))
    return made


def twins(count: int, *, seed: int = 5) -> list[str]:
    """Paragraphs in groups of four that differ in a name and a few figures."""
    chance = random.Random(seed)
    base = paragraphs(count // 4 + 1, seed=seed)
    return [
        f"In {_WARDS[n % len(_WARDS)]} ward {chance.randint(2, 9)} of {chance.randint(20, 60)} cases were late. "
        f"{base[n // 4]} The rate was {chance.randint(1, 9)}.{chance.randint(0, 9)}% against {chance.randint(10, 99)}% then."
        for n in range(count)
    ]


def repeated(count: int, *, seed: int = 8) -> list[str]:
    """Paragraphs of which two fifths are one of the same six, in runs too."""
    chance = random.Random(seed)
    same = paragraphs(6, seed=77)
    return [chance.choice(same) if chance.random() < 0.4 else text for text in paragraphs(count, seed=seed)]


def pages_of(texts: Sequence[str], *, each: int = 6) -> list[list[str]]:
    """Paragraphs dealt out to pages, numbered through."""
    numbered = [f"{n // each + 1}.{n % each + 1} {text}" for n, text in enumerate(texts)]
    return [numbered[n : n + each] for n in range(0, len(numbered), each)]


def laid(
    pages: Sequence[Sequence[str]], *, width: int = 80, size: float = 11, hyphens: bool = False
) -> list[PageWords]:
    """Pages set in lines of so many letters; ``hyphens`` breaks long words at the ends of lines."""
    made = []
    for number, page in enumerate(pages, 1):
        words: list[str] = []
        boxes: list[Edges] = []
        top = 72.0
        for text in page:
            across = 0
            for word in text.split():
                if across + len(word) > width:
                    if hyphens and len(word) > 7:
                        _set(words, boxes, word[:4] + "-", across=across, top=top, size=size)
                        word = word[4:]
                    across, top = 0, top + size * 1.3
                _set(words, boxes, word, across=across, top=top, size=size)
                across += len(word) + 1
            top += size * 2.2
        made.append(PageWords(number, words, boxes))
    return made


def _set(words: list[str], boxes: list[Edges], word: str, *, across: int, top: float, size: float) -> None:
    left = 60 + across * size * 0.5
    words.append(word)
    boxes.append((left, top, left + len(word) * size * 0.5, top + size))


def pdf(pages: Sequence[Sequence[str]], *, font: int = 11, heading: str = "") -> bytes:
    """The pages typeset."""
    breaks = "\n#pagebreak()\n".join("\n\n".join(page) for page in pages)
    return typeset(f"#set page(width: 21cm, height: 29.7cm)\n#set text(size: {font}pt)\n{heading}\n{breaks}")
