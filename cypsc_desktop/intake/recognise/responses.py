"""What the executive answered to each scrutiny recommendation: the rows of a response table, or labelled text.

Cells are kept as printed; a row that two sheets share is one row. A table of another kind adds nothing.
"""

import re
from collections.abc import Iterator

from cypsc_desktop.intake.layout import Sheet, Source
from cypsc_desktop.intake.recognise.dates import find_date, find_dates
from cypsc_desktop.intake.recognise.grids import Row, Wordings, rows_of
from cypsc_desktop.intake.recognise.response_prose import Answer, labelled_answers
from cypsc_desktop.intake.report import ImportReport, ResponseFound

_WORDINGS: Wordings = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("considered", (r"^(?:(?:meeting|committee|panel)\s+date|date\s+(?:of\s+)?(?:meeting|committee|considered|made)"
                        r"|(?:date\s+)?considered(?:\s+on)?)$")),
        ("report", r"^(?:agenda\s+item|(?:scrutiny\s+)?(?:report|review|topic|subject)(?:\s+(?:title|name))?)$"),
        ("report_back", (r"report(?:ing)?\s+back|date\s+of\s+(?:scrutiny|next|review)|(?:review|monitoring"
                         r"|follow[- ]?up|feedback)\s+(?:date|meeting)|date\s+(?:for|of)\s+(?:review|progress"
                         r"|update)|(?:back|return)\s+to\s+(?:scrutiny|committee|panel)")),
        ("timetable", (r"time\s?(?:table|scale|frame|line)|implementation|action\s+plan|target\s+date|by\s+when"
                       r"|deadline|completion|delivery\s+date|due\s+date|^(?:proposed\s+)?date$|^when$")),
        ("financial", r"financ|\bcosts?\b|resource|budget"),
        ("reasons", (r"^(?:(?:proposed\s+|agreed\s+)?actions?(?!\s+plan)|reasons?|comments?|explanation"
                     r"|rationale|notes)\b|reasons?\s+for\s+(?:rejection|decision)s?$")),
        ("decision", (r"accept|reject|\bagree|\bresponse\b|\bdecision\b|^(?:cabinet|executive)(?:['’]s)?\s+(?:view"
                      r"|reply|answer|position)|\boutcome\b")),
        ("officer", r"\bofficers?\b|\bowner\b|\blead\b|^(?:by\s+)?who(?:m)?\??$"),
        ("responder", (r"respond|cabinet\s+member|portfolio|department|directorate|\baddressee\b"
                       r"|executive\s+member|\bservice\b|\bholder\b")),
        ("conclusions", r"conclusion|finding|background|context|observation|evidence"),
        ("recommendation", r"recommendation|^proposal"),
        ("label", r"^(?:no\.?|number|ref(?:erence)?\.?(?:\s+no\.?)?|rec\.?(?:\s+no\.?)?|#|item)$"),
    )
)  # fmt: skip
_NEEDED = (
    {"recommendation"},
    {"decision"},
    {"officer", "responder", "timetable", "report_back", "financial", "conclusions"},
)
_CONTEXT = re.compile(
    r"scrutiny|\bcabinet\b|executive|select committee|task and finish"
    r"|response to (?:the )?recommendations|overview",
    re.IGNORECASE,
)
_NEAR = 40  # characters within which "in part" still limits an acceptance
_EDGES = " (–-,;[:"
_CELLS = ("recommendation", "conclusions", "responder", "decision", "officer", "financial", "timetable", "report_back")
_UNNAMED = re.compile(r"not (?:named|known|given|stated)|none|n/?a|-+", re.IGNORECASE)  # a table's word for no title
_GROUP = re.compile(
    r"^(?:report|review|scrutiny\s+(?:report|review)|subject|topic|title)(?:\s+(?:title"
    r"|of))?\s*[:–-]\s*",
    re.IGNORECASE,
)
_CONSIDERED = re.compile(
    r"\s*[\[(]?\s*\b(?:considered|made|agreed|discussed|received|presented|reported"
    r"|scrutini[sz]ed|meeting|held|submitted)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:recommendation|rec)\s*(?:no\.?\s*)?)?\(?(?:R\s?)?\d{1,2}(?:[.,]?\s?[a-z]\b"
    r"|\.\d{1,2})?[.):]?(?=\s|$)|^\(?[a-z][.)]\s|^[ivx]+[.)]\s",
    re.IGNORECASE,
)
_DECISIONS = tuple(
    (word, re.compile(pattern, re.IGNORECASE))
    for word, pattern in (
        ("rejected", (r"^no\b(?=\s*(?:$|[.,;:–-]|(?-i:[A-Z])))"
                      r"|\b(?:reject\w*|not\s+(?:be\s+)?(?:accept\w*|agree\w*|support\w*|approved|taken forward)"
                      r"|declin\w+|disagree\w*|refus\w+|(?:does|do|cannot|can\s?not|could\s+not"
                      r"|unable\s+to)\s+(?:not\s+)?(?:accept|agree|support))\b")),
        ("partly", (r"\b(?:part(?:ly|ial(?:ly)?)(?:[\s-]+\w+)?|(?:accept\w*|agree\w*)\s*[,:(–-]*\s*(?:in\s+part"
                    r"|in\s+principle,?\s+(?:with|but|subject)|with\s+(?:an?\s+)?(?:amend\w+|modif\w+|change\w*|caveat\w*"
                    r"|reservation\w*)|subject\s+to|partly|partially|as\s+amended)|in\s+part|amended)\b")),
        ("in-progress", (r"\b(?:(?:already|currently|work(?:\s+is)?)\s+(?:in\s+(?:progress|place|hand|train)"
                         r"|under\s?way|being\s+\w+|implemented|complete\w*|happening|done)|in[\s-]progress"
                         r"|on-?going|under\s?way)\b")),
        ("interim", (r"\b(?:interim|holding\s+(?:response|reply)|initial\s+response|under\s+consideration"
                     r"|being\s+considered|to\s+be\s+considered)\b")),
        ("withdrawn", r"\b(?:withdrawn|withdrew|no\s+longer\s+(?:required|pursued))\b"),
        ("awaiting", (r"\b(?:await\w*|pending|to\s+be\s+(?:confirmed|provided|advised)|tb[ca]|outstanding"
                      r"|no\s+response|not\s+yet\s+(?:received|responded|considered))\b")),
        ("accepted", r"\b(?:accept\w*|agree\w*|approv\w+|support\w*|endors\w+|yes|adopted)\b"),
        ("noted", r"\b(?:noted?|defer\w*)\b"),
    )
)  # fmt: skip


