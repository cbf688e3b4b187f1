"""People as committee papers list them, read into single names with office and role. It decides no voting right
that the paper does not say, except the two that statute gives (councillors; church and parent governors).
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from cypsc_desktop.model.identity import bare_name

OFFICE = re.compile(
    r"^(?:the\s+)?(?P<office>(?:(?:joint|acting|interim|current)\s+)?(?:(?:first"
    r"|second|1st|2nd)\s+)?(?:(?:vice|deputy)[\s-]*)?(?:co-)?chair(?:man|woman"
    r"|person)?"
    r"|V\.?C\.?|(?:deputy\s+|lord\s+)?(?:leader|mayor)(?:\s+of\s+the\s+council)?)(?:\s+of\s+(?:the\s+)?(?:\w+[\s-]*){1,6})?$",
    re.IGNORECASE,
)
_LEADING_OFFICE = re.compile(
    r"^(?P<office>(?:(?:vice|deputy)[\s-]*)?chair(?:man|woman|person)?)\s*(?:[:–—]"
    r"|-\s|\s(?=councillor|cllr|mr|mrs|ms|dr)|\s{2,})\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_COUNCILLOR = re.compile(
    r"\b(?:the\s+worshipful\s+)?(?:county\s+|borough\s+|city\s+|district\s+)?(?:councillors?"
    r"|cllrs?|cllr's)\b\.?:?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?<=[a-z)\]])\s+(?=(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Reverend|Canon|Monsignor|Mgr|Rabbi|Imam|Prof"
    r"|Professor|Sir|Dame|Father|Sister|Alderman|Ald)\b\.?\s+[A-Z])"
)
_SLASHED = re.compile(r"\s+/\s+(?=(?:Mr|Mrs|Ms|Miss|Dr|Rev\w*|Cllr|Councillor)\b)")
_HONORIFIC = re.compile(
    r"^(?:the\s+)?(?:(?:rt|right)\s+hon(?:ourable)?\.?\s+|(?:mr|mrs|ms|miss|mx"
    r"|dr|prof|professor|rev|revd|reverend|monsignor|mgr|rabbi|imam|archdeacon|sir|dame|lord|lady|canon|father|fr"
    r"|sister|alderman|ald)\b\.?\s*)+",
    re.IGNORECASE,
)
_POST_NOMINAL = re.compile(
    r"^(?:[OMCDK]BE|BEM|MP|J\.?P|QPM|DL|KC|QC|FRSA|Ph\.?D|MBA|BSc|BA|MA|MSc|FCA|RD"
    r"|TD|CB|CMG)\.?$",
    re.IGNORECASE,
)
_VACANCY = re.compile(
    r"\bvacan(?:cy|cies|t)\b|^(?:to be (?:confirmed|appointed|advised)|tb[ca]"
    r"|none|n/?a)\b",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(
    r"\b(?:representatives?|reps?|church|dioces\w*|catholic|anglican|director"
    r"|officers?|schools?|governors?|union|group|labour|conservatives?|liberal"
    r"|democrats?|lib|dem"
    r"|greens?|independents?|party|council|committee|panel|board|sub-committee"
    r"|member|members|substitutes?|reserves?|co-opt\w*|voting|teacher|headteacher"
    r"|academy|college|university"
    r"|nhs|trust|healthwatch|service|services|head|manager|cabinet|portfolio|leader"
    r"|mayor|chief|executive|assistant|advisor|adviser|lead|association|quorum"
    r"|of|for|at|in|on|to|be|is|the|with|or|ex-officio|membership|youth|forum"
    r"|items?|agenda|business|unrestricted|restricted|exempt|education|primary"
    r"|secondary|sector|parents?|observer|invitee|reform|information|instructions"
    r"|arrangements|emergency|evacuation|recording|broadcasting|webcasting|notice|overview"
    r"|scrutiny|guidance|delivery|people|democratic|support)\b",
    re.IGNORECASE,
)
_NAME_WORD = (
    r"(?:(?:[A-Z]\.?\s?){1,3}(?![a-z])|(?:[OD]['’]|Mc|Mac|St\.?\s?)?[A-Z][\w'’\-]*\.?"
    r"|[\"“'‘(][A-Z]\w+[\"”'’)]|(?:de|da|di|del|della|van|von|der|den|le|la|al"
    r"|bin|binti|ap|y)\b)"
)
_NAME = re.compile(rf"^{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}$")
_NON_VOTING = re.compile(r"non[\s-]*voting|without\s+(?:a\s+)?vot", re.IGNORECASE)
_AUTHORITY = re.compile(r"\s(?:CC|MBC|DC|BC|CBC|MDC|LB|UA)$")  # "Roth MBC": an authority's name, cut as they are
_ADDRESS = re.compile(
    r"^(?:county|town|city|civic|shire)\s+(?:hall|centre|offices?)$|\s(?:road|avenue)$", re.IGNORECASE
)
_SURNAME = re.compile(
    r"(?<!Wood\s)(?<!Bethnal\s)(?<!Golders\s)(?<!Palmers\s)(?<!Turnham\s)(?<!Parsons\s)(?<!Acocks\s)(?<=\s)Green$"
    r"|(?<=[a-z]-)(?:Green|Church|Head|Lead|Mayor|For)\b|\b(?:Green|Church|Head|Mayor)(?=-[A-Z])"
)  # words that are a party, a post or a place as often as a name
_COUNTY = re.compile(r"^((?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Lord|Lady|Dame)\b\.?\s.*?),?\s+CC$", re.IGNORECASE)
_STATUTORY = re.compile(
    r"dioces|church|catholic|anglican|faith\s+(?:schools?|rep)|(?<!non-)(?<!non )\bstatutory\b|\bc\s?of\s?e\b|\brc\b|parent[\s-]+governor"
    r"|education\s+(?:matters|only|co-opt)|governor\s+rep",
    re.IGNORECASE,
)
_VOTING = re.compile(r"\bvoting\b", re.IGNORECASE)
_TEACHER = re.compile(r"teacher|\bunion\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """A printed person: ``name`` without title and post-nominals, ``office`` as printed ("Vice-Chair"),
    ``role`` the other words printed with the name, ``councillor`` whether so called."""

    name: str
    office: str | None = None
    role: str | None = None
    councillor: bool = False


def read_people(text: str, *, councillors: bool = False) -> list[Person]:
    """The people in a printed list, in order.

    ``text`` may keep line breaks; each then ends a name unless it ends in a comma, "and" or an open bracket.
    ``councillors``: the list stands under a heading of councillors, so single surnames are names too.
    """
    people: list[Person] = []
    called = councillors
    coming: str | None = None
    for piece in _pieces(text):
        if piece == _MARK:
            called = True
            continue
        if (office := OFFICE.match(piece.rstrip(" :"))) and (piece.endswith(":") or not people or people[-1].office):
            coming = office["office"]
            continue
        person = None if office else _read_person(piece, called=called)
        if person is not None:
            people.append(replace(person, office=person.office or coming))
            coming = None
        elif people:
            people[-1] = _with_words(people[-1], piece)
    return people


def voting_right(kind: str, words: str) -> str | None:
    """The voting right of a seat from its kind and all words printed with it (domain: statute unless printed)."""
    if kind == "reserve":
        return None
    if kind == "councillor":
        return "all"
    if _NON_VOTING.search(words):
        return "none"
    if _STATUTORY.search(words):
        return "education"
    if _VOTING.search(words):
        return "all" if not re.search(r"educat", words, re.IGNORECASE) else "education"
    return "none" if _TEACHER.search(words) else None


def is_office(words: str) -> bool:
    """Whether the words name an office of the committee: Chair, Vice-Chairman and the like."""
    return OFFICE.match(words.strip()) is not None


def is_role(words: str) -> bool:
    """Whether the words speak of a seat or a post rather than of a person."""
    return _ROLE_WORDS.search(words) is not None


def without_county(text: str) -> str:
    """A titled name without the "CC" of a county councillor, which behind a bare name is an authority's."""
    return _COUNTY.sub(r"\1", text)


