"""What became of each recommendation: its reply, by when that was due, and how far it is delivered. Reads only.

A recommendation and its reply are two records, made by two
papers; here they are one row. Source of the two months: Local Government Act 2000 s9FE (model/rules/response_clock).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import all_of, natural
from cypsc_desktop.commands.matching import day_of, may_be, replies_to
from cypsc_desktop.commands.paired import Paired, days
from cypsc_desktop.minutes.decided import waiting
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import (
    Conclusion,
    Entry,
    Meeting,
    Minutes,
    Recommendation,
    Record,
    Response,
    Section,
    record,
)
from cypsc_desktop.model.rules.response_clock import reply_due
from cypsc_desktop.store.store import Reader

_LABEL = re.compile(r"^\(?(?:(\d{1,3}(?:\.?[a-z])?)[.)]*|([a-z])[.)]+)\s+(?=\S)", re.IGNORECASE)
STATES = (
    "overdue", "awaiting", "interim", "accepted", "partly", "in-progress", "rejected", "noted", "withdrawn", "unclear",
)  # fmt: skip


@record
class Followed(Record):
    """A recommendation with its reply. ``id`` is the recommendation's, or the reply's where the minutes that made the
    recommendation are not in the library. ``made`` and ``reply`` are the records, ``earlier`` older replies to it.

    ``state`` is one of STATES: the reply's decision; "awaiting" or "overdue" without one; "unclear" where a reply came
    that is of no kind. ``due`` is the original day, never another; ``until`` that or a later one agreed. ``assumed``:
    no notice is on record, so it is reckoned from the day of the meeting, the earliest that it can have been.
    The other fields are those of ``made`` and ``reply`` under their own names.
    """

    kind: ClassVar[str] = "recommendation"
    made: Recommendation | None = None
    reply: Response | None = None
    earlier: tuple[Response, ...] = ()
    meeting: str | None = None
    number: str | None = None
    words: str = ""
    report: str = ""
    considered_on: str | None = None
    state: str = "awaiting"
    due: str | None = None
    until: str | None = None
    days: int = 0
    assumed: bool = True

    def __getattr__(self, name: str) -> Any:
        owner = self.owner_of(name)
        if owner == "made":
            return None if self.made is None else getattr(self.made, name)
        if owner == "reply":
            return None if self.reply is None else getattr(self.reply, name)
        raise AttributeError(name)

    @property
    def text(self) -> str | None:
        """The whole wording as printed."""
        return self.made.text if self.made else self.reply.recommendation if self.reply else None

    @property
    def is_answered(self) -> bool:
        """Whether a reply came that is more than a promise to reply."""
        return self.state not in ("awaiting", "overdue")

    def owner_of(self, name: str) -> str:
        """Which of the two records holds a field: "made" or "reply"; "" for a field of neither."""
        if name in _OF_MADE or (name in _OF_EITHER and self.made is not None):
            return "made"
        return "reply" if name in _OF_REPLY or name in _OF_EITHER else ""


_OF_MADE = frozenset({"addressee", "section", "chased"})
_OF_EITHER = frozenset({"notice_served", "extended_to"})
_OF_REPLY = frozenset(
    {"recommendation", "conclusions", "responder", "decision", "decision_text", "officer", "financial", "timetable",
     "report_back", "responded", "delivery", "evidence"}
)  # fmt: skip


def followed(reader: Reader, *, today: date, committee: str | None = None) -> list[Followed]:
    """All recommendations, the latest meeting first, then as the paper has them; of one committee, or of all."""
    held, made, replies, answers, titles, dates = reader.keep(Paired).pairs(reader)
    counts = decided(reader)
    known = reader.keep(_Rows).by(today)
    rows = [
        known.row(one, answers.get(one.id, []), held=held, report=titles.get((one.meeting, one.section)))
        for one in made
        if counts(one)
    ]
    answered = {reply.id for found in answers.values() for reply in found}
    rows += [known.row(None, again, held=held, report=None) for again in _alone(replies, answered, dates)]
    shown = [r for r in rows if committee is None or _committee(held.get(r.meeting or "")) == committee]
    return _in_order(_told_apart(shown, known))


class _Day:
    """The rows as of one day, as they were made last: only what rests on other facts than then is made anew."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._rows: dict[str, tuple[tuple[Any, ...], Followed]] = {}
        self._dated: dict[str, tuple[Followed, Followed]] = {}

    def row(
        self,
        made: Recommendation | None,
        replies: Sequence[Response],
        *,
        held: Mapping[str, Meeting],
        report: str | None,
    ) -> Followed:
        first: Record = made or replies[0]
        meeting = made.meeting if made else replies[-1].meeting
        facts = (made, *replies, held.get(meeting or ""), report)
        known = self._rows.get(first.id)
        if known is None or known[0] != facts:
            known = (facts, _row(made, replies, held=held, report=report, today=self.today))
            self._rows[first.id] = known
        return known[1]

    def dated(self, row: Followed) -> Followed:
        """A row whose report bears the day in its name."""
        known = self._dated.get(row.id)
        if known is None or known[0] is not row:
            known = self._dated[row.id] = (row, replace(row, report=f"{row.report}, {short_day(row.considered_on)}"))
        return known[1]


