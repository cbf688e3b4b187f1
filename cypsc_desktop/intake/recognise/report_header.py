"""The header block of a report ("REPORT TO:", "From: / To: / Subject:", "Report of …"), cell by cell as printed.

Labels are known by what councils commonly print; a label that is not known only ends the cell before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from cypsc_desktop.intake.layout import Sheet
from cypsc_desktop.intake.recognise.rows import Row, head_lines, sheet_rows
from cypsc_desktop.intake.report import HeaderFound

_LABELS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"^(?:{pattern})$", re.IGNORECASE)
    for name, pattern in {
        "from": (r"from|joint report of|report of"),
        "report_to": (
            r"(?:report\s+)?to|for|(?:report\s+)?(?:to|for) (?:the )?(?:meeting|committee"
            r"|decision)(?: of)?|(?:name of )?(?:committee|meeting)(?: name)?|meeting(?: and date)?"
            r"|decision[- ]maker|committee and date|(?:submitted|presented|addressed) to|report considered by|scrutiny committee"
            r"|body"
        ),
        "subject": (
            r"subject(?: matter| of (?:the )?report)?|(?:report |agenda item |item )?title(?: of (?:the )?(?:report"
            r"|item))?|report (?:title|on|subject|name)|topic|subject/title|re"
        ),
        "lead_officer": (
            r"(?:lead|report(?:ing)?|responsible|presenting|originating|accountable) (?:officers?"
            r"|directors?|authors?)(?:\(s\))?(?: of (?:the )?report)?(?: \(?.{0,40}\)?)?|lead officer\(s\)|report (?:author"
            r"|of|by|from)(?:\(s\))?|authors?(?:\(s\))?(?: of report)?|"
            r"(?:report )?author,? (?:role|title|post|job title)(?:,? and contact(?: details)?)?|officer contact(?: details)?"
            r"|(?:corporate |strategic |executive |service )?director(?:ate)?(?: responsible)?"
            r"|head of service|chief officer|lead strategic officer|by|contact officers?"
            r"|(?:executive |corporate |service )?(?:director|officer) lead"
            r"|officer"
        ),
        "cabinet_member": (
            r"(?:lead |relevant |responsible )?(?:cabinet|executive|portfolio|lead) (?:members?"
            r"|holders?|leads?)(?:\(s\))?(?: (?:responsible|for|and portfolio|portfolio"
            r"|details|consulted|name))*|portfolio(?: holder)?s?(?:\(s\))?|lead member(?:\(s\))?"
            r"|cabinet portfolio|cabinet member/portfolio"
        ),
        "person_leading": (
            r"person leading(?: (?:at|the|for) .{0,60})?|(?:report )?(?:to be )?presented by"
            r"|presenter\(?s?\)?|presenting officer|officers? presenting(?: (?:the )?(?:report|item))?|lead presenter|report presented by"
            r"|speaker\(?s?\)?"
        ),
        "origin": (
            r"(?:proposal )?origin(?: of (?:the )?(?:item|report))?|reason for (?:the )?(?:item|report"
            r"|submission|inclusion)|source of item|requested by"
        ),
        "brief": (
            r"brief for (?:the )?(?:sub-?\s?)?(?:committee|panel|board|commission|members)"
            r"|brief|what (?:the )?(?:committee|panel|board) is asked to do"
        ),
    }.items()
}
_OTHER = re.compile(
    r"^(?:date|(?:date of )?meeting date|date of (?:the )?(?:decision|meeting|report)|report for"
    r"|classification|status|wards?(?:\(s\))?(?: affected)?"
    r"|electoral divisions?|divisions?(?: affected)?|decision n(?:o|umber)\.?"
    r"|key decision|(?:past|future) pathway.*|public\s*/\s*exempt|exempt.*|appendices.*"
    r"|enclosures?|agenda item(?: n(?:o|umber))?\.?|item n(?:o|umber)?\.?|"
    r"corporate (?:priority|plan|context).*|financial (?:impact|implications?)"
    r"|forward plan.*|policy context|background (?:papers|documents)|summary|purpose(?: of (?:the )?report)?"
    r"|recommendations?(?:\(s\))?|type of (?:report|decision|meeting|item)|is the (?:decision"
    r"|report).*|for (?:information|decision|consideration|general release)|"
    r"report n(?:o|umber)\.?|reference|contact(?: details)?|tel(?:ephone)?(?: no\.?)?"
    r"|e-?mail|version|time|venue|place|department|service area|service|urgent"
    r"|consultation.*|call-?in|access to information)$",
    re.IGNORECASE,
)
_INLINE = re.compile(r"^(?P<label>[A-Z][^:;.?!]{0,58}?(?:\([sS]\))?)\s*:\s*(?P<value>.*)$")
_REPORT_OF = re.compile(r"^(?:joint\s+)?report\s+(?:of|by|from)\s*:?\s+(?P<value>(?:the\s+)?[A-Z].+)$", re.IGNORECASE)
_AGENDA_ITEM = re.compile(
    r"^agenda\s+item\s*(?:no\.?|number)?\s*:?\s*[A-Z]?\d{1,3}[a-z]?\W*$|^for\s+general\s+release$"
    r"|^(?:not\s+)?for\s+publication$|^(?:official|public|open|unrestricted|part\s+[a1i])$",
    re.IGNORECASE,
)
_MAY_START = re.compile(
    r"\s*(?:report|to\b|for\b|from\b|by\b|re\b|subject|title|topic|lead|meeting"
    r"|committee|decision|name of|scrutiny|body|joint|author|officer|item|agenda"
    r"|responsible|reporting|presenting|"
    r"originating|accountable|corporate|strategic|executive|service|director|head of"
    r"|chief|contact|relevant|cabinet|portfolio|person|presente[rd]|speaker|(?:proposal )?origin"
    r"|reason|source|requested|brief|what)",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"\b(?:cabinet member|portfolio holder|executive member|lead member|leader of the council"
    r"|deputy leader|councillor|cllr)\b|\bleader\b",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?<=\s)(?P<label>[A-Z][A-Z/&'’() -]{2,60}?)\s*:\s")
_OPEN = re.compile(r"(?:,|\b(?:and|the|of|for)|&)\s*(?:the)?$", re.IGNORECASE)
_MARKED = re.compile(r"\d|\(?\w{1,2}[.)]\s")
_UNDER_LABEL = 0.9  # row heights between a label and its words below it
_UNDER = 12.0  # points
_DEEPEST = 46
_FEW_WORDS = 5  # of a label
_ENOUGH = 3  # labels that make a header block of a title alone


@dataclass(slots=True)
class _Cell:
    """A label and its words. ``open``: the label may go on in the next row."""

    label: str
    open: bool
    column: float | None = None
    inline: bool = False
    words: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)


def read_header(sheet: Sheet) -> HeaderFound | None:
    """The header block at the top of a report's first sheet; None where there is none."""
    if not any(_MAY_START.match(line.text) and _labels(line.text) for line in head_lines(sheet, 24)):
        return None
    return header_in(sheet_rows(sheet)[:_DEEPEST])


