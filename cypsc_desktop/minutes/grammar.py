"""The grammar of lines of live minutes: one line of text -> a Line. Pure; never raises; knows no meeting.

Whom a code means, which item a number names and whether a vote can be are questions for the meeting (see evening).
What is no line of the grammar is a plain note: no line is ever lost.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

# Letters before a full stop, and what they say.
SPOKEN = {"q": "question", "a": "answer", "p": "point", "i": "introduction"}
NAMED = {**SPOKEN, "t": "action", "k": "undertaking", "d": "interest"}
UNNAMED = {"c": "conclusion", "f": "request", "s": "resolution", "u": "urgent"}
MOVED = {"m": "motion", "n": "amendment"}
LETTERS = {**NAMED, **UNNAMED, **MOVED, "r": "recommendation", "w": "recorded-vote", "x": "exclusion"}
BALLOT = ("for", "against", "abstain", "abstained", "abstains", "abstention")
SIGNS = {"+": "arrival", "-": "departure", "~": "apologies"}
_WHOLE_LINES = {
    ">start": "start", ">end": "end", ">>": "next", "||": "break", "|>": "resume", "x/": "readmission", "b^": "to-part-b",
    "v.": "vote",
}  # fmt: skip

# What begins a line of the grammar and is none by itself; a dash alone is a dash.
_BARE = frozenset({"b.", "v", ">", "+", "~", "=", "@"})

_STAMP = re.compile(r"@(\d{1,2}):(\d{2})(?!\S)[ \t]*")
_LETTER = re.compile(r"([A-Za-z])\.(\S*)(?:\s+(.*))?", re.DOTALL)
_PARAGRAPHS = re.compile(r"[xX]\.\s?(\d+(?:\s*,\s*\d+)*)(?:\s+(.*))?", re.DOTALL)
_COUNTS = re.compile(r"v\s+(\d{1,4})\s*[-–]\s*(\d{1,4})\s*[-–]\s*(\d{1,4})(?:\s+(for|against))?", re.IGNORECASE)
_CODE = r"[\w'’-]+"
_PARTICLES = frozenset(
    ("al", "ap", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "la", "le", "ten", "van", "von", "y")
)
_SIGN = re.compile(rf"([+~-])({_CODE})")
_SWAP = re.compile(rf"=({_CODE})\s+({_CODE})")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line, for the chips: ``role`` is time, part, kind, code, item, addressee, paragraphs, counts,
    casting, text, star, name, role."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is written. ``sort`` is a kind of entry, or: start, end, item, next, clock, apologies, substitute,
    guest, continuation, correction, to-part-b, comment, blank.

    ``codes`` are as typed, "" where none was. ``word`` is what else a kind has: item number, addressee, ballot, role.
    ``stamp`` is "HH:MM". ``inner`` is what a correction puts in place. ``problem``: why a line that looks like one of
    the grammar is none; then its sort is note. ``closes``: such a line was meant to begin Part B.
    """

    sort: str
    text: str | None = None
    codes: tuple[str, ...] = ()
    word: str | None = None
    counts: tuple[int, int, int] | None = None
    paragraphs: tuple[str, ...] = ()
    stamp: str | None = None
    private: bool = False
    starred: bool = False
    inner: "Line | None" = None
    problem: str | None = None
    closes: bool = False
    loud: bool = False  # its letter is a capital: a kind only where its code is somebody's
    body: str = ""  # without stamp, part and star: what a note keeps
    spans: tuple[Span, ...] = ()


@lru_cache(maxsize=64)  # a line in hand is read by its colours, its chips and whoever takes it, each for itself
def parse(raw: str) -> Line:
    """What one line says. A line end at its end does not count."""
    line = raw.rstrip()
    if not line.strip():
        return Line("blank")
    if line.startswith("  "):
        text, starred = _unstarred(line.strip())
        start = len(line) - len(line.lstrip())
        spans = (Span(start, start + len(text), "text"), *_star(line, starred))
        return Line("continuation", text=text, starred=starred, body=text, spans=spans)
    start = len(line) - len(line.lstrip())
    bare, starred = _unstarred(line)
    return _prefixed(bare, start, line, starred)


def as_note(line: Line, problem: str | None = None, *, closes: bool = False) -> Line:
    """The same line kept as a plain note."""
    return replace(
        line, sort="note", text=line.body, codes=(), word=None, counts=None, paragraphs=(), inner=None,
        problem=problem or line.problem, closes=closes or line.closes, loud=False,
    )  # fmt: skip


