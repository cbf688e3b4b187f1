"""The meeting that a front sheet calls: body, date, time, place, clerk, issue date.

Printed words come first; the document information that committee systems write helps to choose among them
and fills what no sheet prints. Nothing is taken from the file's name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cypsc_desktop.intake.recognise.bodies import BODY_WORD, body_alone, body_in_sentence, is_council_name, tidy_body
from cypsc_desktop.intake.recognise.dates import find_date, find_dates, find_time
from cypsc_desktop.intake.recognise.labels import labelled, words_below
from cypsc_desktop.intake.recognise.names import looks_like_name
from cypsc_desktop.intake.recognise.rows import Row
from cypsc_desktop.model.identity import bare_name, fold_body

_INFO = re.compile(
    r"(?:^|\b)(?:Agenda|Minutes|Decisions?|Supplement(?:ary)?)\b[\w\s]*?\bfor\s+(?P<body>.+?),\s*(?P<when>\d{1,2}/\d{1,2}/\d{4}(?:\s+\d{1,2}[:.]\d\d)?)\s*$"
)
_SUBJECT = re.compile(r"^(?P<body>[^,\d][^\d]*?),\s*(?P<when>\d{1,2}/\d{1,2}/\d{4}(?:\s+\d{1,2}[:.]\d\d)?)\s*$")
_ISSUE = re.compile(
    r"\b(?:date of (?:issue|publication|despatch|dispatch)|(?:agenda\s+)?(?:date\s+)?(?:published"
    r"|issued|despatched|dispatched)(?:\s+(?:on|date))?|publication date|issue date"
    r"|despatch date|agenda publication|dated)\b",
    re.IGNORECASE,
)
_NOT_MEETING = re.compile(
    r"\b(?:deadline|no later than|not later than|before|by (?:noon|midday|\d[\d.:]*(?:\s*[ap]\.?m)?"
    r"|the)|questions?|petitions?|register|minutes|previous|last meeting|next meeting"
    r"|call-?in|expir|effective|since|appointed|until|from the|act\b|regulations?"
    r"|decision)\b",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"^(?:(?:meeting\s+)?date(?:\s+(?:and|&)\s+time)?(?:\s+of\s+(?:the\s+)?meeting)?"
    r"|day|when|date/time)\s*:?\s*(?:\S|$)",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:be|is|being)\s+held\b|\bsummoned\b|\bheld\s+(?:on|at|in)\b", re.IGNORECASE)
_SUMMONS = re.compile(r"\bmeeting\b.{0,300}\b(?:be|is|being)\s+held\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_PLACE_LABEL = re.compile(r"^(?:venue|place|location|where|held (?:at|in))\s*(?::|$)\s*(?P<value>.*)$", re.IGNORECASE)
_TIME_LABEL = re.compile(
    r"^(?:(?:start|meeting)\s+)?time(?:\s+of\s+(?:the\s+)?meeting)?\s*(?::|$)\s*(?P<value>.*)$", re.IGNORECASE
)
_CLERK_LABEL = re.compile(
    r"^(?:(?:committee|democratic services|governance|scrutiny|meeting|lead|agenda)?\s*(?:contact(?:\s+(?:officer"
    r"|name|person|details|for (?:this|the) (?:meeting|agenda)))*|clerk|secretary"
    r"|administrator|co-?ordinator)(?:\s+to the (?:committee|panel|board))?|ask for"
    r"|enquiries(?:\s+to)?|please (?:ask|contact)(?:\s+for)?|(?:committee|democratic services"
    r"|governance|scrutiny|democracy)\s+(?:officer|manager|administrator|adviser)"
    r"|(?:for )?(?:further|more)\s+information(?:[\w\s,]*?contact)?|contact us)\s*[:–-]?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_CLERK_SENTENCE = re.compile(
    r"\b(?:please\s+)?contact\s+(?P<value>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){1,3})"
)
_PLACE_WORD = re.compile(
    r"\b(?:chamber|rooms?|hall|house|centre|center|suite|offices?|teams|zoom|virtual(?:ly)?"
    r"|remote(?:ly)?|online|building|library|theatre|college|school|annexe?|guildhall"
    r"|via|video)\b",
    re.IGNORECASE,
)
_HELD_IN = re.compile(
    r"(?:(?:(?<=\d)|\b)[ap]\.?m\b\.?|\bnoon\b|\bmidday\b|\bhours\b|\bhrs\b|\d\d:\d\d|(?:19"
    r"|20)\d\d)[\s,]*(?:to be held\s+)?(?:in|at|via|on(?=\s+(?:microsoft|ms|teams|zoom)\b))\s+"
    r"(?!\d|noon|midday)(?P<place>(?:the\s+)?.+?)(?=\.(?:\s"
    r"|$)|\s+(?:for the (?:following|purpose)|to (?:consider|transact)|when|at which)\b"
    r"|\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|$)",
    re.IGNORECASE,
)
_HELD_PLACE = re.compile(
    r"\bheld\s+(?:in|at)\s+(?P<place>(?:the\s+)?[A-Z].+?)\s*,?\s+(?:on|at)\s+(?=(?:mon"
    r"|tues|wednes|thurs|fri|satur|sun)day|\d)",
    re.IGNORECASE,
)


_KIND = re.compile(
    r"(?:(?:select|scrutiny|overview\s+(?:and|&)\s+scrutiny|sub)[\s-]*)?(?:committee|panel|board|commission)",
    re.IGNORECASE,
)  # the last words of a body's name, on a row of their own
_SENTENCE_GAP = 0.9  # row heights; capitals, which reach less far, leave more white space than small letters
_LARGE = 14.0  # points of print that stands with more white space between its lines


@dataclass(frozen=True, slots=True)
class Called:
    """The meeting as the information of the document names it ("Cabinet, 30/01/2025 10:00")."""

    body: str | None = None
    date: str | None = None
    time: str | None = None


def from_info(info: dict[str, str]) -> Called:
    """Body, date and time from the title or subject that committee systems write into a PDF."""
    for key, pattern in (("title", _INFO), ("subject", _SUBJECT)):
        text = " ".join(info.get(key, "").split())
        match = pattern.search(text)
        if match and BODY_WORD.search(match["body"]):
            return Called(match["body"].strip(), find_date(match["when"]), find_time(match["when"]))
    return Called()


def find_body(rows: Sequence[Row], info: Called) -> tuple[str | None, Row | None]:
    """The body's name as printed, and the row that prints it."""
    alone = _bodies_alone(rows)
    sentence = body_in_sentence(" ".join(row.text for row in rows))
    known = [body for body, _ in alone] + ([sentence] if sentence else [])
    if info.body:
        same = [body for body in known if fold_body(body) == fold_body(info.body)]
        mixed = [body for body in same if body != body.upper()]
        body = mixed[0] if mixed else info.body
        return body, next((row for name, row in alone if fold_body(name) == fold_body(body)), None)
    if alone:
        best, row = alone[0]
        if sentence:
            agreeing = next(((b, r) for b, r in alone if fold_body(b) == fold_body(sentence)), None)
            if agreeing:
                best, row = agreeing
                best = sentence if best == best.upper() else best
            elif len(sentence.split()) > 1 and len(best.split()) == 1:
                return sentence, None
        return best, row
    return sentence, None


