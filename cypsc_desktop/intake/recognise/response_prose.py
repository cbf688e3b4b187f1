"""Responses that are set out as labelled text: "Recommendation 1: …", "Response: Accepted …", one below the other.

It gives the fields of each recommendation as printed; what they mean is said where response tables are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cypsc_desktop.intake.layout import Line, Sheet, Source, Table
from cypsc_desktop.intake.recognise.paragraphs import continued, joined, paragraphs
from cypsc_desktop.intake.report import At

_END = r"\s*(?:[:–]|-\s|$)\s*"
_LABELS = tuple(
    (key, re.compile(rf"^(?:{pattern}){_END}", re.IGNORECASE))
    for key, pattern in (
        ("recommendation", r"(?:scrutiny\s+)?rec(?:ommendation)?\.?\s*(?:no\.?\s*)?(?P<n>\d{1,2}[a-z]?)?\.?"),
        ("decision", (r"(?:(?:cabinet|executive|council)(?:['’]s)?\s+)?decision"
                      r"|accept(?:ed)?\s*(?:/|or)\s*(?:reject|not)\w*(?:\s+accepted)?\??|accepted\?|agreed\?")),
        ("response", (r"(?:(?:the\s+)?(?:cabinet|executive|council|service|directorate|department)(?:['’]s)?"
                      r"(?:\s+member(?:['’]s)?)?\s+)?(?:response|reply)(?:\s+(?:of|from|by)\s+[\w\s]{3,40})?")),
        ("reasons", r"reasons?(?:\s+for\s+(?:rejection|decision))?|comments?|proposed\s+actions?"),
        ("officer", r"(?:lead|responsible|identified|accountable)\s+officer|officer|owner|lead"),
        ("responder", r"cabinet\s+member|portfolio\s+holder|executive\s+member|lead\s+member|department|directorate"),
        ("timetable", (r"time\s?(?:scale|table|frame)|(?:implementation|target|completion)\s+date|by\s+when|deadline"
                       r"|timetable\s+for\s+implementation")),
        ("financial", r"(?:any\s+)?financial\s+implications?|costs?|resources?"),
        ("conclusions", r"conclusions?|findings?"),
        ("report_back", r"(?:date\s+of\s+)?(?:report(?:ing)?\s+back|review\s+date)(?:\s+date)?"),
    )
)  # fmt: skip
_LONG = ("recommendation", "response", "decision", "reasons", "conclusions")  # fields that take further paragraphs
_FEWEST = 2


@dataclass(slots=True)
class Answer:
    """One recommendation: its fields by name, and the title that stands above (None)."""

    at: At
    group: str | None = None
    fields: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, text: str) -> None:
        if text:
            self.fields[key] = continued(self.fields.get(key, ""), text)


def labelled_answers(source: Source, grouped: re.Pattern[str]) -> list[Answer]:
    """The recommendations that a file sets out as labelled text, each with a response; none where fewer than two are.

    ``grouped``: how the title begins that a set of recommendations stands under.
    """
    found: list[Answer] = []
    for sheets in _stretches(source.sheets):
        answers = [a for a in _read(sheets, grouped) if a.fields.get("recommendation") and _answered(a)]
        found += answers if len(answers) >= _FEWEST else []
    return found


def _answered(answer: Answer) -> bool:
    return bool(answer.fields.get("response") or answer.fields.get("decision"))


def _stretches(sheets: Sequence[Sheet]) -> Iterator[Sequence[Sheet]]:
    """Runs of sheets from the first label of a recommendation to the sheet after the last."""
    begun = last = None
    for n, sheet in enumerate(sheets):
        if any(_opens(line.text) for line in _lines(sheet)):
            if begun is None or last is None or n - last > _FEWEST:
                if begun is not None and last is not None:
                    yield sheets[begun : last + 2]
                begun = n
            last = n
    if begun is not None and last is not None:
        yield sheets[begun : last + 2]


def _lines(sheet: Sheet) -> Iterator[Line]:
    yield from sheet.lines
    for table in sheet.tables:
        if table.shape[1] == 2:
            yield from (cell.lines[0] for cell in table.cells if cell.column == 0 and cell.lines)


def _opens(text: str) -> bool:
    return text[:3].lower() == "rec" and _LABELS[0][1].match(text) is not None


def _read(sheets: Sequence[Sheet], grouped: re.Pattern[str]) -> Iterator[Answer]:
    group: str | None = None
    answer: Answer | None = None
    key = ""
    for label, text, at, heading in _pieces(sheets):
        if label == "recommendation":
            if answer is not None:
                yield answer
            answer, key = Answer(at, group), label
            answer.add(key, text)
        elif label and answer is not None:
            key = label
            answer.add(key, text)
        elif grouped.match(text):
            group, key = text, ""
        elif heading and answer is not None and answer.fields.get(key):
            key = ""
        elif answer is not None and key in _LONG:
            answer.add(key, text)
    if answer is not None:
        yield answer


def _pieces(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str, At, bool]]:
    """Label, text, place and whether it is set as a heading, of each paragraph and each row of two cells."""
    for block in paragraphs(sheets):
        if isinstance(block, Table):
            yield from _rows(block)
            continue
        run: list[Line] = []
        for line in block.lines:
            if run and _label(line.text)[0]:
                yield _piece(run)
                run = []
            run.append(line)
        yield _piece(run)


def _piece(lines: Sequence[Line]) -> tuple[str, str, At, bool]:
    first = lines[0]
    text = joined(lines).strip()
    key, rest = _label(text)
    return key, rest, At(first.page, first.box), bool(first.heading) or first.bold


def _rows(table: Table) -> Iterator[tuple[str, str, At, bool]]:
    if table.shape[1] != 2:
        return
    for index in range(table.shape[0]):
        cells = [cell for cell in table.row(index) if cell.lines]
        if cells:
            key, rest = _label(joined(cells[0].lines).strip())
            beside = [joined(cell.lines).strip() for cell in cells[1:]]
            yield key, " ".join(text for text in (rest, *beside) if text), At(table.page, cells[0].box), False


def _label(text: str) -> tuple[str, str]:
    """The field that a label opens and the text behind it, a recommendation's number kept; no field without a label."""
    for key, pattern in _LABELS:
        match = pattern.match(text)
        if match:
            number = match["n"] if key == "recommendation" else None
            rest = text[match.end() :].strip()
            return key, f"{number}. {rest}".strip() if number else rest
    return "", text