def _prefixed(line: str, at: int, whole: str, starred: bool) -> Line:
    """Stamp and ``b.`` in either order, then the rest."""
    stamp: str | None = None
    private = False
    spans: list[Span] = []
    while True:
        found = _STAMP.match(line, at)
        if stamp is None and found and int(found[1]) < 24 and int(found[2]) < 60:
            stamp = f"{int(found[1]):02d}:{found[2]}"
            spans.append(Span(at, at + len(found[0].rstrip()), "time"))
            at = found.end()
            if at >= len(line):
                return Line("clock", word=stamp, spans=tuple(spans))
        elif _is_private(line[at:]):
            private = True
            spans.append(Span(at, at + 2, "part"))
            at += 2 + len(line[at + 2 :]) - len(line[at + 2 :].lstrip())
        else:
            break
    body = line[at:]
    read = _read(body)
    shifted = [Span(s.start + at, s.end + at, s.role) for s in read.spans]
    spans = [*spans, *shifted, *_star(whole, starred)]
    return replace(read, stamp=stamp, private=private, starred=starred, body=body, spans=tuple(spans))


def _is_private(text: str) -> bool:
    """Whether ``b.`` here marks the rest of the line, whatever that is: rather too much in Part B than too little.

    A capital is somebody's initial, unless a line of the grammar follows it without a space.
    """
    rest = text[2:]
    if text.startswith("B.") and rest[:1].strip():
        return _is_private(rest) or _read(rest).sort != "note"
    return text.startswith("b.") and bool(rest.strip())


def _read(body: str) -> Line:
    """A line without stamp, part and star."""
    if body == "#" or body.startswith("# "):
        return Line("comment", text=body[1:].strip() or None)
    if body in _BARE:
        return _note(body, f"nothing follows {body}")
    if whole := _WHOLE_LINES.get(body.lower()):
        return Line(whole, spans=(Span(0, len(body), "kind"),))
    first = body[0]
    if first == ">":
        return _goto(body)
    if first in "+-~=":
        return _signed(body)
    if re.match(r"@\d", body):
        return _note(body, "a time is written @19:05, with a space before what follows")
    if first == "^":
        return _correction(body)
    if (first == "v" and re.match(r"v\s+\d|v\.\s", body)) or _COUNTS.fullmatch(body):
        return _vote(body)
    if re.match(r"[xX]\.\s?\d", body) or (body.startswith("x.") and (len(body) == 2 or body[2].isspace())):
        return _exclusion(body)
    found = _LETTER.fullmatch(body)
    if found and found[1].lower() in LETTERS and found[1] not in "vxX":
        return _lettered(body, found)
    return _note(body)


def _note(body: str, problem: str | None = None, *, closes: bool = False) -> Line:
    return Line("note", text=body, body=body, problem=problem, closes=closes, spans=(Span(0, len(body), "text"),))


def _goto(body: str) -> Line:
    word = body[1:]
    if not word or word[0].isspace():
        return _note(body)
    return Line("item", word=word.strip(), body=body, spans=(Span(0, 1, "kind"), Span(1, len(body), "item")))


def _signed(body: str) -> Line:
    if body[0] == "+" and body[1:2].isspace():
        return _guest(body)
    if found := _SIGN.fullmatch(body):
        return Line(
            SIGNS[found[1]], codes=(found[2],), body=body, spans=(Span(0, 1, "kind"), Span(1, len(body), "code"))
        )
    if found := _SWAP.fullmatch(body):
        spans = (Span(0, 1, "kind"), Span(*found.span(1), "code"), Span(*found.span(2), "code"))
        return Line("substitute", codes=(found[1], found[2]), body=body, spans=spans)
    if re.match(rf"[+~=-]{_CODE}", body) and body[1] not in "-'’":
        return _note(body, "a code and nothing else stands after the sign")
    return _note(body)


def _guest(body: str) -> Line:
    typed = body[1:].strip()
    name, comma, role = (part.strip() for part in typed.partition(","))
    bare = not comma and not all(word[0].isupper() or word in _PARTICLES for word in name.split())
    if not name or not name[0].isalpha() or bare:
        return _note(body)
    start = body.index(name)
    spans = [Span(0, 1, "kind"), Span(start, start + len(name), "name")]
    if role:
        end = len(body.rstrip())
        spans.append(Span(end - len(role), end, "role"))
    return Line("guest", text=" ".join(name.split()), word=role or None, body=body, spans=tuple(spans))


