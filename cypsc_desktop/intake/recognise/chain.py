"""Finds the numbered list that is the agenda among everything on a front sheet that begins with a number.

It scores runs of rising, aligned numbers; it reads no titles beyond telling a heading from a sentence.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cypsc_desktop.intake.recognise.rows import Row, Segment

_NUMBER = re.compile(
    r"^(?:(?i:(?:agenda\s+)?item\s+(?:no\.?\s*)?))?[(\[]?(?P<n>\d{1,3}\s?\.\d{1,2}|\d{1,4}(?:/\d{1,4})?\s?[a-z]?|\d{1,3}\s?\([a-z]\)"
    r"|[A-Z]{1,2}\s?\.?\s?\d{1,3}[a-z]?|[A-HJ-Z]|[IVX]{1,5})(?P<sep>\s?[.):\]]{1,2}"
    r"|\s?[–—-](?=\s)|)(?=\s|$)\s*(?P<rest>.*)$"
)
_WORDED = re.compile(r"^(?:agenda\s+)?item\s+(?:no\.?\s*)?[A-Z]?\d", re.IGNORECASE)
_MONTHS = re.compile(
    r"^(?:st|nd|rd|th|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?"
    r"|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|am|pm|noon|hours|o'clock|of)\b|^%",
    re.IGNORECASE,
)
STANDARD = re.compile(
    r"\b(apolog|declaration|disclosure|interests?\b|minutes\b|urgent|exclusion"
    r"|press and public|work\s*(?:ing)?\s*(?:programme|plan)|forward plan|public (?:question"
    r"|participation|speaking)|question|petition"
    r"|matters arising|any other business|welcome|introduction|substitut|membership"
    r"|action (?:list|log|sheet|tracker)|date of (?:the )?next meeting|chair|deputation"
    r"|call-?in|performance|budget|update)",
    re.IGNORECASE,
)
_LONG_TITLE = 9  # words on one row
_WEIGHT_STEP = {1: 1.0, 2: 0.45, 3: 0.3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that begins with a number. ``title_left`` is where the words after it begin."""

    index: int
    row: Row
    number: str
    rest: tuple[Segment, ...]
    number_left: float
    number_right: float
    title_left: float
    weight: float
    ranged: bool = False


def candidates(rows: Sequence[Row], *, has_range: Callable[[int], bool]) -> list[Candidate]:
    """All rows that may begin a numbered item."""
    found = []
    for index, row in enumerate(rows):
        candidate = _candidate(index, row)
        if candidate is not None:
            found.append(
                replace(candidate, weight=candidate.weight + 1.0, ranged=True) if has_range(index) else candidate
            )
    decimals = [c for c in found if re.fullmatch(r"\d+\.\d+", c.number)]
    if sum(map(_is_paragraph, decimals)) * 2 > len(decimals):
        found = [c for c in found if c not in decimals]
    return found


def _is_paragraph(candidate: Candidate) -> bool:
    """Whether the words after a number are a numbered paragraph's rather than a title."""
    text = " ".join(s.text for s in candidate.rest).strip()
    return not candidate.ranged and (text.endswith((".", ";", ":")) or len(text.split()) > _LONG_TITLE)


def best_chain(found: Sequence[Candidate], *, resets: Sequence[int], restart: bool = True) -> list[Candidate]:
    """The heaviest run of candidates whose numbers rise and whose columns agree.

    ``resets`` are indexes of rows (part headings) after which numbers may begin again.
    """
    best: list[float] = []
    before: list[int | None] = []
    for j, later in enumerate(found):
        score, link = later.weight + (0.3 if _key(later.number)[1] == 1 else 0.0), None
        for i in range(max(0, j - 150), j):
            earlier = found[i]
            step = _step(earlier.number, later.number)
            if step is None and restart and any(earlier.index < r < later.index for r in resets):
                step = 0.5 if _key(later.number)[1] == 1 else None
            if step is None and earlier.ranged and later.ranged and 3 < _rise(earlier.number, later.number) < 80:
                step = 0.05  # a supplement names only the items that it has papers for
            if step is None or not _aligned(earlier, later):
                continue
            gain = best[i] + later.weight + step + _alike(earlier.row, later.row)
            if gain > score:
                score, link = gain, i
        best.append(score)
        before.append(link)
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda k: best[k])
    chain: list[Candidate] = []
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def _candidate(index: int, row: Row) -> Candidate | None:
    first = row.segments[0]
    rest: tuple[Segment, ...] = row.segments[1:]
    own, dotted = True, False
    if row.bullet and (mark := _NUMBER.match(row.bullet.strip())) and not mark["rest"]:
        number, rest, dotted = mark["n"], row.segments, True
        left, right, title_left = first.left - 18, first.left - 6, first.left
    else:
        match = _NUMBER.match(first.text)
        if match is None:
            return None
        number, dotted = match["n"], bool(match["sep"].strip())
        words = match["rest"].strip()
        width = (first.right - first.left) / max(1, len(first.text))
        left, right = first.left, first.right
        if words:
            own = False
            right = first.left + width * match.end("sep")
            rest = (Segment(words, first.right - width * len(match["rest"]), first.right), *rest)
        title_left = rest[0].left if rest else right
    number = re.sub(r"\s", "", number)
    text = " ".join(s.text for s in rest).strip()
    if not _plausible(number, text, own=own, dotted=dotted):
        return None
    return Candidate(index, row, number, rest, left, right, title_left, _weight(text, own=own, dotted=dotted, row=row))


