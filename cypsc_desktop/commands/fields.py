"""What a person may put into each field of a record, and how it is typed: text to value and back. Writes nothing.

A value is limited only where the contract limits it; what a paper may print otherwise stays text.
"""

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from cypsc_desktop.intake.recognise.dates import find_dates, find_time
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import KINDS, log_fields
from cypsc_desktop.store.links import LINKS, PARENTS

Json = Any


_NOT_EDITED = frozenset(
    {
        "at", "sha256", "made", "labels", "document", "meeting", "project", "item", "paper", "person",
        "committee", "position", "entry", "entries", "agreed", "standing", "wording",
    }
)  # fmt: skip
# Where a mark stands and whose it is comes with the marking of it.
_ALL_THAT_IS_EDITED = {
    "annotation": frozenset({"meaning", "comment", "tags", "colour"}),
    "enquiry": frozenset({"question", "asker", "addressee", "urgency", "asked"}),
    # Lines and their order are changed by the commands of live minutes, which keep all that was folded from them.
    "entry": frozenset(),
    "minutes": frozenset({"signed_by", "signed_on"}),
    "minute_block": frozenset({"text"}),
}


class Sort(StrEnum):
    """How a field is typed."""

    WORDS = "words"  # one line
    TEXT = "text"  # as many lines as are wanted
    LIST = "list"  # an entry a line
    PAGES = "pages"  # first and last
    WHOLE = "whole number"
    FIGURE = "number"
    DATE = "date"  # nothing but a date
    DATE_OR_WORDS = "date or words"  # a date where it is one
    TIME = "time"
    YES_NO = "yes or no"
    CHOICE = "choice"
    RECORD = "record"  # the id of a record of the kind that the field is called by


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. ``choices`` are all it may hold (of a CHOICE); ``needed``: it may not be emptied."""

    kind: str
    name: str
    sort: Sort
    choices: tuple[str, ...] = ()
    needed: bool = False

    @property
    def word(self) -> str:
        """The field's name in a sentence."""
        return _WORDS.get(self.name, self.name.replace("_", " "))

    @property
    def of(self) -> str:
        """The kind of record that a RECORD field names."""
        return "document" if self.name == "instead_of" else self.name

    @property
    def of_word(self) -> str:
        """What that record is called in a sentence."""
        return "paper" if self.of == "document" else self.word


_DECISIONS = ("awaiting", "interim", "accepted", "partly", "in-progress", "rejected", "noted", "withdrawn")
_PAPERS = (
    "agenda pack", "supplement", "report", "letter", "minutes", "meeting page", "response", "indicators", "notes",
    "marked paper", "paper",
)  # fmt: skip
_OUTCOMES = ("conclusion", "recommendation", "request", "action", "resolution", "undertaking")
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("response", "decision"): _DECISIONS,
        ("response", "delivery"): ("not started", "on track", "slipped", "delivered", "evidence seen"),
        ("membership", "seat"): ("councillor", "co-opted", "reserve", "guest"),
        ("term", "seat"): ("councillor", "co-opted", "reserve"),
        **dict.fromkeys((("membership", "voting"), ("term", "voting")), ("all", "education", "none")),
        ("attendance", "seat"): ("councillor", "co-opted", "reserve", "guest"),
        ("attendance", "state"): ("present", "apologies", "also_present", "absent", "substituted"),
        ("document", "doc_kind"): _PAPERS,
        ("item", "part"): ("A", "B"),
        ("section", "part"): ("A", "B"),
        ("annotation", "meaning"): ("question", "concern", "evidence", "praise", "follow-up", "data"),
        ("enquiry", "urgency"): ("high", "normal", "low"),
        ("item", "matter"): ("education", "other", "mixed"),
        **{(kind, "state"): ("draft", "put", "agreed") for kind in _OUTCOMES},
    }
)
_SORTS: Mapping[str, Sort] = MappingProxyType(
    {
        **dict.fromkeys(
            ("date", "issued", "notice_served", "extended_to", "responded", "from_date", "to_date", "signed_on", "closed",
             "chased"),
            Sort.DATE,
        ),
        **dict.fromkeys(("considered_on", "report_back"), Sort.DATE_OR_WORDS),
        **dict.fromkeys(("time", "ended", "arrived", "left", "end_by"), Sort.TIME),
        **dict.fromkeys(("printed_pages", "pdf_pages"), Sort.PAGES),
        **dict.fromkeys(("items", "measures", "aliases", "evidence", "tags", "presenters"), Sort.LIST),
        **dict.fromkeys(
            ("text", "purpose", "recommendation", "conclusions", "decision_text", "message", "reason", "brief", "through",
             "note", "progress", "subject", "timetable", "financial", "comment", "question"), Sort.TEXT),
    }
)  # fmt: skip
_DATES = (Sort.DATE, Sort.DATE_OR_WORDS)
_READ_AGAIN = re.compile(r"(?:19|20)\d\d-")  # the years that a printed date may have
_NEAR: Mapping[str, int] = MappingProxyType({"yesterday": -1, "today": 0, "tomorrow": 1})
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_OWN_SORTS: Mapping[tuple[str, str], Sort] = MappingProxyType(
    {("programme", "date"): Sort.DATE_OR_WORDS, ("priority", "measures"): Sort.TEXT}
)
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "seat": "kind",
        "decision_text": "reply",
        "pdf_pages": "sheets",
        "doc_kind": "kind of paper",
        "report_back": "report back",
        "responded": "reply received",
        "urgency": "priority",
        "response": "reply",
        "from_date": "from",
        "to_date": "to",
        "chased": "reply chased on",
        "replaces": "says that it replaces others",
        "instead_of": "issued in place of",
    }
)
_NAMED_BY = frozenset({("person", "name"), ("committee", "name")})  # nobody could tell what an unnamed one is
# Links that say where a record comes from: a file is not chosen by hand, nor the mark behind a question.
_OF_FILES = frozenset({"document", "annotation", "entry"})
_PLACED = frozenset({"version", "annotation"})  # what these stand in is no choice
_LOOSE_PARENTS = frozenset({"committee", "document", "entry"})


