"""The draft minutes come back from Word: what was changed in the file, and taking what a person accepts of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import Live, open_live
from cypsc_desktop.commands.minuting_draft import blocks, draft_minutes, require_unapproved
from cypsc_desktop.commands.minuting_export import live_document
from cypsc_desktop.commands.minuting_outcomes import outcome_records
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.evening import space_of
from cypsc_desktop.minutes.prose import decoration, is_chairs, opening
from cypsc_desktop.minutes.returned import Came, Sent, Suggested, compare
from cypsc_desktop.model.changes import plain_text
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold, made_id
from cypsc_desktop.model.records import Meeting, MinuteBlock
from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph
from cypsc_desktop.store.change import Change
from cypsc_desktop.store.store import Reader, Store

_FORMATS = ("docx", "html", "htm")
_FEWEST = 0.3  # of the lines that went out must be in what comes back, or it is another document


def returned(reader: Reader, meeting: Meeting, path: Path) -> list[Suggested]:
    """What a file that came back changes in the draft of a meeting, line by line; its Part B if that is what it is.

    UserError for a file of another format, and for one that is no draft of this meeting.
    """
    if path.suffix.lower().lstrip(".") not in _FORMATS:
        raise UserError(f"{path.name} is no Word document. Save it as DOCX, then choose it again.")
    source = open_source(path)
    said = [line for sheet in source.sheets for line in sheet.lines]
    came = [_came(line.text, line.bullet) for line in said if line.text.strip()]
    private = any("not for publication" in line.text.casefold() for line in came[:4])
    sent = _sent(live_document(reader, meeting, part_b=private))
    known = {fold(line.bare) for line in came} | {fold(line.text) for line in came}
    if sum(fold(line.text) in known for line in sent) < _FEWEST * len(sent):
        raise UserError(
            f"{path.name} is no draft of the minutes of {short_day(meeting.date)}: it shares too few lines with it. Choose the file "
            "that was exported from here and edited."
        )
    return _with_agreed(reader, meeting, compare(sent, came, part="B" if private else "A"))


def _with_agreed(reader: Reader, meeting: Meeting, found: Sequence[Suggested]) -> list[Suggested]:
    """The changes, each with whether the meeting agreed on the words that it would change."""
    live, made = open_live(reader, meeting), outcome_records(reader, meeting.id)
    entries = {block.id: block.entries or [] for block in blocks(reader, live)}

    def agreed(one: Suggested) -> str:
        mine = entries.get(one.block, []) if one.listed and one.kind in ("changed", "removed") else []
        record = made.get(mine[one.line - 1]) if 0 < one.line <= len(mine) else None
        when = getattr(record, "agreed", None) if getattr(record, "state", None) == "agreed" else None
        if not when:
            return ""
        return f"Agreed in the words before, {datetime.fromisoformat(when).astimezone():%d.%m.%Y, %H:%M}"

    return [replace(one, agreed=agreed(one)) for one in found]


def take_returned(store: Store, meeting: Meeting, accepted: Sequence[Suggested], *, actor: str) -> int:
    """Write the changes that a person accepted into the draft, as one change; returns how many. Those of lines that no
    paragraph holds are left. The wording of a conclusion or recommendation changes with its line."""
    live = open_live(store.read, meeting)
    require_unapproved(store.read, live)
    mine = [one for one in accepted if one.kind != "apart"]
    if not mine:
        return 0
    held = {block.id for block in all_of(store.read, MinuteBlock, meeting=meeting.id)}
    drafted = {block.id: block for block in blocks(store.read, live)}
    if not held.issuperset(drafted):
        draft_minutes(store, live, actor=actor)
        drafted = {block.id: block for block in blocks(store.read, live)}
    gone = {one.block for one in mine if one.block} - set(drafted)
    if gone:
        raise UserError("The draft has changed since this file was compared. Compare it again.")
    with store.change("Take changes from Word", actor=actor) as change:
        for block in drafted.values():
            of = [one for one in mine if one.block == block.id]
            if of:
                _rewrite(store, change, live, block, of)
        for heading in dict.fromkeys(one.item for one in mine if not one.block):
            _put_first(
                change, live, list(drafted.values()), [one for one in mine if not one.block and one.item == heading]
            )
    return len(mine)


def _sent(document: Document) -> list[Sent]:
    """The lines of a document as Word shows them, each with what it is of."""
    lines = [Sent(document.title), Sent(document.subtitle)] if document.subtitle else [Sent(document.title)]
    item: str | None = None
    for block in document.blocks:
        match block:
            case Heading():
                item = block.id or None
                lines.append(Sent(block.text, item=item, heading=True))
            case Paragraph():
                lines.append(_line(block.text, block.id, item))
            case ListBlock():
                lines += [_line(point.text, point.id, item, label=point.label, listed=True) for point in block.points]
    return lines


def _line(text: str, of: str, item: str | None, *, listed: bool = False, label: str | None = None) -> Sent:
    block, mark, line = of.rpartition("#")
    return Sent(text, block, int(line) if mark else 0, item, listed, label=label)


def _came(text: str, bullet: str | None) -> Came:
    number = (bullet or "").strip("().")
    return Came(text, number) if number.isdigit() else Came(text)


def _rewrite(store: Store, change: Change, live: Live, block: MinuteBlock, of: Sequence[Suggested]) -> None:
    """One paragraph with its changed, removed and added lines; what is added and is no point of its list follows it."""
    lines: dict[float, str] = dict(enumerate((block.text or "").split("\n")))
    after: list[str] = []
    for place, one in enumerate(of):
        label = lines[one.line].partition(". ")[0] if one.listed and one.kind == "changed" else one.label
        text = f"{label}. {one.after}" if label and label.isdigit() and one.listed else one.after
        match one.kind:
            case "changed":
                lines[one.line] = plain_text(text)
                _mend_outcome(store, change, live, block, one)
            case "removed":
                lines[one.line] = ""
            case "added" if one.listed:
                lines[one.line + (place + 1) / (len(of) + 1)] = plain_text(text)
            case "added":
                after.append(plain_text(one.after))
    text = "\n".join(line for _, line in sorted(lines.items()) if line.strip())
    if text != block.text:
        change.set(block.id, "text", text, space=block.space)
    _add_after(store.read, change, live, block, after)


def _add_after(reader: Reader, change: Change, live: Live, block: MinuteBlock, texts: Sequence[str]) -> None:
    siblings = sorted(
        (b.rank or "" for b in all_of(reader, MinuteBlock, meeting=live.meeting.id)
         if b.item == block.item and (b.part or "A") == (block.part or "A")),
    )  # fmt: skip
    low = block.rank
    high = next((other for other in siblings if other > (low or "")), None)
    for text in texts:
        low = rank.between(low, high)
        change.add(
            replace(block, id=made_id("minute_block"), sort="text", text=text, generated=None, entries=None, rank=low)
        )


def _put_first(change: Change, live: Live, drafted: Sequence[MinuteBlock], of: Sequence[Suggested]) -> None:
    """Paragraphs that were written directly under the heading of an item."""
    part = of[0].part
    high = min((b.rank or "" for b in drafted if b.item == of[0].item and (b.part or "A") == part), default=None)
    low: str | None = None
    for one in of:
        low = rank.between(low, high)
        change.add(
            MinuteBlock(
                id=made_id("minute_block"), space=space_of(live.meeting.id, part), meeting=live.meeting.id, item=one.item,
                sort="text", text=plain_text(one.after), part=part, rank=low,
            )
        )  # fmt: skip


def _mend_outcome(store: Store, change: Change, live: Live, block: MinuteBlock, one: Suggested) -> None:
    """The record of an outcome says what its line in the minutes says."""
    listed = (block.text or "").split("\n")
    entries = block.entries or []
    if not one.listed or len(listed) != len(entries) + 1:
        return
    entry = next((e for e in live.evening.entries if e.id == entries[one.line - 1]), None)
    record = outcome_records(store.read, live.meeting.id).get(entries[one.line - 1])
    if entry is None or record is None or record.space != block.space:
        return
    beside = [e for e in live.evening.entries if e.id in entries]
    named = not all(is_chairs(live.evening, e) for e in beside)
    held = " ".join((getattr(record, "text", None) or "").split())
    stood = opening(entry, record, held)
    after = decoration(live.evening, entry, record, named=named, opened=stood is not None)
    words = _without(stood[0], one.after, held) if stood else one.after
    if words.endswith(after):
        words = words[: len(words) - len(after)]
        change.set(record.id, "text", plain_text(words), space=record.space)


def _without(opening: str, words: str, held: str) -> str:
    """A line without whose it is in front, begun and ended as the record's own words were."""
    said = words[5:] if words[:5].casefold() == "that " else words
    if said[: len(opening)].casefold() != opening.casefold():
        return words
    said = said[len(opening) :]
    said = said if held.endswith(".") else said.removesuffix(".")
    return said[:1].upper() + said[1:] if held[:1].isupper() else said