class _Rows:
    """The rows as of the two days asked for last: today, and the day of who asks for no state. Kept with a reader."""

    def __init__(self) -> None:
        self._days: tuple[_Day, ...] = ()

    def by(self, today: date) -> _Day:
        found = next((day for day in self._days if day.today == today), None) or _Day(today)
        self._days = (found, *(day for day in self._days if day is not found))[:2]
        return found


def waits(reader: Reader) -> Callable[[Recommendation | Conclusion], bool]:
    """Whether what was worded at a meeting waits to be agreed: until then it is nobody's but who drafted it."""
    open_: dict[str, set[str]] = {}

    def still(made: Recommendation | Conclusion) -> bool:
        if made.state in (None, "agreed") or made.meeting is None:
            return False
        if made.entry is None:
            return True  # a draft that began with marks, not at the meeting
        if made.meeting not in open_:
            open_[made.meeting] = _waiting(reader, made.meeting)
        return made.id in open_[made.meeting]

    return still


def _waiting(reader: Reader, meeting: str) -> set[str]:
    made = {
        one.entry: one
        for kind in (Recommendation, Conclusion)
        for one in reader.records(kind.kind, meeting=meeting)
        if isinstance(one, Recommendation | Conclusion) and one.entry
    }
    moved = (record for sort in ("motion", "amendment") for record in all_of(reader, Entry, meeting=meeting, sort=sort))
    lines = [entry for entry in reader.these(made).values() if isinstance(entry, Entry)]
    return {one.id for one in waiting([*lines, *moved], made)}


def decided(reader: Reader) -> Callable[[Recommendation], bool]:
    """Whether a recommendation is the committee's: what it has not agreed on binds nobody. That is one that a paper prints,
    one that was agreed, and one that the minutes taken here say was made, once the meeting has ended."""
    ended = {m.meeting for m in all_of(reader, Minutes) if m.meeting and m.state not in (None, "notes")}
    still = waits(reader)

    def counts(made: Recommendation) -> bool:
        if made.state in (None, "agreed"):
            return True
        return made.entry is not None and made.meeting in ended and not still(made)

    return counts


def followed_one(reader: Reader, record: Record, *, today: date) -> Followed | None:
    """The row that a recommendation or a reply stands in; None for a record of another kind."""
    if not isinstance(record, Recommendation | Response):
        return None
    held = {m.id: m for m in meetings(reader)}
    dates: Mapping[str, str | None] = {entity: meeting.date for entity, meeting in held.items()}
    if isinstance(record, Recommendation):
        made, texts, named = [record], [record.text], {record.response}
    else:
        known = all_of(reader, Recommendation)
        made = [m for m in known if m.response == record.id or may_be(m.text)(record.recommendation)]
        answered = replies_to(made, [record], dates=dates)
        made = [m for m in made if m.id in answered]
        texts, named = [record.recommendation, *(m.text for m in made)], {record.id, *(m.response for m in made)}
    tests = [may_be(text) for text in texts]
    replies = [r for r in all_of(reader, Response) if r.id in named or any(test(r.recommendation) for test in tests)]
    dates = days(reader, held, replies)
    answers = replies_to(made, replies, dates=dates)
    for one in made:
        found = answers.get(one.id, [])
        if one.id == record.id or any(reply.id == record.id for reply in found):
            titles = all_of(reader, Section, meeting=one.meeting, number=one.section) if one.section else []
            return _row(one, found, held=held, report=titles[0].title if titles else None, today=today)
    alone = _alone(replies, set(), dates)
    again = next((found for found in alone if any(reply.id == record.id for reply in found)), [])
    return _row(None, again, held=held, report=None, today=today)


