"""Which council issued the papers, from the sheets that name it. A name printed nowhere is not made up from a web address."""

import re
from collections import Counter
from collections.abc import Iterable

_PLACE = r"[A-Z][\w'’.-]*(?:[ \-](?:[A-Z][\w'’.-]*|and|&|of|upon|on|in|the|le|with|by|under|-)){0,5}?"
_KIND = r"(?:(?:County|City|Borough|District|Metropolitan|Unitary|Town|Parish|and|&)\s+){0,5}"
_NOT_PLACE = (
    r"(?:Town|Civic|Hall|Council|Children|Scrutiny|Committee|Cabinet|Overview|Adult|Health|Schools?|Education|Planning"
    r"|Director|Officer|Constitution|Pension|Safeguarding|Corporate|Strategic|Annual|Draft|Budget|Agenda|Minutes|Local"
    r"|Youth|Family|Housing|Statement|Report|Policy|Plan|Website|Democratic|Legal|Members?|Meeting|Executive|Mayor)"
)
_BOROUGH_PLACE = (
    rf"(?!{_NOT_PLACE}\b)[A-Z][\w'’-]+(?:\s+(?:and|&|upon|on)\s+(?!{_NOT_PLACE}\b)[A-Z][\w'’-]+"
    rf"|\s+(?!{_NOT_PLACE}\b)[A-Z][\w'’-]+){{0,3}}"
)
_NAME = re.compile(
    rf"\b(?P<council>(?:The\s+)?(?:(?:(?:London|Royal|Metropolitan)\s+)+Borough\s+(?:Council\s+)?of\s+"
    rf"{_BOROUGH_PLACE}(?:\s+Council)?(?=[^\w]|$)|[A-Z][\w'’-]+,\s+[A-Z][\w'’-]+\s+and\s+[A-Z][\w'’-]+\s+{_KIND}Council\b"
    rf"|City\s+of\s+{_PLACE}(?:\s+(?:Metropolitan\s+)?(?:District\s+|City\s+|Borough\s+)*Council)"
    rf"|{_PLACE}\s+{_KIND}Council\b|(?:[A-Z][A-Z'’-]{{2,}}\s+){{1,3}}(?:(?:COUNTY|CITY|BOROUGH|DISTRICT|METROPOLITAN|UNITARY)\s+)+COUNCIL\b|{_PLACE}\s+(?:Combined|Unitary)\s+Authority\b|Council\s+of\s+the\s+Isles\s+of\s+Scilly))"
)
_CAPS_LINE = re.compile(
    r"^(?:THE\s+)?(?:[A-Z'’&.-]+,?\s+){1,6}(?:COUNCIL|(?:COMBINED|UNITARY) AUTHORITY)$"
    r"|^(?:THE )?(?:LONDON |ROYAL |METROPOLITAN )*BOROUGH (?:COUNCIL )?OF [A-Z &'’-]+$"
    r"|^CITY OF [A-Z ]+ COUNCIL$"
)
_DOMAIN = re.compile(r"(?:@|www\.|\b)(?:[\w-]+\.)*?([a-z0-9-]+)\.(?:gov|moderngov\.co)\.uk", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"^(?:the\s+)?(?:full|budget|parish|town|county|city|borough|district|local|metropolitan"
    r"|unitary|annual|ordinary|extraordinary|youth|school|student|care|children in care"
    r"|community|churches|trades|this|a|each|any|our|your|all|other|arts|british"
    r"|privy|sports|research|design|general|medical|british|works|staff|national"
    r"|"
    r"(?:\w+\s+){0,3}(?:care|youth|young people'?s)|leader|member|members|mayor"
    r"|chairman|meeting|summons|cabinet|committee|scrutiny|overview|executive"
    r"|agenda|minutes|to|of|by|at|in|from|for)(?:\s+(?:of\s+)?(?:the\s+)?(?:county"
    r"|city|borough|district|metropolitan|parish|town|local))*\s+council$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\b(?:the|of|by)\s+council$|\sof\s+the\s", re.IGNORECASE)
_SHORTEN = re.compile(
    r"^(?:The\s+|At\s+|For\s+|By\s+|In\s+|To\s+|From\s+|Of\s+|And\s+|Leader\s+of\s+(?:the\s+)?"
    r"|(?:Members?|Councillors?)\s+of\s+(?:the\s+)?|Cabinet\s+of\s+)+"
)


