"""Prepare a meeting: its roster with codes, the plan of its items, what comes forward from before, notice, wordings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cypsc_desktop.commands.choosing import find_record, meetings
from cypsc_desktop.commands.following import Followed, followed
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.locked_minutes import APPROVED_ON
from cypsc_desktop.commands.minuting import minutes_of, open_live, seated
from cypsc_desktop.minutes.roster import Seated, folded_code
from cypsc_desktop.minutes.timing import later, minutes_left
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold, made_id
from cypsc_desktop.model.records import Action, Committee, Entry, Item, Meeting, Membership, Request, Section
from cypsc_desktop.model.rules.clear_days import NOTICE, clear_days, is_certain, last_issue_day
from cypsc_desktop.store.store import Reader, Store


@dataclass(frozen=True, slots=True)
class Carried:
    """What comes to a meeting from those before: the last one held with minutes, what was asked and not done, and
    recommendations without a reply; whether those minutes are approved."""

    previous: Meeting | None
    actions: tuple[Action, ...]
    requests: tuple[Request, ...]
    recommendations: tuple[Followed, ...]
    is_approved: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether the agenda was, or can still be, issued in time. ``last_day`` is the last lawful day, ``days`` the clear days
    between ``issued`` and the meeting. ``is_certain`` is False past the years whose bank holidays are proclaimed."""

    last_day: date
    issued: date | None
    days: int | None
    is_certain: bool

    @property
    def is_short(self) -> bool:
        return self.days is not None and self.days < NOTICE


def roster(reader: Reader, meeting: Meeting) -> list[Seated]:
    """Everybody whom lines of this meeting may name, with their codes."""
    return list(open_live(reader, meeting).evening.roster)


def seat_roster(store: Store, meeting: Meeting, *, actor: str) -> int:
    """Give a meeting without seats of its own those of the body's last meeting; returns how many."""
    if any(seat.seat != "guest" for seat in all_of(store.read, Membership, meeting=meeting.id)):
        return 0
    people = [one for one in seated(store.read, meeting) if one.seat != "guest"]
    with store.change("Seat the committee", actor=actor) as change:
        for place, one in enumerate(people, 1):
            change.add(
                Membership(
                    id=made_id("membership"), meeting=meeting.id, person=one.person, name=one.name, office=one.role,
                    seat=one.seat, voting=one.voting, position=place, code=one.own_code, aliases=list(one.aliases) or None,
                )
            )  # fmt: skip
    return len(people)


def code_taken(reader: Reader, seat: str, codes: Sequence[str]) -> str | None:
    """Why a person of the roster cannot be typed by one of these codes, or None."""
    record = reader.record(seat)
    meeting = reader.record(record.meeting) if isinstance(record, Membership) and record.meeting else None
    wanted = [folded_code(one) for one in codes if folded_code(one)]
    for other in roster(reader, meeting) if wanted and isinstance(meeting, Meeting) else ():
        held = {other.code, *map(folded_code, other.aliases)}
        if isinstance(record, Membership) and other.name != record.name:
            taken = next((one for one in wanted if one in held), None)
            if taken:
                return f"The code '{taken}' is {other.name}'s. Choose another."
    return None


def time_planned(reader: Reader, meeting: Meeting) -> str | None:
    """What the planned minutes add up to, and when that ends; None where nothing is planned."""
    items = all_of(reader, Item, meeting=meeting.id)
    planned = [item.planned for item in items if item.planned]
    if not planned:
        return None
    told = f"{sum(planned)} minutes planned for {len(planned)} of {len(items)} items"
    body = reader.record(meeting.committee) if meeting.committee else None
    end_by = body.end_by if isinstance(body, Committee) else None
    ends = later(meeting.time, sum(planned))
    if ends is None:
        return f"{told}."
    left = minutes_left(ends, end_by)
    over = f", {-left} minutes after the time to end by, {end_by}" if left is not None and left < 0 else ""
    return f"{told}: from {meeting.time} to {ends}{over}."


def carried_forward(reader: Reader, meeting: Meeting, *, today: date) -> Carried:
    """What earlier meetings of the same body left open, as far as the library knows."""
    before = [
        m for m in meetings(reader) if m.committee == meeting.committee and (m.date or "") < (meeting.date or "9999")
    ]
    held = {m.id for m in before}
    minuted = [
        m for m in before if reader.records(Section.kind, meeting=m.id) or reader.records(Entry.kind, meeting=m.id)
    ]
    last = minutes_of(reader, minuted[-1].id) if minuted else None
    waiting = [row for row in followed(reader, today=today, committee=meeting.committee) if not row.is_answered]
    return Carried(
        minuted[-1] if minuted else None,
        tuple(a for a in all_of(reader, Action) if a.meeting in held and not a.closed),
        tuple(r for r in all_of(reader, Request) if r.meeting in held and not r.closed),
        tuple(row for row in waiting if row.meeting in held),
        bool(last and last.state in APPROVED_ON),
    )


