"""Names of committees in a line of print. It knows the words that bodies are called by, not any one body."""

import re

_WORDS = (
    r"(?:sub[\s-]*committee|committee|panel|cabinet|council|board|commission|forum"
    r"|executive|authority|assembly|task\s+(?:and\s+finish\s+)?group|working\s+(?:group"
    r"|party)|partnership|scrutiny|schools\s+forum)"
)
BODY_WORD = re.compile(rf"\b{_WORDS}\b", re.IGNORECASE)
_NOT_BODY = re.compile(
    r"@|https?:|www\.|\d{3}|^(?:to|from|mr|mrs|ms|miss|dr|co-?opt\w*|members?|membership|councillors?|cllr"
    r"|agenda item|item|report|contact|venue|place|date|time|for|director|head of"
    r"|please|notice is|all members|this|these|if|any|dear|chief executive|you are)\b"
    r"|\)\s+[A-Z]|\b(?:room|chamber|house|hall|officer|manager|offices?|centre|street|road"
    r"|democratic services|legal services|support|website|webcast|summon(?:ed)?|hereby|minutes of"
    r"|available|published|governance team|chief executive|director|secretary|administrator|clerk|adviser)\b",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(
    r"\b(?i:meeting)\s+of\s+(?:the\s+)?(?P<body>(?:[A-Z][\w'’&,/()-]*|and|of|for|the"
    r"|on|in|&|-|–)(?:\s+(?:[A-Z&][\w'’&,/()-]*|and|of|for|the|on|in|&|-|–)){0,14})"
)
_WILL_MEET = re.compile(
    r"\b[Tt]he\s+(?P<body>[A-Z][\w'’&,/()-]*(?:\s+(?:[A-Z&][\w'’&,/()-]*|and|of|for|the|-|–)){0,12})\s+(?:will|is\s+to)\s+meet\b"
)
_TAIL = re.compile(
    r"\s+(?:agenda|summons|agenda\s+(?:pack|frontsheet)|(?:public\s+)?(?:document"
    r"|reports?)\s+pack)$|[\s,.;:–-]+(?:will|to|which|is|are|held|on|at|in|of"
    r"|the|for|and)?$"
    r"|\s+(?:in|at|via)\s+(?:the\s+)?(?:[\w'’]+\s+){0,4}(?:chamber|rooms?|hall|house|suite|cent(?:re|er)|offices?)\b.*$"
    r"|\s+(?:to\s+be\s+held|held|which|will|is\s+to\s+be)\b.*$|\s+(?:on|at)\s+(?=\d"
    r"|the\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b).*$"
    r"|(?:(?<=committee)|(?<=panel)|(?<=board)|(?<=commission)|(?<=forum))\s+meeting$|\s+\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\b.*)?$"
    r"|[\s,–-]*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$|[\s,–-]+\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+.*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:the\s+)?(?:sub[\s-]*)?(?:committee|panel|board|commission|forum|authority|assembly|group|party|partnership"
    r"|overview\s+and\s+scrutiny|scrutiny|cabinet\s+member|council\s+and\s+committees?)s?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:committee|meeting|body|title|name of (?:committee|meeting|body))\s*:\s*(?P<body>.+)$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:agenda(?:\s+and\s+(?:reports|papers))?(?:\s+(?:for|of|document for|frontsheet for))?"
    r"|(?:a|the|an)|(?:public\s+)?meeting(?:\s+of)?|(?:ordinary|special|extraordinary"
    r"|additional|urgent)\s+meeting(?:\s+of)?|notice\s+of(?:\s+(?:a\s+)?meeting(?:\s+of)?)?"
    r"|agenda\s+supplement(?:\s+for)?|public(?:\s+document)?\s+pack"
    r"|supplement(?:ary)?(?:\s+agenda)?(?:\s+for)?|minutes\s+of|draft)[\s:–-]+(?:the\s+)?",
    re.IGNORECASE,
)


def body_in_sentence(text: str) -> str | None:
    """The body in "A meeting of the X will be held …"."""
    words = " ".join(text.split())
    for match in (*_OF_MEETING.finditer(words), *_WILL_MEET.finditer(words)):
        body = tidy_body(match["body"])
        if body and BODY_WORD.search(body):
            return body
    return None


def body_alone(line: str) -> str | None:
    """The body that a line consists of ("CHILDREN'S SCRUTINY PANEL", "Committee: Cabinet"), else None."""
    text = " ".join(line.split())
    if labelled := _LABELLED.match(text):
        body = tidy_body(labelled["body"])
        return (
            body if body and (BODY_WORD.search(body) or len(body.split()) <= 8) and not _NOT_BODY.search(body) else None
        )
    body = tidy_body(text)
    if not body or len(body) > 110 or not BODY_WORD.search(body) or _NOT_BODY.search(body) or text.endswith("."):
        return None
    if _NO_NAME.fullmatch(body):
        return None
    small = {"and", "of", "for", "the", "on", "in", "&", "-", "–", "to", "with"}
    words = re.findall(r"[^\s]+", body)
    return body if all(w.lower() in small or not w[0].islower() for w in words) else None


def tidy_body(text: str) -> str:
    """The body's name without "Agenda for", dates, "to be held …" around it."""
    body = " ".join(text.split()).strip(" .,:;–-*|")
    for _ in range(4):
        shorter = _LEADING.sub("", body, count=1)
        shorter = _TAIL.sub("", shorter).strip(" .,:;–-*|")
        if shorter == body or not shorter:
            break
        body = shorter
    return body


def is_council_name(body: str) -> bool:
    """Whether the words name an authority rather than one of its bodies ("Anyshire County Council", not "Council")."""
    if re.search(
        r"\b(?:combined|unitary|fire|police|national park|mayoral)\s+(?:\w+\s+){0,3}authority$", body, re.IGNORECASE
    ):
        return True
    if re.match(r"(?:london|royal|metropolitan)\s+(?:\w+\s+)?borough\b", body, re.IGNORECASE):
        return True
    if re.fullmatch(r"(?:the\s+)?(?:borough|city|county|district)\s+of\s+[\w\s'’-]{3,40}", body, re.IGNORECASE):
        return BODY_WORD.search(body) is None or re.search(r"[\w'’-]\s+council$", body, re.IGNORECASE) is not None
    whole = r"(?:the\s+)?(?:full|annual|county|city|borough|district|extraordinary|budget)?\s*council"
    return body.lower().endswith("council") and re.fullmatch(whole, body, re.IGNORECASE) is None
