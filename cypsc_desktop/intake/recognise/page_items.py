"""The items on a meeting's web page: number, title, words, documents, and what was minuted under each.

Item titles are told by their style (the one heading level that carries numbers), the parts of an item by the
words that such pages set above them ("Additional documents:", "Minutes:").
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cypsc_desktop.intake.layout import Table
from cypsc_desktop.intake.recognise.paragraphs import Paragraph
from cypsc_desktop.intake.report import At, PaperFound

_NUMBERED = re.compile(
    r"^(?P<item>(?:agenda\s+)?item\s*(?:no\.?\s*)?)?\(?(?P<number>(?:[A-Z]{2,6}[/.-])?[A-Z]{0,3}\d{1,4}(?:[./]\d{1,4})?[a-z]?)(?P<end>[.):]*)(?:\s*[:–-])?(?:\s+(?P<title>\S.*))?$",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"[\s,;(–-]*(?:pdf\s+icon\s*)?\b(?P<kind>PDF|DOCX?|XLSX?|PPTX?|RTF|ODT|ZIP|HTML|TXT)\b[\s,:(]*\d[\d.,]*\s*(?:[KMG]?B|bytes)\b\)?(?:/\d+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;.(]*\b(?:opens?\s+in\s+(?:a\s+)?new\s+(?:window|tab)|view\s+reasons?\s+restricted"
    r"|view\s+the\s+(?:decision|background)|new\s+window)\b.*$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"[\s,–-]*[\[(]?\s*(?:(?:report|paper|document|minutes|appendix|presentation)s?\s+)?(?:is\s+|are\s+)?"
    r"\bto\s+follow\b\s*[\])]?\.?",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"\s*[\[(]\s*(?:pages?|pp?\.?)\s*(?P<a>\d{1,4})(?:\s*[-–—]\s*(?P<b>\d{1,4}))?\s*[\])]", re.IGNORECASE
)
_DOCUMENTS = re.compile(
    r"^(?:(?:additional|supporting|related|attached|background|other)\s+)?"
    r"(?:documents?|papers|reports|attachments|files|appendices)(?:\s+attached)?\s*:?\s*$",
    re.IGNORECASE,
)
_MINUTED = re.compile(
    r"^(?:(?:draft|printed|public)\s+)?(?:minutes?|decisions?|resolutions?|outcomes?)"
    r"(?:\s+(?:of\s+(?:the|this)\s+item|text|made))?\s*:?\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"^(?:agenda\s+item|description|purpose|summary|report|details"
    r"|further\s+information|decision\s+type|media|webcast|notes?)\s*:?\s*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:agenda\s*[–-]?\s*)?part\s+(?P<letter>A|B|I{1,2}|1|2|one|two)\b"
    r"|^(?P<shut>exempt|confidential|restricted|private)\s+(?:items?|business|agenda)"
    r"|^(?P<open>public|open|unrestricted)\s+(?:items?|business|agenda)",
    re.IGNORECASE,
)
_NO_ITEM = re.compile(r"^(?:no\.?|item|items|note|agenda|agenda items?|page|title|number)$", re.IGNORECASE)
_LETTER = {"1": "A", "one": "A", "i": "A", "2": "B", "two": "B", "ii": "B", "a": "A", "b": "B"}
_END = re.compile(
    r"^(?:original\s+text|meeting\s+attendance|attendance\s+details|published\s*:"
    r"|share\s+this|back\s+to\s+top|related\s+(?:pages|links|meetings))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageItem:
    """An item as the page prints it. ``index`` is its title's place among the page's blocks, ``minuted`` what
    stands under "Minutes:" and ``minuted_blocks`` the places of that."""

    index: int
    number: str | None
    title: str
    at: At
    part: str | None = None
    purpose: str | None = None
    to_follow: bool = False
    printed_pages: tuple[int, int] | None = None
    papers: list[PaperFound] = field(default_factory=list)
    minuted: list[Paragraph | Table] = field(default_factory=list)
    minuted_blocks: list[int] = field(default_factory=list)


def read_page_items(blocks: Sequence[Paragraph | Table]) -> list[PageItem]:
    """The items in order; none where the page has no list of them."""
    starts = _starts(blocks)
    parts = {n: part for n, block in enumerate(blocks) if isinstance(block, Paragraph) and (part := _part(block))}
    items = []
    for here, after in pairwise([*starts, len(blocks)]):
        item = _open(blocks, here)
        item.part = _part_at(here, parts, any_part=bool(parts))
        begin = here + 1 + _title_apart(blocks, here)
        _fill(item, [(n, blocks[n]) for n in range(begin, after) if n not in parts])
        items.append(item)
    return items


def _starts(blocks: Sequence[Paragraph | Table]) -> list[int]:
    """Where items begin: paragraphs of the heading level at which most numbered titles stand.

    At that level a title without number is an item too, if the page gives it no other meaning.
    """
    numbered = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Paragraph) and _numbers(blocks, n)]
    levels = Counter(b.heading for _, b in numbered if b.heading)
    if levels:
        level = levels.most_common(1)[0][0]
        first = next(n for n, b in numbered if b.heading == level)
        return [
            n
            for n, b in enumerate(blocks)
            if isinstance(b, Paragraph)
            and b.heading == level
            and n >= first
            and not _is_part_of_item(b.text)
            and not _part(b)
        ]
    rising = _rising([(n, b) for n, b in numbered if b.bold])
    return rising if len(rising) > 2 else []


def _numbers(blocks: Sequence[Paragraph | Table], n: int) -> bool:
    """Whether a paragraph is a numbered title, its title on the same line or alone below."""
    block = blocks[n]
    assert isinstance(block, Paragraph)
    match = _NUMBERED.match(block.printed)
    if match is None or len(block.printed) > 400:
        return False
    title = match["title"]
    if title is None:
        return bool(block.heading) and bool(match["item"] or match["end"]) and _title_apart(blocks, n)
    return (
        bool(match["item"] or match["end"] or "/" in match["number"] or block.heading)
        and re.match(
            r"\d|[-–/:.]|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
            title,
            re.IGNORECASE,
        )
        is None
    )


def _title_apart(blocks: Sequence[Paragraph | Table], n: int) -> bool:
    """Whether a number stands alone and its title is the next paragraph."""
    block = blocks[n]
    match = _NUMBERED.match(block.printed) if isinstance(block, Paragraph) else None
    after = blocks[n + 1] if n + 1 < len(blocks) else None
    return match is not None and match["title"] is None and isinstance(after, Paragraph) and len(after.text) < 300


def _rising(numbered: Sequence[tuple[int, Paragraph]]) -> list[int]:
    """Of bold numbered paragraphs those that count on by one: 1, 2, 3 or 54, 55."""
    found: list[int] = []
    last: int | None = None
    for n, block in numbered:
        match = _NUMBERED.match(block.printed)
        digits = re.search(r"\d+", match["number"]) if match else None
        if digits and (last is None or int(digits[0]) == last + 1):
            found.append(n)
            last = int(digits[0])
    return found


def _at(block: Paragraph | Table) -> At:
    return block.at if isinstance(block, Paragraph) else At(block.page, block.box)


def _open(blocks: Sequence[Paragraph | Table], n: int) -> PageItem:
    block = blocks[n]
    assert isinstance(block, Paragraph)
    match = _NUMBERED.match(block.printed) if _numbers(blocks, n) else None
    title = block.text if match is None else match["title"]
    if title is None:
        following = blocks[n + 1]
        assert isinstance(following, Paragraph)
        title = following.text
    item = PageItem(n, match["number"] if match else None, "", _at(block))
    own = _SIZE.search(title) is not None
    item.title = _tidy(title, item)
    if own:
        item.papers.append(PaperFound(title=item.title, at=item.at))
    return item


def _tidy(text: str, item: PageItem) -> str:
    """A title without file size, page range and "to follow", which are noted on the item."""
    text = _TAIL.sub("", _SIZE.sub("", text))
    pages = _PAGES.search(text)
    if pages:
        item.printed_pages = (int(pages["a"]), int(pages["b"] or pages["a"]))
        text = _PAGES.sub("", text)
    if _FOLLOWS.search(text):
        item.to_follow = True
        text = _FOLLOWS.sub("", text)
    return " ".join(text.split()).strip(" ,;–-")


def _fill(item: PageItem, blocks: Sequence[tuple[int, Paragraph | Table]]) -> None:
    """Sort what stands under a title into words, documents and minutes."""
    mode = "words"
    words: list[str] = []
    for n, block in blocks:
        if isinstance(block, Table):
            if mode == "minuted":
                item.minuted.append(block)
                item.minuted_blocks.append(n)
            continue
        text = block.printed
        if _END.match(text):
            break
        turn = _turn(text)
        if turn is not None:
            mode = turn
        elif mode == "minuted":
            item.minuted.append(block)
            item.minuted_blocks.append(n)
        elif mode == "documents" or _SIZE.search(text):
            title = _tidy(block.text, item)
            if title and title not in [paper.title for paper in item.papers]:
                item.papers.append(PaperFound(title=title, at=block.at))
        else:
            words.append(_tidy(text, item) if _FOLLOWS.search(text) else text)
    item.purpose = " ".join(word for word in words if word) or None


def _turn(text: str) -> str | None:
    """What a label under an item opens: documents, minuted, words; None for any other line."""
    if _DOCUMENTS.match(text):
        return "documents"
    if _MINUTED.match(text) and text.rstrip().endswith(":"):
        return "minuted"
    return "words" if _WORDS.match(text) and text.rstrip().endswith(":") else None


def _is_part_of_item(text: str) -> bool:
    return _turn(text) is not None or _NO_ITEM.match(text.strip(" :")) is not None or _END.match(text) is not None


def _part(block: Paragraph) -> str | None:
    match = (
        _PART.match(block.printed)
        if len(block.printed) < 120 and (block.heading or block.bold or block.printed.isupper())
        else None
    )
    if match is None:
        return None
    return _LETTER[match["letter"].lower()] if match["letter"] else "B" if match["shut"] else "A"


def _part_at(index: int, parts: dict[int, str], *, any_part: bool) -> str | None:
    above = [part for n, part in parts.items() if n < index]
    return above[-1] if above else "A" if any_part else None
