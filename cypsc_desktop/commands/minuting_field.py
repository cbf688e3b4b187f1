"""One field of a line of the minutes set, or the line deleted, from outside the live screen: the same steps as there, so that
what came of it follows. Judges what a person typed; the steps themselves are those of minuting.
"""

from dataclasses import replace

from cypsc_desktop.commands.choosing import find_meeting
from cypsc_desktop.commands.minuting import (
    CHANGEABLE,
    Live,
    change_entry,
    change_kind,
    edit_line,
    entry_of,
    open_live,
    remove_lines,
    require_open,
)
from cypsc_desktop.commands.minuting_parts import move_to_part_b
from cypsc_desktop.minutes.grammar import NAMED, parse
from cypsc_desktop.minutes.script import line_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Entry
from cypsc_desktop.store.store import Store

FIELDS = ("text", "kind", "who", "time", "starred", "part")
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


def set_of_line(store: Store, entry: Entry, field: str, text: str, *, actor: str, dry_run: bool = False) -> Entry:
    """The line with one of FIELDS set as typed. UserError for another field, and for what the line cannot be."""
    if field not in FIELDS:
        raise UserError(f"A line of the minutes has no field '{field}' to edit. It has: {', '.join(FIELDS)}.")
    live = _live(store, entry)
    new = _edited(live, entry_of(live, entry.id), field, text.strip())
    if dry_run or new == entry:
        return new
    match field:
        case "kind":
            return change_kind(store, live, entry.id, new.sort or "", actor=actor)
        case "who":
            return edit_line(store, live, entry.id, line_of(new, live.evening.roster), actor=actor)
        case "part":
            move_to_part_b(store, live, [entry.id], actor=actor)
            return new
    return change_entry(store, live, entry.id, text=new.text, starred=bool(new.starred), time=new.time, actor=actor)


def delete_line(store: Store, entry: Entry, *, actor: str) -> str | None:
    """The line moved to the bin, with what came of it. The group of the change."""
    return remove_lines(store, _live(store, entry), [entry.id], actor=actor)


def _live(store: Store, entry: Entry) -> Live:
    live = open_live(store.read, find_meeting(store.read, entry.meeting or ""))
    require_open(store.read, live)
    return live


def _edited(live: Live, entry: Entry, field: str, typed: str) -> Entry:
    match field:
        case "text":
            if not typed or entry.text is None:
                raise UserError(
                    "A line keeps its words. Type some, or delete the line."
                    if entry.text
                    else "This line has no words of its own. Delete it, and take it anew."
                )
            return replace(entry, text=typed)
        case "starred":
            if typed.casefold() not in _YES:
                raise UserError("A line is starred or not. Type true or false.")
            return replace(entry, starred=_YES[typed.casefold()] or None)
        case "time":
            clock = parse(f"@{typed}")
            if clock.sort != "clock":
                raise UserError("A time is written as 18:31.")
            return replace(entry, time=clock.word)
        case "who":
            if entry.sort not in NAMED.values():
                raise UserError("This line names nobody. Change its kind first.")
            known = (live.evening.roster.find(typed) or live.evening.roster.named(typed)) if typed else None
            if typed and known is None:
                raise UserError(f"Nobody here is called '{typed}'. Type a name or a code of this meeting's roster.")
            return replace(entry, who=known.name if known else None, person=known.person if known else None)
        case "part":
            if typed.upper() not in ("A", "B") or (typed.upper() == "A" and entry.part == "B"):
                raise UserError("A line can be moved to Part B, and back by undo alone. Type B.")
            return replace(entry, part=typed.upper())
    if entry.sort not in CHANGEABLE or typed not in CHANGEABLE:
        raise UserError(f"A line can become one of: {', '.join(CHANGEABLE)}. Type this one anew instead.")
    return replace(entry, sort=typed)