def looks_like_name(text: str, *, single: bool = False) -> bool:
    """Whether ``text`` could be a person's name; ``single`` allows one word."""
    text = without_county(text)
    bare = _HONORIFIC.sub("", bare_name(text)).strip()
    if _AUTHORITY.search(bare) or _ADDRESS.search(bare):
        return False
    if not bare or any(c.isdigit() or c in "@/&:£%" for c in bare) or _ROLE_WORDS.search(_SURNAME.sub("", bare)):
        return False
    titled = bare != text.strip()
    words = bare.split()
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    if bare.isupper() and len(bare) > 3:
        bare = bare.title()
    return _NAME.match(bare) is not None and (len(words) > 1 or single or titled)


_MARK = "\x00"


def _pieces(text: str) -> list[str]:
    """Names and words apart, councillor prefixes as marks of their own; brackets stay whole."""
    text = _SLASHED.sub("; ", text.replace("\xa0", " "))
    text = _TITLE.sub("; ", _COUNCILLOR.sub(f";{_MARK};", text))
    pieces, current, depth = [], "", 0
    for part in re.split(r"([()\[\];,\n|•·\uf0b7]|\band\b(?=[\s;])|\s&\s)", text):
        if part in "([" and part:
            depth += 1
        if part in ")]" and part:
            depth = max(0, depth - 1)
        joined = part in (",", "\n") or ((part == "and" or part.strip() == "&") and not _in_ward(current))
        if (part in (";", "|", "•", "·", "\uf0b7") and part and depth == 0) or (joined and depth == 0):
            pieces.append(current)
            current = ""
        elif part == "\n":
            current += " "
        else:
            current += part if part != ";" else ""
            if _MARK in part:
                current = current.replace(_MARK, "")
                pieces += [current, _MARK]
                current = ""
    return [p for p in (" ".join(p.split()).strip(" .–—-") for p in [*pieces, current]) if p]