def find_responses(source: Source, report: ImportReport) -> None:
    """Add a ResponseFound for each row of the file's response tables."""
    for start, end in _stretches(source):
        sheets = source.sheets[start:end]
        rows = list(rows_of(sheets, _WORDINGS, _NEEDED, grouped=_GROUP))
        if rows and _is_scrutiny(source, report, rows):
            report.responses += _read(rows)
    if not report.responses and any(_CONTEXT.search(line.text) for sheet in source.sheets for line in sheet.lines[:60]):
        report.responses += [_answer(one) for one in labelled_answers(source, _GROUP)]


def _answer(one: Answer) -> ResponseFound:
    """A recommendation set out as labelled text."""
    told = one.fields
    title, considered = read_group(one.group)
    decision_text = " ".join(told[key] for key in ("decision", "response", "reasons") if key in told) or None
    return ResponseFound(
        report=title,
        considered_on=considered,
        recommendation=told["recommendation"],
        conclusions=told.get("conclusions"),
        responder=told.get("responder"),
        decision=decision_of(decision_text),
        decision_text=decision_text,
        officer=told.get("officer"),
        financial=told.get("financial"),
        timetable=told.get("timetable"),
        report_back=_date_or_text(told.get("report_back")),
        at=one.at,
    )


def _stretches(source: Source) -> list[tuple[int, int]]:
    """Runs of sheets with tables that begin where a heading speaks of recommendations; most packs have one."""
    runs: list[tuple[int, int]] = []
    for n, sheet in enumerate(source.sheets):
        if not any(_may_head(sheet, t) for t in range(len(sheet.tables))) or (runs and n < runs[-1][1]):
            continue
        end = n + 1
        while end < len(source.sheets) and (source.sheets[end].tables or source.sheets[end].filler):
            end += 1
        runs.append((n, min(end + 1, len(source.sheets))))  # the last row may end on a sheet without rules
    return runs


def _may_head(sheet: Sheet, place: int) -> bool:
    table = sheet.tables[place]
    return table.shape[1] >= 3 and any(
        "ecommend" in line.text or "RECOMMEND" in line.text
        for cell in table.cells
        if cell.row < 4
        for line in cell.lines
    )


