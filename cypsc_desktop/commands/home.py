"""What the home screen tells: the next meeting, replies that are overdue, what happened since last time."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.showing import agenda_order, all_of
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Document, Finding, Item, Meeting, Recommendation, Response
from cypsc_desktop.model.rules.response_clock import days_overdue, reply_due
from cypsc_desktop.store.store import Reader

_LOOK_BACK, _MOST_CHANGES = 5000, 5
_OF_MEETING = frozenset({"short-notice", "remote-meeting", "date-conflict", "too-many-substantive-items"})
_ALIKE = 0.85  # as alike as a recommendation and its copy in the response table are, numbers and small words aside


@dataclass(frozen=True, slots=True)
class Overdue:
    """A recommendation without a reply. ``due`` assumes that notice was served on the day of the meeting, which is
    the earliest that it can have been."""

    recommendation: Recommendation
    meeting: Meeting
    due: date
    days: int

    @property
    def words(self) -> str:
        """ "Overdue 23 days, due 22 August 2021"."""
        late = f"Overdue {self.days} day{'' if self.days == 1 else 's'}"
        return f"{late}, due {self.due.day} {self.due:%B %Y}"


@dataclass(frozen=True, slots=True)
class Home:
    """``next`` is the coming meeting, or the last one held where none is coming (``is_coming``). ``warnings`` are
    findings about the meeting itself, not about a page."""

    next: Meeting | None
    is_coming: bool
    items: tuple[Item, ...] = ()
    documents: tuple[Document, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """A change that was made since last time: what, by whom, when (UTC, ISO)."""

    label: str
    actor: str
    when: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What takes longer to find out: replies overdue, and the latest changes since last time with their number."""

    overdue: tuple[Overdue, ...] = ()
    happened: tuple[Happened, ...] = ()
    changes: int = 0


def home(reader: Reader, *, today: date, committee: str | None = None) -> Home:
    """The facts of the meeting to prepare for, of one committee or of all."""
    with_items = [
        m for m in meetings(reader) if m.date and committee in (None, m.committee) and reader.records("item", meeting=m.id)
    ]
    coming = [m for m in with_items if (m.date or "") >= today.isoformat()]
    chosen = coming[0] if coming else with_items[-1] if with_items else None
    if chosen is None:
        return Home(None, False)
    return Home(
        chosen,
        bool(coming),
        tuple(agenda_order(all_of(reader, Item, meeting=chosen.id))),
        tuple(all_of(reader, Document, meeting=chosen.id)),
        tuple(f for f in all_of(reader, Finding, meeting=chosen.id) if f.finding in _OF_MEETING and not f.settled),
    )


def waiting(reader: Reader, *, today: date, since: str | None = None, committee: str | None = None) -> Waiting:
    """What waits for somebody. ``since`` is a UTC time in ISO: changes after it are counted; None: there was no last time."""
    late = [o for o in overdue(reader, today=today) if committee in (None, o.meeting.committee)]
    groups = {}
    for row in reader.history(limit=_LOOK_BACK) if since else ():
        if row.when > (since or ""):
            groups.setdefault(row.group, Happened(row.label, row.actor, row.when))
    return Waiting(tuple(late), tuple(groups.values())[:_MOST_CHANGES], len(groups))


def overdue(reader: Reader, *, today: date) -> list[Overdue]:
    """Recommendations past their two months to which the library knows no reply, the longest overdue first."""
    held = {m.id: m for m in meetings(reader)}
    replies = [
        fold(r.recommendation) for r in all_of(reader, Response) if r.recommendation and r.decision != "awaiting"
    ]
    late = []
    for made in all_of(reader, Recommendation):
        meeting = held.get(made.meeting or "")
        day = _day(meeting.date if meeting else None)
        if not meeting or not day or not made.text or not days_overdue(day, today):
            continue
        if not any(_same(fold(made.text), reply) for reply in replies):
            late.append(Overdue(made, meeting, reply_due(day), days_overdue(day, today)))
    return sorted(late, key=lambda o: (-o.days, o.recommendation.position or 0, o.recommendation.id))


def _same(text: str, reply: str) -> bool:
    """Whether a reply's first column is this recommendation: it stands in it, or nearly equals it."""
    if text in reply:
        return True
    return SequenceMatcher(None, text, reply, autojunk=False).quick_ratio() >= _ALIKE and (
        SequenceMatcher(None, text, reply, autojunk=False).ratio() >= _ALIKE
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
