"""Changes as a person reads them: when, who, what; and the words that differ, as rich text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from cypsc_desktop.commands.editing import word_for
from cypsc_desktop.commands.restoring import Changed, Group, difference
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.ui.grid.columns import header_of
from cypsc_desktop.ui.theme import Theme

_EMPTY = "empty"
_SAME_AROUND = 160  # characters of unchanged text shown on either side of what differs


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a history. ``change`` is one field of a step, None where the line is the whole step."""

    key: str
    title: str
    detail: str
    group: str
    change: Changed | None = None
    from_file: bool = False
    undone: bool = False

    def spoken(self) -> str:
        return f"{self.title}, {self.detail}"


def of_change(change: Changed) -> Entry:
    """One field that was changed, as a line."""
    what = field_word(change)
    if change.field == "@deleted":
        what = "Moved to the bin" if change.after else "Brought back from the bin"
    detail = f"{local_time(change.when)} · {change.actor} · {change.label}"
    return Entry(f"{change.group}/{change.entity}/{change.field}", what, detail, change.group, change, change.from_file)


def of_group(group: Group) -> Entry:
    """A whole step, as a line."""
    counts = ", ".join(count_of(kind, number) for kind, number in group.kinds.items() if kind in KINDS)
    title = f"{group.label} (taken back)" if group.undone else group.label
    return Entry(
        group.group, title, f"{local_time(group.when)} · {group.actor} · {counts}", group.group,
        from_file=group.source is not None, undone=group.undone,
    )  # fmt: skip


def count_of(kind: str, number: int) -> str:
    """ "3 responses"."""
    word = word_for(kind)
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"


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


def as_html(changes: Sequence[Changed], theme: Theme, names: Mapping[str, str], ids: Mapping[str, str]) -> str:
    """Changes with the words that differ: what went struck through, what came bold and underlined, both tinted.

    ``names`` are the records changed, headed once each; ``ids`` what the records that they name are called.
    """
    parts: list[str] = []
    last = ""
    for change in changes:
        if change.entity != last and change.entity in names:
            parts.append(f"<h3>{escape(names[change.entity])}</h3>")
            last = change.entity
        text2 = theme.colour("text2").name()
        parts.append(f'<p style="color:{text2};margin-bottom:2px">{escape(of_change(change).title)}</p>')
        if change.field != "@deleted":
            parts.append(f'<p style="margin-top:0">{_difference(change, theme, ids)}</p>')
    return "".join(parts)


def as_text(changes: Iterable[Changed], ids: Mapping[str, str]) -> str:
    """The same for a screen reader: "Reply: from … to …"."""
    return "\n".join(
        f"{field_word(c)}: from {ids.get(c.before, c.before) or _EMPTY} to {ids.get(c.after, c.after) or _EMPTY}"
        for c in changes
    )


def _difference(change: Changed, theme: Theme, ids: Mapping[str, str]) -> str:
    before, after = ids.get(change.before, change.before), ids.get(change.after, change.after)
    tint = theme.colour("hover").name()
    added = f"background:{tint};color:{theme.colour('ok').name()};font-weight:600;text-decoration:underline"
    removed = f"background:{tint};color:{theme.colour('danger').name()};text-decoration:line-through"
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
