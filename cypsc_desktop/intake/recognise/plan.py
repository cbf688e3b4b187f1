"""The improvement plan: project cards with savings by year and measures, their action tables, the priorities table.

It reads tables row by row, so that a card or a table may break anywhere over sheets. Figures are in £000 as
printed; a blank is None. A set of tables that is no plan adds nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cypsc_desktop.intake.layout import Box, Cell, Line, Sheet, Source, Table
from cypsc_desktop.intake.recognise.grids import Columns
from cypsc_desktop.intake.recognise.paragraphs import joined
from cypsc_desktop.intake.recognise.plan_cells import (
    TITLE,
    YEAR,
    amount,
    figures,
    figures_of_line,
    measures,
    more,
    numbered,
    plain,
    years_in,
)
from cypsc_desktop.intake.recognise.plan_heads import action_heads, priority_heads
from cypsc_desktop.intake.recognise.plan_savings import savings_rows
from cypsc_desktop.intake.report import At, ImportReport, PlanActionFound, PlanFound, PriorityFound, ProjectFound

_ROLE = (
    r"(?:(?:project|programme|workstream|scheme|savings?)\s+(?:manager|lead|owner|sponsor|officer)s?|sro"
    r"|senior\s+responsible\s+(?:officer|owner))"
)
_MANAGER = re.compile(rf"(?:^|(?<=\s)){_ROLE}\s*[:–]\s*(?P<who>.*)$", re.IGNORECASE | re.DOTALL)
_MANAGER_LABEL = re.compile(rf"^{_ROLE}\s*:?$", re.IGNORECASE)
_REF = re.compile(
    r"\b(?:mtfs|savings?|budget|project|proposal|scheme)?\s*(?:ref(?:erence)?)\b\.?(?:\s*(?:no\.?"
    r"|number|code))?\s*[:–]\s*(?P<ref>\S.*)$",
    re.IGNORECASE,
)
_REF_LABEL = re.compile(
    r"^(?:mtfs|savings?|budget|project|proposal|scheme)?\s*ref(?:erence)?\.?(?:\s*(?:no\.?"
    r"|number|code))?\s*:?$",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(
    r"^(?:project|scheme|workstream|proposal|strand)(?:\s+(?:title|name)|\s*(?:no\.?\s*)?(?P<n>\d{1,3}))?\s*:?$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b20\d\d\s?[/–-]\s?(?:20)?\d\d\b")
_PAIR = re.compile(r"\b(20\d\d\s?[/–-]\s?(?:20)?\d\d)\s*[:=–-]\s*(£?\s?\(?-?[\d,]+(?:\.\d+)?\)?k?)(?=[\s;,.]|$)")
_MEASURES = re.compile(
    r"^(?:.{0,45}\b)?(?:performance|success|outcome|key)\s+(?:measures?"
    r"|indicators?)\b(?:\s+of\s+success)?\s*:?|^(?:measures?(?:\s+of\s+success)?|kpis?)\s*:?$",
    re.IGNORECASE,
)
_LEVEL = 3.0  # points within which two lines stand on one height
_REF_CELL = re.compile(r"^[A-Z]{0,4}\s?\d{1,3}(?:\.\d{1,3})*[a-z]?[.)]?$")
_PLAN = re.compile(
    r"\b(?:improvement|delivery|recovery|action|transformation|savings"
    r"|implementation)\s+(?:journey\s+)?plan\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the card, its years, and the columns of the open table."""

    plan: PlanFound = field(default_factory=PlanFound)
    card: ProjectFound | None = None
    years: list[tuple[str, Box]] = field(default_factory=list)
    waiting: bool = False
    columns: Columns | None = None
    mode: str = ""
    measuring: Box | None = None
    heading: str | None = None
    label: str | None = None
    above: list[str] = field(default_factory=list)
    is_plan: bool = False
    page: int = 0


def find_plan(source: Source, report: ImportReport) -> None:
    """Set the report's plan where the file holds project cards or a priorities table."""
    reader = _Reader()
    for sheet in source.sheets:
        if not _may_hold(sheet, reader):
            continue
        if reader.page and sheet.number > reader.page + 2:
            reader.card, reader.columns, reader.mode, reader.measuring, reader.waiting = None, None, "", None, False
        reader.is_plan = reader.is_plan or _is_plan(source, report, sheet)
        for block in sheet.blocks():
            if isinstance(block, Table):
                _table(reader, block)
            else:
                _line(reader, block)
        reader.page = sheet.number
    plan = reader.plan
    plan.projects = [p for p in plan.projects if p.actions or p.savings or (p.ref and p.manager)]
    if plan.projects or plan.priorities:
        report.plan = plan