def _correction(body: str) -> Line:
    rest = body[1:]
    inner = parse(rest.strip()) if rest.strip() else None
    if inner is None or inner.sort in _MAKE_NO_ENTRY:
        return _note(body, "nothing after ^ takes the place of an entry")
    if inner.problem:
        return _note(body, inner.problem, closes=inner.closes)
    lead = len(rest) - len(rest.lstrip()) + 1
    spans = (Span(0, 1, "kind"), *(Span(s.start + lead, s.end + lead, s.role) for s in inner.spans))
    return Line("correction", inner=inner, body=body, spans=spans)


_MAKE_NO_ENTRY = frozenset(
    {"start", "end", "item", "next", "clock", "apologies", "substitute", "guest", "continuation", "correction",
     "to-part-b", "comment", "blank"}
)  # fmt: skip


def _vote(body: str) -> Line:
    found = _COUNTS.fullmatch(body)
    if not found:
        return _note(body, "a vote is written v 6-1-1, v 4-4-0 for, or v.")
    last = found.end(3)
    spans = [Span(0, 1, "kind"), Span(found.start(1), last, "counts")]
    if found[4]:
        spans.append(Span(*found.span(4), "casting"))
    counts = (int(found[1]), int(found[2]), int(found[3]))
    return Line("vote", counts=counts, word=found[4].lower() if found[4] else None, body=body, spans=tuple(spans))


def _exclusion(body: str) -> Line:
    found = _PARAGRAPHS.fullmatch(body)
    if not found:
        return _note(body, "the paragraph of Schedule 12A is missing", closes=True)
    paragraphs = tuple(dict.fromkeys(part.strip() for part in found[1].split(",")))
    if not all(part in "1234567" and len(part) == 1 for part in paragraphs):
        return _note(body, "Schedule 12A has paragraphs 1 to 7", closes=True)
    if not (found[2] or "").strip():
        return _note(body, "the words after x. are missing", closes=True)
    spans = (Span(0, 1, "kind"), Span(*found.span(1), "paragraphs"), Span(*found.span(2), "text"))
    return Line("exclusion", text=found[2].strip(), paragraphs=paragraphs, body=body, spans=spans)


def _lettered(body: str, found: re.Match[str]) -> Line:
    letter, code, text = found[1].lower(), found[2], (found[3] or "").strip()
    loud = found[1] != letter
    parts = code.split("/") if letter in MOVED else [code]
    coded = all(not part or re.fullmatch(_CODE, part) for part in parts) and len(parts) <= 2
    if not coded and not loud and code[-1] in ":," and re.fullmatch(_CODE, code[:-1]):
        return _note(body, f"nothing stands between the code and its space, as in {letter}.{code[:-1]}")
    if not coded and not loud and re.fullmatch(rf"{_CODE}(?:[/,;]{_CODE})+", code):
        return _note(body, f"one name stands after {letter}., two only after m. and n. as in m.rw/sf")
    if not coded or (loud and (not code or letter in UNNAMED or letter == "r")):
        return _note(body)
    if not text:
        return _note(body, f"words are missing after {body}")
    if code and letter in UNNAMED:
        what = "urgent business" if letter == "u" else f"a {UNNAMED[letter]}"
        return _note(body, f"{what} names nobody: type {letter}. and a space, then the words")
    start = found.start(3) + len(found[3]) - len(found[3].lstrip())
    spans = [Span(0, 1, "kind"), Span(start, start + len(text), "text")]
    if code:
        spans.insert(1, Span(*found.span(2), "addressee" if letter == "r" else "code"))
    made = Line(LETTERS[letter], text=text, body=body, loud=loud, spans=tuple(spans))
    if letter == "r":
        return replace(made, word=code or None)
    if letter == "w":
        if not code or text.casefold() not in BALLOT:
            return _note(body, "a recorded vote is written w.code for, against or abstain")
        return replace(made, codes=(code,), text=text)
    return replace(made, codes=tuple(parts) if code else ())


def _unstarred(line: str) -> tuple[str, bool]:
    if line.endswith(" !") and line[:-2].strip():
        return line[:-2].rstrip(), True
    return line, False


def _star(line: str, starred: bool) -> tuple[Span, ...]:
    return (Span(len(line) - 1, len(line), "star"),) if starred else ()
