"""What the home screen tells: the next meeting, replies that are overdue, what happened since last time."""

from datetime import date
from typing import TYPE_CHECKING

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.model.records import Annotation, Document, Finding, Item, Meeting, Minutes
from cypsc_desktop.model.values import Value, value
from cypsc_desktop.store.store import Reader

if TYPE_CHECKING:
    from cypsc_desktop.commands.following import Followed

_LOOK_BACK, _MOST_CHANGES = 5000, 5
_OF_MEETING = frozenset(
    {"short-notice", "remote-meeting", "date-conflict", "too-many-substantive-items"}
)  # no paper settles these


@value
class Home(Value):
    """``next`` is the coming meeting, or the last one held where none is coming (``is_coming``). ``warnings`` are
    findings about the meeting itself, not about a page. ``is_drafted``: its minutes were taken here and it was closed."""

    next: Meeting | None
    is_coming: bool
    items: tuple[Item, ...] = ()
    documents: tuple[Document, ...] = ()
    warnings: tuple[Finding, ...] = ()
    is_drafted: bool = False


@value
class Happened(Value):
    """A change that was made since last time: what, by whom, when (UTC, ISO)."""

    label: str
    actor: str
    when: str


@value
class Waiting(Value):
    """What takes longer to find out: replies overdue, and the latest changes since last time with their number."""

    overdue: "tuple[Followed, ...]" = ()
    happened: tuple[Happened, ...] = ()
    changes: int = 0


def home(reader: Reader, *, today: date, committee: str | None = None) -> Home:
    """The facts of the meeting to prepare for, of one committee or of all."""
    dated = [m for m in meetings(reader) if m.date and committee in (None, m.committee)]
    coming = [m for m in dated if (m.date or "") >= today.isoformat()]
    held = dated[: len(dated) - len(coming)]
    # The nearest first: of the years before and after, nobody's items are read.
    chosen = next((m for m in (*coming, *reversed(held)) if reader.records("item", meeting=m.id)), None)
    if chosen is None:
        return Home(None, False)
    return Home(
        chosen,
        chosen in coming,
        tuple(agenda_order(all_of(reader, Item, meeting=chosen.id))),
        tuple(all_of(reader, Document, meeting=chosen.id)),
        tuple(f for f in all_of(reader, Finding, meeting=chosen.id) if f.finding in _OF_MEETING and not f.settled),
        any(m.state not in (None, "notes") for m in all_of(reader, Minutes, meeting=chosen.id)),
    )


def waiting(reader: Reader, *, today: date, since: str | None = None, committee: str | None = None) -> Waiting:
    """What waits for somebody. ``since`` is a UTC time in ISO: changes after it are counted; None: there was no last time."""
    from cypsc_desktop.store import groups  # asked for once the window stands

    steps = reader.ask(lambda c: groups.latest(c, limit=_LOOK_BACK)) if since else []
    happened = [Happened(*step) for step in steps if step[2] > (since or "")]
    late = overdue(reader, today=today, committee=committee)
    return Waiting(tuple(late), tuple(happened[:_MOST_CHANGES]), len(happened))


def letters_on(reader: Reader, document: str, *, person: str) -> dict[int, str]:
    """Sheet of a file (from 1) -> the letters of the marks on it that this person sees, each once, in the order of their
    keys."""
    from cypsc_desktop.commands.marks import private_space
    from cypsc_desktop.papers.kinds import LETTERS, MEANINGS

    found: dict[int, set[str]] = {}
    for mark in all_of(reader, Annotation, document=document):
        is_seen = not mark.space.startswith("private:") or mark.space == private_space(person)
        if is_seen and mark.meaning in LETTERS and mark.page:
            found.setdefault(mark.page, set()).add(mark.meaning or "")
    return {sheet: "".join(LETTERS[one] for one in MEANINGS if one in meant) for sheet, meant in sorted(found.items())}


def overdue(reader: Reader, *, today: date, committee: str | None = None) -> "list[Followed]":
    """Recommendations past their day to which the library knows no reply, the longest overdue first."""
    from cypsc_desktop.commands.following import followed  # not needed to show a window

    late = [row for row in followed(reader, today=today, committee=committee) if row.state == "overdue"]
    return sorted(late, key=lambda row: -row.days)