def _may_hold(sheet: Sheet, reader: _Reader) -> bool:
    """A cheap look: a card, a heading row of actions or priorities, or the sheet after one that had these."""
    if sheet.filler:
        return False
    near = reader.page and sheet.number <= reader.page + 1
    if near and sheet.tables and (reader.columns is not None or reader.waiting or reader.card is not None):
        return True
    for table in sheet.tables:
        if any(
            _MANAGER.search(t) or _MANAGER_LABEL.match(t) for c in table.cells if c.column < 3 and (t := _head_text(c))
        ):
            return True
        if savings_rows(table) or any(
            action_heads(table.row(n)) or priority_heads(table.row(n)) for n in range(min(3, table.shape[0]))
        ):
            return True
    return any(("roject" in line.text or "SRO" in line.text) and _MANAGER.match(line.text) for line in sheet.lines)


def _head_text(cell: Cell) -> str:
    return " ".join(line.text for line in cell.lines[:5])


def _is_plan(source: Source, report: ImportReport, sheet: Sheet) -> bool:
    texts = [line.text for near in source.sheets[max(0, sheet.number - 3) : sheet.number] for line in near.lines[:12]]
    for item in report.items:
        if item.pdf_pages and item.pdf_pages[0] <= sheet.number <= item.pdf_pages[1]:
            texts += [item.title, *(p.title for p in item.papers)]
    return any(_PLAN.search(text) for text in texts)


def _table(reader: _Reader, table: Table) -> None:
    reader.above = []
    if listed := savings_rows(table):
        reader.plan.projects += listed if reader.is_plan else []
        reader.card, reader.columns, reader.mode = None, None, ""
        return
    for index in range(table.shape[0]):
        row = table.row(index)
        if row:
            _row(reader, table, row, first=index == 0)


def _row(reader: _Reader, table: Table, row: list[Cell], *, first: bool) -> None:
    texts = [joined(cell.lines).strip() for cell in row]
    if _card(reader, row, texts):
        return
    if _is_title_row(reader, texts):
        reader.above, reader.mode, reader.columns = texts, "", None
        return
    if columns := priority_heads(row):
        reader.columns, reader.mode, reader.card, reader.waiting = columns, "priorities", None, False
        return
    if columns := action_heads(row):
        reader.columns, reader.mode, reader.waiting, reader.measuring = columns, "actions", False, None
        if reader.is_plan and reader.heading and (reader.card is None or _is_next(reader.card, reader.heading)):
            number, title = numbered(reader.heading)
            reader.heading = None
            reader.card = ProjectFound(number=number, title=title, at=At(table.page, table.box))
            reader.plan.projects.append(reader.card)
        return
    if reader.mode == "actions" and reader.is_plan and _themed(reader, table, row):
        return
    if reader.mode == "card" and reader.card is not None:
        _card_row(reader, reader.card, row, texts)
    elif reader.mode in ("actions", "priorities") and reader.columns is not None:
        if _fits(reader.columns, table, texts):
            _listed(reader, reader.columns, table, row, first=first)
        elif first:
            reader.columns, reader.mode = None, "" if reader.mode == "priorities" else "card"
    elif len([t for t in texts if t]) == 1 and len(texts[0]) < 160:
        reader.heading = next(t for t in texts if t)


def _themed(reader: _Reader, table: Table, row: Sequence[Cell]) -> bool:
    """Whether a row that spans a table of actions opens a card: a theme, whose actions follow in the same table."""
    full = [cell for cell in row if cell.lines]
    if (
        len(full) != 1
        or full[0].columns < max(2, table.shape[1] - 1)
        or (reader.card and (reader.card.manager or reader.card.ref))
    ):
        return False
    _open_theme(reader, joined(full[0].lines).strip(), At(table.page, full[0].box))
    return True


