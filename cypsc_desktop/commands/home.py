"""What the home screen tells: the next meeting, replies that are overdue, what happened since last time."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.showing import agenda_order, all_of
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Document, Item, Meeting, Recommendation, Response
from cypsc_desktop.model.rules.response_clock import days_overdue, reply_due
from cypsc_desktop.store.store import Reader

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
    """``next`` is the coming meeting, or the last one held where none is coming (``is_coming``)."""

    next: Meeting | None
    is_coming: bool
    items: tuple[Item, ...]
    documents: tuple[Document, ...]
    overdue: tuple[Overdue, ...]
    changes_since: int


def home(reader: Reader, *, today: date, since: str | None = None) -> Home:
    """The home screen's facts. ``since`` is a UTC time in ISO: changes after it are counted."""
    with_items = [m for m in meetings(reader) if m.date and reader.records("item", meeting=m.id)]
    coming = [m for m in with_items if (m.date or "") >= today.isoformat()]
    chosen = coming[0] if coming else with_items[-1] if with_items else None
    history = reader.history(limit=500) if since else []
    return Home(
        chosen,
        bool(coming),
        tuple(agenda_order(all_of(reader, Item, meeting=chosen.id))) if chosen else (),
        tuple(all_of(reader, Document, meeting=chosen.id)) if chosen else (),
        tuple(overdue(reader, today=today)),
        len({row.group for row in history if row.when > (since or "")}),
    )


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