def find_council(front: Iterable[str], rest: Iterable[str]) -> str | None:
    """The issuing council, as printed, or None.

    ``front`` are the lines of the front sheets, ``rest`` those of the other sheets. A name on the front or
    alone on a line counts most; a name that agrees with the papers' own web addresses beats all others.
    """
    scores: Counter[str] = Counter()
    shown: dict[str, str] = {}
    domains: Counter[str] = Counter()
    for weight, lines in ((6, front), (1, rest)):
        for line in lines:
            low = line.lower()
            if ".uk" in low:
                domains.update({d.lower(): weight for d in _DOMAIN.findall(line)})
            if "council" not in low and "borough" not in low and " authority" not in low:
                continue
            for name, alone in _names(line):
                key = _key(name)
                shown.setdefault(key, name)
                scores[key] += weight * 5 if alone else min(weight, 2)
    _to_whole_names(scores)
    return _best(scores, shown, domains)


def _to_whole_names(scores: Counter[str]) -> None:
    """A name that lost its first words to the line above ("West of / England Combined Authority") is the whole one."""
    for short in [key for key in scores if scores[key]]:
        whole = max((k for k in scores if k.endswith(f" {short}")), key=lambda k: scores[k], default=None)
        if whole and 3 * scores[whole] >= scores[short]:
            scores[whole] += scores[short]
            scores[short] = 0


def _names(line: str) -> Iterable[tuple[str, bool]]:
    text = line.strip(" .,:;–-")
    first = re.split(r"\s[–—-]\s", text, maxsplit=1)[0]
    if first != text and _CAPS_LINE.match(first) and not _NO_PLACE.match(first):
        yield first.removeprefix("THE "), True
        return
    if re.fullmatch(rf"(?:The\s+)?Borough\s+of\s+{_BOROUGH_PLACE}", text):
        yield text, True
        return
    if _CAPS_LINE.match(text) and not _NO_PLACE.match(text):
        yield text, True
        return
    for match in _NAME.finditer(line):
        name = _SHORTEN.sub("", " ".join(match["council"].split()))
        if name.lower() in ("council", "borough council") or _NO_NAME.search(name) or _NO_PLACE.match(name):
            continue
        if re.match(
            r"\s+(?:Leaders?|Chambers?|Offices?|Hub|Buildings?|Tax(?:payers?)?|Chief\s+Executives?|Houses?|Members?)\b",
            line[match.end() :],
        ):
            continue  # of councils in general, or of one council's people
        opens = text.startswith(name) and text[len(name) : len(name) + 1] in ("", ",")
        yield name, opens


def _best(scores: Counter[str], shown: dict[str, str], domains: Counter[str]) -> str | None:
    if not scores:
        return None
    common = domains.most_common(3)
    top = common[0][1] if common else 0
    for domain, count in common:
        if count * 3 < top:
            break
        fitting = [key for key in scores if _fits(domain, key) and (scores[key] > 1 or len(key.split()) > 2)]
        if fitting:
            return shown[max(fitting, key=lambda key: scores[key])]
    (key, most), *others = scores.most_common(2)
    second = others[0][1] if others else 0
    enough = most >= 4 or (
        most >= 2 and not others and not domains
    )  # named once in passing, and no address bears it out
    return shown[key] if enough and most >= 2 * second else None


def _key(name: str) -> str:
    return re.sub(r"^the ", "", re.sub(r"[^\w ]", "", name.lower().replace("&", "and")))


def _fits(domain: str, key: str) -> bool:
    """Whether a web domain ("eastsussex", "rbkc", "bcpcouncil") belongs to the name."""
    words = key.split()
    place = [
        w
        for w in words
        if w
        not in (
            "council",
            "county",
            "city",
            "borough",
            "district",
            "metropolitan",
            "london",
            "royal",
            "of",
            "and",
            "the",
            "combined",
            "authority",
            "unitary",
            "town",
        )
    ]
    plain = re.sub(r"[^a-z0-9]", "", domain)
    joined = "".join(place)
    initials = "".join(w[0] for w in words)
    return bool(joined) and (
        joined in plain or (len(plain) > 3 and plain in joined) or (len(plain) > 2 and plain == initials)
    )
