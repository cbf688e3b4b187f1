"""The marks of a paper under headings: by page, item, meaning, author, or those that wait for an answer. Pure."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.papers.kinds import MEANINGS
from cypsc_desktop.ui.marks.looks import KIND_NAMES, NAMES

WAYS = (
    ("page", "By page"), ("item", "By item"), ("meaning", "By meaning"), ("author", "By author"),
    ("unanswered", "Unanswered"), ("enquiry", "Lines of enquiry"), ("review", "To review"),
)  # fmt: skip
_NO_LINES: Mapping[str, int] = MappingProxyType({})
_ASKING = ("question", "follow-up")


class Group(NamedTuple):
    """A heading and its marks, answers behind what they answer."""

    key: str
    title: str
    marks: tuple[Shown, ...]

    @property
    def own(self) -> int:
        """How many marks, answers not counted."""
        return sum(not shown.mark.reply_to for shown in self.marks)


def grouped(
    way: str,
    marks: Sequence[Shown],
    words: str = "",
    *,
    item: Callable[[str], str],
    paper: Callable[[str], str] | None = None,
    lines: Mapping[str, int] = _NO_LINES,
) -> list[Group]:
    """The marks that hold these words, under headings; ``item`` gives the title of an item, ``paper`` that of a file
    where marks of several are listed. "unanswered" has questions
    and follow-ups that nobody answered, "enquiry" those that are lines of enquiry in the order of asking (``lines``: mark
    -> its number), "review" those that a new version of the paper moved, changed or lost."""
    answered = {shown.mark.reply_to for shown in marks if shown.mark.reply_to}
    sought = words.casefold().split()
    wanted = [shown for shown in marks if all(word in _text(shown) for word in sought)]
    if way == "unanswered":
        wanted = [s for s in wanted if s.mark.meaning in _ASKING and s.mark.id not in answered and not s.mark.reply_to]
    elif way == "enquiry":
        wanted = sorted((s for s in wanted if s.mark.id in lines), key=lambda s: lines[s.mark.id])
    elif way == "review":
        wanted = [s for s in wanted if s.mark.state in ("moved", "changed", "orphaned") and not s.former]
    made: dict[str, list[Shown]] = {}
    titles: dict[str, str] = {}
    parents = {shown.mark.id: shown for shown in marks}
    for shown in wanted:
        key, title = _heading(way, parents.get(shown.mark.reply_to or "", shown), item, paper)
        titles[key] = title
        made.setdefault(key, []).append(shown)
    keys = list(made)
    if way == "meaning":
        order = [*MEANINGS, ""]
        keys.sort(key=order.index)
    elif way == "author":
        keys.sort(key=str.casefold)
    elif way == "review":
        keys.sort(key=("orphaned", "changed", "moved").index)
    return [Group(key, titles[key], tuple(made[key])) for key in keys]


def _heading(way: str, shown: Shown, item: Callable[[str], str], paper: Callable[[str], str] | None) -> tuple[str, str]:
    mark = shown.mark
    match way:
        case "item" | "enquiry":
            return mark.item or "", item(mark.item) if mark.item else "Outside the agenda"
        case "meaning":
            return mark.meaning or "", NAMES.get(mark.meaning or "", "Without meaning")
        case "author":
            return mark.author or "", mark.author or "Nobody named"
        case "review":
            titles = {"moved": "Moved", "changed": "Text changed", "orphaned": "Not found in this version"}
            return mark.state or "", titles.get(mark.state or "", "")
    if paper is not None:
        page = f"page {(not shown.former and mark.printed) or shown.page}"
        return f"{shown.document} {shown.page}", f"{paper(shown.document)}, {page}"
    return str(shown.page), f"Page {(not shown.former and mark.printed) or shown.page}"


def _text(shown: Shown) -> str:
    mark = shown.mark
    tags = " ".join(map(str, mark.tags)) if isinstance(mark.tags, list) else ""
    parts = (
        shown.quote, mark.comment, tags, mark.author, NAMES.get(mark.meaning or ""), KIND_NAMES.get(mark.mark or ""),
        mark.paragraph,
    )  # fmt: skip
    return " ".join(part for part in parts if part).casefold()