def find_when(
    rows: Sequence[Row], info: Called, *, supplement: bool = False
) -> tuple[str | None, str | None, int | None]:
    """The meeting's date and time, and the index of the row that prints the date."""
    best: tuple[float, int, str] | None = None
    for index, row in enumerate(rows):
        for own, text in ((row.text, _around(rows, index)), *_columns(rows, index)):
            for found in find_dates(text):
                if found.start >= len(own):
                    continue
                score = _date_score(text, found.start, supplement=supplement, above=_above(rows, index)) - index / 200
                score += min(1.5, max(0.0, row.size - 11) / 2)
                score -= 4.0 * _is_deadline(rows, index, text[: found.start])
                score += 4.0 if found.iso == info.date else 0.0
                if best is None or score > best[0]:
                    best = (score, index, found.iso)
    if best is None or best[0] < 0:
        return info.date, info.time or _labelled_time(rows), None
    _, index, iso = best
    return iso, _time_near(rows, index) or (info.time if iso == info.date else None), index


def find_place(rows: Sequence[Row], at: int | None) -> str | None:
    """Where the meeting is held, as printed. ``at`` is the index of the row with its date."""
    if place := labelled(rows, _PLACE_LABEL):
        return place
    for sentence in _meeting_sentences(rows):
        for pattern in (_HELD_PLACE, _HELD_IN):
            match = pattern.search(sentence)
            if match and (_PLACE_WORD.search(match["place"]) or len(match["place"]) < 60):
                return match["place"].strip(" ,.*") or None
    return _place_near(rows, at) if at is not None else None


def _meeting_sentences(rows: Sequence[Row]) -> Iterator[str]:
    """Paragraphs from a row that says "meeting" on, as far as they speak of its being held."""
    for index, row in enumerate(rows):
        start = re.search(r"\bmeeting\b", row.text, re.IGNORECASE)
        if start is None:
            continue
        words = [row.text[start.start() :]]
        for below in rows[index + 1 : index + 6]:
            if below.gap > 0.6:
                break
            words.append(below.text)
        sentence = " ".join(words)
        if _HELD.search(sentence[:300]):
            yield sentence


