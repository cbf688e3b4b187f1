"""What ``cypsc minutes`` does besides taking lines: draft, take a step of their life, review a draft that came back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cypsc_desktop.commands.minuting import has_lines, minutes_of, open_live
from cypsc_desktop.commands.minuting_approving import resolve_recorded
from cypsc_desktop.commands.minuting_draft import STATES, draft_minutes, set_minutes_state
from cypsc_desktop.commands.minuting_returned import returned, take_returned
from cypsc_desktop.commands.minuting_unfinished import said_of, to_mend, unfinished
from cypsc_desktop.minutes.returned import Suggested
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Store

VERBS = ("take", "draft", "state", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A verb with its options. ``value`` is the state, or the file to review; ``accept`` numbers of its changes, or
    "all"."""

    what: str
    value: str | None = None
    level: str | None = None
    note: str | None = None
    approved_at: str | None = None
    amendments: Sequence[str] = ()
    signed_by: str | None = None
    accept: str | None = None


def perform(
    store: Store,
    meeting: Meeting,
    asked: Asked,
    *,
    actor: str,
    dry_run: bool = False,
    warn: Callable[[str], object] = print,
) -> tuple[Any, list[str]]:
    """Do it; returns what ``--json`` prints and the lines that a person reads. ``warn`` is told before it is done what
    minutes that go out or are approved leave unfinished. UserError where nothing was taken yet."""
    if not has_lines(store.read, meeting):
        raise UserError(
            f"No minutes of {short_day(meeting.date)} were taken here yet. Feed lines first: cypsc minutes take."
        )
    if asked.what == "draft":
        return _draft(store, meeting, asked, actor=actor, dry_run=dry_run)
    if asked.what == "state":
        return _state(store, meeting, asked, actor=actor, dry_run=dry_run, warn=warn)
    return _review(store, meeting, asked, actor=actor, dry_run=dry_run)


def _draft(store: Store, meeting: Meeting, asked: Asked, *, actor: str, dry_run: bool) -> tuple[Any, list[str]]:
    live = open_live(store.read, meeting)
    left = to_mend(store.read, live)
    count = None if dry_run else draft_minutes(store, live, actor=actor, level=asked.level)
    told = [one.message for one in left]
    told.append("Nothing was written." if count is None else f"The draft has {count} paragraphs.")
    return {"paragraphs": count, "unfinished": [one._asdict() for one in left]}, told


def _state(
    store: Store, meeting: Meeting, asked: Asked, *, actor: str, dry_run: bool, warn: Callable[[str], object]
) -> tuple[Any, list[str]]:
    live = open_live(store.read, meeting)
    if asked.value in ("published", "approved") and (words := said_of(unfinished(store.read, live))):
        warn(words)
    if asked.value is None or dry_run:
        minutes = minutes_of(store.read, meeting.id)
        state = (minutes.state if minutes else None) or "notes"
        life = list(minutes.life or ()) if minutes else []
        return {"state": state, "life": life}, [state, *(f"{s['on']}  {s['state']}  {s['by']}" for s in life)]
    if asked.value not in STATES:
        raise UserError(f"Minutes have no state '{asked.value}'. Choose from: {', '.join(STATES)}.")
    done = set_minutes_state(
        store, live, asked.value, actor=actor, note=asked.note, approved_at=asked.approved_at,
        amendments=asked.amendments, signed_by=asked.signed_by,
    )  # fmt: skip
    if done.state == "approved":
        resolve_recorded(store, meeting, actor=actor)
    return {"state": done.state, "life": list(done.life or ())}, [
        f"The minutes of {short_day(meeting.date)} are {done.state}."
    ]


def _review(store: Store, meeting: Meeting, asked: Asked, *, actor: str, dry_run: bool) -> tuple[Any, list[str]]:
    if asked.value is None:
        raise UserError("Name the file that came back: cypsc minutes review draft.docx --meeting DATE.")
    found = returned(store.read, meeting, Path(asked.value))
    wanted = _wanted(found, asked.accept)
    taken = 0 if dry_run else take_returned(store, meeting, wanted, actor=actor)
    rows = [
        {
            "number": one.number,
            "kind": one.kind,
            "before": one.before,
            "after": one.after,
            "accepted": one in wanted,
            "agreed": one.agreed or None,
        }
        for one in found
    ]
    told = [line for one in found for line in _lines(one)]
    told.append(f"{len(found)} changes, {taken} taken." if found else "Nothing was changed in this file.")
    return {"changes": rows, "taken": taken}, told


def _wanted(found: Sequence[Suggested], accept: str | None) -> list[Suggested]:
    if accept is None:
        return []
    if accept == "all":
        return [one for one in found if one.is_plain]
    numbers = [part.strip() for part in accept.split(",")]
    unknown = [n for n in numbers if not n.isdigit() or not 1 <= int(n) <= len(found)]
    if unknown:
        raise UserError(f"There is no change {unknown[0]}. Name numbers of the list, as in --accept 1,3, or all.")
    chosen = [found[int(n) - 1] for n in numbers]
    if apart := next((one for one in chosen if one.kind == "apart"), None):
        raise UserError(
            f"Change {apart.number} is of a line that no paragraph holds. Change it where it is kept: attendance, agenda."
        )
    return chosen


def _lines(one: Suggested) -> list[str]:
    word = {"apart": "outside the paragraphs"}.get(one.kind, one.kind)
    told = [f"{one.number}. {word}" + (f" ({one.agreed})" if one.agreed else "")]
    told += [f"   - {one.before}"] if one.before else []
    return [*told, f"   + {one.after}"] if one.after else told
