"""The members that a front sheet lists: councillors, co-opted members and reserves, with office and voting right.

Only people listed as members count; officers, contacts and signatories do not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from cypsc_desktop.intake.recognise.bodies import body_alone
from cypsc_desktop.intake.recognise.member_lines import PARTED, joined_rows, left_column, right_of_list
from cypsc_desktop.intake.recognise.member_tables import as_list
from cypsc_desktop.intake.recognise.names import Person, looks_like_name, read_people, voting_right
from cypsc_desktop.intake.recognise.rows import Row, Segment
from cypsc_desktop.intake.report import At, MemberFound

_NAMED = r"(?:councillors?|cllrs?|mr|mrs|ms|miss|dr|rev(?:d|erend)?|canon|prof|sir)\b"
_RESERVE = re.compile(
    r"^(?P<head>(?:cc:?\s*)?(?:named\s+|nominated\s+|appointed\s+)?(?:reserves?|substitutes?|alternates?"
    r"|deput(?:y|ies))\b(?:\s*(?:members?|councillors|list|membership|pool|panel"
    r"|(?:for|of) (?:the|this) (?:committee|sub-committee|panel|board|commission)))*(?:\s*\([^)]*\))*\s*(?::|[–—-](?=\s)|$))",
    re.IGNORECASE,
)
_COOPTED = re.compile(
    r"^(?P<head>(?:(?:education|lay|statutory|voting|non[\s-]?voting|non[\s-]?statutory|other|scrutiny"
    r"|added|the)\s+)*(?:co-?\s?opt(?:ed|ees?)\b|added members?|(?:church|diocesan"
    r"|faith|parent[\s-]governor|school governor|teacher|headteacher|non-elected"
    r"|independent|statutory|education)\b(?=.{0,50}\b(?:rep|member|co-?opt))|parent governors?\b"
    r"|representatives?\s+of\s+(?:education\b|[\w\s,&'’-]{3,60}(?=:)))"
    r"[\w\s/&,'’-]{0,90}?(?:\s*\([^)]*\))*\s*(?::|[–—-](?=\s)|$))",
    re.IGNORECASE,
)
_COUNCILLORS = re.compile(
    rf"^(?P<head>(?:(?:the\s+)?(?:current\s+)?(?:committee|panel|cabinet|board"
    rf"|sub-committee|commission|elected|voting|full)?\s*(?:membership|members)\b(?:\s+of\s+(?:the\s+)?[\w\s&,'’-]{{3,90}}?)?"
    rf"|(?:the\s+)?[\w\s&,'’-]{{3,90}}?\s(?:comprises|consists\s+of|includes)\s+(?:of\s+)?(?:the\s+)?(?:following\s+)?(?:members|councillors)?"
    rf"|councillors(?:\s+on\s+(?:the|this)\s+(?:sub-)?(?:committee|panel|board|commission))?|(?:committee|panel|board|commission)(?=\s*:\s*{_NAMED}))(?:\s*\([^)]*\))*\s*(?::|[–—-](?=\s)|$)|to\s*:?\s+(?:the\s+)?(?:members\s+of\s+the\s+[\w\s&,'’-]{{3,90}}?(?:[:.–—]"
    rf"|$)|(?={_NAMED})|councillors:)|to\s*:\s*$)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^(?:(?:committee|panel|board|current)\s+)?(?:membership|members|councillors|(?:named\s+)?(?:substitute|reserve)s?(?:\s+members)?)(?:\s+of\s+the\s+\w+)?\s*:?$",
    re.IGNORECASE,
)
_SENDER = re.compile(r"^from\s*:?\s*$", re.IGNORECASE)  # "From:" beside "To:" heads who signs, no list of members
_BARE = re.compile(
    rf"^(?:(?:(?:vice|deputy)[\s-]*)?chair(?:man|woman|person)?\s*[:–—-]?\s*)?(?:county "
    rf"|borough |city )?(?:councillors?|cllrs?)\b\.?:?\s+[A-Z]|^{_NAMED}\.?\s+[A-Z].*\(.*chair",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"^(?:(?:un|non-)?(?:restricted|exempt)\b|part\s+(?:a|b|1|2|i)\b|items?\b"
    r"|(?:a|the)\s+(?:\w+\s+)?meeting\b|meeting\s+(?:of|to|date|time)|notice\b"
    r"|you are\b|(?:the\s+)?quorum\b|the\s+quorum\b|contact\b|a\s?g\s?e\s?n\s?d\s?a\b|date\b|day\b|time\b|venue\b|place\b"
    r"|location\b|for (?:further|more|any|general)|further information|enquir"
    r"|notes?\b\s*:?|please\b|published|issued|despatch|dear\b|ask for\b|direct dial"
    r"|tel(?:ephone)?\b|e-?mail|(?:\w+\s+){0,4}(?:chief executive|monitoring officer"
    r"|town clerk|proper officer)\b"
    r"|(?:clerk|secretary|officer|lead officer|democratic services|governance"
    r"|committee (?:officer|manager|administrator|secretary|clerk)|scrutiny (?:officer"
    r"|manager))\b.*[:\d@]|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|https?:"
    r"|www\.|\S+@\S+|terms of reference|members of the (?:public|press)|public\b"
    r"|this (?:meeting|agenda)|if you|any (?:member|person)|the (?:agenda|press"
    r"|public|council)|item\b|apologies|declarations?|invit|in attendance|officers?\b"
    r"|also\b|observers?\b|copies? (?:to|of)|copy to|distribution)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\bpublic\b|\bpress\b|\b(?:are|is|will|must|should|can|who|unable|attending|wishing|summoned|invited)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"^\W*(?:(?:interim|deputy|assistant|acting|strategic|corporate|executive|group|service)\s+)*(?:chief executive|chief officer|director"
    r"|head of|town clerk|county secretary|solicitor|monitoring officer|proper officer|managing director|secretary|general counsel)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:^|[.;\n]|\band\b)\s*(?=(?P<head>(?:co-?opt(?:ed|ees?)(?:\s+members?)?|(?:named\s+)?(?:substitutes?|reserves?)(?:\s+members?)?|non[\s-]?voting(?:\s+members?)?(?=\s*:))"
    r"\s*[:–—-]?)\s+[A-Z])",
    re.IGNORECASE,
)
_RESERVE_ROLE = re.compile(r"\b(?:substitute|reserve)\b", re.IGNORECASE)
_COOPTED_ROLE = re.compile(
    r"co-?opt|dioces|church|parent governor|teacher|faith rep|governor rep|non-?voting", re.IGNORECASE
)


_PARTY = re.compile(
    r"^(?:labour|conservatives?|liberal democrats?|lib dems?|greens?|independents?|reform uk|plaid cymru|snp|others?)"
    r"(?:\s+(?:group|party|members|councillors))?(?:\s*\(\d+\))?\W*$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^[A-Z][\w\s'’&-]{2,50}?\s(?:group|party)\s*[–—-]?\s*\(?\d{1,2}\)?(?:\s*(?:members?|councillors?))?\W*$",
    re.IGNORECASE,
)  # a heading that says how many seats the party has
_COUNTED = re.compile(r"^\d{1,2}[.)]\s+(?=[A-Z])")  # the number of a name in its list
_LISTED = 9  # words of a row that may still list a person
_PLAIN = 3  # of them in small letters
_RIGHT = re.compile(r"(?:full\s+)?(?:non[\s-]?)?voting(?:\s+(?:members|representatives|co-?optees))?\W*", re.IGNORECASE)


@dataclass(slots=True)
class _Zone:
    """Rows under one heading of the list of members."""

    kind: str
    head: str
    rows: list[tuple[Row, str]] = field(default_factory=list)


def read_members(rows: Sequence[Row]) -> list[MemberFound]:
    """The members in order of print, each (name, kind) once; empty where the sheet lists none."""
    members: list[MemberFound] = []
    seen = set()
    surnames = False
    for zone in _zones(_labels_joined(_unfolded(as_list(rows)))):
        surnames = surnames or any(_calls_councillors(t) for t in (zone.head, *(text for _, text in zone.rows[:1])))
        for member in _members(zone, surnames=surnames and zone.kind == "reserve"):
            key = (member.name.casefold(), member.kind)
            if key not in seen:
                seen.add(key)
                members.append(member)
    return members if len(members) > 1 else []


def _zones(rows: Sequence[Row]) -> list[_Zone]:
    zones: list[_Zone] = []
    zone: _Zone | None = None
    above: Row | None = None
    for row, below in zip_longest(rows, rows[1:]):
        text = row.text.strip()
        sent = any(_SENDER.match(s.text) for s in row.segments)
        beside = _opened(row.segments[0].text, inside=True) if len(row.segments) > 1 else None
        opened = None if sent else beside or _opened(text, inside=zone is not None)
        if sent:
            zone = None
        elif opened is None and len(row.segments) > 1:
            opened = _labelled(row)
        if opened is None and zone is not None and zone.kind == "co-opted" and _RIGHT.fullmatch(text):
            opened = ("co-opted", text)
        if opened is not None:
            kind, head = opened
            seated = any(one.kind == "councillor" and one.rows for one in zones)
            if kind == "councillor" and zone is not None and zone.kind == "reserve" and _is_group(zone, head, seated):
                kind = "reserve"  # "Substitutes:" over "Councillors: …", once a party each
            zone = _Zone(kind, head)
            zones.append(zone)
            _add(zone, row, skip=len(head))
        elif zone is not None and (_ends(row, above, text) or _signs(row, below) or len(zone.rows) > 60):
            zone = None
        elif zone is not None:
            _add(zone, row)
        above = row
    return zones


def _is_group(zone: _Zone, head: str, seated: bool) -> bool:
    """Whether "Councillors" heads a group of the reserves above it. ``seated``: the members themselves are listed already."""
    return not zone.rows or (
        seated and re.fullmatch(r"(?:councillors?|cllrs?)\W*", head.strip(), re.IGNORECASE) is not None
    )


def _labelled(row: Row) -> tuple[str, str] | None:
    """A list of councillors beside the one word that the body goes by ("Board    Cllr Ann Lee, …")."""
    label, names = row.segments[0].text.strip(" :"), row.segments[1].text
    body = re.fullmatch(r"(?:sub-)?(?:committee|panel|board|commission|forum)", label, re.IGNORECASE)
    return ("councillor", row.segments[0].text) if body and re.match(_NAMED, names, re.IGNORECASE) else None


def _signs(row: Row, below: Row | None) -> bool:
    """Whether the row is the name of an officer, whose post stands beside or under it."""
    if re.search(
        r",\s*(?:\w+\s+){0,2}(?:chief executive|director|head of|monitoring officer|service lead|manager)\b",
        row.text,
        re.IGNORECASE,
    ):
        return True
    alone = len(row.segments) == 1 and len(row.text.split()) <= 5
    return alone and below is not None and _POST.match(below.text) is not None and below.gap < 0.8


def _unfolded(rows: Sequence[Row]) -> list[Row]:
    """Lists that stand side by side under heads of their own, put one after the other."""
    out: list[Row] = []
    index = 0
    while index < len(rows):
        opened = [s for s in rows[index].segments if _opened(s.text.strip(), inside=True)]
        if any(_SENDER.match(s.text) for s in rows[index].segments):
            opened = []
        parties = [replace(s, text="Councillors:") for s in rows[index].segments if opened and _PARTY.match(s.text)]
        heads = sorted([*opened, *parties], key=lambda s: s.left)
        if len(heads) == 1 and heads[0] is not rows[index].segments[0] and _BESIDE.match(heads[0].text.strip()):
            beside, index = _column(rows, index, heads[0])
            out += beside
            continue
        if len(heads) == 1 and heads[0] is rows[index].segments[0] and (right := right_of_list(rows, index)):
            column, index = left_column(rows, index, right)
            out += column
            continue
        if len(heads) < 2:
            out.append(rows[index])
            index += 1
            continue
        columns: list[list[Row]] = [[replace(rows[index], segments=(head,))] for head in heads]
        index += 1
        while index < len(rows) and not _ends(rows[index], None, rows[index].text):
            row = rows[index]
            if len(row.segments) == 1 and _opened(row.text, inside=True):
                break
            for segment in row.segments:
                under = max((n for n, head in enumerate(heads) if head.left <= segment.left + 6), default=0)
                columns[under].append(replace(row, segments=(segment,)))
            index += 1
        out += [row for column in columns for row in column]
    return out


def _column(rows: Sequence[Row], index: int, head: Segment) -> tuple[list[Row], int]:
    """A list of members that stands beside other words of a front sheet, put after those; and where the rows go on."""
    beside, column = (
        [replace(rows[index], segments=rows[index].segments[:-1])],
        [replace(rows[index], segments=(head,))],
    )
    index += 1
    while index < len(rows):
        row = rows[index]
        under = tuple(s for s in row.segments if s.left > head.left - 6)
        goes_on = (
            row.gap < PARTED and abs(row.left - beside[-1].left) < 6 and not _opened(row.text.strip(), inside=True)
        )
        if not any(abs(s.left - head.left) < 6 for s in under) and (under or not goes_on):
            break
        if under:
            column.append(replace(row, segments=under))
        if rest := tuple(s for s in row.segments if s.left <= head.left - 6):
            beside.append(replace(row, segments=rest))
        index += 1
    return [*beside, *column], index


def _labels_joined(rows: Sequence[Row]) -> list[Row]:
    """A label of two rows beside its names ("Church / Representatives (2)") made one."""
    out: list[Row] = []
    for row in rows:
        above = out[-1] if out else None
        if above is not None and len(above.segments) == 2 and len(row.segments) <= 2 and abs(row.left - above.left) < 4:
            label = f"{above.segments[0].text} {row.segments[0].text}"
            beside = row.segments[1:]
            own = row.table is not None and row.begins  # a row of a ruled table has its own label
            aligned = not own and (not beside or abs(beside[0].left - above.segments[1].left) < 4)
            if aligned and _opened(label, inside=True) and (beside or not _opened(row.text, inside=True)):
                first = replace(above.segments[0], text=label)
                out[-1] = replace(above, segments=(first, *above.segments[1:]))
                if beside:
                    out.append(replace(row, segments=beside))
                continue
        out.append(row)
    return out


def _opened(text: str, *, inside: bool) -> tuple[str, str] | None:
    """The kind and the words of a heading that this row opens a list with."""
    for kind, pattern in (("reserve", _RESERVE), ("co-opted", _COOPTED), ("councillor", _COUNCILLORS)):
        match = pattern.match(text)
        if match and len(match["head"]) < 130 and not _SENTENCE.search(match["head"]):
            return kind, match["head"]
    if _GROUP.match(text):
        return "councillor", text
    if not inside and _BARE.match(text) and not re.search(r"\b(?:will|is|are|was|has|have|may)\b", text):
        return "councillor", ""
    return None


def _ends(row: Row, above: Row | None, text: str) -> bool:
    if _STOP.match(text.lstrip("*[( ")) or re.search(r"\d{4,}|@|\bwill be held\b", text):
        return True
    called = len(re.findall(r"\b(?:councillor|cllr)\b", text, re.IGNORECASE)) > 1
    wordy = len(text.split()) > _LISTED and not called and not re.search(r"[,;&]|\band\b|\(", text)
    turned = above is not None and above.page != row.page and row.bold and not above.bold
    headed = (row.bold or row.caps or row.heading > 0) and body_alone(text) is not None
    return (
        wordy
        or _is_sentence(text)
        or headed
        or turned
        or _POST.match(text) is not None
        or (above is not None and above.page == row.page and row.gap > 6)
    )


def _is_sentence(text: str) -> bool:
    """Whether a row is told rather than listed: it opens with no name and has too many plain words for one."""
    plain = [w for w in text.split() if w.isalpha() and w.islower() and w not in ("and", "of", "the", "for", "in")]
    named = re.match(_NAMED, text, re.IGNORECASE) or looks_like_name(re.split(r"[,(]|\s[–—-]\s", text)[0].strip())
    return len(text.split()) > _LISTED and len(plain) > _PLAIN and not named


def _add(zone: _Zone, row: Row, *, skip: int = 0) -> None:
    parts = _parts(row)
    if skip:
        first = row.segments[0].text
        head = first[skip:].strip(" :–—-")
        parts = [*([head] if head else []), *parts[1:]] if skip <= len(first) and len(parts) > 1 else []
        rest = row.text[skip:].strip(" :–—-")
        parts = parts or ([rest] if rest else [])
    left = _under_their_columns(zone, row) if zone.rows and not skip else None
    text = "\n".join(parts if left is None else left)
    if text:
        zone.rows.append((row, text))


def _parts(row: Row) -> list[str]:
    """The words of a row a column each; a dash in a column of its own ties the words beside it."""
    parts: list[str] = []
    tied = False
    for segment in row.segments:
        text = _COUNTED.sub("", segment.text.strip())
        if text in ("-", "–", "—") and parts:
            parts[-1] += " - "
            tied = True
        elif parts and (text[:2] in ("- ", "– ", "— ") or re.fullmatch(r"\([^()]{2,60}\)", text)):
            parts[-1] += f" {text}"
        elif tied:
            parts[-1] += text
            tied = False
        else:
            parts.append(text)
    return parts


def _under_their_columns(zone: _Zone, row: Row) -> list[str] | None:
    """Puts "(Chair)" or the rest of "(Vice-" under the name in its column; the words of the row that are left.

    None where the row above has no columns or nothing in this row goes on with it.
    """
    above, words = zone.rows[-1]
    columns = words.split("\n")
    if len(above.segments) < 2 or len(columns) != len(above.segments):
        return None
    left: list[str] = []
    for segment in row.segments:
        under = min(range(len(columns)), key=lambda n: abs(above.segments[n].left - segment.left))
        near = abs(above.segments[under].left - segment.left) < 8
        if near and (segment.text.startswith("(") or columns[under].count("(") > columns[under].count(")")):
            columns[under] += ("" if columns[under].endswith("-") else " ") + segment.text
        else:
            left.append(segment.text)
    if len(left) == len(row.segments):
        return None
    zone.rows[-1] = (above, "\n".join(columns))
    return left


def _calls_councillors(head: str) -> bool:
    return re.search(r"\bcouncillors?\b\W*$", head, re.IGNORECASE) is not None


def _members(zone: _Zone, *, surnames: bool) -> list[MemberFound]:
    """The members of one list. ``surnames``: single words are names, as in the list of councillors above it."""
    members: list[MemberFound] = []
    kind, head, text = zone.kind, zone.head, joined_rows(zone.rows)
    while text:
        turn = next((m for m in _INSIDE.finditer(text) if m.end() > 0), None)
        called = surnames or re.match(r"(?:to:?\s*)?councillors?\b", head, re.IGNORECASE) is not None
        part = replace(zone, kind=kind, head=head)
        listed = text[: turn.start()] if turn else text
        people = read_people(listed, councillors=called)
        members += [_member(person, part, told=listed if len(people) == 1 else "") for person in people]
        if turn is None:
            break
        head = turn["head"]
        kind = "reserve" if re.match(r"(?:named\s+)?(?:sub|res)", head, re.IGNORECASE) else "co-opted"
        text = text[turn.end("head") :]
    return members


def _member(person: Person, zone: _Zone, *, told: str) -> MemberFound:
    role = person.role or ""
    kind = zone.kind
    if kind == "councillor" and _RESERVE_ROLE.search(role):
        kind = "reserve"
    elif kind == "councillor" and _COOPTED_ROLE.search(role):
        kind = "co-opted"
    surname = person.name.split()[-1]
    row = next((row for row, text in zone.rows if person.name in " ".join(text.split())), None) or next(
        (row for row, text in zone.rows if surname in text), None
    )
    return MemberFound(
        name=person.name,
        office=person.office,
        kind=kind,
        voting=voting_right(kind, f"{role} {zone.head} {told}" if zone.kind == "co-opted" else role),
        at=At(row.page, row.box) if row else None,
    )
