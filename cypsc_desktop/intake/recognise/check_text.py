"""Findings in the text of any paper: fields left unfilled, paragraphs numbered twice, acronyms in two spellings,
data about single children. It looks at every sheet once and cheaply."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from cypsc_desktop.intake.layout import Line, Sheet, Source
from cypsc_desktop.intake.recognise.dates import spoken
from cypsc_desktop.intake.report import FindingFound, ImportReport

_UNFILLED = re.compile(
    r"\bmeeting of held on\b|\bof held on\b|\bheld on (?:at|in)\b|\b(?:in|at) This (?:meeting|item) (?:is|was"
    r"|will)\b|«\s*\w[^«»]{0,60}»|<<\s*\w[^<>]{0,60}>>|\{\{[^{}]{1,60}\}\}|\{\s*MERGEFIELD\b"
    r"|\bError! (?:Reference|Bookmark|No text)|#REF!|\[(?:insert|enter|type|add)\b[^\]]{0,60}\]|<(?:insert"
    r"|enter)\b[^>]{0,60}>|\bxx/xx/(?:xx|20)|\bX{2,} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_SIGNS = ("eld on", " This ", "«", "<<", "{{", "MERGEFIELD", "Error!", "#REF!", "[", "<", "xx/", "XX ")
_PARAGRAPH = re.compile(r"^(?:•\s+)?(?P<n>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:[A-Z“'‘]|20\d\d\b)")
_ACRONYM = re.compile(r"\b[A-Z]{4,6}\b")
_LIMIT = re.compile(
    r"\b(?:no|not)\b.{0,60}\bmore than (?P<n>two|three|four|five|\d{1,2}) (?:substantive )?items\b"
    r"|\b(?P<m>two|three|four|five) (?:substantive items|items of substantive business)\b",
    re.IGNORECASE,
)
_KNOWN = (
    "CAMHS",
    "EHCP",
    "EHCPS",
    "SEND",
    "UASC",
    "MASH",
    "ILACS",
    "SENCO",
    "NEET",
    "LADO",
    "ADHD",
    "MTFS",
    "MTFP",
    "PSHE",
    "OFSTED",
    "CIPFA",
    "COVID",
)
"""Acronyms of children's services that papers misspell, told even where the right spelling stands nowhere."""
_RESPONSES = re.compile(r"\bresponses?\b.*\brecommendation|\brecommendation.*\bresponse", re.IGNORECASE)
_PROGRAMME = re.compile(r"\bwork\s+(?:programme|plan)\b", re.IGNORECASE)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5}
_CHILD_LEVEL = re.compile(
    r"^(?:upn|unique pupil number|nhs (?:no|number)\.?|date of birth|d\.?o\.?b\.?|ni number)$", re.IGNORECASE
)
_NAME_HEAD = re.compile(
    r"^(?:(?:child|pupil|young person|first|last|full)(?:['’]s)? ?)?(?:name|surname"
    r"|forename)s?$",
    re.IGNORECASE,
)


