"""The chain of a recommendation, step by step: minutes, conclusion, recommendation, reply, follow-up. Reads only."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.fields import choice_words
from cypsc_desktop.commands.following import Followed
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.days import long_day
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Conclusion, Item, Meeting, Record, Section
from cypsc_desktop.store.store import Reader

StepState = Literal["done", "open", "broken"]
_SMALL = frozenset(
    {"a", "an", "and", "be", "by", "for", "in", "is", "it", "of", "on", "or", "that", "the", "to", "was"}
)


@dataclass(frozen=True, slots=True)
class Step:
    """``kind`` is one of note, conclusion, recommendation, reply, follow-up. ``when`` and ``text`` may be empty. ``at``
    is the record that prints it, None where nothing does. "open": not reached yet; "broken": it should have been."""

    kind: str
    title: str
    when: str
    text: str
    state: StepState
    at: Record | None = None

    @property
    def words(self) -> str:
        """All of it in a sentence, for who cannot see it."""
        said = {"done": "", "open": "not reached", "broken": "broken here"}[self.state]
        return ". ".join(part for part in (self.title, self.when, self.text, said) if part)


def chain(reader: Reader, row: Followed, *, today: date) -> list[Step]:
    """The five steps of a row of ``followed``, in order."""
    held = {m.id: m for m in meetings(reader)}
    made_on = held.get(row.meeting or "") if row.made else None
    section = _section(reader, row)
    return [
        _note(row, section, made_on),
        _conclusion(reader, row),
        _recommendation(row),
        _reply(row),
        _follow_up(reader, row, list(held.values()), today=today),
    ]


def decided(row: Followed) -> str:
    """The state in words: "Overdue 23 days", "Accepted", "Awaiting reply"."""
    if row.state == "overdue":
        return f"Overdue {row.days:,} day{'' if row.days == 1 else 's'}"
    return "Reply of no clear kind" if row.state == "unclear" else choice_words(row.state)


def conclusion_of(reader: Reader, row: Followed) -> Conclusion | None:
    """What it follows from, where the record says so: the only conclusion of its section as minutes print it, or the only
    one drawn from the same lines of the meeting. Nothing else ties them, so that several conclusions leave it open."""
    found = _conclusions(reader, row)
    if row.made is not None and (len(found) > 1 or row.made.entry):
        lines = set(row.made.entries or ())
        found = [one for one in found if lines & set(one.entries or ())]
    return found[0] if len(found) == 1 else None


def _likely_conclusion(reader: Reader, row: Followed) -> Conclusion | None:
    """Of several conclusions the one that shares most words with it: to look at, never to publish."""
    found = _conclusions(reader, row)
    wanted = set(fold(row.words).split()) - _SMALL
    shared = {one.id: len(wanted & set(fold(one.text or "").split())) for one in found}
    best = max(found, key=lambda one: shared[one.id], default=None)
    return best if best and shared[best.id] else None


def _conclusions(reader: Reader, row: Followed) -> list[Conclusion]:
    """Those of the section that made it."""
    return all_of(reader, Conclusion, meeting=row.made.meeting, section=row.made.section) if row.made else []


def _section(reader: Reader, row: Followed) -> Section | None:
    """The section of the minutes that made it."""
    if row.made is None or not row.made.section:
        return None
    found = all_of(reader, Section, meeting=row.made.meeting, number=row.made.section)
    return found[0] if found else None


def _note(row: Followed, section: Section | None, meeting: Meeting | None) -> Step:
    if section is not None:
        title = f"Minute {section.number}" if section.number else "Minutes"
        return Step("note", title, long_day(meeting.date if meeting else None), section.title or "", "done", section)
    why = "No heading is printed above it." if row.made else "These minutes are not in the library."
    return Step("note", "Minutes", long_day(row.considered_on), why, "open")


def _conclusion(reader: Reader, row: Followed) -> Step:
    if found := conclusion_of(reader, row):
        return Step("conclusion", _named(found), "", found.text or "", "done", found)
    printed = row.conclusions if isinstance(row.conclusions, str) else ""
    if printed:
        return Step("conclusion", "Conclusion", "", printed, "done", row.reply)
    if likely := _likely_conclusion(reader, row):
        why = "Perhaps, by its words; no record ties them."
        return Step("conclusion", f"{_named(likely)}?", why, likely.text or "", "open", likely)
    return Step("conclusion", "Conclusion", "", "None is printed for it.", "open")


def _named(conclusion: Conclusion) -> str:
    return f"Conclusion {conclusion.number}" if conclusion.number else "Conclusion"


def _recommendation(row: Followed) -> Step:
    number = f" {row.number}" if row.number else ""
    minute = f"Minute {row.made.section}" if row.made and row.made.section else ""
    return Step(
        "recommendation", f"Recommendation{number}", long_day(row.considered_on), minute, "done", row.made or row.reply
    )


def _reply(row: Followed) -> Step:
    chased = f" Chased {long_day(row.chased)}." if row.chased else ""
    if row.state == "overdue":
        why = "Only that it is awaited." if row.reply else "None received."
        return Step("reply", "Reply", f"was due {long_day(row.until)}", f"{why}{chased}", "broken", row.reply)
    if row.state == "awaiting":
        due = f"due {long_day(row.until)}" if row.until else ""
        return Step("reply", "Reply", due, f"Awaited.{chased}", "open", row.reply)
    told = row.reply.responded if row.reply else None
    when = f"{decided(row)}{f', {long_day(told)}' if told else ''}"
    text = (row.reply.decision_text if row.reply else None) or ""
    state: StepState = "broken" if row.state in ("noted", "unclear") else "open" if row.state == "interim" else "done"
    return Step("reply", "Reply", when, text, state, row.reply)


def _follow_up(reader: Reader, row: Followed, held: list[Meeting], *, today: date) -> Step:
    back = row.reply.report_back if row.reply else None
    delivery = (row.reply.delivery if row.reply else None) or ""
    if not back:
        text = delivery.capitalize() if delivery else "No meeting to report back is named."
        return Step(
            "follow-up", "Follow-up", "", text, "done" if delivery in ("delivered", "evidence seen") else "open"
        )
    meeting = next(
        (m for m in held if m.date == back and (row.meeting not in _ids(held) or _one_body(m, row, held))), None
    )
    place = _item_of(reader, row, meeting)
    text = delivery.capitalize() or (f"Item {place.number}" if isinstance(place, Item) and place.number else "")
    if delivery in ("delivered", "evidence seen"):
        return Step("follow-up", "Follow-up", long_day(back), text, "done", place)
    if meeting is None and back < today.isoformat():
        return Step("follow-up", "Follow-up", long_day(back), "No papers of that meeting are here.", "broken")
    if meeting is None or back > today.isoformat():
        return Step("follow-up", "Follow-up", f"to report back {long_day(back)}", text, "open", place)
    return Step("follow-up", "Follow-up", long_day(back), text, "done", place)


def _ids(held: list[Meeting]) -> set[str]:
    return {meeting.id for meeting in held}


def _one_body(meeting: Meeting, row: Followed, held: list[Meeting]) -> bool:
    """Whether it is a meeting of the body that recommended."""
    own = next(m for m in held if m.id == row.meeting)
    return meeting.committee == own.committee


def _item_of(reader: Reader, row: Followed, meeting: Meeting | None) -> Record | None:
    """Where the reply stands in the papers of that meeting: the item whose sheets hold its row, else the meeting."""
    at = row.reply.at if row.reply else None
    if meeting is None or not isinstance(at, dict):
        return None
    for item in all_of(reader, Item, meeting=meeting.id):
        own = item.at if isinstance(item.at, dict) else {}
        pages = item.pdf_pages if isinstance(item.pdf_pages, list) else [1, 0]
        if own.get("document") == at.get("document") and pages[0] <= at.get("page", 0) <= pages[-1]:
            return item
    return meeting
