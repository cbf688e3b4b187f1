"""Findings about people: one name in two spellings, one seat described in two ways. It joins nobody."""

import re
from collections.abc import Iterator

from cypsc_desktop.intake.layout import Sheet, Source
from cypsc_desktop.intake.recognise.paragraphs import joined
from cypsc_desktop.intake.report import At, FindingFound, ImportReport
from cypsc_desktop.model.identity import bare_name

_PERSON = re.compile(
    r"(?P<title>\b(?:Councillor|Cllr|Mr|Mrs|Ms|Miss"
    r"|Dr)\.?\s+)?(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})"
)
_FAITHS = (
    ("Catholic", re.compile(r"catholic|\bRC\b", re.IGNORECASE)),
    ("Church of England", re.compile(r"c\s?of\s?e\b|church\s+of\s+england|anglican", re.IGNORECASE)),
)
_SEAT = re.compile(r"\s*(?:\((?P<role>[^()]*(?:\([^()]*\)[^()]*)?)\)|[,–-]\s*(?P<bare>[^,;\n]{3,60}))")
_SHORTEST = 5


def check_people(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """Names and seats that the file prints in more than one way."""
    yield from _variants(list(_names(report)))
    yield from _seats(source, report)


def _names(report: ImportReport) -> Iterator[tuple[str, str, int]]:
    """First name ("" where only a title stands), surname and sheet of every person recognised."""
    meeting = report.meeting
    for member in meeting.members if meeting else ():
        yield from _split(member.name, member.at)
    for minutes in report.minutes:
        for found in (*minutes.present, *minutes.also_present, *minutes.apologies):
            yield from _split(found.name, found.at)
    for row in report.responses:
        yield from _titled(row.responder, row.at)
        yield from _split(row.officer, row.at)
    for item in report.items:
        for paper in item.papers:
            header = paper.header
            at = paper.at or (At(paper.pdf_pages[0]) if paper.pdf_pages else None)
            for text in (header.cabinet_member, header.lead_officer, header.person_leading) if header else ():
                yield from _split(re.split(r"[,–(]|\s-\s", text or "")[0], at)
    for project in report.plan.projects if report.plan else ():
        yield from _split(project.manager, project.at)


def _split(name: str | None, at: At | None) -> Iterator[tuple[str, str, int]]:
    words = bare_name(name or "").split()
    if 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words):
        yield words[0], words[-1], at.page if at else 0


def _titled(text: str | None, at: At | None) -> Iterator[tuple[str, str, int]]:
    """The person whom a cell such as "Councillor Fleming Children & Families" begins with."""
    match = _PERSON.match(text or "")
    if match and match["title"]:
        words = match["name"].split()
        if len(words) == 1 or (len(words) > 1 and words[1].lower().startswith(("child", "famil", "educ"))):
            yield "", words[0], at.page if at else 0
        else:
            yield "", words[0], at.page if at else 0
            yield words[0], words[1], at.page if at else 0


def _variants(names: list[tuple[str, str, int]]) -> Iterator[FindingFound]:
    distinct: dict[tuple[str, str], int] = {}
    for first, last, page in names:
        distinct.setdefault((first, last), page)
    by_head: dict[str, list[tuple[str, str]]] = {}
    for key in distinct:
        by_head.setdefault(key[1][:2].lower(), []).append(key)
    told: set[frozenset[str]] = set()
    for group in by_head.values():
        for n, (first, last) in enumerate(group[:200]):
            for other_first, other in group[n + 1 : 200]:
                pair = frozenset((last, other))
                if last == other or pair in told or not _near(last, other) or not _may_be_one(first, other_first):
                    continue
                told.add(pair)
                page = max(distinct[first, last], distinct[other_first, other])
                message = f"“{last}” and “{other}” may be one person's name in two spellings."
                yield FindingFound(kind="name-variant", message=message, page=page or None)


def _may_be_one(a: str, b: str) -> bool:
    return not a or not b or a.lower() == b.lower()


def _near(a: str, b: str) -> bool:
    """Whether two surnames differ by one letter put in, left out or exchanged."""
    a, b = sorted((a.lower(), b.lower()), key=len)
    if len(a) < _SHORTEST or len(b) - len(a) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    rest, other = a[start:], b[start:]
    return rest == other[1:] or rest[1:] == other[1:] or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])


def _seats(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """A co-opted member whose church differs between two sheets."""
    members = [m.name for m in report.meeting.members if m.kind == "co-opted"] if report.meeting else []
    if not members:
        return
    said: dict[str, tuple[str, int]] = {}
    for sheet in source.sheets:
        text = _text(sheet)
        if not any(pattern.search(text) for _, pattern in _FAITHS):
            continue
        for name in members:
            for church in _churches(text, name):
                before = said.setdefault(name, (church, sheet.number))
                if before[0] != church:
                    message = (
                        f"{name} sits for the {before[0]} diocese on sheet {before[1]}, for the {church} diocese here."
                    )
                    yield FindingFound(kind="role-conflict", message=message, page=sheet.number)
                    said[name] = (church, sheet.number)


def _churches(text: str, name: str) -> Iterator[str]:
    for match in re.finditer(re.escape(name), text):
        seat = _SEAT.match(text, match.end())
        if seat:
            words = seat["role"] or seat["bare"] or ""
            found = [church for church, pattern in _FAITHS if pattern.search(words)]
            if len(found) == 1:
                yield found[0]


def _text(sheet: Sheet) -> str:
    """The running text of a sheet, cheap to make and only where a church could stand."""
    if not any(
        "atholic" in line.text
        or "CofE" in line.text
        or "iocese" in line.text
        or "iocesan" in line.text
        or "hurch" in line.text
        for line in sheet.lines
    ):
        return ""
    return joined(sheet.lines)