def header_in(rows: Sequence[Row]) -> HeaderFound | None:
    """The header block that begins within the first rows; None where there is none."""
    rows = _unstacked(rows)
    start = next((i for i, row in enumerate(rows[:14]) if _starts(row)), None)
    if start is None:
        return _below_labels(rows) or _report_of(rows)
    cells = [part for cell in _cells(rows[start:]) for part in _parted(cell)]
    found: dict[str, str] = {}
    for cell in cells:
        name = _name(cell.label)
        words = _words(cell)
        if name is None or not words:
            continue
        if name == "from":
            for field_name, value in _people(cell):
                found.setdefault(field_name, value)
        else:
            found.setdefault(name, words)
    strong = sum(
        name in found for name in ("report_to", "subject", "lead_officer", "cabinet_member", "person_leading", "origin")
    )
    told = sum(_known(cell.label) for cell in cells)
    if strong >= 2 or ("subject" in found and told >= _ENOUGH):
        return HeaderFound(**found)
    return _below_labels(rows) or _report_of(rows)


def _below_labels(rows: Sequence[Row]) -> HeaderFound | None:
    """A header block whose labels are bold rows of their own, each over its words."""
    found: dict[str, str] = {}
    name: str | None = None
    for above, row in pairwise(rows):
        if above.bold and not row.bold and len(above.segments) == 1 and row.gap < _UNDER_LABEL:
            name = _name(above.text)
            if name is not None and name != "from":
                found.setdefault(name, row.text)
            else:
                name = None
        elif (
            name is not None
            and found.get(name)
            and not row.bold
            and row.gap < _UNDER_LABEL / 2
            and above.text in found[name]
        ):
            found[name] += f" {row.text}"
    return HeaderFound(**found) if "subject" in found and len(found) > 1 else None