def _row(
    made: Recommendation | None,
    replies: Sequence[Response],
    *,
    held: Mapping[str, Meeting],
    report: str | None,
    today: date,
) -> Followed:
    reply = replies[-1] if replies else None
    meeting = made.meeting if made else reply.meeting if reply else None
    of = held.get(meeting or "")
    considered = (of.date if of else None) if made else reply.considered_on if reply else None
    number, words = (made.number, made.text or "") if made else split_label(reply.recommendation if reply else None)
    first = made or reply
    served = first.notice_served if first else None
    extended = first.extended_to if first else None
    begun = _day(served) or _day(considered)
    due = reply_due(begun) if begun else None
    until = max((d for d in (due, _day(extended)) if d), default=None)
    waits = reply is None or reply.decision == "awaiting" or not (reply.decision or reply.decision_text)
    days = max(0, (today - until).days) if until and waits else 0
    state = ("overdue" if days else "awaiting") if waits or reply is None else reply.decision or "unclear"
    return Followed(
        id=first.id if first else "", space=first.space if first else "committee", made=made, reply=reply,
        earlier=tuple(replies[:-1]), meeting=meeting, number=number, words=words,
        report=" ".join((report or (reply.report if reply else None) or "").split()), considered_on=considered, state=state,
        due=due.isoformat() if due else None, until=until.isoformat() if until else None, days=days, assumed=not served,
    )  # fmt: skip


def split_label(printed: str | None) -> tuple[str | None, str]:
    """A printed recommendation as its number and its words: "1.a That …" is "1.a" and "That …"."""
    text = (printed or "").strip()
    found = _LABEL.match(text)
    return (found[1] or found[2], text[found.end() :]) if found else (None, text)


def _alone(replies: Sequence[Response], answered: set[str], dates: Mapping[str, str | None]) -> list[list[Response]]:
    """Replies whose recommendation is not in the library; what several tables repeat is one, the latest last."""
    found: dict[tuple[str | None, str], list[Response]] = {}
    for reply in sorted(replies, key=lambda r: (day_of(r, dates), r.position or 0, r.id)):
        if reply.id not in answered:
            words = fold(reply.recommendation or "")
            found.setdefault((reply.considered_on, words or reply.id), []).append(reply)
    return list(found.values())


def once(reader: Reader, replies: Sequence[Response]) -> list[Response]:
    """What several tables repeat of one report once, as the latest has it, where it first stands."""
    dates = days(reader, {m.id: m for m in meetings(reader)}, replies)
    rows: dict[tuple[str, str | None, str], list[Response]] = {}
    for reply in replies:
        key = (fold(reply.report or ""), reply.considered_on, fold(reply.recommendation or "") or reply.id)
        rows.setdefault(key, []).append(reply)
    return [replace(max(again, key=lambda r: day_of(r, dates)), meeting=again[0].meeting) for again in rows.values()]


def _told_apart(rows: list[Followed], known: _Day) -> list[Followed]:
    """Reports of one title that were considered on several days bear the day in their name."""
    days: dict[str, set[str | None]] = {}
    for row in rows:
        days.setdefault(row.report, set()).add(row.considered_on)
    return [known.dated(row) if row.report and len(days[row.report]) > 1 and row.considered_on else row for row in rows]


def _in_order(rows: list[Followed]) -> list[Followed]:
    """The latest meeting first; a report's rows stand together."""

    def place(row: Followed) -> tuple[Any, ...]:
        first: Any = row.made or row.reply
        return (row.made is None, natural(first.section if row.made else None), first.position or 0, row.id)

    placed = [(place(row), row) for row in rows]
    first_of: dict[tuple[str, str], tuple[Any, ...]] = {}
    for own, row in placed:
        key = (row.considered_on or "", row.report)
        first_of[key] = min(first_of.get(key, own), own)
    placed.sort(key=lambda pair: (first_of[pair[1].considered_on or "", pair[1].report], pair[0]))
    return sorted((row for _, row in placed), key=lambda r: r.considered_on or "", reverse=True)


def _committee(meeting: Meeting | None) -> str | None:
    return meeting.committee if meeting else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
