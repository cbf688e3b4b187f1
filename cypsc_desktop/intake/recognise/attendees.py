"""The names in the lines of an attendance list: runs, lines of one person with a role, substitutes.

It knows lines and names, not which list they stand under; it corrects no name and joins no two.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cypsc_desktop.intake.layout import Line
from cypsc_desktop.intake.recognise.names import is_office, looks_like_name, without_county
from cypsc_desktop.intake.recognise.paragraphs import mark_of
from cypsc_desktop.model.identity import bare_name

TITLE = (
    r"(?:the\s+)?(?:(?:Lord|Deputy)\s+Mayor,?\s+)?(?:Councill?ors?|Cllrs?|Mr|Mrs|Ms|Miss|Mx|Dr"
    r"|Prof(?:essor)?|Revd?|Reverend|Canon|Monsignor|Mgr|Father|Imam|Rabbi|Sister|Brother|Deacon|Archdeacon|Pastor|Sir|Dame|Alderman|Lord|Lady|Baroness|County\s+Councillors?"
    r"|Borough\s+Councillors?)\b\.?"
)
_TITLED = re.compile(rf"^{TITLE}\s+\S")
_FORMAL = re.compile(rf"^{TITLE}\s+(?:[A-Z]\.?\s*){{1,3}}[A-Z][\w’'-]+$")
_MANY = re.compile(r"^(?:(?:County|Borough)\s+)?(?:Councill?ors|Cllrs|Messrs|Members)\b\.?:?\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"(?<=[a-z)’'A-Z])(?<!\bfor)(?<!\bof)(?<!\bby)(?<!County)(?<!Borough)(?<!City)(?<!District)\s+(?=(?:Councillors?|Cllrs?)\b\.?\s+[A-Z])|(?<=\))\s+(?={TITLE}\s+[A-Z])"
)
_SEAT = re.compile(r"^(?:the\s+)?co-?opt(?:ed|ee)s?(?:\s+members?)?\s+(?=[A-Z])", re.IGNORECASE)
_POST_NOMINAL = re.compile(r"^(?:[OMCDK]BE|BEM|MP|JP|QPM|DL|KC|QC|FRSA|Ph\.?D|MBA|BSc|BA|MA|MSc|TD|CB|CMG)\.?$")
_VACANT = re.compile(r"\bvacan(?:t|cy|cies)\b|^(?:none|nil|n/a|there were none|no apologies\b.*)\.?$", re.IGNORECASE)
_PLACE_OF = re.compile(
    r"(?<![-’'])\b(?:substitut\w*|in (?:the )?place of|for|on behalf of|deputising)\b", re.IGNORECASE
)
_TOGETHER = re.compile(r"\s+(?:together|along)\s+with\s+(?:(?:the\s+)?co-opt\w+(?:\s+members?)?\s+)?", re.IGNORECASE)
_AND = re.compile(r"^(?:and|&)\s+(?=[A-Z])")
_SECOND = re.compile(r"\s+and\s+(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,2})(?=,\s)")
_FEW_UNTITLED = 6  # one name in so many may stand without a title
_STATE = re.compile(
    r"^(?:minutes|present|apolog\w*|absent|attended|in attendance|yes|no|✓|✔|x|y|n|p|a|ap)$", re.IGNORECASE
)


class Said(NamedTuple):
    """Words of the attendance, the line that prints them, and whether a paragraph begins with them."""

    text: str
    line: Line
    opens: bool = False


def people(lines: Sequence[Said], *, councillors: bool = False) -> list[tuple[str, str | None, Line]]:
    """Names with role and the line on which each begins. ``councillors``: they are called so once for all."""
    entries = _entries(lines)
    if councillors:
        entries = [(f"Councillors {text}" if _surnames(text) else text, line) for text, line in entries]
    listing = _is_listing([text for text, _ in entries])
    found: list[tuple[str, str | None, Line]] = []
    for text, line in entries:
        found += [(name, role, line) for name, role in _people_of(text, listing=listing)]
    return found


def _surnames(text: str) -> bool:
    """Whether a line is a run of single words, each a name or followed by an office in brackets."""
    pieces = [piece.strip(" .;*") for piece in re.split(r",|\band\b|&", re.sub(r"\([^()]*\)", "", text))]
    return all(looks_like_name(p, single=True) and len(p.split()) == 1 for p in pieces if p) and any(pieces)


def _entries(lines: Sequence[Said]) -> list[tuple[str, Line]]:
    """Lines that were broken for want of room joined again; semicolons and new titles begin an entry."""
    entries: list[tuple[str, Line]] = []
    for text, line, opens in lines:
        if entries and _wrapped(entries[-1][0], text, line, opens=opens):
            entries[-1] = (f"{entries[-1][0]} {text}", entries[-1][1])
        else:
            entries.append((text, line))
    entries = [(_TOGETHER.sub("; ", text), line) for text, line in entries]
    parted = [(piece.strip(), line) for text, line in entries for piece in _outside(text, r";|\|")]
    return [
        (_AND.sub("", part.strip()), line)
        for piece, line in parted
        for part in _outside(piece, _BETWEEN.pattern)
        if part.strip(" .,")
    ]


def _wrapped(before: str, text: str, line: Line, *, opens: bool) -> bool:
    """Whether a line goes on with the person of the line before it. ``opens``: a paragraph begins with it."""
    if before.count("(") > before.count(")"):
        return True
    if mark_of(line):
        return False
    end = before.rstrip()
    if not end or end.endswith(";"):
        return False
    if end.endswith((",", "&", "-", "–")) or re.search(r"\b(?:and|of|for|the|to|in|with)$", end):
        return True
    if end.endswith(")") and text[:1].isupper():
        return False
    if opens and not re.match(r"[a-z(&]", text):
        return False
    if re.match(r"[a-z(&]", text) or re.search(r"(?:^|[\s.])[A-Z]\.$|\b(?:Mr|Mrs|Ms|Dr|Cllr)\.?$", end):
        return True
    if _TITLED.match(text) or end.endswith(".") or (text.isupper() and len(text) > 4):
        return False
    head = re.split(r"[,(]|\s[–—-]\s|:\s", text, maxsplit=1)[0].strip(" ;.")
    if looks_like_name(head) and len(head.split()) <= 4:
        return False
    return len(head.split()) == 1 or not looks_like_name(head)


def _is_listing(entries: list[str]) -> bool:
    """Whether the lines print one person each with a role behind the first comma or dash."""
    roles = runs = 0
    for text in entries:
        pieces = [p.strip() for p in _outside(text, r",|\s[–—-]\s")]
        if len(pieces) < 2 or _MANY.match(text):
            continue
        halves = [half for half in re.split(r"\band\b|&", pieces[1].partition("(")[0]) if half.strip()]
        named = bool(halves) and all(looks_like_name(half.strip()) for half in halves)
        bracketed = "(" in pieces[0] and "(" in pieces[1]
        if _TITLED.match(pieces[1]) or (named and (len(pieces) > 2 or len(halves) > 1 or bracketed)):
            runs += 1
        elif not looks_like_name(pieces[1]) and not _POST_NOMINAL.match(pieces[1]):
            roles += 1
    return roles > runs


def _people_of(text: str, *, listing: bool) -> list[tuple[str, str | None]]:
    before, colon, rest = text.partition(":")
    if colon and is_office(before.strip(" *")):
        named = _people_of(rest.strip(" *"), listing=listing)
        return [(name, role or before.strip(" *")) for name, role in named]
    many = _MANY.match(text)
    titled = len(re.findall(rf"(?:^|[\s(,]){TITLE}\s+[A-Z]", text)) > 1
    if many:
        text = text[many.end() :]
    if listing and not many and not titled:
        return listed(text)
    found: list[tuple[str, str | None]] = []
    joined = several = False
    pieces = re.split(r"(,|\band\b|&)(?![^(]*\))", text)
    loose = titled and _untitled_names(pieces)
    for piece in pieces:
        if piece in (",", "and", "&"):
            joined = piece != ","
            continue
        piece = piece.strip(" .;")
        if not piece:
            continue
        several = bool(_MANY.match(piece)) or (several and not _TITLED.match(piece))
        piece = _MANY.sub("", piece)
        name, role = _name(piece, single=several or bool(many) or bool(_TITLED.match(piece)) or (joined and titled))
        if name and (
            not titled
            or _TITLED.match(piece)
            or many
            or several
            or joined
            or loose
            or (found and found[-1][1])
            or (role and "(" in piece)
        ):
            found.append((name, role))
        elif found and not _POST_NOMINAL.match(piece):
            last, words = found[-1]
            found[-1] = (last, f"{words}{' and' if joined else ','} {piece}" if words else piece)
        joined = False
    return found


def _untitled_names(pieces: Sequence[str]) -> bool:
    """Whether the few pieces of a long list that bear no title are names all the same, none of them a role."""
    words = [piece.strip(" .;") for piece in pieces if piece not in (",", "and", "&") and piece.strip(" .;")]
    bare = [piece for piece in words if not _TITLED.match(piece) and not _POST_NOMINAL.match(piece)]
    few = 0 < _FEW_UNTITLED * len(bare) <= len(words)
    return few and all(len(piece.split()) > 1 and looks_like_name(piece.partition("(")[0]) for piece in bare)


def listed(text: str) -> list[tuple[str, str | None]]:
    """A line that prints one person: the name, then the role as printed; or two so, with "and" between."""
    second = _SECOND.search(text)
    if second and looks_like_name(second["name"]):
        return [*listed(text[: second.start()]), *listed(text[second.start("name") :])]
    head = _outside(text, r",|\s[–—-]\s|:\s")[0]
    tail = text[len(head) :].strip(" ,:–—-")
    while tail and _POST_NOMINAL.match(tail.split(",")[0].strip()):
        tail = tail.partition(",")[2].strip()
    heads = [h for h in _outside(head, r"\band\b|&") if h.strip()]
    if len(heads) > 1 and all(_name(h, single=True)[0] for h in heads):
        return [(n, r) for n, r in (_name(h, single=True) for h in heads) if n]
    name, role = _name(head, single=True)
    return [(name, ", ".join(w for w in (role, tail.rstrip(".")) if w) or None)] if name else []


def _name(piece: str, *, single: bool) -> tuple[str | None, str | None]:
    """Name and role of one piece such as "Dr A Ghosh (Director of Public Health)"."""
    piece = _SEAT.sub("", piece.strip(" .,:;*"))
    if not piece or _VACANT.search(piece):
        return None, None
    head, bracket, tail = piece.partition("(")
    role = tail.rstrip(" )").strip() or None if bracket else None
    if role and role.count("(") > role.count(")"):
        role += ")"
    place = _PLACE_OF.search(head)
    if place and place.start() > 3:
        role, head = f"{head[place.start() :].strip()}{f' ({role})' if role else ''}", head[: place.start()]
    head = re.sub(r"[\s,–-]+(?:in|took) the chair\s*$", "", head, flags=re.IGNORECASE)
    dash = re.split(r"\s+[–—-]\s+", head.strip(), maxsplit=1)
    if len(dash) > 1:
        head, role = dash[0], ", ".join(w for w in (dash[1], role) if w)
    head = without_county(head.strip())
    bare = bare_name(re.sub(rf"^(?:{TITLE}\s+)+", "", head.strip(" .,:;*-–"))).strip()
    if is_office(bare):
        return None, None
    bare = re.sub(r"[\s,]*(?:[*†#]|\bin the chair)+$", "", bare, flags=re.IGNORECASE)
    if not bare or _STATE.match(bare):
        return None, None
    if not looks_like_name(head.strip(), single=single) and not _FORMAL.match(head.strip()):
        return None, None
    return bare, role


def _outside(text: str, separators: str) -> list[str]:
    """Split at separators that stand in no brackets."""
    pieces, start, depth = [], 0, 0
    for match in re.finditer(rf"[()]|{separators}", text):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]