def preparation(reader: Reader, meeting: Meeting, *, today: date) -> dict[str, Any]:
    """All that a minute-taker looks at before a meeting, as plain values."""
    carried, told = carried_forward(reader, meeting, today=today), notice(meeting)
    return {
        "notice": notice_words(told) if told else None,
        "time": time_planned(reader, meeting),
        "roster": [{"code": one.code, "name": one.name, "role": one.role} for one in roster(reader, meeting)],
        "minutes_to_approve": carried.previous.date if carried.previous and not carried.is_approved else None,
        "open_actions": [{"owner": a.owner, "text": a.text, "due": a.due} for a in carried.actions],
        "open_requests": [{"owner": r.owner, "text": r.text, "due": r.due} for r in carried.requests],
        "awaiting_reply": [{"number": r.number, "text": r.text, "due": r.until} for r in carried.recommendations],
    }


def notice_words(notice: Notice) -> str:
    """Whether the agenda was, or can be, issued in time; in one or two sentences."""
    last = short_day(notice.last_day.isoformat())
    if notice.issued is None:
        told = f"The agenda must be issued by {last}, for {NOTICE} clear days of notice."
    else:
        days = "1 clear day" if notice.days == 1 else f"{notice.days} clear days"
        told = f"Issued {short_day(notice.issued.isoformat())}: {days} of notice, {NOTICE} are needed."
        told += f" The last day was {last}." if notice.is_short else ""
    return told if notice.is_certain else f"{told} Bank holidays of that year are not proclaimed yet: check them."


def notice(meeting: Meeting, *, closed: Sequence[date] = ()) -> Notice | None:
    """The notice that a meeting has; None where its date is not known."""
    day = _day(meeting.date)
    if day is None:
        return None
    issued = _day(meeting.issued)
    days = clear_days(issued, day, closed=closed) if issued else None
    return Notice(last_issue_day(day, closed=closed), issued, days, is_certain(day))


def offered_wordings(reader: Reader, meeting: Meeting) -> list[dict[str, Any]]:
    """Wordings that an imported agenda prints and its committee does not hold yet: purposes of items, the exclusion motion,
    the paragraph on interests; each with the day it is from and its source."""
    body = reader.record(meeting.committee) if meeting.committee else None
    held = (
        [(w.get("name"), w.get("text")) for w in (body.wording or ()) if isinstance(w, dict)]
        if isinstance(body, Committee)
        else []
    )
    found = []
    for item in agenda_order(all_of(reader, Item, meeting=meeting.id)):
        name, text = wording_name(item.title), " ".join((item.purpose or "").split())
        if name and text and (name, text) not in held:
            source = f"agenda of {short_day(meeting.date)}" if item.at else f"typed for {short_day(meeting.date)}"
            found.append({"name": name, "text": text, "from": meeting.date, "source": source})
    return found


def keep_wordings(store: Store, committee: str, wordings: Sequence[dict[str, Any]], *, actor: str) -> int:
    """Take wordings up into a committee's own; each counts from its day on. Returns how many are new."""
    body = find_record(store.read, committee)
    if not isinstance(body, Committee):
        raise UserError("Wordings belong to a committee. Choose one.")
    held = list(body.wording or ())
    new = [dict(w) for w in wordings if w not in held]
    with store.change("Keep wordings", actor=actor) as change:
        change.set(committee, "wording", [*held, *new], space=body.space)
    return len(new)


def learn_wordings(store: Store, meeting: Meeting, *, actor: str) -> int:
    """Take up all that a meeting's agenda offers; returns how many are new."""
    offered = offered_wordings(store.read, meeting) if meeting.committee else []
    return keep_wordings(store, meeting.committee or "", offered, actor=actor) if offered else 0


def offer_words(count: int) -> str:
    """How many sentences an agenda offers to later ones, as the verb of a button."""
    return f"Use {'its sentence' if count == 1 else f'its {count} sentences'} in later agendas"


def learnt_words(count: int) -> str:
    """What was taken up of an agenda."""
    if not count:
        return "The committee has all sentences of this agenda already."
    kept = "1 sentence is" if count == 1 else f"{count} sentences are"
    return f"{kept} kept: later agendas say the same under these items."


def with_purposes(items: Sequence[Item], body: Committee | None, *, day: str | None) -> list[Item]:
    """Items whose purpose is blank say what the committee's wording of that day says for their title."""
    kept = sorted(body.wording or (), key=lambda w: str(w.get("from") or "")) if body else []
    told = {w.get("name"): w.get("text") for w in kept if not day or str(w.get("from") or "") <= day}
    return [
        i if i.purpose or not told.get(wording_name(i.title)) else replace(i, purpose=told[wording_name(i.title)])
        for i in items
    ]


def wording_name(title: str | None) -> str:
    """What the purpose of an item is kept under: "purpose: apologies for absence"."""
    return f"purpose: {fold(title)}" if title and fold(title) else ""


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
