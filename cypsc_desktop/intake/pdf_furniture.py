"""What belongs to the pack and not to its papers: printed page labels, running heads and feet.

The pack's page label is found by what it does, not by what it looks like: a number near an edge that grows
with the sheets over the whole file. A report's own page numbers start again with each report.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from cypsc_desktop.intake.layout import Line, Sheet

EDGE = 0.12
BARE_EDGE = 0.075
MARGIN = 0.08
MAX_CANDIDATES = 12
MAX_RUNS = 300
_BLANK = re.compile(
    r"\W*(this )?page( is| has been)?( intentionally| deliberately)?( left| been left)?( intentionally)? blank\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\bpage\W*(?:[^\W\d]+\W+){0,3}?([A-Z]{0,2})(\d{1,4})(\s*(?:of|/)\s*\d{1,4})?(?:\W+[A-Z]{4,})?\W*$", re.IGNORECASE
)
_NUMBER = re.compile(r"[^\w.]*((?:[A-Z]{3,} ){0,3})([A-Z]{0,2})[- ]?(\d{1,4})(\s*(?:of|/)\s*\d{1,4})?[^\w.]*")
_LABEL = re.compile(r"(agenda|minute)\s+(item|annex)\b.{0,14}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the pack's page label: its series, letters, number, and distance to the nearest edge."""

    sheet: int
    line: Line
    series: str
    letters: str
    value: int
    edge: float

    @property
    def label(self) -> str:
        return f"{self.letters}{self.value}"


def with_furniture(sheets: Sequence[Sheet], notes: Sequence[Sequence[Line]] = ()) -> tuple[Sheet, ...]:
    """The sheets with labels, running heads and feet taken out of their lines and put under ``furniture``.

    ``notes`` are lines printed as annotations, a sequence for each sheet: page labels are sometimes stamped so.
    """
    offered = notes or [()] * len(sheets)
    stamps = find_stamps(sheets, offered)
    heads = _running(sheets)
    return tuple(_sheet(sheet, stamps.get(sheet.number), heads[sheet.number]) for sheet in sheets)


def _sheet(sheet: Sheet, stamp: Candidate | None, heads: set[int]) -> Sheet:
    furniture = list(sheet.furniture)
    lines: list[Line] = []
    for line in sheet.lines:
        taken = (stamp is not None and line is stamp.line) or id(line) in heads or _is_label(line, sheet)
        (furniture if taken else lines).append(line)
    if stamp is not None and not any(line is stamp.line for line in furniture):
        furniture.append(stamp.line)
    if lines and lines[0].gap and lines[0] is not sheet.lines[0]:
        lines[0] = replace(lines[0], gap=0.0)
    filler = not sheet.tables and 0 < len(lines) <= 3 and bool(_BLANK.fullmatch(" ".join(line.text for line in lines)))
    label = stamp.label if stamp else None
    return replace(sheet, lines=tuple(lines), furniture=tuple(furniture), stamp=label, filler=filler)


def _is_label(line: Line, sheet: Sheet) -> bool:
    """Whether it is the "Agenda Item 7" that the pack prints in a top corner."""
    return (
        line.box.top < sheet.height * EDGE and line.box.left > sheet.width * 0.5 and bool(_LABEL.fullmatch(line.text))
    )


def find_stamps(sheets: Sequence[Sheet], notes: Sequence[Sequence[Line]]) -> dict[int, Candidate]:
    """The pack's page label of each sheet that has one."""
    series: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for sheet, extra in zip(sheets, notes, strict=True):
        for candidate in islice(_candidates(sheet, [*sheet.lines, *extra]), MAX_CANDIDATES):
            series[candidate.series, candidate.letters].append(candidate)
    texts = sum(1 for s in sheets if s.has_text and not _is_blank(s)) or 1
    chains = [chain for group in series.values() for chain in _steady(group)]
    chains.sort(key=_worth, reverse=True)
    main = next((chain for chain in chains if _convincing(chain, texts)), None)
    if main is None:
        return {}
    chosen = {c.sheet: c for c in main}
    for chain in chains:
        beside = chain[0].letters != main[0].letters and chain[0].series == main[0].series
        if beside and len(chain) >= 2 and abs(chain[0].edge - main[0].edge) <= 20:
            chosen = {c.sheet: c for c in chain} | chosen
    return chosen


def _steady(group: list[Candidate]) -> list[list[Candidate]]:
    """The chain that most of a series makes up; none where the numbers start again and again, as reports' own do."""
    counted = len({c.sheet for c in group})
    return [chain for chain in _chains(group) if len(chain) >= 0.6 * counted]