def _is_scrutiny(source: Source, report: ImportReport, rows: list[Row]) -> bool:
    """Whether scrutiny or the executive is named in the table, on its sheet, on the one before or in its item."""
    page = rows[0].table.page
    table = rows[0].table
    texts = [line.text for cell in table.cells if cell.row < 4 for line in cell.lines]
    texts += [group for row in rows if (group := row.group)]
    for sheet in source.sheets[max(0, page - 4) : page]:
        texts += [line.text for line in sheet.lines[:60]]
    texts += [i.title for i in report.items if i.pdf_pages and i.pdf_pages[0] <= page <= i.pdf_pages[1]]
    return any(_CONTEXT.search(text) for text in texts)


def _read(rows: list[Row]) -> Iterator[ResponseFound]:
    group: str | None = None
    headed: str | None = None  # the heading above its table, which a row of the table may have followed
    labelled = sum(bool(_LABEL.match(row.text("recommendation") or "")) for row in rows) * 2 > sum(
        row.group is None for row in rows
    )
    merged: list[tuple[str | None, Row]] = []
    for row in rows:
        if row.group is not None:
            if merged and row.opens and not row.titled and row.group[:1].islower():
                merged[-1][1].lines.setdefault("recommendation", []).extend(row.lines[""])
            else:
                group = row.group
        elif merged and _continues(merged[-1][1], row, labelled=labelled):
            for key, lines in row.lines.items():
                merged[-1][1].lines.setdefault(key, []).extend(lines)
        elif row.filled:
            if row.heading and row.heading != headed and _GROUP.match(row.heading):
                group = headed = row.heading
            merged.append((group, row))
    for above, whole in merged:
        if whole.text("recommendation"):
            yield _response(whole, above)


def _continues(last: Row, row: Row, *, labelled: bool) -> bool:
    """Whether ``row`` is the rest of ``last``: on a new part of the table, without a recommendation of its own."""
    text = row.text("recommendation")
    if text is None:
        return row.opens or len(row.filled) <= 2
    if not row.opens or row.table.page == last.table.page:
        return False
    if labelled and not row.lines.get("label"):
        return not _LABEL.match(text)
    return text[:1].islower() and not row.text("decision")


def _response(row: Row, group: str | None) -> ResponseFound:
    cells = {key: row.text(key) for key in _CELLS}
    label, reasons = row.text("label"), row.text("reasons")
    recommendation = cells["recommendation"] or ""
    if label and not recommendation.startswith(label):
        recommendation = f"{label} {recommendation}"
    decision_text = " ".join(t for t in (cells["decision"], reasons) if t) or None
    title, considered = read_group(group)
    return ResponseFound(
        report=title or row.text("report"),
        considered_on=considered or find_date(row.text("considered") or ""),
        recommendation=recommendation,
        conclusions=cells["conclusions"],
        responder=cells["responder"],
        decision=decision_of(decision_text),
        decision_text=decision_text,
        officer=cells["officer"],
        financial=cells["financial"],
        timetable=cells["timetable"],
        report_back=_date_or_text(cells["report_back"]),
        at=row.at,
    )


def decision_of(text: str | None) -> str | None:
    """The contract's word for a printed decision: by what the first sentence says first; None where none is told."""
    if not text:
        return None
    for part in (re.split(r"(?<=[.;!])\s", text, maxsplit=1)[0][:160], text[:400]):
        found = [(m.start(), -len(m[0]), word) for word, pattern in _DECISIONS if (m := pattern.search(part))]
        if found:
            words = {word for start, _, word in found if start < _NEAR}
            return "partly" if min(found)[2] == "accepted" and "partly" in words else min(found)[2]
    return None


def read_group(text: str | None) -> tuple[str | None, str | None]:
    """Title and date of consideration from a group row such as "Report: X (Considered by Y on 20 April 2021)"."""
    if not text:
        return None, None
    considered = _CONSIDERED.search(text)
    dates = find_dates(text[considered.start() :]) if considered else []
    every = find_dates(text)
    if considered and dates:
        date, title = dates[0].iso, text[: considered.start()]
    elif every:
        date, title = every[-1].iso, text[: every[-1].start]
    else:
        date, title = None, text
    named = _GROUP.sub("", title).strip(_EDGES)
    return (named if named and not _UNNAMED.fullmatch(named) else None), date


def _date_or_text(text: str | None) -> str | None:
    if text is None:
        return None
    return find_date(text) or text
