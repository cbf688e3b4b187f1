"""What kind of paper a file is, by its structure. In doubt it is "paper", of which nothing is made up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.recognise.bodies import BODY_WORD, body_alone
from cypsc_desktop.intake.recognise.chain import STANDARD
from cypsc_desktop.intake.recognise.dates import find_date
from cypsc_desktop.intake.recognise.front import Called
from cypsc_desktop.intake.recognise.heads import MINUTES_HEAD, PRESENT
from cypsc_desktop.intake.recognise.items import AGENDA_HEADING, AgendaList
from cypsc_desktop.intake.recognise.report_header import header_in
from cypsc_desktop.intake.recognise.rows import Row, head_lines
from cypsc_desktop.intake.recognise.supplement import MARK
from cypsc_desktop.intake.report import HeaderFound

_PRESENT = re.compile(
    r"^\W*(?:present|in attendance|attendance|members present|councillors present"
    r"|apologies)\b",
    re.IGNORECASE,
)
_REGISTER = re.compile(r"^(?:attendance|attended|present)$", re.IGNORECASE)
_AGENDA_WORD = re.compile(
    r"^\W*a\s?g\s?e\s?n\s?d\s?a\b|^order of business\b|\bagenda (?:item|for|frontsheet)"
    r"|\bhereby summoned\b|\bsummons\b|\bnotice of meeting\b|\bmeeting of\b",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"recommendation|conclusion|responding|accept|identified officer|financial implication"
    r"|timetable|report back",
    re.IGNORECASE,
)
_SENTENCE = 8  # words
_HEAD_ROWS = 8
_DECISIONS = re.compile(
    r"^(?:(?:record|notice|schedule|summary|statement|list) of )?(?:executive |officer |delegated )?decisions?"
    r"(?: (?:recording form|notices?|records?|list|sheet|taken|made|summary|determined)\b.*)?$",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"^yours (?:sincerely|faithfully|truly)|^kind regards", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read before the kind is decided."""

    rows: Sequence[Row]
    agenda: AgendaList
    info: Called
    body: str | None
    date: str | None


def classify(source: Source, seen: Seen) -> str:
    """One of the contract's kinds."""
    title = " ".join(source.info.get("title", "").split())
    supplement = _is_supplement(seen, title)
    if _is_agenda(source, seen, title):
        return "supplement" if supplement else "agenda pack"
    if supplement and seen.body and seen.date and seen.agenda.items:
        return "supplement"
    if supplement and seen.info.body and seen.info.date and is_letter(source):
        return "supplement"  # a letter that the committee system calls a supplement, its items unnamed
    if minutes_head(source, seen.rows):
        return "minutes"
    if _is_response(source):
        return "response"
    if report_front(source, seen.rows):
        return "report"
    return "letter" if is_letter(source) else "paper"


def minutes_head(source: Source, rows: Sequence[Row]) -> bool:
    """Whether the file begins as the minutes of one meeting: heading, date and attendance."""
    if not source.sheets:
        return False
    top = rows[:40]
    named = re.search(r"\bminutes\b.*\bfor\b", source.info.get("title", ""), re.IGNORECASE) is not None
    headed = any(MINUTES_HEAD.search(row.text) for row in top[:14]) or named or _opens_with_chair(top[:14])
    attended = any(_PRESENT.match(row.text) or any(_REGISTER.match(s.text) for s in row.segments) for row in top)
    dated = any(find_date(f"{a.text} {b.text}") for a, b in zip(top, [*top[1:], *top[-1:]], strict=True))
    return headed and attended and (dated or _is_undated_minutes(top))


def _is_undated_minutes(top: Sequence[Row]) -> bool:
    """Minutes beyond doubt although no date can be read: a body's name, the heading, and who was present under a label."""
    heading = next((n for n, row in enumerate(top[:14]) if MINUTES_HEAD.search(row.text)), None)
    named = any(BODY_WORD.search(row.text) and len(row.text) < 100 for row in top[:8])
    return heading is not None and named and any(PRESENT.match(row.text) for row in top[heading : heading + 12])


def _opens_with_chair(top: Sequence[Row]) -> bool:
    """Minutes that are not headed so: a body and a date, then who was present, somebody in the chair among them."""
    at = next((n for n, row in enumerate(top) if PRESENT.match(row.text)), None)
    if at is None or not any(body_alone(row.text) for row in top[:at]):
        return False
    return any(re.search(r"\bchair", row.text, re.IGNORECASE) for row in top[at : at + 3])


