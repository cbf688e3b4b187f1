"""Lines of an earlier second copy that the library does not have: kept beside it before the copy is made anew.

So when an older backup was restored, or the library was lost. What was moved to Part B or removed is gone on purpose: words
that the log still knows are never kept, and where words went for good, what may be theirs is kept in Part B or not at all.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from cypsc_desktop.commands.minuting_copy import Sheet, write_whole
from cypsc_desktop.minutes.grammar import SIGNS, Line, parse
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.said import said
from cypsc_desktop.store.store import Reader

_SIGNED = frozenset({*SIGNS.values(), "substitute"})
_PRIVATE = "-part-b"


@dataclass(frozen=True, slots=True)
class Kept:
    """So many lines were kept, in these files."""

    count: int
    paths: tuple[Path, ...]

    def words(self) -> str:
        files = " and ".join(str(path) for path in self.paths)
        one = self.count == 1
        return (
            f"{self.count} line{'' if one else 's'} of the second copy {'is' if one else 'are'} not in these minutes. "
            f"{'It is' if one else 'They are'} kept in {files}: import {'it' if len(self.paths) == 1 else 'them'} as notes "
            f"if {'it is' if one else 'they are'} wanted."
        )


class _Noted(NamedTuple):
    """A line with those that continue it, as it lies in the file, and as it is read."""

    raw: str
    line: Line

    @property
    def words(self) -> set[str]:
        """What its entry may say: all of it where its code was nobody's."""
        more = self.raw.split("\n")[1:]
        return {_plain(" ".join([text, *more])) for text in (self.line.text, self.line.body) if text}

    @property
    def key(self) -> str:
        """What tells it from others: who came has another code once the roster is another."""
        return f"{self.line.stamp} {self.line.sort}" if self.line.sort in _SIGNED else self.raw


def keep_unknown(reader: Reader, meeting: str, sheets: Sequence[Sheet]) -> Kept | None:
    """Keep what the files of whole ``sheets`` hold and neither these nor the log know; None where that is nothing.

    UserError where it cannot be written; then the files must stay as they are.
    """
    try:
        return _keep_unknown(reader, meeting, sheets)
    except OSError as error:
        why = error.strerror or "it does not answer"
        raise UserError(
            f"What lies in {sheets[0].path.parent} could not be compared with these minutes ({why}), so the second copy was "
            "not written. The library has every line that was typed since. Check the folder."
        ) from error


def _keep_unknown(reader: Reader, meeting: str, sheets: Sequence[Sheet]) -> Kept | None:
    new = [one for sheet in sheets for one in _noted(sheet.text)]
    old = {sheet.path: list(_noted(_text_of(sheet.path), sheet.text)) for sheet in sheets}
    stands = {one.raw for one in new}
    if all(one.raw in stands for lines in old.values() for one in lines):
        return None
    known = reader.ask(partial(said, meeting=meeting))
    notes = {_plain(text) for text in known.texts}
    texts = notes.union(*(one.words for one in new))
    lines = [one for lines in old.values() for one in lines]
    worded = {one.raw for one in lines if one.line.text and one.raw not in stands and not one.words & texts}
    bare = Counter(one.raw for one in _signs_lost(_signs(lines, notes), _signs(new, notes)))
    if len(worded) <= known.gone:
        worded.clear()
    if bare.total() <= known.changed:
        bare.clear()
    if not worded and not bare:
        return None
    return _keep(old, worded, bare, hidden=known.gone > 0)


def _signs(lines: Sequence[_Noted], notes: set[str]) -> list[_Noted]:
    """Those that say something without words, unless they are kept as notes."""
    return [
        one for one in lines
        if not one.line.text and one.line.sort not in ("item", "clock") and one.line.body not in notes
    ]  # fmt: skip


def _signs_lost(old: list[_Noted], new: list[_Noted]) -> list[_Noted]:
    """Those of the old that the new are not: neither to the letter, nor as what they say under another code."""
    for what in (attrgetter("raw"), attrgetter("key")):
        both = Counter(map(what, old)) & Counter(map(what, new))
        old, new = _without(old, Counter(both), what), _without(new, both, what)
    return old


def _without(lines: list[_Noted], gone: Counter[str], what: Callable[[_Noted], str]) -> list[_Noted]:
    rest = []
    for one in lines:
        if gone[what(one)]:
            gone[what(one)] -= 1
        else:
            rest.append(one)
    return rest


def _keep(old: dict[Path, list[_Noted]], worded: set[str], bare: Counter[str], *, hidden: bool) -> Kept:
    """Write the lines chosen, each behind its item. ``hidden``: words of public ones might be such as belong to Part B."""
    count = 0
    kept: dict[Path, list[str]] = {}
    for path, lines in old.items():
        item, under = "", dict[Path, str]()
        for one in lines:
            to, raw = path, one.raw
            if one.line.sort == "item":
                item = raw
            if raw in worded:
                if hidden and not path.stem.endswith(_PRIVATE):
                    to, raw = path.with_stem(f"{path.stem}{_PRIVATE}"), _made_private(raw)
            elif bare[raw]:
                bare[raw] -= 1
            else:
                continue
            if item and under.get(to) != item:
                kept.setdefault(to, []).append(item)
                under[to] = item
            kept.setdefault(to, []).append(raw)
            count += 1
    return Kept(count, tuple(_write(path, "".join(f"{one}\n" for one in lines)) for path, lines in kept.items()))


def _write(path: Path, text: str) -> Path:
    """The first free name beside a copy; the one that holds the same already, where a crash came between."""
    number = 1
    while (to := path.with_stem(f"{path.stem}-kept-{number}")).exists():
        if to.read_bytes() == text.encode():
            return to
        number += 1
    write_whole(Sheet(to, text, True))
    return to


def _text_of(path: Path) -> str:
    return path.read_bytes().decode(errors="replace") if path.exists() else ""


def _noted(text: str, whole: str = "") -> Iterator[_Noted]:
    """The lines of a copy; a last one that was cut short is left out where ``whole`` has it to its end."""
    lines = text.split("\n")
    cut = lines.pop().rstrip("\N{REPLACEMENT CHARACTER}")
    if cut and not any(line.startswith(cut) for line in whole.split("\n")):
        lines.append(cut)
    held: list[str] = []
    for line in lines:
        if held and not line.startswith("  "):
            yield _Noted("\n".join(held), parse(held[0]))
            held = []
        if line.strip():
            held.append(line.rstrip("\r"))
    if held:
        yield _Noted("\n".join(held), parse(held[0]))


def _made_private(raw: str) -> str:
    stamp, space, rest = raw.partition(" ")
    return f"{stamp} b.{rest}" if space and stamp.startswith("@") else f"b.{raw}"


def _plain(text: str) -> str:
    return " ".join(text.removesuffix(" !").split())