def _plausible(number: str, text: str, *, own: bool, dotted: bool) -> bool:
    if sum(c.isalpha() for c in text) < 2 or (_MONTHS.match(text) and not dotted):
        return False
    if number.isalpha() and not dotted and not own:
        return False
    return dotted or own or not text[0].islower()


def _weight(text: str, *, own: bool, dotted: bool, row: Row) -> float:
    weight = 0.15 * own + 0.15 * dotted + 0.2 * (row.bold or row.caps or row.heading > 0)
    if STANDARD.search(text[:60]):
        weight += 0.6
    words = len(text.split())
    if words > 14 or (text.endswith(".") and words > 6):
        weight -= 0.5
    return weight - 0.3 * text[0].islower()


def _key(number: str) -> tuple[str, int, str]:
    number = re.sub(r"[()]", "", number)
    if decimal := re.fullmatch(r"(\d+)\.(\d+)", number):
        return (f"{decimal[1]}.", int(decimal[2]), "")
    if re.fullmatch(r"[IVX]+", number):
        return ("roman", _roman(number), "")
    match = re.fullmatch(r"([A-Z]{0,2})\.?(\d*)(?:/(\d+))?([a-z]?)", number)
    if match is None or not match[2]:
        return ("letter", ord(number[0]) - 64 if len(number) == 1 else 0, "")
    return (match[1] + (f"/{match[3]}" if match[3] else ""), int(match[2]), match[4])


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in number]
    return sum(-v if any(w > v for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def _step(earlier: str, later: str) -> float | None:
    """What it is worth that ``later`` follows ``earlier``; None where it cannot."""
    a, b = _key(earlier), _key(later)
    if "/" in a[0] and "/" in b[0]:
        year, other = a[1] == b[1], a[0] == b[0]
        rise = int(b[0].split("/")[1]) - int(a[0].split("/")[1]) if year else b[1] - a[1]
        return _WEIGHT_STEP.get(rise) if year != other else None
    if a[0].endswith(".") or b[0].endswith("."):
        return _decimal_step(a, b)
    if a[0] != b[0]:
        if a[0].isalpha() and b[0].isalpha() and len(a[0]) == len(b[0]) == 1 and ord(b[0]) == ord(a[0]) + 1:
            return 0.8 if b[1] in (1, a[1] + 1) else None
        return None
    rise = b[1] - a[1]
    if rise == 0:
        return 0.8 if b[2] > a[2] and ord(b[2]) - ord(a[2] or "`") <= 2 else None
    return _WEIGHT_STEP.get(rise) if not b[2] or b[2] == "a" else None


def _decimal_step(a: tuple[str, int, str], b: tuple[str, int, str]) -> float | None:
    """Steps among 1.1, 1.2, 2.1, and between 3 and 3.1 or 3.4 and 4."""
    whole_a, whole_b = (int(k[0][:-1]) if k[0].endswith(".") else k[1] if not k[0] else -9 for k in (a, b))
    part_a, part_b = (k[1] if k[0].endswith(".") else 0 for k in (a, b))
    if whole_a == whole_b:
        return _WEIGHT_STEP.get(part_b - part_a)
    return 0.8 if whole_b == whole_a + 1 and part_b <= 1 else None


def _rise(earlier: str, later: str) -> int:
    a, b = _key(earlier), _key(later)
    return b[1] - a[1] if a[0] == b[0] else 0


def _aligned(a: Candidate, b: Candidate) -> bool:
    if _WORDED.match(a.row.text) and _WORDED.match(b.row.text):
        return True
    if a.row.text.startswith("(") != b.row.text.startswith("("):
        return False  # "(1)" counts the parts of an item "1."
    numbers = abs(a.number_left - b.number_left) <= 9 or abs(a.number_right - b.number_right) <= 3
    return numbers or abs(a.title_left - b.title_left) <= 3


def _alike(a: Row, b: Row) -> float:
    return (
        0.2 * (a.bold == b.bold)
        + 0.1 * (a.caps == b.caps)
        + 0.2 * (a.heading == b.heading)
        + 0.1 * (abs(a.size - b.size) < 0.6)
    )
