"""Why a person should look at what was read: doubts that follow from the records themselves, each with its reason in words.

Pure. A doubt is about the reading, not about the paper: what the paper says oddly but plainly is no doubt but a finding.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cypsc_desktop.model.identity import bare_name, fold
from cypsc_desktop.model.records import (
    Attendance,
    Conclusion,
    Document,
    Finding,
    Item,
    Meeting,
    Membership,
    Paper,
    PlanAction,
    Priority,
    Programme,
    Project,
    Recommendation,
    Record,
    Request,
    Response,
    Section,
)
from cypsc_desktop.output.words import long_date

# Findings that may mean that something was misread; the others say what is odd about the paper, plainly read.
DOUBTFUL = frozenset(
    {"minute-number-gap", "number-jump", "missing-heading", "date-conflict", "name-variant", "duplicate-person",
     "role-conflict", "truncated-reference", "duplicate-paragraph", "merge-field", "unread-table", "no-text-layer",
     "to-follow-missing", "sum-mismatch", "figure-conflict", "unaccounted-member"}
)  # fmt: skip

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_BROKEN_OFF = re.compile(r"(?:[-–,;:(]|\b(?:and|or|the|a|an|of|to|in|for|with|by|that|which))$", re.IGNORECASE)
_LONG_TITLE = 200  # characters; a heading that runs on has mostly swallowed the sentence under it


@dataclass(frozen=True, slots=True)
class Around:
    """What a record is judged by: the names on the list of members (folded), the papers that have sheets, how often
    the same words stand in the file (by ``sameness``), and whether the file has pages at all."""

    roster: frozenset[str] = frozenset()
    placed_papers: frozenset[str] = frozenset()
    same: Counter[tuple[str, ...]] = field(default_factory=Counter)
    has_pages: bool = True


def doubts(record: Record, around: Around) -> list[str]:
    """The reasons to look at this record, in whole sentences; none where it reads as it should."""
    found = [reason for reason in _OWN[record.kind](record, around) if reason] if record.kind in _OWN else []
    key = sameness(record)
    if key and around.same[key] > 1:
        found.append(f"The same words were found {_times(around.same[key])} in this file.")
    if around.has_pages and hasattr(record, "at") and not record.at and record.kind != "meeting":
        found.append("Where this is printed was not found.")
    return found


def sameness(record: Record) -> tuple[str, ...] | None:
    """What two records of a file share that say the same; None where that is no wonder."""
    words: tuple[str | None, ...]
    match record:
        case Conclusion() | Recommendation() | Request():
            words = (record.meeting, record.section, record.text)
        case Response():
            words = (record.meeting, record.report, record.recommendation)
        case Attendance():
            words = (record.meeting, record.name)
        case Item():
            words = (record.meeting, record.title)
        case PlanAction():
            words = (record.project, record.text)
        case _:
            return None
    return (record.kind, *(fold(word or "") for word in words)) if words[-1] else None


class Remarks:
    """The findings of a paper, to be asked which of them speak of a record: by its name anywhere in the paper, by its number
    or words on its own sheet."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._all = [(finding, f" {fold(finding.message or '')} ") for finding in findings]
        self._by_sheet: dict[int, list[tuple[Finding, str]]] = {}
        for finding, said in self._all:
            if finding.page:
                self._by_sheet.setdefault(finding.page, []).append((finding, said))

    def of(self, record: Record, sheet: int | None) -> list[Finding]:
        """The findings that speak of this record, which is printed on this sheet."""
        if isinstance(record, Membership | Attendance):
            name = fold(bare_name(record.name or ""))
            return [finding for finding, said in self._all if " " in name and f" {name} " in said]
        if isinstance(record, Item):
            late = [finding for finding, _ in self._all if finding.finding == "to-follow-missing"]
            return [finding for finding in late if _numbered(finding, "item", record.number)]
        here = self._by_sheet.get(sheet or 0, ())
        return [finding for finding, said in here if _speaks_of(finding, said, record)]


def _speaks_of(finding: Finding, said: str, record: Record) -> bool:
    """Whether a finding on the record's own sheet, its words folded in ``said``, names it."""
    match record:
        case Section():
            return _numbered(finding, "minute", record.number)
        case Conclusion() | Recommendation() | Request() if finding.finding == "missing-heading":
            return not record.section
        case Conclusion() if finding.finding == "number-jump":
            return f" is followed by {record.number}." in (finding.message or "")
        case PlanAction():
            return _numbered(finding, "action", record.ref)
        case Project():
            return bool(record.title) and fold(record.title or "") in said
        case Programme():
            return bool(record.date) and long_date(record.date) in (finding.message or "")
        case Priority():
            return bool(record.text) and fold(record.text or "") in said
        case Meeting():
            return finding.finding in ("remote-meeting", "short-notice", "date-conflict", "merge-field")
    return False


def _numbered(finding: Finding, word: str, number: str | None) -> bool:
    """Whether the finding names this thing by its number: "Minute 38/21", "Action 2.4"."""
    if not number or number not in (finding.message or ""):
        return False
    pattern = rf"\b{word}\s+{re.escape(number)}(?![\w/]|\.\d)"
    followed = rf" is followed by {re.escape(number)}(?![\w/])" if word == "minute" else r"(?!)"
    return re.search(f"{pattern}|{followed}", finding.message or "", re.IGNORECASE) is not None


