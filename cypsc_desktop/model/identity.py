"""Ids. What is recognised in a paper is named by what is printed; what a person makes, by time and chance.

Two colleagues who import the same pack on two laptops must hold the same records, so the id of a
recognised record is a UUIDv5 of its folded words and of nothing else: no file name, no clock, no council.
An id reads ``kind-uuid``; the kind is the name of its folded table.
"""

import hashlib
import os
import re
import time
import unicodedata

_NAMESPACE = bytes.fromhex("6d2f4c0e5a0b5f0e9a6e3f3c1b7c2d11")
_WORD = re.compile(r"\w+")
_SMALL_WORDS = frozenset({"and", "of", "the", "for", "a"})
_TITLES = re.compile(
    r"^(?:(?:councillors?|cllrs?|mr|mrs|ms|miss|mx|dr|prof|professor|rev|revd|reverend|sir|dame|lord|lady|baroness)\b\.?\s+)+",
    re.IGNORECASE,
)
_POST_NOMINALS = re.compile(r"(?:,?\s+(?:[OMCD]BE|MP|JP|QPM|DL|KC|QC|FRSA|PhD|MBA|CBE|BEM)\b\.?)+$")


class Actor(str):
    """Who is at work, by name. ``private``: the name that their private space bears, which stays theirs when they call
    themselves otherwise; by default the same."""

    __slots__ = ("private",)
    private: str

    def __new__(cls, name: str, *, private: str = "") -> "Actor":
        made = super().__new__(cls, name)
        made.private = private or name
        return made


def fold(text: str) -> str:
    """Lower-case words and digits of ``text`` parted by single spaces: the form in which texts are compared.

    Accents, case, punctuation and the spelling of "&" do not count.
    """
    plain = unicodedata.normalize("NFKD", text).replace("&", " and ").replace("’", "'").replace("'", "")
    if not plain.isascii():  # else there is nothing that combines, and thousands of texts are folded at once
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain.casefold()))


def fold_body(body: str) -> str:
    """A committee's name without small words and word order.

    "Scrutiny Children & Young People Sub-Committee" and "Children and Young People Scrutiny
    Sub-Committee" are one body.
    """
    words = fold(body).replace("sub committee", "subcommittee").split()
    return " ".join(sorted(w for w in words if w not in _SMALL_WORDS))


def without_post_nominals(name: str) -> str:
    """A name without OBE, KC and the like behind it."""
    return _POST_NOMINALS.sub("", name)


def bare_name(name: str) -> str:
    """A person's name as printed, without Councillor, Mr, Dr and the like, and without post-nominals."""
    return without_post_nominals(_TITLES.sub("", " ".join(name.split()))).strip(" ,;.")


def recognised_id(kind: str, *printed: str | None, ordinal: int = 0) -> str:
    """The id of a recognised record: ``kind-`` and the UUIDv5 of its folded words.

    ``printed`` holds the parent's id first, then what is printed; ``ordinal`` tells equals apart (0 is
    the first of them).
    """
    parts = [p if p and _is_id(p) else fold(p or "") for p in printed]
    if ordinal:
        parts.append(f"#{ordinal}")
    name = kind + chr(31) + chr(31).join(parts)
    digest = hashlib.sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()
    return _uuid(kind, int.from_bytes(digest[:16], "big"), version=5)


def made_id(kind: str) -> str:
    """A new id for what a person makes: ``kind-`` and a UUIDv7 (RFC 9562), so ids sort by time."""
    stamp = time.time_ns() // 1_000_000
    return _uuid(kind, (stamp << 80) | int.from_bytes(os.urandom(10), "big"), version=7)


def _uuid(kind: str, bits: int, *, version: int) -> str:
    """The id with these bits but for those that tell of which make and version a UUID is. Python's own module for this
    would bring with it, at each start, one that finds out about the machine."""
    bits = bits & ~(0xF << 76 | 0b11 << 62) | version << 76 | 0b10 << 62
    text = f"{bits:032x}"
    return f"{kind}-{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def kind_of(entity: str) -> str:
    """The kind of a record, from its id ("item-…" is "item")."""
    return entity[: -len("-00000000-0000-0000-0000-000000000000")]


def _is_id(text: str) -> bool:
    return re.fullmatch(r"[a-z_]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def committee_id(body: str) -> str:
    """A committee is its folded name."""
    return recognised_id("committee", fold_body(body))


def meeting_id(body: str, date: str) -> str:
    """A meeting is its body and ISO date; the council is never part of it."""
    return recognised_id("meeting", fold_body(body), date)


def person_id(body: str, name: str) -> str:
    """A person is a name within a body."""
    return recognised_id("person", fold_body(body), bare_name(name))


def item_key(meeting: str, number: str | None, title: str) -> tuple[str, str]:
    """What names an agenda item: its printed number within the meeting, else its title."""
    return (meeting, f"no {number}" if number else title)


def document_id(sha256: str) -> str:
    """A file is its bytes."""
    return recognised_id("document", sha256)


def version_id(sha256: str, first_sheet: int) -> str:
    """A version of a paper is the sheet of the file on which it begins."""
    return recognised_id("version", sha256, str(first_sheet))