@cache
def field_of(kind: str, name: str) -> Field:
    """How this field is typed. KeyError for one that no person edits."""
    for field in fields_of(kind):
        if field.name == name:
            return field
    raise KeyError(f"a {kind} has no field {name} to edit")


def editable_fields(kind: str) -> tuple[str, ...]:
    """The fields of a kind that a person may change, in the order of the record."""
    edited = _ALL_THAT_IS_EDITED.get(kind)
    return tuple(name for name in log_fields(kind) if (name not in _NOT_EDITED if edited is None else name in edited))


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that a person may edit, links to other records among them, in the order of the record."""
    links = {name for name in LINKS[kind] if name not in _OF_FILES and kind not in _PLACED}
    names = {*editable_fields(kind), *links} - {"position"}
    return tuple(_field(kind, name, links) for name in log_fields(kind) if name in names)


def parents_needed(kind: str) -> tuple[str, ...]:
    """The links without which a record of this kind belongs nowhere."""
    return () if kind in ("document", *_PLACED) else tuple(p for p in PARENTS[kind] if p not in _LOOSE_PARENTS)


def _field(kind: str, name: str, links: set[str]) -> Field:
    if name in links:
        return Field(kind, name, Sort.RECORD, needed=name in parents_needed(kind))
    if (kind, name) in _CHOICES:
        return Field(kind, name, Sort.CHOICE, _CHOICES[kind, name])
    if (kind, name) == ("document", "instead_of"):
        return Field(kind, name, Sort.RECORD)
    declared = str(KINDS[kind].__dataclass_fields__[name].type)
    for word, sort in (("bool", Sort.YES_NO), ("int", Sort.WHOLE), ("float", Sort.FIGURE)):
        if word in declared:
            return Field(kind, name, sort)
    if (kind, name) in _NAMED_BY:
        return Field(kind, name, Sort.WORDS, needed=True)
    return Field(kind, name, _OWN_SORTS.get((kind, name)) or _SORTS.get(name, Sort.WORDS))


def read_value(field: Field, text: str) -> Json:
    """What was typed as the field stores it; nothing but blanks empties it (None).

    A choice may be typed in any case, a date in any British way or as "today", a figure with £ and commas, a list also
    as the JSON that ``cypsc show`` prints. A record is named by its id. UserError says what the field takes.
    """
    typed = text.strip()
    if not typed:
        if field.needed and field.sort != Sort.RECORD:
            raise UserError(
                f"A {field.kind.replace('_', ' ')} needs a {field.word}. Type one, or delete the row with Ctrl+Del."
            )
        if field.needed:
            raise UserError(
                f"A {field.kind.replace('_', ' ')} belongs to a {field.word}. Choose one, or delete the row."
            )
        return None
    match field.sort:
        case Sort.WORDS:
            return " ".join(typed.split())
        case Sort.LIST:
            return [" ".join(line.split()) for line in _entries(typed) if line.strip()]
        case Sort.PAGES:
            return _pages(typed, field)
        case Sort.WHOLE | Sort.FIGURE:
            return _figure(typed, field)
        case Sort.DATE | Sort.DATE_OR_WORDS:
            return _date(typed, field)
        case Sort.TIME:
            return _time(typed)
        case Sort.YES_NO:
            return _yes_or_no(typed, field)
        case Sort.CHOICE:
            return _choice(typed, field)
    return typed.replace("\r\n", "\n").replace("\r", "\n")


def write_value(field: Field, value: Json) -> str:
    """A stored value as it is typed: the opposite of ``read_value``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if field.sort == Sort.PAGES:
            return "–".join(str(part) for part in dict.fromkeys(value))
        return "\n".join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if field.sort in _DATES and _READ_AGAIN.match(str(value)):
        return short_day(str(value))
    return str(value)


