"""Findings in the plan and in tables of figures: late actions, odd references, sums that are none. It corrects nothing."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence

from cypsc_desktop.intake.layout import Cell, Source, Table
from cypsc_desktop.intake.recognise.dates import find_dates
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, joined, only_paragraphs, paragraphs
from cypsc_desktop.intake.recognise.plan_cells import amount
from cypsc_desktop.intake.report import FindingFound, ImportReport, PlanFound
from cypsc_desktop.model.identity import fold

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?P<y>20\d\d|\d\d)\b"
    r"|\b(?P<mm>0?[1-9]|1[0-2])/(?P<yy>20\d\d)\b",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"on-?going|tbc|continu|annual|monthly|quarterly", re.IGNORECASE)
_COMPLETE = re.compile(r"\b(?:complet\w*|done|delivered|closed|achieved|finished)\b", re.IGNORECASE)
_NOT_COMPLETE = re.compile(
    r"\b(?:not|in|partly|part|partially|almost|to be)\b.{0,12}\bcomplet|progress"
    r"|not started|delay|overdue|consultation",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"(?:^|[\s_-])(?:gro|growth|inv|investment)(?:[\s_-]|\d|$)", re.IGNORECASE)
_SAVING = re.compile(r"(?:^|[\s_-])(?:sav|savings?)(?:[\s_-]|\d|$)", re.IGNORECASE)
_NUMERIC = re.compile(r"^\(?[-–−+]?\s?£?\s?[-–−+]?\d[\d,]*(?:\.\d+)?\s?[km]?\)?$", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:(?:grand|overall|sub-?)\s*)?total\b|\btotals?$", re.IGNORECASE)
_PART_SUM = re.compile(
    r"\b(?:total|sub-?total|net|gross|of which|balance|average|mean|rate|%|increase|decrease"
    r"|change|variance|less)\b|%",
    re.IGNORECASE,
)
_AREAS = re.compile(
    r"\b(?:what\s+(?:needs\s+to|should|must)\s+(?:improve|be\s+(?:improved|better))"
    r"|areas?\s+for\s+(?:improvement|action|development))\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "their",
        "this",
        "to",
        "was",
        "were",
        "with",
        "within",
    ]
)
_TAKEN_UP, _LEFT_OUT = 0.55, 0.35  # share of an area's own words that one row of the plan has
_WIDEST = 0.25  # a wider difference comes of a table misread, not of a sum misprinted


def check_plan(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """What the plan and the tables of figures contradict."""
    plan = report.plan
    if plan:
        issued = _issued(report)
        if issued:
            yield from _late(plan, issued)
        yield from _references(plan)
        yield from _uncovered(source, plan)
    for sheet in source.sheets:
        for table in sheet.tables:
            yield from _at_risk(table)
            yield from _sums(table)


def _issued(report: ImportReport) -> str | None:
    meeting = report.meeting
    return (meeting.issued or meeting.date) if meeting else None


def _late(plan: PlanFound, issued: str) -> Iterator[FindingFound]:
    rows = [(a.ref, a.due, a.progress, a.at) for p in plan.projects for a in p.actions]
    rows += [(p.ref, p.due, None, p.at) for p in plan.priorities]
    for ref, due, progress, at in rows:
        last = last_day(due)
        if (
            last is None
            or last >= issued
            or (progress and _COMPLETE.search(progress) and not _NOT_COMPLETE.search(progress))
        ):
            continue
        state = f"its progress reads “{progress}”" if progress else "no progress is printed"
        message = f"Action {ref or '(no number)'} was due {due}, before these papers were issued; {state}."
        yield FindingFound(kind="past-due-at-issue", message=message, page=at.page if at else None)


def last_day(due: str | None) -> str | None:
    """The last day that a printed due date can mean, ISO; None where it is open or unreadable."""
    if not due or _OPEN_ENDED.search(due):
        return None
    days = [found.iso for found in find_dates(due)]
    for match in _MONTH.finditer(due):
        if any(found.start <= match.start() < found.end for found in find_dates(due)):
            continue
        year = match["y"] or match["yy"]
        number = int(match["mm"]) if match["mm"] else _MONTHS.index(match["m"].lower()) + 1
        full = int(year) if len(year) == 4 else 2000 + int(year)
        days.append(f"{full}-{number:02d}-{monthrange(full, number)[1]:02d}")
    return max(days, default=None)


def _references(plan: PlanFound) -> Iterator[FindingFound]:
    """References shorter than their fellows, and growth among savings."""
    refs = [(p, p.ref) for p in plan.projects if p.ref]
    lengths = Counter(len(m[0]) for _, ref in refs if (m := re.search(r"\d+$", ref)))
    usual = lengths.most_common(1)[0] if lengths else (0, 0)
    padded = any(re.search(r"(?<!\d)0\d+$", ref) for _, ref in refs)
    savings = sum(bool(_SAVING.search(ref)) for _, ref in refs)
    for project, ref in refs:
        page = project.at.page if project.at else None
        digits = re.search(r"\d*$", ref)
        if digits and len(digits[0]) < usual[0] and padded and usual[1] > 1 and usual[1] * 2 > len(refs):
            message = f"The reference “{ref}” of “{project.title}” looks cut short: others end in {usual[0]} digits."
            yield FindingFound(kind="truncated-reference", message=message, page=page)
        if _GROWTH.search(ref) and not _SAVING.search(ref) and savings > 1:
            message = f"“{project.title}” ({ref}) is growth or investment, listed among savings."
            yield FindingFound(kind="growth-among-savings", message=message, page=page)


def _uncovered(source: Source, plan: PlanFound) -> Iterator[FindingFound]:
    """A letter's areas for improvement of which the plan takes up some, but not this one."""
    known = [_words(p.text or "") for p in plan.priorities] + [
        _words(a.text or "") for p in plan.projects for a in p.actions
    ]
    if not known:
        return
    for sheet in source.sheets:
        if not any(_AREAS.search(line.text) and len(line.text) < 120 for line in sheet.lines):
            continue
        areas = list(_areas(only_paragraphs(paragraphs([sheet]))))
        often = Counter(word for _, words in areas for word in words)
        told = [(text, {word for word in words if often[word] == 1}) for text, words in areas]
        scores = [max((len(own & words) / len(own) for words in known), default=0.0) if own else 1.0 for _, own in told]
        if not any(score >= _TAKEN_UP for score in scores):
            continue
        for (text, _), score in zip(told, scores, strict=True):
            if score < _LEFT_OUT:
                message = f"The plan has no row for this area for improvement: “{text}”"
                yield FindingFound(kind="uncovered-area", message=message, page=sheet.number)


