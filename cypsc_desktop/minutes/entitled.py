"""Who may have been counted in a vote though nobody said whether it was about education. Pure values."""

from cypsc_desktop.minutes.state import State
from cypsc_desktop.model.records import Entry


def education_only(evening: State, vote: Entry) -> str:
    """The names of those in the room who vote on education only, where counts were taken and the item's matter was never
    said; "" where there are none."""
    details = vote.details or {}
    question = next((one.entry for one in evening.questions if one.entry.id == details.get("question")), None)
    item = evening.item_of(question.item) if question is not None else None
    if "for" not in details or item is None or item.matter is not None:
        return ""
    if not any(one.voting == "education" for one in evening.roster):
        return ""
    there = evening.before(vote).room.voters(None)
    return " and ".join(one.name for one in there if one.voting == "education")
