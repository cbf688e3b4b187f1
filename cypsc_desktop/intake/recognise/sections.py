"""The headings of minutes: which paragraphs are numbered minutes, or titles that only their style shows.

Numbers of one set of minutes rise; a list's numbers start again. Nothing here depends on one council's way.
"""

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.intake.layout import Table
from cypsc_desktop.intake.recognise.attendance import label_kind, part_of
from cypsc_desktop.intake.recognise.chain import STANDARD
from cypsc_desktop.intake.recognise.lists import outcome_kind
from cypsc_desktop.intake.recognise.paragraphs import Paragraph

_ITEM = re.compile(
    r"\s*[\[(]\s*(?:agenda\s+)?item\s+(?:no\.?\s*)?[a-z]{0,2}\d{1,3}[a-z]?\s*[\])]\s*(?::\s*$)?", re.IGNORECASE
)
ITEM_ONLY = re.compile(
    r"^[\[(]?\s*(?:agenda(?:\s+item)?|item)\s+(?:no\.?\s*)?[a-z]{0,2}\d{1,3}[a-z]?\s*[\])]?\s*$", re.IGNORECASE
)
_FORMS = (
    ("slash", re.compile(r"^(?:minute\s+(?:no\.?\s*)?)?(?P<n>(?P<v>\d{1,4})\s?/\s?(?P<y>(?:20)?\d\d))(?:[.:]"
                         r"|\s*[–-]\s)?(?:\s+(?P<t>\S.*))?$", re.IGNORECASE)),
    ("slash", re.compile(r"^(?P<n>[A-Z]{1,6}[ ./-]?(?P<v>\d{1,4})\s?/\s?(?P<y>(?:20)?\d\d(?:-\d\d)?))(?:[.:]"
                         r"|\s*[–-]\s)?(?:\s+(?P<t>\S.*))?$")),
    ("slash", re.compile(r"^(?P<n>(?P<y>(?:20)?\d\d)\s?/\s?(?P<v>\d{1,4}))(?:[.:]|\s*[–-]\s)?(?:\s+(?P<t>\S.*))?$")),
    ("slash", re.compile(r"^(?P<n>[A-Z]{1,6}[ ./-](?P<y>(?:20)?\d\d)\s?[/-]\s?(?P<v>\d{1,4}))(?:[.:]"
                         r"|\s*[–-]\s)?(?:\s+(?P<t>\S.*))?$")),
    ("minute", re.compile(r"^min(?:ute)?\.?\s+(?:no\.?\s*"
                          r"|item\s+)?(?P<n>(?P<v>\d{1,4}))[.:]?(?:\s*[–-])?(?:\s+(?P<t>\S.*))?$", re.IGNORECASE)),
    ("lettered", re.compile(r"^(?P<n>[A-Z]{1,6}[.-]?(?P<v>\d{1,4}))[.:]?(?:\s+(?P<t>\S.*))?$")),
    ("plain", re.compile(r"^(?:(?:agenda\s+)?item\s+(?:no\.?\s*)?)?(?P<n>(?P<v>(?!0)\d{1,4}))\s*[.):]?"
                         r"(?:\s*[–-])?(?:\s+(?P<t>\S.*))?$", re.IGNORECASE)),
)  # fmt: skip
_RUN_IN = re.compile(
    r"^(?=[^a-z–—]*[A-Z]{3})(?P<title>[^a-z]{0,12}\d[^a-z–—]{4,240}?)\s+[–—-]\s+(?=[“\"'(]?[A-Z][a-z]|[“\"'(]?A\s)"
)  # a title has words: in "88. 24/00108 - Budget" the dash parts two numbers from it
_UNDER = re.compile(
    r"^(?P<n>(?:[A-Z]{1,6}[ ./-]?(?P<l>\d{1,4})(?:/\d{2,4})?|(?P<v>\d{1,4})/\d\d))[.:]?(?:\s+(?P<t>\S.*))?$"
)  # a number, not of figures alone, that opens the text below a title
_TOLD = re.compile(r"\b(?:was|were|had|has|have|is|are|be|been|that|noted|agreed|received)\b", re.IGNORECASE)
_STAR = re.compile(r"^[*†#]\s*(?=\d)")
_START = re.compile(r"^(?:(?:agenda\s+)?item\b|min(?:ute)?\b|[A-Z]{0,6}[ ./-]?\d{1,4})", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^(?:(?:RESOLVED|AGREED|DECISION|DECIDED|NOTED|signed|abstain\w*|note|page|yours|copies|reasons?)\b"
    r"|(?:chair(?:man|woman|person)?|date|vote)\s*(?:[:.…_(]|\d|$)|(?:for|against)\b)",
    re.IGNORECASE,
)
_LONG = 90  # characters of a paragraph that shows the size of the text
_FURTHEST = 12  # how far a minute number may jump within one meeting
_FEWEST = 3
_FEW_WORDS = 8
_LONGEST_TITLE = 30  # words
_SURE = 4  # headings in a print of their own, text between them: more than any list beside them


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: the blocks it takes, its number as printed (None), its title, and the text that
    runs on from the title in the same paragraph."""

    index: int
    last: int
    number: str | None
    title: str
    value: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    last: int
    form: str
    number: str
    value: int
    title: str
    item: bool
    style: tuple[bool, int, int]
    strong: bool
    rest: str = ""


def find_headings(blocks: Sequence[Paragraph | Table], year: int | None) -> list[Heading]:
    """The headings among ``blocks`` in order. ``year``: of the meeting, where it is known."""
    numbered = _under_titles(blocks) or _numbered(blocks, year)
    taken = {n for heading in numbered for n in range(heading.index, heading.last + 1)}
    headings = numbered + _unnumbered(blocks, numbered, taken)
    return sorted(headings, key=lambda h: h.index)


def _under_titles(blocks: Sequence[Paragraph | Table]) -> list[Heading]:
    """Headings whose number opens the text below the title ("APOLOGIES" over "CF/31 There were none."), a title each."""
    found: list[Heading] = []
    for n, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _UNDER.match(block.lines[0].text):
            continue
        match = _UNDER.match(block.printed)
        back = n - 1
        while back >= 0 and isinstance(note := blocks[back], Paragraph) and ITEM_ONLY.match(note.printed):
            back -= 1
        over = blocks[back] if back >= 0 else None
        if match is None or not isinstance(over, Paragraph) or not _titles(over, block):
            continue
        if match["t"] and not match["t"].endswith((".", ":")):
            return []
        loud = over.bold or over.heading > 0 or over.printed.isupper()
        if loud and not any(pattern.match(over.printed) for _, pattern in _FORMS):
            found.append(Heading(back, n, match["n"], over.printed, int(match["l"] or match["v"]), match["t"] or ""))
    rising = all(0 < b.value - a.value <= _FURTHEST for a, b in itertools.pairwise(found))
    return found if len(found) >= _FEWEST and rising else []


def _numbered(blocks: Sequence[Paragraph | Table], year: int | None) -> list[Heading]:
    candidates = [
        c for n, block in enumerate(blocks) if isinstance(block, Paragraph) for c in _candidates(blocks, n, block, year)
    ]
    best: list[_Candidate] = []
    worth = 0.0
    for form in ("slash", "minute", "lettered", "plain"):
        of_form = [c for c in candidates if c.form == form]
        if not of_form:
            continue
        items = [c for c in of_form if c.item]
        groups = [of_form] if form in ("slash", "minute") else _by_style(of_form)
        groups += [whole for group in groups if _FEWEST <= len(whole := _without_sentences(group)) < len(group)]
        if len(items) > 1:
            groups.append(items)
        for group in groups:
            chain = _rising(group)
            value = _worth(form, chain)
            if value > worth:
                best, worth = chain, value
    return [Heading(c.index, c.last, c.number, c.title.rstrip("."), c.value, c.rest) for c in best]


def _candidates(blocks: Sequence[Paragraph | Table], n: int, block: Paragraph, year: int | None) -> list[_Candidate]:
    printed, rest = _run_in(_STAR.sub("", block.printed))
    if len(printed) > 420 or not _START.match(printed):
        return []
    found = []
    for form, pattern in _FORMS:
        match = pattern.match(printed)
        if match is None or (form == "slash" and not _year_fits(match["y"], match["v"], year)):
            continue
        title, last = match["t"] or "", n
        if not title:
            after = blocks[n + 1] if n + 1 < len(blocks) else None
            if not isinstance(after, Paragraph) or after.mark or len(after.printed) > 200:
                continue
            title, last = after.printed, n + 1
        item = bool(_ITEM.search(title))
        title = _ITEM.sub(" ", title).strip()
        follow = blocks[last + 1] if last + 1 < len(blocks) else None
        if isinstance(follow, Paragraph) and ITEM_ONLY.match(follow.printed):
            item, last = True, last + 1
        if not _is_title(title):
            continue
        style = (block.bold, block.heading, round(block.left / 12))
        strong = block.bold or block.heading > 0 or title.isupper()
        found.append(_Candidate(n, last, form, match["n"], int(match["v"]), title, item, style, strong, rest))
        break
    return found


def _run_in(printed: str) -> tuple[str, str]:
    """A title in capitals and the text that a dash parts from it in the same paragraph ("12 MINUTES – That the …")."""
    match = _RUN_IN.match(printed)
    return (match["title"], printed[match.end() :]) if match else (printed, "")


def _is_title(title: str) -> bool:
    if not title or len(title) > 330 or not any(c.isalpha() for c in title):
        return False
    first = next(c for c in title if c.isalnum())
    return (first.isupper() or first.isdigit()) and not title.endswith((",", ";"))


def _year_fits(printed: str, value: str, year: int | None) -> bool:
    short = int(printed[-2:])
    first, second = sorted((value, printed), key=len, reverse=True)
    if 1990 <= int(first) <= 2099 and int(second[-2:]) == (int(first) + 1) % 100:
        return False  # a financial year, whichever half the form takes for the year
    return year is None or abs(short - year % 100) <= 1


def _by_style(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    groups: dict[tuple[bool, int, int], list[_Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.style, []).append(candidate)
    return list(groups.values())


def _without_sentences(candidates: list[_Candidate]) -> list[_Candidate]:
    """Those whose words are a title: points that were resolved are set like headings, but end with a full stop."""
    return [c for c in candidates if not c.title.endswith((".", ":")) and len(c.title.split()) <= _LONGEST_TITLE]


def _rising(candidates: list[_Candidate]) -> list[_Candidate]:
    """The longest run of rising numbers without a great jump (n log n, then the jumps cut)."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, candidate in enumerate(candidates):
        place = bisect_left(tails, candidate.value)
        before.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(candidate.value)
            at.append(n)
        else:
            tails[place], at[place] = candidate.value, n
    chain: list[_Candidate] = []
    n = at[-1] if at else -1
    while n >= 0:
        chain.append(candidates[n])
        n = before[n]
    chain.reverse()
    runs: list[list[_Candidate]] = []
    for candidate in chain:
        if runs and candidate.value - runs[-1][-1].value <= _FURTHEST:
            runs[-1].append(candidate)
        else:
            runs.append([candidate])
    return max(runs, key=len, default=[])


def _is_titled(chain: list[_Candidate]) -> bool:
    """Whether short words with a full stop are titles all the same: usual ones, one number after the other, text between."""
    steps = all(b.value - a.value == 1 and b.index - a.last > 1 for a, b in itertools.pairwise(chain))
    usual = sum(STANDARD.search(c.title) is not None for c in chain)
    short = all(len(c.title.split()) <= _FEW_WORDS + 4 and not _TOLD.search(c.title) for c in chain)
    return len(chain) >= _SURE and steps and short and usual * 2 >= len(chain)


def _worth(form: str, chain: list[_Candidate]) -> float:
    """How sure it is that these are the minutes' headings; 0 where they are not."""
    if not chain:
        return 0.0
    items = sum(c.item for c in chain)
    strong = sum(c.strong for c in chain)
    if form in ("slash", "minute"):
        return 10.0 + len(chain) + items
    if form == "plain" and _is_titled(chain):
        return 2.0 + len(chain)
    titles = len(_without_sentences(chain))
    if titles < 0.75 * len(chain):
        return 0.0
    if items * 2 >= len(chain):
        return 8.0 + len(chain) + items
    steps = sum(b.value - a.value == 1 for a, b in itertools.pairwise(chain))
    apart = sum(b.index - a.last > 1 for a, b in itertools.pairwise(chain))
    if strong * 3 >= len(chain) * 2 and len(chain) >= 2 and steps:
        sure = len(chain) >= _SURE and apart >= 0.8 * (len(chain) - 1) and strong >= 0.9 * len(chain)
        usual = sum(STANDARD.search(c.title) is not None for c in chain)
        told = len(chain) - 2 * (len(chain) - titles)
        return 2.0 + told + (3.0 if chain[0].value > 12 else 0.0) + (100.0 if sure and usual >= 2 else 0.0)
    if len(chain) == 2 and chain[0].value > 1 and steps and all(len(c.title.split()) <= _FEW_WORDS for c in chain):
        return 1.0  # a short meeting's two minutes; a list of two points begins at 1
    short = sum(len(c.title.split()) <= 14 and not c.title.endswith(".") for c in chain)
    if (
        len(chain) >= _FEWEST
        and apart >= 0.8 * (len(chain) - 1)
        and short >= 0.7 * len(chain)
        and steps * 2 >= len(chain) - 1
    ):
        return 1.0 + len(chain) * 0.9
    return 0.0


def _unnumbered(blocks: Sequence[Paragraph | Table], numbered: list[Heading], taken: set[int]) -> list[Heading]:
    """Headings without a number, as far as a title style shows them."""
    every = [b for b in blocks if isinstance(b, Paragraph)]
    long = [b for b in every if len(b.printed) > _LONG]
    sizes = Counter(round(b.lines[0].size) for b in long or every)
    body = sizes.most_common(1)[0][0] if sizes else 0
    models = [b for h in numbered if isinstance(b := blocks[h.index], Paragraph)]
    levels = Counter(b.heading for b in models if b.heading)
    if not numbered:
        levels = Counter(b.heading for b in blocks if isinstance(b, Paragraph) and b.heading and _titles(b))
    level = _level(levels, numbered=bool(numbered))
    larger = {round(b.lines[0].size) for b in models if body and b.lines[0].size > body + 0.8}
    marked = [h for h in numbered if _is_marked(blocks, h.index, h.last)]
    found: list[Heading] = []
    for n, block in enumerate(blocks):
        follow = blocks[n + 1] if n + 1 < len(blocks) else None
        if n in taken or not isinstance(block, Paragraph) or not _titles(block, follow):
            continue
        size = round(block.lines[0].size)
        item = _is_marked(blocks, n, n + 1) and (bool(marked) or not numbered)
        styled = bool(level) and block.heading == level
        if numbered:
            styled = styled or size in larger or item
        elif not level:
            styled = item or block.bold or size > body + 0.8 or (block.text.isupper() and len(block.text) > 3)
        document = not (numbered or found) and block.printed.strip().casefold() == "minutes"
        if styled and follow is not None and not document:
            found.append(Heading(n, n, None, _ITEM.sub(" ", block.printed).strip()))
    return found


def _is_marked(blocks: Sequence[Paragraph | Table], first: int, last: int) -> bool:
    """Whether "(Item 4)" stands in a title or alone on the line under it."""
    title, under = blocks[first], blocks[last] if last < len(blocks) else None
    alone = isinstance(under, Paragraph) and ITEM_ONLY.match(under.printed) is not None
    return alone or (isinstance(title, Paragraph) and _ITEM.search(title.printed) is not None)


def _level(levels: Counter[int], *, numbered: bool) -> int:
    if not levels:
        return 0
    if numbered:
        return levels.most_common(1)[0][0]
    many = [level for level, count in levels.items() if count > 1]
    return min(many) if many else max(levels)


def _is_told(text: str, follow: Paragraph | Table | None) -> bool:
    """Whether "Apologies for absence" heads a sentence, and no list of names."""
    return (
        label_kind(text) == "apologies"
        and isinstance(follow, Paragraph)
        and re.match(
            r"(?:an?\s+|no\s+)?apolog|there were|none\b|received|[\[(]?(?:agenda )?item\b",
            follow.printed,
            re.IGNORECASE,
        )
        is not None
    )


def _titles(block: Paragraph, follow: Paragraph | Table | None = None) -> bool:
    """Whether a paragraph could be a title at all. ``follow``: what stands under it."""
    text = block.printed
    return (
        2 < len(text) <= 200
        and len(text.split()) <= 24
        and _is_title(text)
        and not text.endswith((".", ":"))
        and (block.mark is None)
        and not _NO_TITLE.match(text)
        and not ITEM_ONLY.match(text)
        and part_of(text) is None
        and (label_kind(text) is None or _is_told(text, follow))
        and outcome_kind(text) is None
    )
