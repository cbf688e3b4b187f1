"""What the public may see of a meeting while it runs: the item, the motion, what was put and agreed. Pure.

Part B, plain notes, questions not yet asked and unfinished text are never among it.
"""

from collections.abc import Sequence

from cypsc_desktop.commands.minuting_outcomes import Outcome
from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.ui.live.reading_back import Shown

_PRIVATE = Shown("", "The meeting is in private session.", "The public part will resume.")


def public_view(evening: Evening, outcomes: Sequence[Outcome]) -> Shown:
    """The item in hand with the question before the meeting, else with what was put or agreed last in it."""
    if evening.is_private:
        return _PRIVATE
    item = evening.item_of(evening.item)
    heading = " ".join(part for part in ((item.number, item.title) if item else ()) if part)
    if evening.on_break:
        return Shown(heading, "The meeting has paused.")
    if evening.ended:
        return Shown(heading, "The meeting has ended.")
    question = evening.open_question()
    if question is not None and question.entry.part != "B":
        return Shown(heading, question.entry.text or "", "Motion" if question.entry.sort == "motion" else "Amendment")
    shown = [
        one for one in outcomes if one.state in ("put", "agreed") and not one.is_private and one.item == evening.item
    ]
    if shown:
        one = shown[-1]
        return Shown(heading, one.text, f"{one.sort.capitalize()} {one.number}".strip() + f", {one.state}")
    return Shown("", heading or "The meeting has not begun.")


def read_back(one: Outcome, evening: Evening) -> Shown:
    """An outcome as it is read back."""
    item = evening.item_of(one.item)
    heading = " ".join(part for part in ((item.number, item.title) if item else ()) if part)
    beside = [f"to {one.to}" if one.to else "", one.owner or "", f"by {one.due}" if one.due else ""]
    below = ", ".join(part for part in (f"{one.sort.capitalize()} {one.number}".strip(), *beside) if part)
    return Shown(heading, one.text, below)
