"""Whether a vote counted more than were surely entitled to it: so where nobody said if its item is about education, and
where attendance or matter were mended later. Pure values."""

from dataclasses import dataclass

from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.minutes.state import State
from cypsc_desktop.minutes.voted import question_of
from cypsc_desktop.model.records import Entry, Item
from cypsc_desktop.model.rules.voting import OTHER


@dataclass(frozen=True, slots=True)
class Doubt:
    """``counted`` in all, and ``sure`` of them entitled; ``unsure`` vote on education only, and nobody said whether ``item``
    is about it. Without any, more were counted than may vote."""

    counted: int
    sure: int
    unsure: tuple[Seated, ...]
    item: Item | None

    def names(self) -> str:
        """Who may not have been entitled, and why: "Grace Dunn votes on education only"."""
        named = " and ".join(one.name for one in self.unsure)
        return f"{named} {'votes' if len(self.unsure) == 1 else 'vote'} on education only"


def doubt_of(evening: State, vote: Entry) -> Doubt | None:
    """What is doubtful in the counts of a vote; None where nothing is."""
    details = vote.details or {}
    question = question_of(evening, vote) if "for" in details else None
    if question is None:
        return None
    counted = sum(int(details[side]) for side in ("for", "against", "abstain"))
    item = evening.item_of(question.entry.item)
    matter = item.matter if item is not None else None
    room = evening.before(vote).room
    sure = room.voters(matter or OTHER)
    if counted <= len(sure):
        return None
    held = {one.name for one in sure}
    unsure = tuple(one for one in room.voters(matter) if one.name not in held)
    return Doubt(counted, len(sure), unsure, item)
