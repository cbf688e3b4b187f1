"""Change sets: the unit in which every edit is written, undone and exchanged.

An op gives one field of one entity a value and names, as parents, the ops it replaces. An op that none
replaces is a head; a cell is the set of its heads (see docs/architecture.md). Pure data and pure functions:
the store writes and folds them, and nothing here reads a clock or a file.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.model.values import Value, value

Json = Any

# Reserved fields of an entity in the log, beside those of its record.
DELETED = "@deleted"  # value: list of the op ids seen by whoever deleted it
CHECKED = "@checked"  # value: list of the change sets whose values a person has looked at and accepted
SAME = "@same"  # value: the id of an entity that is the same thing; grow-only
PURGED = "@purged"  # value: list of value hashes whose values must go; grow-only

# Of equal dates of issue the later kind counts; what is of another kind stands with the first.
ISSUED_KINDS = ("paper", "agenda pack", "supplement")

REMOVED = "removed"  # what a text field shows whose value was purged

_DAY = 24 * 3600 * 1000
_LAST_MS = 253_402_300_799_999  # the end of year 9999, the last moment that can be written as a date


@value
class Origin(Value):
    """The file behind a machine's change set. Among machine values that of the latest file wins (store/editions.py)."""

    sha256: str
    kind: str
    issued: str | None
    recogniser: int


class Op(NamedTuple):
    """``entity.field`` gets the value behind ``hash``, in place of ``parents`` (op ids, "set:00012").

    Without a hash the op withdraws what it replaces: the person says nothing of this cell any more. With a
    hash but without ``json`` the value was purged on its way here.
    """

    entity: str
    field: str
    parents: tuple[str, ...] = ()
    hash: str | None = None
    salt: str | None = None
    json: str | None = None

    @property
    def value(self) -> Json:
        return None if self.json is None else json.loads(self.json)


class ChangeSet(NamedTuple):
    """One person's or one file's ops in one space. ``id`` is a digest of all the rest but the values themselves.

    ``stream`` is "device.incarnation/space", ``seq`` counts from 1 in it, ``stamp`` is a hybrid logical
    clock's; the sets of one group, one a space, were made together and are undone together.
    """

    id: str
    stream: str
    seq: int
    stamp: int
    actor: str
    label: str
    group: str
    reverts: str | None
    source: Origin | None
    ops: tuple[Op, ...]

    @property
    def space(self) -> str:
        return self.stream.partition("/")[2]

    def digest(self) -> str:
        """The id that this set must have: 128 bits of SHA-256 over everything but salts and values.

        What is hashed is the ASCII literal of a tuple: as unambiguous as JSON and several times faster.
        """
        source = self.source and (self.source.sha256, self.source.kind, self.source.issued, self.source.recogniser)
        head = (*self[1:8], source)
        body = [(entity, field, digest, parents) for entity, field, parents, digest, _, _ in self.ops]
        return hashlib.sha256(ascii((head, body)).encode()).hexdigest()[:32]

    def sealed(self) -> "ChangeSet":
        """This set with the id that its content demands."""
        return self._replace(id=self.digest())


class Touched(NamedTuple):
    """What a change touched: entity kind -> ids. Never names a screen."""

    kinds: Mapping[str, frozenset[str]] = MappingProxyType({})

    def ids(self, kind: str) -> frozenset[str]:
        return self.kinds.get(kind, frozenset())


class Clock:
    """A hybrid logical clock: stamps are milliseconds since 1970 times 65,536 plus a counter.

    Stamps only break ties between concurrent values. One more than 24 hours ahead of this device is never
    adopted, so that a device with a wrong clock cannot drag the others along.
    """

    def __init__(self, now: Callable[[], float], last: int = 0) -> None:
        self._now = now
        self._last = last

    def tick(self) -> int:
        """A stamp greater than any given or adopted before."""
        self._last = max(self._wall() << 16, self._last + 1)
        return self._last

    def adopt(self, stamp: int) -> bool:
        """Let later stamps follow this one; False if it lies more than 24 hours ahead and is not adopted."""
        if stamp > self.limit():
            return False
        self._last = max(self._last, stamp)
        return True

    def limit(self) -> int:
        """The greatest stamp that is believed now."""
        return (self._wall() + _DAY) << 16

    def _wall(self) -> int:
        return min(max(int(self._now() * 1000), 0), _LAST_MS - _DAY)


def stamp_time(stamp: int) -> str:
    """The moment of a stamp as UTC ISO text with milliseconds, "2026-11-22T08:01:04.120Z"."""
    moment = datetime.fromtimestamp(min(max(stamp >> 16, 0), _LAST_MS) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def canonical(value: Json) -> str:
    """The one JSON text of a value: keys sorted, no spaces, 1.0 written 1, no NaN, no lone surrogates."""
    return plain_text(_quoted(value) if type(value) is str else _encode(_whole(value)))


def plain_text(text: str) -> str:
    """A text that can be stored: lone surrogates, as in file names that are not UTF-8, become U+FFFD."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def value_hash(salt: str, text: str) -> str:
    """The hash that stands in the log for a value: salted, so that a purged value cannot be guessed from it."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()[:32]


def salts(count: int) -> list[str]:
    """Random salts of 128 bits, as many as are asked for."""
    block = os.urandom(16 * count).hex()
    return [block[i : i + 32] for i in range(0, 32 * count, 32)]


def touched(ids: Iterable[str]) -> Touched:
    """Ids gathered by kind."""
    kinds: dict[str, set[str]] = {}
    for entity in ids:
        kinds.setdefault(kind_of(entity), set()).add(entity)
    return Touched({kind: frozenset(found) for kind, found in kinds.items()})


_quoted = json.encoder.encode_basestring
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _whole(value: Json) -> Json:
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is float:
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if kind is dict:
        return {key: _whole(part) for key, part in value.items()}
    if kind is list or kind is tuple:
        return [_whole(part) for part in value]
    return value