def find_clerk(rows: Sequence[Row]) -> str | None:
    """The officer whom the sheet names as the contact for the meeting."""
    for index, row in enumerate(rows):
        for place, segment in enumerate(row.segments):
            match = _CLERK_LABEL.match(segment.text.strip())
            if match is None:
                continue
            following = [s.text for s in row.segments[place + 1 : place + 2]]
            below = [s.text for r in rows[index + 1 : index + 3] for s in r.segments[:1]]
            for words in [match["value"], *following, *words_below(rows, index, segment.left), *below]:
                if name := _leading_name(words):
                    return name
    match = _CLERK_SENTENCE.search(" ".join(row.text for row in rows))
    return _leading_name(match["value"]) if match else None


def find_issued(rows: Sequence[Row], meeting: str | None) -> str | None:
    """The day on which the papers were issued: a labelled date, else a date that stands alone shortly before the meeting."""
    alone = None
    for index, row in enumerate(rows):
        text = _around(rows, index)
        if (label := _ISSUE.search(row.text)) and (iso := find_date(text[label.end() :][:60])):
            return iso
        for segment in row.segments:
            if meeting and (day := _date_alone(segment.text)) and _shortly_before(day, meeting):
                alone = day
    return alone


def _date_alone(text: str) -> str | None:
    """The date that ``text`` consists of, but for a weekday and the like."""
    found = find_dates(text)
    return found[0].iso if len(found) == 1 and len(text) - (found[0].end - found[0].start) <= 14 else None


def _shortly_before(day: str, meeting: str) -> bool:
    return 0 < (date.fromisoformat(meeting) - date.fromisoformat(day)).days < 60


def _bodies_alone(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """Rows (or two or three of one style together) that are a body's name, the largest print first."""
    found: list[tuple[float, str, Row]] = []
    for index, row in enumerate(rows):
        if index and _goes_on(rows[index - 1], row):
            continue
        for segment in row.segments:
            under = words_below(rows, index, segment.left)[:1] if len(row.segments) > 1 else []
            ends = bool(under) and (
                not body_alone(under[0]) or (_KIND.fullmatch(under[0]) and not body_alone(segment.text))
            )
            both = body_alone(_unbroken([segment.text, *under])) if ends else None
            for name in {body_alone(segment.text), both} - {None}:
                if name and not is_council_name(name):
                    loud = 2 * row.bold + 2 * row.caps + (name == both)
                    found.append((row.size + loud - index / 20, name, row))
        for count in (2, 3):
            group = rows[index : index + count]
            if len(group) == count and _one_heading(group):
                name = body_alone(_unbroken(r.text for r in group))
                if name and not is_council_name(name):
                    found.append((row.size + 2 * row.bold + 2 * row.caps + count - index / 20, name, row))
    found.sort(key=lambda one: -one[0])
    return [(name, row) for _, name, row in found]


def _goes_on(above: Row, row: Row) -> bool:
    """Whether the row is the rest of a sentence that names a body ("… of the Education, / Skills and Youth Committee")."""
    sentence = len(above.text.split()) > 6 and re.search(r"\b(?:meeting|members)\s+of\b", above.text, re.IGNORECASE)
    return (
        bool(sentence)
        and row.gap < 0.7
        and re.search(r"(?:,|\b(?:the|of|and)|&)$", above.text.strip(), re.IGNORECASE) is not None
    )


def _unbroken(lines: Iterable[str]) -> str:
    """Lines as one text; a hyphen at a line's end joins its word to the next."""
    return re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(lines))


def _one_heading(group: Sequence[Row]) -> bool:
    first = group[0]
    if any(
        len(r.segments) > 1 or abs(r.size - first.size) > 0.6 or r.bold != first.bold or r.caps != first.caps
        for r in group
    ):
        return False
    widest = 1.0 if first.size >= _LARGE else 0.6
    if any(r.gap > widest for r in group[1:]) or any(is_council_name(tidy_body(r.text)) for r in group):
        return False
    return sum(body_alone(r.text) is not None for r in group) <= 1 and not any(
        re.fullmatch(r"agenda\W*", r.text, re.IGNORECASE) for r in group
    )


def _around(rows: Sequence[Row], index: int) -> str:
    """A row's text with the next row's start, since a date may break over the line."""
    after = rows[index + 1].text if index + 1 < len(rows) else ""
    return f"{rows[index].text} {after}"


def _columns(rows: Sequence[Row], index: int) -> Iterator[tuple[str, str]]:
    """Each column of a row that has several: its words, and these with what stands under them."""
    row = rows[index]
    if len(row.segments) > 1:
        for segment in row.segments:
            yield segment.text, " ".join([segment.text, *words_below(rows, index, segment.left)[:2]])