def _entries(typed: str) -> list[str]:
    """An entry a line, or a JSON list of texts."""
    if typed.startswith("["):
        with contextlib.suppress(json.JSONDecodeError, RecursionError):  # the latter: brackets by the thousand
            listed = json.loads(typed)
            if all(isinstance(entry, str) for entry in listed):
                return list(listed)
    return typed.splitlines()


def _pages(typed: str, field: Field) -> list[int]:
    plain = re.sub(r"\[\s*(\d+)\s*,\s*(\d+)\s*\]", r"\1-\2", typed)
    found = re.fullmatch(r"(\d{1,5})(?:\s*(?:-|–|—|to)\s*(\d{1,5}))?", plain)
    if not found or int(found[1]) < 1:
        raise UserError(f"'{_short(typed)}' is not a range of pages. Type first and last, such as 15-50.")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise UserError(f"The {field.word} {first} to {last} run backwards. Type the lower number first.")
    return [first, last]


def _figure(typed: str, field: Field) -> int | float:
    plain = typed.replace(",", "").replace(" ", "").replace("−", "-").removeprefix("£")
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1].removeprefix("£")  # how accounts print what is below nothing
    number = float(plain) if re.fullmatch(r"-?(\d{1,15}\.?\d*|\.\d+)", plain) else None
    if number is None or (field.sort == Sort.WHOLE and not number.is_integer()):
        kind = "a whole number" if field.sort == Sort.WHOLE else "a number"
        raise UserError(f"'{_short(typed)}' is not {kind}. Type digits, such as 1065.")
    if field.sort == Sort.WHOLE and number < 0:  # it counts something: minutes, members, pages
        raise UserError(f"'{_short(typed)}' is below nothing. Type 0 or more.")
    return int(number) if number.is_integer() else number


def _date(typed: str, field: Field) -> str:
    if typed.casefold() in _NEAR:
        return (datetime.now().astimezone().date() + timedelta(_NEAR[typed.casefold()])).isoformat()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError:
            raise UserError(f"The calendar has no {typed}. Check the day and the month.") from None
    plain = _WEEKDAY.sub("", typed)
    found = find_dates(plain)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain)):
        return found[0].iso
    if field.sort == Sort.DATE_OR_WORDS:
        return " ".join(typed.split())
    raise UserError(f"'{_short(typed)}' is not a date. Type it as 14/9/2021 or 14 Sep 2021.")


def _time(typed: str) -> str:
    # A time and nothing else: what stands beside it would be lost.
    clock = re.fullmatch(
        r"[\d.:\s]+(?:[ap]\.?m\.?|hrs|hours|noon|midday|midnight)?|noon|midday|midnight", typed, re.IGNORECASE
    )
    if clock and (time := find_time(typed, bare=True)):
        return time
    raise UserError(f"'{_short(typed)}' is not a time of day. Type it as 18:30.")


def _yes_or_no(typed: str, field: Field) -> bool:
    answers = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
    if typed.casefold() not in answers:
        raise UserError(f"'{_short(typed)}' does not answer {field.word}. Type yes or no.")
    return answers[typed.casefold()]


# Choices that are called otherwise for people than they are written down.
_CALLED = {
    "awaiting": "Awaiting reply", "interim": "Interim reply", "partly": "Accepted with amendment",
    "in-progress": "Already in progress",
}  # fmt: skip


def choice_words(choice: str) -> str:
    """What a choice is called, everywhere: "partly" as "Accepted with amendment"."""
    return _CALLED.get(choice) or (choice.replace("_", " ").capitalize() if len(choice) > 1 else choice)


def _choice(typed: str, field: Field) -> str:
    folded = {
        re.sub(r"[\s_-]+", " ", words.casefold()): choice
        for choice in field.choices
        for words in (choice_words(choice), choice)
    }
    chosen = folded.get(re.sub(r"[\s_-]+", " ", typed.casefold()))
    if chosen is None:
        raise UserError(f"'{_short(typed)}' is no {field.word}. Choose from: {', '.join(field.choices)}.")
    return chosen


def _short(typed: str) -> str:
    line = " ".join(typed.split())
    return line if len(line) <= 40 else line[:39] + "…"
