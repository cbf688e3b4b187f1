"""Who is in the room: what arrivals, departures, apologies and substitutions add up to. Pure values."""

from dataclasses import dataclass

from cypsc_desktop.minutes.roster import Roster, Seated
from cypsc_desktop.model.rules.voting import may_vote


@dataclass(slots=True)
class Presence:
    """One person's evening. ``arrived`` is the first time, ``left`` the last where they are still out."""

    here: bool = False
    ever: bool = False
    apologies: bool = False
    arrived: str | None = None
    left: str | None = None
    told: bool = False  # the arrival was typed, not implied by taking a seat
    in_place_of: str | None = None
    replaced: bool = False
    joined: str | None = None  # a guest: the entry by which they joined
    joined_part: str = "A"


@dataclass(frozen=True, slots=True)
class Attended:
    """A row of the attendance as the contract's JSON has it; ``seated`` is who, ``public`` whether Part A may name them."""

    seated: Seated
    state: str
    arrived: str | None
    left: str | None
    in_place_of: str | None
    public: bool


class Room:
    """The people of a roster and where they are."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.started: str | None = None
        self.is_taken = False  # somebody's coming or going has been typed
        self._states: dict[str, Presence] = {}

    def of(self, name: str) -> Presence:
        return self._states.setdefault(name, Presence())

    def start(self, time: str | None) -> None:
        """The meeting begins: whoever is in the room is there from the start."""
        self.started = time
        for one in self._states.values():
            if one.here:
                one.arrived = time

    def arrive(self, name: str, time: str | None, *, told: bool = True) -> None:
        one = self.of(name)
        self.is_taken = True
        if not one.ever or (told and not one.told and not one.left):
            one.arrived = time
        one.here = one.ever = True
        one.told = one.told or told
        one.apologies, one.left, one.replaced = False, None, False

    def leave(self, name: str, time: str | None) -> None:
        one = self.of(name)
        self.is_taken = True
        one.here = False
        if self.started is None:
            one.ever, one.arrived, one.left = False, None, None
        else:
            one.left = time

    def excuse(self, name: str) -> None:
        one = self.of(name)
        one.apologies, one.here, one.ever = True, False, False
        one.arrived = one.left = one.in_place_of = None

    def replace(self, absent: str, substitute: str, time: str | None) -> None:
        """``substitute`` sits in the place of ``absent``."""
        self.excuse(absent)
        self.of(absent).replaced = True
        self.of(substitute).in_place_of = absent
        if not self.of(substitute).here:
            self.arrive(substitute, time, told=False)

    def join(self, name: str, time: str | None, *, entry: str, part: str) -> None:
        """A guest comes in."""
        one = self.of(name)
        if one.joined is None:
            one.joined, one.joined_part = entry, part
        self.arrive(name, time)

    def is_here(self, name: str) -> bool:
        return self.of(name).here

    def voters(self, matter: str | None) -> list[Seated]:
        """Who is in the room and may vote on a matter. Before any coming or going is typed: all who have not sent
        apologies."""
        found = []
        for one in self.roster:
            state = self.of(one.name)
            replaced = self.roster.named(state.in_place_of) if state.in_place_of else None
            seated = replaced or one
            if one.seat == "reserve" and not replaced:
                continue
            if replaced and self.of(replaced.name).here:
                continue  # a seat has one vote: whose it is sits in it again
            there = state.here if self.is_taken else not (state.apologies or state.replaced)
            seat = one.seat if replaced is None else seated.seat
            if there and may_vote(seated.voting, seat, matter):
                found.append(one)
        return found

    def attendance(self) -> list[Attended]:
        """Members, then reserves who sit, then guests who joined."""
        rows = []
        for one in self.roster:
            state = self.of(one.name)
            if one.seat == "reserve" and not state.in_place_of:
                continue
            if one.seat == "guest" and not state.ever:
                continue
            told = "present" if state.ever else "substituted" if state.replaced else "absent"
            told = "apologies" if told == "absent" and state.apologies else told
            public = one.seat != "guest" or state.joined_part != "B"
            rows.append(Attended(one, told, state.arrived, state.left, state.in_place_of, public))
        return rows

    def is_quorate(self, quorum: int | None) -> bool:
        """Whether enough members who may vote are in the room; True where the quorum is not known."""
        return quorum is None or len(self.voters(None)) >= quorum

    def unaccounted(self) -> list[str]:
        """Members of whom nothing is known."""
        return [row.seated.name for row in self.attendance() if row.state == "absent"]