def _unstacked(rows: Sequence[Row]) -> list[Row]:
    """The rows, with table rows whose cells each print a label over its words put one cell after the other."""
    out: list[Row] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        index += 1
        stacked = row.table is not None and row.begins and len(row.segments) > 1
        if not (stacked and all(_known(s.text) and (s.text.isupper() or row.bold) for s in row.segments)):
            out.append(row)
            continue
        below: list[Row] = []
        while index < len(rows) and rows[index].table == row.table and not rows[index].begins:
            below.append(rows[index])
            index += 1
        for label in row.segments:
            out.append(replace(row, segments=(replace(label, left=row.left),)))
            for one in below:
                under = [replace(s, left=row.left) for s in one.segments if abs(s.left - label.left) < _UNDER]
                out += [replace(one, segments=tuple(under))] if under else []
    return out


def _labels(text: str) -> bool:
    """Whether a line begins with a label that a header block may begin with."""
    inline = _INLINE.match(text)
    return _name(inline["label"] if inline else text) is not None or _REPORT_OF.match(text) is not None


def _starts(row: Row) -> bool:
    """Whether a header block may begin at this row."""
    first = row.segments[0].text.strip()
    inline = _INLINE.match(first)
    label = inline["label"] if inline else first
    if inline is None and len(row.segments) < 2 and not first.endswith(":"):
        over = row.table is not None and row.begins and (row.bold or first.isupper())  # its words stand under it
        return over and _name(label) is not None
    return _name(label) is not None


def _name(label: str) -> str | None:
    plain = " ".join(label.split()).strip(" :.–-*")
    for part in (plain, *plain.split("/", 1)[1:]):  # "Author/Lead officer" is a lead officer
        for name, pattern in _LABELS.items():
            if pattern.match(part.strip()):
                return name
    return None


def _known(label: str) -> bool:
    return _name(label) is not None or _OTHER.match(" ".join(label.split()).strip(" :.–-*")) is not None


def _cells(rows: Sequence[Row]) -> Iterator[_Cell]:
    """Labels with their words, until the block ends."""
    cell: _Cell | None = None
    edge = rows[0].left
    for row in rows:
        if _AGENDA_ITEM.match(row.text.strip()):
            continue
        step = _step(row, cell, edge)
        if step is None:
            break
        if step is not cell:
            if cell is not None:
                yield cell
            cell = step
    if cell is not None:
        yield cell


def _step(row: Row, cell: _Cell | None, edge: float) -> _Cell | None:
    """The cell that the row belongs to, a new one or the one given; None where the block is over."""
    first = row.segments[0]
    at_edge = abs(first.left - edge) < 8
    if cell is not None and cell.open and at_edge and not row.begins:
        joined = f"{cell.label} {first.text}"
        if first.text.strip().endswith(":") or (_name(joined) is not None and not _known(first.text)):
            cell.label, cell.open = joined, not first.text.strip().endswith(":")
            return _more(cell, row, skip=1)
    if at_edge:
        new = _new_cell(row, cell)
        if new is not None:
            return new
        if cell is not None and not cell.words and row.gap < _UNDER_LABEL:
            return _more(cell, row, skip=0)
        inside = row.table is not None and not row.begins
        if cell is not None and (inside or cell.inline) and row.gap < (1.2 if inside else 0.6):
            return _more(cell, row, skip=0)
        return None
    if cell is None or (row.gap > 3.0 and row.table is None) or first.left < edge - 8:
        return None
    return _more(cell, row, skip=0)


def _new_cell(row: Row, after: _Cell | None) -> _Cell | None:
    """The cell that the row begins. ``after``: the one above, whose form tells of a label that is not known."""
    first = row.segments[0].text.strip()
    inline = _INLINE.match(first)
    if inline and (
        _known(inline["label"])
        or row.bold
        or (row.table is not None and row.begins)
        or inline["label"].isupper()
        or (not inline["value"] and len(row.segments) > 1)
        or (after is not None and after.inline and len(inline["label"].split()) <= _FEW_WORDS)
    ):
        cell = _Cell(inline["label"], open=False, inline=bool(inline["value"]))
        if inline["value"]:
            cell.words.append(inline["value"])
            cell.gaps.append(0.0)
        return _more(cell, row, skip=1)
    if len(row.segments) > 1:
        return _more(_Cell(first, open=not first.endswith(":"), column=row.segments[1].left), row, skip=1)
    if _known(first) or (first.isupper() and len(first.split()) <= 4 and row.table is not None):
        return _Cell(first, open=not first.endswith(":"))
    return None


