"""Who is who at a meeting: the people that lines may name, and the code that each is typed by. Pure values.

Codes are those of docs/reference/minutes-lines.md: initials, in the order members, co-opted, reserves, guests as they join.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from cypsc_desktop.model.identity import bare_name, without_post_nominals

SEATS = ("councillor", "co-opted", "reserve", "guest")
_TITLE = re.compile(r"^(?:(?:councillor|cllr|mr|mrs|ms|miss|mx)\b\.?\s+)+", re.IGNORECASE)
_APOSTROPHES = str.maketrans("", "", "'’‘`ʼ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Somebody on the roster. ``seat`` is one of SEATS, ``voting`` as of a Membership; ``person`` the id of their Person.

    ``code`` is what they are typed by, ``aliases`` other codes. ``own_code`` was chosen by a person.
    """

    name: str
    seat: str = "guest"
    role: str | None = None
    voting: str | None = None
    person: str | None = None
    code: str = ""
    aliases: tuple[str, ...] = ()
    own_code: str | None = None


class Roster:
    """The people of one meeting, in order; ``add`` gives each a code that stays."""

    def __init__(self, people: Iterable[Seated] = ()) -> None:
        self._people: list[Seated] = []
        self._codes: dict[str, Seated] = {}
        self._names: dict[str, Seated] = {}
        listed = list(people)
        for seat in SEATS:
            for one in listed:
                if one.seat == seat:
                    self.add(one)

    def __iter__(self) -> Iterator[Seated]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)

    def add(self, one: Seated) -> Seated:
        """Put somebody at the end of the list, under a code that nobody else has; whoever is there already stays."""
        known = self.named(one.name)
        if known:
            return known
        own = folded_code(one.own_code or "")
        code = own if own and own not in self._codes else free_code(one.name, set(self._codes))
        seated = replace(one, code=code)
        self._people.append(seated)
        self._names[_key(one.name)] = seated
        self._codes[code] = seated
        for alias in one.aliases:
            self._codes.setdefault(folded_code(alias), seated)
        return seated

    def find(self, code: str) -> Seated | None:
        """Whom a code means; its case and accents do not count. Somebody whose name begins with Dr, Rev and the like is
        found by the initials behind that too, where they are nobody else's."""
        typed = folded_code(code)
        return self._codes.get(typed) or next((s for s in self._people if _behind_title(s.name) == typed), None)

    def named(self, name: str | None) -> Seated | None:
        """Who bears a name."""
        return self._names.get(_key(name or ""))

    def offered(self, code: str, *, limit: int = 5) -> list[Seated]:
        """Who may be meant by a code that is nobody's: codes and words of names that begin so, then codes like it."""
        typed = folded_code(code)
        begin = [s for s in self._people if typed and (s.code[:1] == typed[:1] or _begins(s.name, typed))]
        begin.sort(key=lambda s: (not s.code.startswith(typed), not _begins(s.name, typed)))
        near = [self._codes[c] for c in get_close_matches(typed, list(self._codes), n=limit, cutoff=0.5)]
        return list(dict.fromkeys([*near, *begin]))[:limit]


def free_code(name: str, taken: Iterable[str]) -> str:
    """The code of a name among those taken: initials; two letters and an initial; an initial and two letters; a digit."""
    held = set(taken)
    words = [word for part in name.split() if (word := folded_code(part))]
    first, last = (words[0], words[-1]) if words else ("x", "x")
    plain = first[0] + last[0]
    for code in (plain, first[:2] + last[0], first[0] + last[:2]):
        if code not in held:
            return code
    number = 2
    while f"{plain}{number}" in held:
        number += 1
    return f"{plain}{number}"


def _behind_title(name: str) -> str:
    """The initials behind a title, "" of a name without one."""
    bare = bare_name(name)
    words = [word for part in bare.split() if (word := folded_code(part))]
    return words[0][0] + words[-1][0] if words and bare != name else ""


def folded_code(code: str) -> str:
    """A code as it is compared: small letters and digits, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", code.translate(_APOSTROPHES)).casefold()
    return "".join(c for c in plain if c.isalnum())


def guest_name(typed: str) -> str:
    """The name of a guest as typed, without Councillor, Mr and the like, and without post-nominals."""
    words = " ".join(typed.split())
    return without_post_nominals(_TITLE.sub("", words)) or words


def _key(name: str) -> str:
    return " ".join(name.translate(_APOSTROPHES).casefold().split())


def _begins(name: str, typed: str) -> bool:
    return any(folded_code(word).startswith(typed) for word in name.split())