def _is_blank(sheet: Sheet) -> bool:
    return len(sheet.lines) <= 2 and any(_BLANK.fullmatch(line.text) for line in sheet.lines)


def _convincing(chain: list[Candidate], texts: int) -> bool:
    """Whether a series is long enough for the whole file to be the pack's own."""
    if chain[0].series == "page":
        return len(chain) >= max(1, 0.25 * texts)
    return len(chain) >= max(3, 0.5 * texts)


def _worth(chain: list[Candidate]) -> tuple[float, float]:
    """Longer is better; of two nearly as long, the one that says "page", then the one nearer the edge."""
    named = 1.3 if chain[0].series == "page" else 1.0
    middle = sorted(c.edge for c in chain)[len(chain) // 2]
    return len(chain) * named, -middle


def _candidates(sheet: Sheet, lines: Iterable[Line]) -> Iterable[Candidate]:
    """Lines that may be a page label: a "page 12" near an edge, or a bare number nearer to it."""
    for line in lines:
        if len(line.text) > 60:
            continue
        box = line.box
        edge, length = min(box.top, sheet.height - box.bottom), sheet.height
        if edge > length * EDGE and (box.height > box.width or len(line.text) < 3):
            edge, length = min(box.left, sheet.width - box.right), sheet.width
        if edge > length * EDGE:
            continue
        if found := _PAGE.search(line.text):
            letters, number, of = found.groups()
            yield Candidate(sheet.number, line, "page of" if of else "page", letters.upper(), int(number), edge)
        elif edge <= length * BARE_EDGE and (found := _NUMBER.fullmatch(line.text)):
            words, letters, number, of = found.groups()
            yield Candidate(
                sheet.number, line, " ".join([*words.split(), *(["of"] if of else [])]), letters, int(number), edge
            )


def _chains(group: list[Candidate]) -> list[list[Candidate]]:
    """Runs of one series whose number grows as the sheets do, the longest first; a candidate is in one at most."""
    offsets: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in group:
        offsets[candidate.value - candidate.sheet].append(candidate)
    steady = sorted((_one_a_sheet(run) for run in offsets.values()), key=len, reverse=True)[:MAX_RUNS]
    chains: list[list[Candidate]] = []
    for run in steady:
        for chain in chains:
            if _fits(chain, run):
                chain += run
                chain.sort(key=lambda c: c.sheet)
                break
        else:
            chains.append(list(run))
    return chains


def _one_a_sheet(run: list[Candidate]) -> list[Candidate]:
    best: dict[int, Candidate] = {}
    for candidate in run:
        if candidate.sheet not in best or candidate.edge < best[candidate.sheet].edge:
            best[candidate.sheet] = candidate
    return list(best.values())


def _fits(chain: list[Candidate], run: list[Candidate]) -> bool:
    """Whether a run of another offset continues the chain: sheets that are not counted, or counted twice."""
    if len(run) < 2 and abs(run[0].edge - chain[0].edge) > 12:
        return False
    low, high = run[0], run[-1]
    before = [c for c in chain if c.sheet < low.sheet]
    after = [c for c in chain if c.sheet > high.sheet]
    if len(before) + len(after) != len(chain):
        return False
    near = abs((low.value - low.sheet) - (chain[0].value - chain[0].sheet)) <= max(6, len(chain) // 3)
    return near and (not before or before[-1].value < low.value) and (not after or high.value < after[0].value)


def _running(sheets: Sequence[Sheet]) -> dict[int, set[int]]:
    """For each sheet the ids of lines that are running heads, feet or page numbers: at one place on neighbouring sheets."""
    seen: dict[tuple[str, bool, int], list[tuple[int, Line]]] = defaultdict(list)
    for sheet in sheets:
        margin = MARGIN * max(sheet.width, sheet.height)
        for line in sheet.lines:
            high, low = line.box.bottom < margin, line.box.top > sheet.height - margin
            if (high or low) and len(line.text) <= 150:
                from_edge = line.box.top if high else sheet.height - line.box.bottom
                seen[re.sub(r"\d+", "#", line.text.lower()), high, round(from_edge / 4)].append((sheet.number, line))
    found: dict[int, set[int]] = defaultdict(set)
    for (folded, _, _), places in seen.items():
        numbers = {number for number, _ in places}
        near = {n for n in numbers if numbers & {n - 2, n - 1, n + 1, n + 2}}
        numbered = "#" in folded and len(near) == 2 and max(near) - min(near) == 1
        if len(near) >= 3 or numbered:
            for number, line in places:
                if number in near:
                    found[number].add(id(line))
    return found