def _in_ward(piece: str) -> bool:
    """Whether the piece is a name with its ward or role after a dash, in which "and" parts no names."""
    dashed = re.split(r"\s[–—-]\s", piece, maxsplit=1)
    return len(dashed) > 1 and bool(dashed[1].strip()) and not is_office(dashed[1])


def _read_person(piece: str, *, called: bool) -> Person | None:
    """A person from one piece such as "Robert Ward (Chair)", or None where it is no name."""
    office = None
    if leading := _LEADING_OFFICE.match(piece):
        office, piece = leading["office"], leading["rest"]
    head, _, tail = piece.partition("(")
    words = [w.strip(" .,") for w in re.split(r"\)\s*\(|[()]", tail) if w.strip(" .,")]
    if "(" not in tail:
        words = [w.rstrip(")") for w in words]
    elif tail and not re.search(r"\)\s*\(", tail):
        words = [tail.rstrip().removesuffix(")").strip()] if tail.count("(") == tail.count(")") - 1 else words
    dashed = re.split(r"\s+[–—-]\s+|:\s+|\s{2,}", head.strip(), maxsplit=1)
    name = without_county(dashed[0].strip(" ,.:"))
    if len(dashed) > 1 and dashed[1].strip():
        if not looks_like_name(name, single=called) and looks_like_name(dashed[1], single=called):
            name, words = dashed[1].strip(), [dashed[0], *words]
        else:
            words = [dashed[1], *words]
    if _VACANCY.search(head) or _POST_NOMINAL.match(name) or not looks_like_name(name, single=called):
        return None
    bare = _HONORIFIC.sub("", bare_name(re.sub(r"\s+J\.P\.?$", "", name))).strip()
    person = Person(bare or name, office, None, called)
    for word in words:
        person = _with_words(person, word)
    return person


def _with_words(person: Person, words: str) -> Person:
    words = " ".join(words.split()).strip(" ()[],.")
    words = f"{words})" if words.count("(") > words.count(")") else words
    if not words or _POST_NOMINAL.match(words) or _VACANCY.search(words):
        return person
    if person.office is None and (office := OFFICE.match(words)):
        return replace(person, office=office["office"])
    return replace(person, role=f"{person.role}, {words}" if person.role else words)