def _document(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Document):
        yield "It was not recognised as a committee's paper." if record.doc_kind == "paper" else None
        if record.doc_kind in ("agenda pack", "supplement"):
            yield None if record.issued else "No date of issue was found."
        if record.doc_kind != "paper" and not record.meeting:
            yield "The meeting that it belongs to was not found."


def _meeting(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Meeting):
        yield from _not_found(("name of the body", record.body), ("date", record.date), ("time", record.time))
        yield _not_a_date("date of the meeting", record.date)


def _membership(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Membership):
        yield _not_a_name(record.name)


def _item(record: Record, around: Around) -> Iterable[str | None]:
    if isinstance(record, Item):
        yield from _not_found(("number", record.number), ("title", record.title))
        yield "The title is very long: part of it may be the sentence under it." if _is_long(record.title) else None
        if record.printed_pages and not record.pdf_pages and not record.to_follow and around.has_pages:
            first, last = record.printed_pages[0], record.printed_pages[-1]
            yield f"The agenda prints pages {first}–{last}, but they were not found in this file."


def _paper(record: Record, around: Around) -> Iterable[str | None]:
    if isinstance(record, Paper):
        yield from _not_found(("title", record.title))
        if around.has_pages and record.id not in around.placed_papers:
            yield "The sheets of this paper were not found."
        if record.report_to and not (record.subject and record.lead_officer):
            missing = "subject" if not record.subject else "lead officer"
            yield f"The block at the head of the report was read without its {missing}."


def _section(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Section):
        yield None if record.number else "This heading was read without a minute number."
        yield from _not_found(("title", record.title))
        yield None if record.text else "No text was found under this heading."


def _attendance(record: Record, around: Around) -> Iterable[str | None]:
    if isinstance(record, Attendance):
        yield _not_a_name(record.name)
        sits = record.state in ("present", "apologies") and record.seat != "guest"
        if sits and around.roster and fold(bare_name(record.name or "")) not in around.roster:
            yield "This name is not on the list of members."
        if record.state == "also_present" and not record.role:
            yield "This name was read without a role."


def _point(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Conclusion | Recommendation | Request):
        yield None if record.section else "The minute that this belongs to was not found: its heading may be missing."
        yield from _text(record.text)
        if isinstance(record, Recommendation):
            yield None if record.number else "This recommendation was read without a number."


def _response(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Response):
        yield from _not_found(("recommendation", record.recommendation), ("report", record.report))
        if not record.decision:
            reply = (record.decision_text or "").strip()
            yield f"What was decided was not understood from “{_start(reply)}”." if reply else "No reply was found."
        yield _not_a_date("date of consideration", record.considered_on)
        yield _not_a_date("date to report back", record.report_back)


def _programme(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Programme):
        yield from _not_found(("date of the meeting", record.date))
        yield _not_a_date("date of the meeting", record.date)
        yield None if record.items or record.note else "No items were found in this row."


def _project(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Project):
        yield from _not_found(("number", record.number), ("title", record.title), ("reference", record.ref))


def _plan_action(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, PlanAction):
        yield from _not_found(("reference", record.ref))
        yield from _text(record.text)


def _priority(record: Record, _: Around) -> Iterable[str | None]:
    if isinstance(record, Priority):
        yield from _not_found(("reference", record.ref))
        yield from _text(record.text)


_OWN = {
    "document": _document, "meeting": _meeting, "membership": _membership, "item": _item, "paper": _paper,
    "section": _section, "attendance": _attendance, "conclusion": _point, "recommendation": _point, "request": _point,
    "response": _response, "programme": _programme, "project": _project, "plan_action": _plan_action,
    "priority": _priority,
}  # fmt: skip


def _not_found(*named: tuple[str, object]) -> Iterable[str]:
    missing = [word for word, value in named if not value]
    if missing:
        yield f"{_joined(missing).capitalize()} {'was' if len(missing) == 1 else 'were'} not found."


def _text(text: str | None) -> Iterable[str | None]:
    if not (text or "").strip():
        yield "No text was found."
    elif _BROKEN_OFF.search((text or "").rstrip()):
        yield f"The text breaks off at “{_end(text or '')}”."


def _not_a_date(what: str, text: str | None) -> str | None:
    return f"“{_start(text)}” could not be read as the {what}." if text and not _ISO.fullmatch(text) else None


def _not_a_name(name: str | None) -> str | None:
    bare = bare_name(name or "")
    if not bare:
        return "No name was found."
    odd = " " not in bare or len(bare) > 60 or any(c.isdigit() for c in bare)
    return f"“{_start(bare)}” may not be a whole name." if odd else None


def _is_long(title: str | None) -> bool:
    return len(title or "") > _LONG_TITLE


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _start(text: str, room: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= room else line[: room - 1].rstrip() + "…"


def _end(text: str, room: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= room else "…" + line[-room:].lstrip()


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