def _more(cell: _Cell, row: Row, *, skip: int) -> _Cell:
    words = " ".join(s.text for s in row.segments[skip:]).strip()
    if words:
        cell.words.append(words)
        cell.gaps.append(row.gap)
        if skip and cell.column is None and len(row.segments) > skip:
            cell.column = row.segments[skip].left
    return cell


def _parted(cell: _Cell) -> Iterator[_Cell]:
    """A cell, and those whose labels ran into its words in a format that lost its line ends."""
    words = _words(cell)
    marks = [m for m in _RUN_IN.finditer(words) if _known(m["label"])]
    if not marks:
        yield cell
        return
    ends = [m.start() for m in marks[1:]] + [len(words)]
    yield _Cell(cell.label, open=False, words=[words[: marks[0].start()]], gaps=[0.0])
    for mark, end in zip(marks, ends, strict=True):
        yield _Cell(mark["label"], open=False, words=[words[mark.end() : end]], gaps=[0.0])


def _words(cell: _Cell) -> str:
    return " ".join(" ".join(cell.words).split())


def _people(cell: _Cell) -> Iterator[tuple[str, str]]:
    """A cell of senders: paragraphs that name a cabinet member, and the rest, who are officers."""
    paragraphs: list[str] = []
    for words, gap in zip(cell.words, cell.gaps, strict=True):
        begins = re.match(r"(?:[A-Z][\w'’-]*\.?\s+){1,3}[A-Z][\w'’-]+\s*(?:,|–|-)\s", words) is not None
        if not paragraphs or gap > 0.5 or (begins and not re.search(r"(?:,|\band|\bof|\bfor|&)$", paragraphs[-1])):
            paragraphs.append(words)
        else:
            paragraphs[-1] += f" {words}"
    members = [p for p in paragraphs if _MEMBER.search(p)]
    officers = [p for p in paragraphs if not _MEMBER.search(p)]
    if members:
        yield "cabinet_member", " ".join(" ".join(members).split())
    if officers:
        yield "lead_officer", " ".join(" ".join(officers).split())


def _report_of(rows: Sequence[Row]) -> HeaderFound | None:
    """ "Report of the Director of …" as a line of its own among the first of the sheet, the title beside it in bold or capitals."""
    for index, row in enumerate(rows[:12]):
        match = _REPORT_OF.match(row.text.strip())
        if match is None or row.text.rstrip().endswith(".") or (index and _is_item(rows[index - 1])):
            continue
        value, after = match["value"], index + 1
        if _OPEN.search(value) and any(_goes_on(row, below) for below in rows[after : after + 1]):
            value, after = f"{value} {rows[after].text}", after + 1
        near = [
            r
            for r in [*rows[max(0, index - 3) : index], *rows[after : after + 3]]
            if (r.bold or r.caps) and _may_be_subject(r.text)
        ]
        title = next((r for r in near if r.box.top > row.box.top), near[-1] if near else None)
        return HeaderFound(
            lead_officer=value.strip(),
            subject=title.text if title else None,
            cabinet_member=_member_below(rows[after:]),
        )
    return None


def _member_below(rows: Sequence[Row]) -> str | None:
    """The cabinet member whom a line names under who reports ("Lead Cabinet Member: Councillor …")."""
    for row, below in zip_longest(rows[:4], rows[1:5]):
        inline = _INLINE.match(row.text)
        if inline and inline["value"] and _name(inline["label"]) == "cabinet_member":
            wraps = below is not None and _OPEN.search(inline["value"]) is not None and _goes_on(row, below)
            return f"{inline['value']} {below.text}" if wraps else inline["value"]
    return None


def _goes_on(row: Row, below: Row) -> bool:
    return below.caps == row.caps and below.bold == row.bold and below.gap < 1.0


def _is_item(row: Row) -> bool:
    """Whether a row is an agenda's: a number in a column of its own, and a title."""
    return len(row.segments) > 1 and re.fullmatch(r"[A-Z]?\d{1,3}[a-z]?[.)]?", row.segments[0].text.strip()) is not None


def _may_be_subject(text: str) -> bool:
    """Whether a line near "Report of …" is neither a date, a label, a list's point nor the item's number."""
    dated = re.search(r"\d{4}$", text) is not None
    return not (dated or _AGENDA_ITEM.match(text) or _MARKED.match(text) or _known(text))