def _open_theme(reader: _Reader, words: str, at: At) -> None:
    """A card for a theme of the open table, unless it is the one that was printed last."""
    number, title = numbered(words)
    card = reader.card
    if card is not None and (
        card.manager or card.ref or (card.actions and (card.number, card.title) == (number, title))
    ):
        return
    if card is not None and card in reader.plan.projects and not card.actions:
        reader.plan.projects.remove(card)  # headed the whole table, not a theme of it
    reader.card = ProjectFound(number=number, title=title, at=at)
    reader.plan.projects.append(reader.card)


def _is_next(card: ProjectFound, heading: str) -> bool:
    """Whether a numbered heading above a table of actions opens a card after ``card``, which has its actions."""
    number, _ = numbered(heading)
    return bool(card.actions) and number is not None and number != card.number and not _REF_CELL.match(heading)


def _fits(columns: Columns, table: Table, texts: Sequence[str]) -> bool:
    return table.shape[1] == len(columns.keys) or (
        table.shape[1] > 2 and bool(texts) and (_REF_CELL.match(texts[0]) is not None or not texts[0])
    )


def _card(reader: _Reader, row: list[Cell], texts: list[str]) -> bool:
    """Whether a row opens a card (or tells its manager); then it is read."""
    for n, text in enumerate(texts):
        match = _MANAGER.search(text)
        if match or (_MANAGER_LABEL.match(text) and n + 1 < len(texts)):
            who = match["who"].strip() if match else texts[n + 1]
            before = text[: match.start()].strip() if match else ""
            if match and not who and n + 1 < len(texts):
                who = texts[n + 1]
            over = next((t for t in reader.above if t and not _REF.match(t)), None)
            beside = next((t for t in texts[:n] if TITLE.match(t)), None)
            above = reader.above
            _open_card(reader, before or reader.label or beside or over or reader.heading, who, row[n])
            _refs(reader, [*above, *texts])
            _pairs(reader, texts)
            reader.above = []
            return True
    for n, text in enumerate(texts[:-1]):
        if (label := _TITLE_LABEL.match(text)) and texts[n + 1]:
            title = f"{label['n']}. {texts[n + 1]}" if label["n"] else texts[n + 1]
            reader.label, reader.mode, reader.above = title, "", texts
            return True
    return False


def _is_title_row(reader: _Reader, texts: list[str]) -> bool:
    """A card's first row where its manager stands in the next: a title beside a reference."""
    if not 2 <= len(texts) <= 4 or not any(_REF.match(text) for text in texts):
        return False
    title = next((t for t in texts if t and not _REF.match(t)), "")
    return TITLE.match(title) is not None and len(title) < 160 and (reader.card is None or reader.card.ref is not None)


def _open_card(reader: _Reader, title: str | None, who: str, cell: Cell | Line) -> None:
    ref = _REF.search(who)
    number, name = numbered(title)
    page = cell.page if isinstance(cell, Line) else (cell.lines[0].page if cell.lines else 1)
    manager = (who[: ref.start()] if ref else who).strip() or None
    reader.card = ProjectFound(
        number=number, title=name, manager=manager, ref=ref["ref"].strip() if ref else None, at=At(page, cell.box)
    )
    reader.plan.projects.append(reader.card)
    reader.mode, reader.years, reader.waiting, reader.columns = "card", [], False, None
    reader.label = reader.heading = None
    reader.measuring = None


def _refs(reader: _Reader, texts: Sequence[str]) -> None:
    if reader.card is None or reader.card.ref:
        return
    for n, text in enumerate(texts):
        match = _REF.search(text)
        if match and not _MANAGER.search(match["ref"]):
            reader.card.ref = match["ref"].strip()
        elif _REF_LABEL.match(text) and n + 1 < len(texts):
            reader.card.ref = texts[n + 1] or None


def _pairs(reader: _Reader, texts: Sequence[str]) -> None:
    """Savings that a cell prints in one line, each with its year ("2023/24: 210; 2024/25: 1,065")."""
    for text in texts:
        for year, value in _PAIR.findall(text):
            if reader.card is not None:
                reader.card.savings[year.replace(" ", "")] = amount(value)


