"""Who was there: the names under Present, Also present, Apologies and the like, as often as printed.

It reads lines, runs, bullets and tables; it corrects no name and joins no two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.intake.layout import Cell, Line, Table
from cypsc_desktop.intake.recognise.attendees import TITLE, Said, listed, people
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, mark_of, without_mark
from cypsc_desktop.intake.report import At, MinutesFound, NameFound

_WHO = (
    r"(?:members?|councill?ors?|cllrs?|officers?|substitutes?(?: members?)?|co-?opt(?:ed|ee)s?(?: members?)?"
    r"|guests?|others?|committee(?: members?)?|directors?)"
)
_LABEL = re.compile(
    r"^(?P<label>"
    rf"(?P<apologies>(?:(?:an\s+)?apolog(?:y|ies)(?:\s+(?:for|of)\s+(?:(?:their\s+)?absence|non[- ]attendance)s?)?"
    rf"(?:\s+(?:was|were|had\s+been))?(?:\s+(?:received|submitted|given|sent))?(?:\s+(?:from|by|on\s+behalf\s+of))?|absent|{_WHO}\s+absent"
    rf"|members\s+of\s+the\s+(?:sub-)?(?:committee|panel|board|commission)\s+absent|not\s+present)"
    r"(?=\s*[:;–-]|\s*$|\s+(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)s?\b))"
    rf"|(?P<also>(?:(?:also\s+)?attending(?=\s*:)|also\s+(?:present|in\s+attendance|attending)(?:\s+(?:virtually|remotely|online"
    rf"|via\s+\w+(?:\s+teams)?|with\s+the\s+agreement\s+of\s+the\s+chair\w*))?|in\s+attendance(?:\s+(?:virtually|remotely|online))?|(?:attending"
    rf"|joined)\s+(?:virtually|remotely|online)"
    r"|(?:\w+\s+){1,2}officers?\s+(?:present|in\s+attendance|attending)"
    r"|(?:council\s+|supporting\s+|other\s+)?officers?(?:\s+(?:present|in\s+attendance|attending|support(?:ing)?))?|support\s+officers?"
    r"|(?:portfolio\s+holders?|lead\s+members?)(?:\s+(?:present|in\s+attendance))?|(?:other|cabinet|visiting)\s+members\s+(?:also\s+)?(?:present|in(?:\s+attendance)?)"
    r"|officers?\s+and\s+guests|(?:by\s+)?invit(?:ation|ees?)|(?:whole|part)\s+of\s+meeting|(?:invited\s+)?guests?|observers?|witnesses|other\s+attendees"
    r"|others?\s+(?:present|in\s+attendance)|external\s+(?:attendees|representatives)"
    r"|(?:cabinet|executive|non[- ]committee|other|visiting)\s+(?:members?"
    r"|councillors?)(?:\s+(?:also\s+)?(?:present|in\s+attendance|attending))?|(?:members"
    r"|councillors)\s+(?:also\s+)?in\s+attendance|(?!(?:councill?ors?|cllrs?|mr|mrs|ms|miss|dr|co-?opt\w*|members)\b)(?:[\w'’-]+,?\s+){1,6}(?:also\s+)?in\s+attendance(?=\s*:)|also\s+attended|(?:members|councillors)\s+attending\s+(?:in\s+accordance\s+with|under)\s+[\w\s.]{3,40}?|virtual\s+attendance)(?=\s*[:;]|\s*$|\s+[–—-]\s+(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b))"
    r"|(?P<coopted>(?:(?:statutory|education|voting|non[- ]voting|other|scrutiny|lay)\s+)*"
    r"(?:co-?opt(?:ed|ee)s?(?:\s+members?)?|added\s+members?)"
    r"(?:\s+(?:for|with|on|having)\s+(?:\w+\s+){0,5}\w+)?(?:\s*\([^()]{2,60}\))?(?:\s+(?:present|in\s+attendance))?(?=\s*[:;–-]|\s*$)"
    r"|(?:other\s+)?(?:non[- ])?(?:voting|lay|church|faith|diocesan|parent\s+governor|school\s+governor|teacher|education|statutory)"
    r"\s+(?:members|representatives?)(?:\s*\([^()]{2,60}\))?(?:\s+present)?(?=\s*[:;–-]|\s*$))"
    rf"|(?P<substitute>(?:substitute|reserve)s?(?:\s+members?)?(?:\s+(?:present|in\s+attendance))?(?=\s*[:;]|\s*$))"
    r"|(?P<chair>(?:in\s+the\s+)?chair(?:man|woman|person)?(?=\s*:))"
    r"|(?P<nobody>(?:officer\s+)?contacts?(?:\s+(?:officer|details))?|members\s+of\s+the\s+(?:public|press)(?:\s+present)?)(?=\s*:)"
    rf"|(?P<present>(?:present|attendance|attendees|(?!other|cabinet|executive|visiting|non)(?:[a-z-]+\s+){{1,2}}members\s+present|{_WHO}\s+(?:present|attending|in\s+the\s+room)"
    rf"|present\s+in\s+person|(?:(?:non[- ]?)?voting\s+|committee\s+|elected\s+|panel\s+|board\s+)?"
    rf"members(?:\s+of\s+the\s+(?:sub-)?(?:committee|panel"
    rf"|board|commission))?(?:\s+present)?|(?:county\s+|borough\s+|city\s+|district\s+)?councill?ors)"
    rf"(?=\s*[:;–-]|\s*$|\s+(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)s?\b))"
    r")(?:\s*[:;.–-])*\s*",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(councillor|cllr|member|officer)\(s\)", re.IGNORECASE)
_KINDS = ("apologies", "also", "coopted", "substitute", "chair", "nobody", "present")
_SEATED = re.compile(r"^(?:county\s+|borough\s+|city\s+|district\s+)?(?:councill?ors|members)$")
_SENTENCE = re.compile(r"\b(?:were|was|had|has|have|that|been|is|are|received|noted|reported|would)\b", re.IGNORECASE)
_PART = re.compile(
    r"^(?:agenda\s*[–-]?\s*)?(?:part\s+(?P<letter>[AB12]|I{1,2})\b|(?P<open>unrestricted|open"
    r"|public)\s+items?\b|(?P<shut>restricted|exempt|private|confidential)\s+(?:items?|minutes?)\b)",
    re.IGNORECASE,
)
_ALSO_THERE = re.compile(
    rf"^(?P<names>(?={TITLE}\s).{{5,400}}?)\s+(?:was|were)\s+(?:also\s+)?(?:in\s+attendance|present)\b(?!.{{80}})",
)
_MODE = re.compile(
    r"(?<=\w)\s*\((?:in[\s-]person|in the (?:room|chamber)|(?:attending )?(?:virtual|remote|online)(?:ly)?"
    r"|via [\w\s]{3,20})\)(?=\s*:|\s*$)|(?:(?<=present)|(?<=attendance))\s*\([^()]{3,60}\)(?=\s*:)",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"^(?:the\s+)?following\s+(?P<who>[A-Za-z][\w\s-]{2,40}?)\s+(?:was|were)\s+(?:also\s+)?(?P<how>present|in\s+attendance|attending)\b[^:]{0,60}:",
    re.IGNORECASE,
)
_WERE = re.compile(r"(?<=present|endance|tending)\s+(?:was|were)(?=\s*:)", re.IGNORECASE)
_UNTITLED_THERE = re.compile(
    r"^(?P<names>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){1,3}(?:,.{3,120}?|\s*\([^()]{3,80}\))?),?"
    r"\s+(?:was|were)\s+also\s+(?:in\s+attendance|present)\b.{0,40}$"
)
_LEGEND = re.compile(
    r"\*\s*(?:=|denotes|indicates|means)\s*(?:members?\s+)?(?:present|in attendance)|^\*\s*present\b\W*$", re.IGNORECASE
)
_IN_CHAIR = re.compile(r"\b(?:in|took)\s+the\s+chair\W*$", re.IGNORECASE)
_CHAIRED = re.compile(
    r"^(?P<chair>(?:(?:County|Borough)\s+)?(?:Councillor|Cllr|Mr|Mrs|Ms)\b\.?.{3,60}?)\s*\(?\bin\s+the\s+chair\b[\W]*(?:(?:and|plus|with)\b\W*)?"
    r"(?P<rest>(?:County\s+)?(?:Councillors?|Cllrs?|Mr|Mrs|Ms|Messrs)\b.{8,})$",
    re.IGNORECASE | re.DOTALL,
)
_SEATS = re.compile(r"\s*(?:,|\band\b)?\s*co-?opt(?:ed|ee)\w*(?:\s+members?)?\s*:\s*", re.IGNORECASE)
_CALLED = re.compile(r"(?:councillors?|cllrs?)\b", re.IGNORECASE)
_STARRED = re.compile(r"^\*\s*(?=[A-Z])(?!present\b)", re.IGNORECASE)
_SORRY = re.compile(
    r"(?:sent\s+)?apolog(?:y|ies)\b|absent\b", re.IGNORECASE
)  # "Anne Ash – Apologies" among those present
_LONGEST_HEAD = 6  # words


@dataclass(slots=True)
class _Group:
    """Lines under one label."""

    kind: str
    lines: list[Said]
    label: str = ""
    councillors: bool = False  # so called once for all of them, so that single words are names


def part_of(text: str) -> str | None:
    """ "A" or "B" where a line opens a part of the meeting."""
    match = _PART.match(text.strip()) if len(text) < 90 else None
    if match is None:
        return None
    if match["letter"]:
        return {"1": "A", "2": "B", "I": "A", "II": "B"}.get(match["letter"].upper(), match["letter"].upper())
    return "A" if match["open"] else "B"


def _as_label(text: str) -> str:
    """A line whose label is a sentence or says how people attended, with the plain label ("The following officers were
    present: …", "Councillors (in person): …")."""
    if text[:1] in "tTfF" and (told := _FOLLOWING.match(text)):
        text = f"{told['who']} {told['how']}: {text[told.end() :].strip()}".strip()
    if ")" in text:
        text = _MODE.sub("", text, count=1)
    return _WERE.sub("", text, count=1) if " was" in text or " were" in text else text


def label_kind(text: str) -> str | None:
    """Which list a line opens: present, coopted, substitute, also, apologies, the chair's own, or nobody's (who to ask); None
    for any other line."""
    text = _as_label(text)
    match = _LABEL.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    colon = ":" in match[0]
    if rest and not colon and _SENTENCE.search(rest):
        return None
    return next(kind for kind in _KINDS if match[kind])


def is_label(text: str) -> bool:
    """Whether a line is the label of a list and nothing more."""
    text = _as_label(text)
    match = _LABEL.match(text)
    return match is not None and not text[match.end() :].strip()


def read_attendance(blocks: Sequence[Paragraph | Table], minutes: MinutesFound) -> None:
    """Fill present, also_present and apologies from the part of the minutes before its first section."""
    groups: list[_Group] = []
    every: list[Said] = []
    for block in blocks:
        if isinstance(block, Table):
            if _register(block, minutes):
                continue
            lines = _by_columns(block) or [said for row in range(block.shape[0]) for said in _row_lines(block.row(row))]
        else:
            if names := _ALSO_THERE.match(block.printed) or _UNTITLED_THERE.match(block.printed):
                groups.append(_Group("also", [Said(names["names"], block.lines[0])]))
                continue
            lines = [Said(_unmarked(line), line, not place) for place, line in enumerate(block.lines)]
            if groups and not label_kind(lines[0].text) and (_prose(block) or part_of(block.printed)):
                break
        for said in lines:
            every.append(said)
            _take(groups, said)
    listed = any(group.kind == "present" for group in groups) or minutes.present
    seated = listed or any(group.kind == "chair" for group in groups)
    if not seated and (chaired := _chaired(blocks)):
        groups.insert(0, chaired)
    elif not listed:
        _seat_members(groups)
    if not any(_LEGEND.search(said.text) for said in every):
        for group in groups:
            group.lines = [said._replace(text=said.text.lstrip("* ")) for said in group.lines]
    else:
        _only_starred(groups, [said for said in every if not any(said in group.lines for group in groups)])
    for group in groups:
        _fill(group, minutes)


def _seat_members(groups: Sequence[_Group]) -> None:
    """Where no members are listed as present: "Members in attendance" are they, or else councillors who attended."""
    also = [group for group in groups if group.kind == "also"]
    members = [group for group in also if group.label.startswith(("members", "councillors"))]
    for group in members or [g for g in also if "also" not in g.label and g.lines and _CALLED.match(g.lines[0].text)]:
        group.kind = "present"


def _chaired(blocks: Sequence[Paragraph | Table]) -> _Group | None:
    """Members who are listed without a label, after who took the chair ("Councillor A Ash in the Chair, and Councillors …")."""
    for block in blocks:
        if isinstance(block, Paragraph) and (match := _CHAIRED.match(block.text)):
            rest = _SEATS.sub(", ", match["rest"])
            return _Group("present", [Said(f"{match['chair']}, {rest}", block.lines[0])])
    return None


def _unmarked(line: Line) -> str:
    """The words of a line without its list mark; a star may be more than that."""
    mark = mark_of(line)
    return line.text if line.bullet or (mark or "").startswith("*") else without_mark(line.text, mark)


def _only_starred(groups: list[_Group], unlabelled: Sequence[Said]) -> None:
    """Where a legend says that a star means present, members without one were not; ``unlabelled`` stand under no label."""
    starred = [said for said in unlabelled if _STARRED.match(said.text)]
    if starred:
        groups.insert(0, _Group("present", starred))
    for group in list(groups):
        if group.kind in ("present", "coopted", "substitute", "chair"):
            starred = [said for said in group.lines if said.text.lstrip().startswith("*") or ": *" in said.text]
            group.lines = [said._replace(text=said.text.replace("*", "").strip()) for said in starred]


def _prose(block: Paragraph) -> bool:
    """A sentence of more than a list of names, which ends the attendance."""
    text = block.text
    return len(text) > 60 and bool(_SENTENCE.search(text)) and text.rstrip().endswith(".") and "(" not in text


def _by_columns(table: Table) -> list[Said]:
    """The lines of a table whose columns are lists, each under its label; none where it is another table."""
    heads = [cell for cell in table.row(0) if cell.text.strip()]
    if len(heads) < 2 or table.shape[0] < 2 or not all(is_label(cell.text.strip()) for cell in heads):
        return []
    cells = sorted((cell for cell in table.cells if cell.lines), key=lambda cell: (cell.column, cell.row))
    return [said for cell in cells for said in _row_lines([cell])]


def _row_lines(row: list[Cell]) -> list[Said]:
    """The lines of a table row; a star in a column of its own belongs to the name beside it."""
    said: list[Said] = []
    starred = ""
    for cell in row:
        if cell.text.strip() == "*":
            starred = "* "
            continue
        said += [Said(f"{'' if n else starred}{_unmarked(line)}", line, not n) for n, line in enumerate(cell.lines)]
        starred = "" if cell.lines else starred
    return said


def _take(groups: list[_Group], said: Said) -> None:
    said = said._replace(text=_PLURAL.sub(r"\1s", said.text))
    before = groups[-1].lines[-1].text if groups and groups[-1].lines else ""
    bare = _as_label(said.text.lstrip("* "))
    text = bare if label_kind(bare) else said.text
    kind = None if before.count("(") > before.count(")") else label_kind(text)
    match = _LABEL.match(text) if kind else None
    last = groups[-1].kind if groups else ""
    if kind == "chair" and last not in ("", "chair", "present"):
        kind = None
    if kind and match:
        rest = (
            re.sub(r"^in\s+the\s+", "", said.text, flags=re.IGNORECASE)
            if kind == "chair"
            else text[match.end() :].strip()
        )
        if (
            kind == "present"
            and last in ("also", "apologies")
            and not groups[-1].lines
            and _SEATED.match(match["label"].lower())
        ):
            groups[-1].councillors = True  # "Apologies:" beside or over "Councillors: …"
            groups[-1].lines += [Said(rest, said.line)] if rest else []
            return
        if kind == "present" and last == "present" and not groups[-1].lines:
            groups.pop()
        label = match["label"].lower()
        groups.append(_Group(kind, [Said(rest, said.line)] if rest else [], label, _SEATED.match(label) is not None))
    elif groups and not (groups[-1].kind in ("apologies", "also") and _IN_CHAIR.search(text)):
        groups[-1].lines.append(said)


def _fill(group: _Group, minutes: MinutesFound) -> None:
    if group.kind == "nobody":
        return
    seat = {
        "present": "councillor",
        "chair": "councillor",
        "coopted": "co-opted",
        "substitute": "reserve",
        "also": "guest",
    }.get(group.kind)
    target = {"apologies": minutes.apologies, "also": minutes.also_present}.get(group.kind, minutes.present)
    for name, role, line in people(group.lines, councillors=group.councillors):
        if role and group.kind in ("present", "coopted") and _SORRY.match(role):
            minutes.apologies.append(NameFound(name=name, role=None, seat=seat, at=At(line.page, line.box)))
            continue
        target.append(NameFound(name=name, role=role, seat=seat, at=At(line.page, line.box)))


def _register(table: Table, minutes: MinutesFound) -> bool:
    """A table with a name column and a column that says who attended."""
    rows, columns = table.shape
    if rows < 2 or columns < 2 or rows > 80:
        return False
    head = {cell.column: cell.text.strip().lower() for cell in table.row(0)}
    if any(text.endswith(":") or "," in text or len(text.split()) > _LONGEST_HEAD for text in head.values()):
        return False
    names = next(
        (
            c
            for c, t in head.items()
            if re.match(
                r"(?:names?|members?|councillors?|attendees?"
                r"|representatives?)\b",
                t,
            )
        ),
        None,
    )
    states = next(
        (
            c
            for c, t in head.items()
            if c != names
            and re.match(
                r"(?:attendance|present|attended"
                r"|in attendance|status|apologies)\b",
                t,
            )
        ),
        None,
    )
    roles = next(
        (
            c
            for c, t in head.items()
            if c != names
            and re.match(
                r"(?:role|organisation|title|position"
                r"|representing|office|job)",
                t,
            )
        ),
        None,
    )
    if names is None or (states is None and roles is None):
        return False
    for index in range(1, rows):
        cells = {cell.column: cell for cell in table.row(index)}
        if names not in cells or not cells[names].lines:
            continue
        people_of = listed(cells[names].text)
        name, words = people_of[0] if people_of else (None, None)
        if not name:
            continue
        state = cells[states].text.strip().lower() if states in cells else ""
        role = ", ".join(w for w in (words, cells[roles].text if roles in cells else None) if w) or None
        apologies = bool(re.match(r"apolog|absent|no\b|n$|a$|ap$|x$", state)) or (states is not None and not state)
        found = NameFound(name=name, role=role, seat=None, at=At(cells[names].lines[0].page, cells[names].lines[0].box))
        (minutes.apologies if apologies else minutes.present).append(found)
    return True
