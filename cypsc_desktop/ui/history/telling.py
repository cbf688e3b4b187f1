"""Changes as a person reads them: when, who, what; and the words that differ, as rich text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from cypsc_desktop.commands.restoring import Changed, Group, difference
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.ui.grid.columns import header_of
from cypsc_desktop.ui.theme import Theme

_EMPTY = "empty"
_PLURALS = {"person": "people", "version of a paper": "versions of papers", "attendance": "names of the attendance"}
_SAME_AROUND = 160  # characters of unchanged text shown on either side of what differs


@dataclass(frozen=True, slots=True)
class Entry:
    """A step in a history: what, how much of what, when (UTC ISO text) and by whom. ``changes`` are its fields where it
    is told of one record; None where it is told as a whole."""

    key: str
    title: str
    much: str
    when: str
    actor: str
    group: str
    changes: tuple[Changed, ...] | None = None
    source: str | None = None
    undone: bool = False
    reverts: bool = False

    @property
    def from_file(self) -> bool:
        return self.source is not None or bool(self.changes and self.changes[0].from_file)

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.when).astimezone().date()

    @property
    def detail(self) -> str:
        return "  ·  ".join(part for part in (clock_time(self.when), self.actor, self.much) if part)

    def spoken(self) -> str:
        return f"{self.title}, {local_time(self.when)}, {self.actor}, {self.much}"


def of_changes(changes: Iterable[Changed]) -> list[Entry]:
    """The changes of one record, newest first, a step a line."""
    steps: dict[str, list[Changed]] = {}
    for change in changes:
        steps.setdefault(change.group, []).append(change)
    return [_of_step(group, fields) for group, fields in steps.items()]


def _of_step(group: str, fields: list[Changed]) -> Entry:
    last = fields[0]
    names = list(dict.fromkeys(what_of(change) for change in fields))
    much = f"{len(names)} fields read" if last.from_file and len(names) > 3 else ", ".join(names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 and not last.from_file else ""
    return Entry(
        group, last.label, much + more, last.when, last.actor, group, tuple(fields), reverts=last.reverts is not None
    )


def what_of(change: Changed) -> str:
    """What was done to a record, in a few words."""
    if change.field == "@deleted":
        return "Moved to the bin" if change.after else "Brought back from the bin"
    if change.field == "@checked":
        return "Accepted as it was read" if change.after else "To be checked again"
    return field_word(change)


def of_group(group: Group, name: str = "") -> Entry:
    """A whole step, as a line; ``name`` is what the one record is called that it changed, where it is one."""
    total = sum(number for kind, number in group.kinds.items() if kind in KINDS)
    kinds = [count_of(kind, number) for kind, number in group.kinds.items() if kind in KINDS]
    much = f"{total:,} records" if group.source is not None and len(kinds) > 2 else ", ".join(kinds[:3])
    return Entry(
        group.group, group.label, name or much + (" …" if len(kinds) > 3 and group.source is None else ""), group.when, group.actor,
        group.group, source=group.source, undone=group.undone, reverts=group.reverts is not None,
    )  # fmt: skip


def count_of(kind: str, number: int) -> str:
    """ "3 responses"."""
    word = word_for(kind)
    many = _PLURALS.get(word) or (f"{word[:-1]}ies" if word.endswith("y") else f"{word}s")
    return f"{number:,} {word if number == 1 else many}"


def field_word(change: Changed) -> str:
    """The field that was changed, as its column is headed."""
    try:
        return header_of(kind_of(change.entity), change.field)
    except KeyError:
        return change.field.strip("@").replace("_", " ").capitalize()


def local_time(when: str) -> str:
    """A moment in UTC ISO text as the clock here shows it: "14 Sep 2021, 19:58"."""
    moment = datetime.fromisoformat(when).astimezone()
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def clock_time(when: str) -> str:
    """The time of day of a moment in UTC ISO text, as the clock here shows it: "19:58"."""
    return f"{datetime.fromisoformat(when).astimezone():%H:%M}"


def day_words(day: date, today: date) -> str:
    """ "Today", "Yesterday", "Tuesday 14 September 2021"."""
    away = (today - day).days
    return {0: "Today", 1: "Yesterday"}.get(away, f"{day:%A} {day.day} {day:%B %Y}")


def as_html(
    changes: Sequence[Changed], theme: Theme, names: Mapping[str, str], ids: Mapping[str, str], *, takes: bool = True
) -> str:
    """Changes with the words that differ: what went struck through, what came bold and underlined, both tinted.

    ``names`` are the records changed, headed once each; ``ids`` what the records that they name are called. Links read
    ``record:<id>``, and ``back:<number of the change>`` where it ``takes`` back.
    """
    parts: list[str] = []
    last = ""
    quiet, accent = theme.colour("text2").name(), theme.colour("accent").name()
    small = f"font-size:{theme.px(12)}px"
    for n, change in enumerate(changes):
        if change.entity != last and change.entity in names:
            link = f'<a style="color:{accent}" href="record:{escape(change.entity)}">{escape(names[change.entity])}</a>'
            parts.append(f'<p style="margin-top:{theme.px(16)}px;margin-bottom:0;font-weight:600">{link}</p>')
            last = change.entity
        back = ""
        if takes and not change.from_file:
            back = f' &nbsp; <a style="color:{accent};{small}" href="back:{n}">Take this back</a>'
        head = f'<span style="color:{quiet};{small};font-weight:600">{escape(what_of(change))}</span>{back}'
        parts.append(f'<p style="margin-top:{theme.px(10)}px;margin-bottom:{theme.px(2)}px">{head}</p>')
        if not change.field.startswith("@"):
            parts.append(f'<p style="margin-top:0;line-height:150%">{_difference(change, theme, ids)}</p>')
    return "".join(parts)


def as_text(changes: Iterable[Changed], ids: Mapping[str, str]) -> str:
    """The same for a screen reader: "Reply: from … to …"."""
    return "\n".join(
        f"{field_word(c)}: from {ids.get(c.before, c.before) or _EMPTY} to {ids.get(c.after, c.after) or _EMPTY}"
        for c in changes
    )


def _difference(change: Changed, theme: Theme, ids: Mapping[str, str]) -> str:
    before, after = ids.get(change.before, change.before), ids.get(change.after, change.after)
    fill = theme.colour("added_fill").name()
    added = f"background:{fill};color:{theme.colour('added').name()};font-weight:600;text-decoration:underline"
    removed = (
        f"background:{theme.colour('hover').name()};color:{theme.colour('danger').name()};text-decoration:line-through"
    )
    quiet = f"color:{theme.colour('text3').name()}"
    if not before and not after:
        return f'<span style="{quiet}">{_EMPTY}</span>'
    pieces = difference(before, after)
    said = [
        (
            _same(piece.text, first=n == 0, last=n == len(pieces) - 1)
            if piece.how == "same"
            else f'<span style="{added if piece.how == "added" else removed}">{_lines(piece.text)}</span>'
        )
        + (" " if piece.how == "removed" and pieces[n + 1 : n + 2] and pieces[n + 1].how == "added" else "")
        for n, piece in enumerate(pieces)
    ]
    if not before:
        said.insert(0, f'<span style="{quiet}">was {_EMPTY} </span>')
    if not after:
        said.append(f'<span style="{quiet}"> is {_EMPTY} now</span>')
    return "".join(said)


def _same(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words, the middle of a long stretch left out."""
    room = _SAME_AROUND
    if first and len(text) > room:
        text = "… " + text[-room:]
    elif last and len(text) > room:
        text = text[:room] + " …"
    elif len(text) > 2 * room:
        text = f"{text[:room]} … {text[-room:]}"
    return _lines(text)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
