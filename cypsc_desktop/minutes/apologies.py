"""What stands under the item of apologies: who sent them, and who sat in whose place. Pure values.

Nothing is said of what nobody typed: "There were none." stands there only as a line of its own.
"""

from collections.abc import Sequence

from cypsc_desktop.minutes.state import State
from cypsc_desktop.minutes.wording import Wording
from cypsc_desktop.model.identity import fold


def is_of_apologies(title: str | None) -> bool:
    """Whether an item is the one of apologies for absence."""
    return fold(title or "").startswith("apolog")


def sent(evening: State, wording: Wording, said: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The sentence and the lines that it comes from; None where nobody sent any, or where what was ``said`` there names them
    all already."""
    rows = [row for row in evening.room.attendance() if row.public]
    absent = [row.seated.name for row in rows if row.state in ("apologies", "substituted")]
    places = [(row.seated.name, row.in_place_of) for row in rows if row.in_place_of in absent]
    words = set(fold(" ".join(said)).split())
    if not absent or all(words.intersection(fold(name).split()[-1:]) for name in absent):
        return None
    text = wording.say("apologies", names=listed(absent))
    for name, of in places:
        text += f" {wording.say('substitute', name=name, absent=of or '')}"
    lines = [one for one in evening.entries if one.sort in ("apologies", "substitute") and one.part != "B"]
    return text, tuple(one.id for one in lines if {one.who, (one.details or {}).get("in_place_of")} & {*absent})


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