def _is_deadline(rows: Sequence[Row], index: int, before: str) -> bool:
    """Whether the words on the row above lead to a date that is not the meeting's ("… in writing by / 5pm on Thursday")."""
    if not index or rows[index].gap > 0.7 or len(before) > 40 or _NOT_MEETING.search(before):
        return False
    above = f"{rows[index - 1].text[-30:]} {before}"
    return re.search(r"\b(?:by|before|until|deadline|no later than)\b[^.]{0,24}$", above, re.IGNORECASE) is not None


def _above(rows: Sequence[Row], index: int) -> str:
    """The rows above, as far as their sentence runs into this one."""
    words: list[str] = []
    for at in range(index, max(0, index - 4), -1):
        if rows[at].gap > _SENTENCE_GAP or rows[at - 1].text.rstrip().endswith("."):
            break
        words.insert(0, rows[at - 1].text)
    return " ".join(words)


def _date_score(text: str, start: int, *, supplement: bool, above: str = "") -> float:
    before, after = text[max(0, start - 60) : start], text[start : start + 60]
    score = 1.0
    score += 3.0 * bool(_DATE_LABEL.match(text) and start < 60 and not supplement)
    told = re.search(r"\bmeeting\b", text, re.IGNORECASE) or (_SUMMONS.search(above) and not _NOT_MEETING.search(above))
    score += 3.0 * bool(_HELD.search(before) or told)
    score += 2.0 * bool(_WEEKDAY.search(before[-14:]))
    score += 2.0 * (find_time(after, bare=True) is not None or find_time(before[-24:], bare=True) is not None)
    score += 2.0 * bool(BODY_WORD.search(before))
    score -= 8.0 * bool(_ISSUE.search(before))
    score -= 4.0 * bool(_NOT_MEETING.search(before) or (supplement and re.match(r"^date\s*:", text, re.IGNORECASE)))
    return score


def _time_near(rows: Sequence[Row], index: int) -> str | None:
    if printed := _labelled_time(rows):
        return printed
    if index and re.match(r"[ap]\.?m\b", rows[index].text, re.IGNORECASE) and rows[index - 1].text[-1:].isdigit():
        return find_time(f"{rows[index - 1].text} {rows[index].text}")
    for at in (index, index + 1, index + 2, index - 1):
        if 0 <= at < len(rows):
            text, more = (re.sub(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}", " ", t) for t in (rows[at].text, _around(rows, at)))
            near = at in (index, index + 1)
            if time := find_time(text) or (near and (find_time(more) or find_time(text, bare=True))) or None:
                return time
    return next(
        (time for row in rows[:40] if (time := find_time(row.text)) and not _NOT_MEETING.search(row.text)), None
    )


def _labelled_time(rows: Sequence[Row]) -> str | None:
    value = labelled(rows, _TIME_LABEL)
    return find_time(value, bare=True) if value else None


def _place_near(rows: Sequence[Row], at: int) -> str | None:
    """The rows under (or over) the date in its column that name a room or a building."""
    left = next((s.left for s in rows[at].segments if find_date(s.text) or _WEEKDAY.search(s.text)), rows[at].left)
    words: list[str] = []
    tail = re.split(
        r"\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?)?|(?:(?<=\d)|\b)[ap]\.?m\b\.?|\bnoon\b|(?:19|20)\d\d", rows[at].text
    )[-1]
    tail = re.sub(r"^[\s,–—-]*(?:(?:in|at|on)\s+)?", "", tail.partition("(")[0])
    if _PLACE_WORD.search(tail) and not find_date(tail):
        words.append(tail.strip())
    for row in rows[at + 1 : at + 5]:
        near = next((s for s in row.segments if abs(s.left - left) < 6), row.segments[0])
        text = near.text
        if (
            find_date(text)
            or re.search(r"@|\d{5}|:$|^to\b|^(?:councillor|member|agenda)", text, re.IGNORECASE)
            or (row.gap > 1.6 and words)
        ):
            break
        if find_time(text) and not _PLACE_WORD.search(text):
            continue
        if not (
            _PLACE_WORD.search(text)
            or (words and words[-1].endswith(","))
            or (words and re.search(r"\b[A-Z]{1,2}\d\w?\s*\d[A-Z]{2}\b", text))
        ):
            break
        words.append(re.split(r"\s+(?:telephone|tel|ask for|contact)\b\s*:", text, flags=re.IGNORECASE)[0].strip())
    return re.sub(r"^(?:in|at)\s+", "", " ".join(words).strip(" ,."), flags=re.IGNORECASE) or None


def _leading_name(words: str) -> str | None:
    """The person's name that ``words`` begin with."""
    head = re.split(r"\s[–—-]\s|[,:(|;]|\bTel\b|\bon\b|\bat\b|\d|\S+@", " ".join(words.split()))[0].strip(" .")
    parts = head.split()
    for count in range(min(4, len(parts)), 1, -1):
        name = " ".join(parts[:count])
        if looks_like_name(name):
            return bare_name(name)
    return None