def _areas(blocks: Iterator[Paragraph]) -> Iterator[tuple[str, set[str]]]:
    open_list = False
    for block in blocks:
        if not block.mark:
            open_list = bool(_AREAS.search(block.text)) and len(block.text) < 120
        elif open_list and len(words := _words(block.text)) > 2:
            yield block.text, words


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if word not in _SMALL and len(word) > 2}


def _at_risk(table: Table) -> Iterator[FindingFound]:
    """A table of savings at risk, as one finding."""
    head = table.row(0)
    column = next(
        (
            c.column
            for c in head
            if re.search(r"savings?\s+at\s+risk|\bat\s+risk\b", " ".join(line.text for line in c.lines), re.IGNORECASE)
        ),
        None,
    )
    if column is None or table.shape[0] > 60 or not any("aving" in line.text for c in head for line in c.lines):
        return
    rows = []
    for index in range(1, table.shape[0]):
        cells = {c.column: joined(c.lines).strip() for c in table.row(index)}
        figure = cells.get(column, "")
        if _NUMERIC.match(figure):
            rows.append((next((cells[c] for c in sorted(cells) if c != column and cells[c]), ""), figure))
    parts = [f"{name} {figure}" for name, figure in rows if not _TOTAL.search(name)]
    total = next((figure for name, figure in rows if _TOTAL.search(name)), None)
    if parts:
        message = f"Savings are at risk (£000): {'; '.join(parts)}{f'; total {total}' if total else ''}."
        yield FindingFound(kind="savings-at-risk", message=message, page=table.page)


def _sums(table: Table) -> Iterator[FindingFound]:
    """A total that is not the sum of the figures above it, in tables simple enough to be sure."""
    rows, columns = table.shape
    if not 4 <= rows <= 60 or not 2 <= columns <= 14 or any(c.rows > 1 or c.columns > 1 for c in table.cells):
        return
    grid: list[dict[int, str]] = [{} for _ in range(rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = _plain(cell)
    total = next((n for n in range(rows) if _TOTAL.search(grid[n].get(0, ""))), None)
    if total is None or total < 3:
        return
    for column in range(1, columns):
        body = [grid[n].get(column, "") for n in range(total)]  # the first row holds headings, years among them
        start = next((n for n, text in enumerate(body) if n and _NUMERIC.match(text)), len(body))
        figures = body[start:]
        if len(figures) < 2 or not all(_NUMERIC.match(text) for text in figures):
            continue
        labels = [grid[n].get(0, "") for n in range(start, total)]
        if any(_PART_SUM.search(label) for label in labels) or any(
            re.search(r"%|rate|average|per\b", t, re.IGNORECASE) for t in body[:start]
        ):
            continue
        yield from _compare(figures, grid[total].get(column, ""), grid[total].get(0, ""), table.page)


def _plain(cell: Cell) -> str:
    return " ".join(line.text for line in cell.lines).strip()


def _compare(figures: Sequence[str], printed: str, label: str, page: int) -> Iterator[FindingFound]:
    total = amount(printed) if _NUMERIC.match(printed) else None
    values = [amount(text) for text in figures]
    if total is None or any(value is None for value in values):
        return
    found = sum(value for value in values if value is not None)
    places = max((len(text.partition(".")[2].rstrip(")km ")) for text in (*figures, printed)), default=0)
    slack = 0.5 * len(figures) * 10**-places + 1e-9 if places or len(figures) > 8 else 1.001
    if slack < abs(found - total) <= _WIDEST * max(abs(total), 1):
        message = f"“{label}” prints {printed}; the figures above it add up to {found:,.{places}f}."
        yield FindingFound(kind="sum-mismatch", message=message, page=page)