def _card_row(reader: _Reader, card: ProjectFound, row: list[Cell], texts: list[str]) -> None:
    _refs(reader, texts)
    _pairs(reader, texts)
    years = [
        (m["y"].replace(" ", ""), cell.box) for cell, text in zip(row, texts, strict=True) if (m := YEAR.match(text))
    ]
    if not years:
        years = [pair for cell in row for pair in years_in(cell)]
    if years:
        reader.years, reader.waiting = years, True
        for year, _ in years:
            card.savings.setdefault(year, None)
    elif reader.waiting and (found := figures(reader.years, row, texts)):
        card.savings.update(found)
        reader.waiting = False
    for cell, text in zip(row, texts, strict=True):
        if match := _MEASURES.match(text):
            reader.measuring = cell.box
            card.measures += measures(cell.lines, skip=match.end())
        elif reader.measuring is not None and cell.lines and _under(cell.box, reader.measuring):
            card.measures += measures(cell.lines, skip=0)


def _under(box: Box, above: Box) -> bool:
    return abs(box.left - above.left) < 12 and abs(box.right - above.right) < 12


def _listed(reader: _Reader, columns: Columns, table: Table, row: list[Cell], *, first: bool) -> None:
    cells = columns.place(table, row)
    values = {key: plain(lines) for key, lines in cells.items() if lines}
    if not values:
        return
    box = row[0].box
    for cell in row[1:]:
        box = box.union(cell.box)
    at = At(table.page, box)
    ref = values.get("ref")
    if reader.mode == "priorities":
        _priority(reader.plan, values, at=at)
        return
    if (theme := values.pop("theme", None)) and reader.is_plan:
        _open_theme(reader, theme, at)
    if reader.card is not None:
        _action(reader.card, values, at=at, keyed="ref" in columns.keys, first=first, ref=ref)


def _priority(plan: PlanFound, values: dict[str, str], *, at: At) -> None:
    if not values.get("ref") and plan.priorities:
        last = plan.priorities[-1]
        for key in ("text", "through", "leads", "due", "measures"):
            setattr(last, key, more(getattr(last, key), values.get(key)))
        return
    plan.priorities.append(
        PriorityFound(
            ref=values.get("ref"), text=values.get("text"), through=values.get("through"), leads=values.get("leads"),
            due=values.get("due"), measures=values.get("measures"), at=at,
        )
    )  # fmt: skip


def _action(card: ProjectFound, values: dict[str, str], *, at: At, keyed: bool, first: bool, ref: str | None) -> None:
    goes_on = (keyed and not ref) or (not keyed and first and "text" not in values)
    if goes_on and card.actions:
        last = card.actions[-1]
        for key in ("text", "owner", "due", "progress"):
            setattr(last, key, more(getattr(last, key), values.get(key)))
        return
    if set(values) <= {"ref"} or (set(values) <= {"ref", "text"} and ref and ref.rstrip(".").isdigit()):
        return  # a group's own heading
    card.actions.append(
        PlanActionFound(
            ref=ref.rstrip(".") if ref else None, text=values.get("text"), owner=values.get("owner"),
            due=values.get("due"), progress=values.get("progress"), at=at,
        )
    )  # fmt: skip


def _savings_line(reader: _Reader, card: ProjectFound, line: Line) -> None:
    """Years and figures printed without a table; columns far apart are lines of their own on one height."""
    years = [(word.text, word.box) for word in line.words if YEAR.match(word.text)]
    level = bool(reader.years) and abs(reader.years[-1][1].top - line.box.top) < _LEVEL
    if years and len(_YEARS.sub("", line.text).split()) <= 4 and (len(years) > 1 or line.text == years[0][0]):
        reader.years, reader.waiting = [*reader.years, *years] if level else years, True
        for year, _ in years:
            card.savings.setdefault(year, None)
    elif reader.waiting and not level and (found := figures_of_line(reader.years, line)):
        card.savings.update(found)
        if len(found) > 1 or all(card.savings.get(year) is not None for year, _ in reader.years):
            reader.waiting = False


def _line(reader: _Reader, line: Line) -> None:
    """A line outside tables: a card set as text, or the heading of a table."""
    text = line.text
    match = _MANAGER.match(text)
    if match:
        _open_card(reader, reader.heading, match["who"].strip(), line)
        return
    if reader.mode == "card" and reader.card is not None:
        _refs(reader, [text])
        for year, value in _PAIR.findall(text):
            reader.card.savings[year.replace(" ", "")] = amount(value)
        _savings_line(reader, reader.card, line)
    if len(text) < 140 and not text.endswith((".", ";")) and not _REF.match(text):
        reader.heading = f"{line.bullet} {text}" if line.bullet else text