def check_text(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """What any sheet shows without knowing what kind of paper it is."""
    acronyms: Counter[str] = Counter()
    first: dict[str, int] = {}
    limit: tuple[int, int] | None = None
    for sheet in source.sheets:
        yield from _child_level(sheet)
        text = "\n".join(
            [line.text for line in sheet.lines] + [line.text for t in sheet.tables for c in t.cells for line in c.lines]
        )
        if any(sign in text for sign in _SIGNS):
            yield from _unfilled(sheet)
        for word in _ACRONYM.findall(text):
            acronyms[word] += 1
            first.setdefault(word, sheet.number)
        if limit is None and "ubstantive" in text and (match := _LIMIT.search(text.replace("\n", " "))):
            said = match["n"] or match["m"]
            limit = (_WORDS.get(said.lower()) or int(said), sheet.number)
    yield from _acronyms(source, acronyms, first)
    yield from _too_many(report, limit)
    yield from _numbered_twice(source, report)
    yield from _items(report)
    yield from _unread(source, report)


def _unfilled(sheet: Sheet) -> Iterator[FindingFound]:
    lines: list[Line] = [*sheet.lines, *(line for t in sheet.tables for c in t.cells for line in c.lines)]
    for line in lines:
        text = line.text
        if any(sign in text for sign in _SIGNS) and (match := _UNFILLED.search(text)):
            message = f"A field was left unfilled when this was produced: “{text[max(0, match.start() - 30) : match.end() + 30].strip()}”"
            yield FindingFound(kind="merge-field", message=message, page=sheet.number)
            return


def _child_level(sheet: Sheet) -> Iterator[FindingFound]:
    for table in sheet.tables:
        heads = [" ".join(line.text for line in cell.lines) for cell in table.cells if cell.row == 0]
        if (
            any(_CHILD_LEVEL.match(h) for h in heads)
            and any(_NAME_HEAD.match(h) or re.match(r"upn|nhs", h, re.IGNORECASE) for h in heads)
            and table.shape[0] > 1
        ):
            message = (
                "A table here looks like data about single children. Such data does not belong in committee papers."
            )
            yield FindingFound(kind="child-level-data", message=message, page=sheet.number)


def _acronyms(source: Source, counts: Counter[str], first: dict[str, int]) -> Iterator[FindingFound]:
    """Acronyms that differ by two neighbours exchanged, and known ones so misspelt; words in capitals are none."""
    by_letters: dict[str, list[str]] = {}
    for word in (*counts, *(known for known in _KNOWN if known not in counts)):
        by_letters.setdefault("".join(sorted(word)), []).append(word)
    pairs = [
        (a, b)
        for group in by_letters.values()
        for n, a in enumerate(group)
        for b in group[n + 1 :]
        if _exchanged(a, b) and a in counts
    ]
    common = _in_small_letters(source, {word for pair in pairs for word in pair})
    for a, b in pairs:
        if a in common or b in common:
            continue
        if b in counts:
            page = first[min(a, b, key=lambda word: (counts[word], -first[word]))]
            said = f"“{a}” ({_times(counts[a])}) and “{b}” ({_times(counts[b])}) may be one acronym in two spellings."
        else:
            page, said = first[a], f"“{a}” ({_times(counts[a])}) may be “{b}” with two letters exchanged."
        yield FindingFound(kind="acronym-variant", message=said, page=page)


def _in_small_letters(source: Source, words: set[str]) -> set[str]:
    """Those of the words that the file prints in small letters too."""
    small = {word.lower(): word for word in words}
    if not small:
        return set()
    pattern = re.compile(rf"\b(?:{'|'.join(small)})\b")
    return {small[found] for sheet in source.sheets for line in sheet.lines for found in pattern.findall(line.text)}


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _exchanged(a: str, b: str) -> bool:
    apart = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return a[0] == b[0] and len(apart) == 2 and apart[1] == apart[0] + 1


def _too_many(report: ImportReport, limit: tuple[int, int] | None) -> Iterator[FindingFound]:
    """Meetings in the programme with more items than the papers themselves allow."""
    for row in report.work_programme if limit else ():
        if limit and len(row.items) > limit[0]:
            message = (
                f"The programme lists {len(row.items)} items for {_when(row.date)}; "
                f"sheet {limit[1]} asks for no more than {limit[0]}."
            )
            yield FindingFound(kind="too-many-substantive-items", message=message, page=row.at.page if row.at else None)


def _when(printed: str | None) -> str:
    return spoken(printed) if printed and re.fullmatch(r"\d{4}-\d\d-\d\d", printed) else printed or "a meeting"


def _numbered_twice(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """Paragraph numbers that stand twice in one paper, or under another paragraph's number."""
    papers = [p.pdf_pages for item in report.items for p in item.papers if p.pdf_pages]
    papers = papers or [item.pdf_pages for item in report.items if item.pdf_pages] or [(1, len(source.sheets))]
    told: set[int] = set()
    for first, last in papers:
        seen: dict[tuple[int, ...], int] = {}
        top: tuple[int, ...] = ()
        for sheet in source.sheets[max(0, first - 1) : last]:
            for line in sheet.lines:
                match = _PARAGRAPH.match(line.text) if line.text[:1] in "0123456789•" else None
                if match is None:
                    continue
                number = tuple(int(part) for part in match["n"].split("."))
                if number[0] < (top[0] if top else 0) or (number[1:] == (1,) and number in seen):
                    seen, top = {}, number  # another document begins its own numbers
                elif number in seen and seen[number] * 1000 not in told and _moved_on(top, number):
                    message = f"Paragraph {match['n']} stands twice in this paper, first on sheet {seen[number]}."
                    yield FindingFound(kind="duplicate-paragraph", message=message, page=sheet.number)
                elif (
                    len(number) == 3
                    and number[:2] not in seen
                    and (number[0], number[1] - 1) in seen
                    and top[:2] == (number[0], number[1] - 1)
                ):
                    message = f"Paragraph {match['n']} follows {'.'.join(map(str, top))}, with no paragraph {number[0]}.{number[1]}."
                    yield FindingFound(kind="number-jump", message=message, page=sheet.number)
                seen.setdefault(number, sheet.number)
                top = max(top, number) if top and top[0] == number[0] else number


def _moved_on(top: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether the repeat lies within reach of the numbers just read, so that it is no reference or new list."""
    return top[0] == number[0] and 0 <= top[1] - number[1] <= 3


def _items(report: ImportReport) -> Iterator[FindingFound]:
    """Item numbers of an agenda that do not follow on."""
    if report.supplement is not None or report.kind == "supplement":
        return
    numbers = [
        (int(m[1]), i) for i in report.items if (m := re.fullmatch(r"(\d+)(?:[a-z]|\([a-z]\))?", i.number or ""))
    ]
    for (a, above), (b, item) in itertools.pairwise(numbers):
        lettered = not ((above.number or "").isdecimal() and (item.number or "").isdecimal())
        if lettered and b in (a, a + 1):
            continue  # 5, 5a, 5b, 6
        if (b != a + 1 and 0 < b - a < 4) or b == a:
            message = f"On the agenda item {a} is followed by item {b}."
            yield FindingFound(kind="number-jump", message=message, page=item.at.page if item.at else None)


def _unread(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """Tables of an item that promises responses or a work programme, of which nothing was read."""
    for item in report.items:
        if not item.pdf_pages:
            continue
        first, last = item.pdf_pages
        titles = " ".join([item.title, *(paper.title for paper in item.papers)])
        for words, found, what in (
            (_RESPONSES, report.responses, "responses to recommendations"),
            (_PROGRAMME, report.work_programme, "the work programme"),
        ):
            if not words.search(titles) or any(row.at and first <= row.at.page <= last for row in found):
                continue
            sheets = source.sheets[max(0, first - 1) : last]
            page = next((s.number for s in sheets for t in s.tables if t.shape[1] > 2 and t.shape[0] > 1), None)
            if page:
                message = f"A table here seems to hold {what}, but its headings were not understood. It stays as text."
                yield FindingFound(kind="unread-table", message=message, page=page)