def report_front(source: Source, rows: Sequence[Row]) -> HeaderFound | None:
    """The header block of a file that is one report to a body, else None."""
    header = header_in(rows[:46]) if source.sheets else None
    if header is None:
        return None
    addressed = header.report_to is not None and BODY_WORD.search(header.report_to) is not None
    return (
        header
        if addressed or (header.subject and header.lead_officer and any(BODY_WORD.search(r.text) for r in rows[:8]))
        else None
    )


def is_letter(source: Source) -> bool:
    """Whether the file is a letter: a salutation on the first sheet and a close within the next few."""
    if not source.sheets:
        return False
    dear = any(re.match(r"dear\b", line.text, re.IGNORECASE) for line in head_lines(source.sheets[0], 60))
    return dear and any(_CLOSE.match(line.text) for sheet in source.sheets[:12] for line in sheet.lines)


def _is_agenda(source: Source, seen: Seen, title: str) -> bool:
    items = seen.agenda.items
    if not items or _is_decisions(seen):
        return False
    if not seen.date or not seen.body:
        return (seen.date or seen.body) is not None and _is_undated(seen)
    called = seen.info.body is not None and re.search(r"\bagenda\b", title, re.IGNORECASE) is not None
    printed = any(_AGENDA_WORD.search(row.text) for row in seen.agenda.before) or any(
        _AGENDA_WORD.match(row.text) for row in seen.rows[:30]
    )
    header = report_front(source, seen.rows)
    if header is not None and header.subject and not called and not _is_headed(seen):
        return False  # a report's list of points, however like an agenda
    standard = sum(STANDARD.search(item.title) is not None for item in items)
    ranged = sum(item.printed_pages is not None or item.to_follow for item in items)
    if minutes_head(source, seen.rows) and not ranged and not called:
        return False
    if called and items:
        return True
    if len(items) == 1:
        return bool(ranged) and printed
    return (printed and standard + ranged >= 1) or (ranged >= 1 and standard >= 1) or ranged >= 3


def _is_headed(seen: Seen) -> bool:
    """Whether the word "Agenda" stands over the list or at the top of the file."""
    return any(AGENDA_HEADING.match(row.text) for row in [*seen.agenda.before[-12:], *seen.rows[:12]])


def _is_decisions(seen: Seen) -> bool:
    """Whether the list is one of decisions taken: under such a title, or sentences that end with a full stop, none of
    them with pages."""
    items = seen.agenda.items
    if any(_DECISIONS.match(row.text) for row in seen.rows[:_HEAD_ROWS]) and not _is_headed(seen):
        return True
    told = sum(item.title.endswith(".") and len(item.title.split()) >= _SENTENCE for item in items)
    return 2 * told > len(items) and not any(item.printed_pages or item.to_follow for item in items)


def _is_undated(seen: Seen) -> bool:
    """Whether the list is an agenda's beyond doubt, although no date of the meeting, or no body, can be read."""
    titles = [item.title for item in seen.agenda.items]
    usual = sum(STANDARD.search(title) is not None for title in titles)
    return _is_headed(seen) and usual >= 2 and any(item.printed_pages or item.to_follow for item in seen.agenda.items)


def _is_supplement(seen: Seen, title: str) -> bool:
    if re.search(r"\bsupplement|\baddendum\b|additional papers|late papers", title, re.IGNORECASE):
        return True
    top = " ".join(row.text for row in seen.agenda.before[:60])
    letter = (
        re.search(r"\bdear\b", top, re.IGNORECASE) is not None and re.search(r"\b(?:enclos|attach)", top) is not None
    )
    return (letter or MARK.search(top) is not None) and not _is_whole(seen.agenda)


def _is_whole(agenda: AgendaList) -> bool:
    """Whether the list is a whole agenda: it opens with the usual first items, or runs on from its first item, some
    of them without papers; a supplement repeats neither and lists only what it brings papers for."""
    opening = agenda.items[:4] if len(agenda.items) >= 4 else []
    usual = any(
        re.search(r"apolog|declaration|disclosure|welcome|chair", item.title, re.IGNORECASE) for item in opening
    )
    bare = sum(item.printed_pages is None and not item.to_follow for item in opening)
    return usual or (bare >= 2 and [item.number for item in opening] == ["1", "2", "3", "4"])


def _is_response(source: Source) -> bool:
    for sheet in source.sheets[:4]:
        for table in sheet.tables[:4]:
            words = " ".join(cell.text for cell in table.cells if cell.row <= 1)
            if len({m.lower() for m in _RESPONSE.findall(words)}) >= 4 and table.shape[1] >= 5:
                return True
    return False
