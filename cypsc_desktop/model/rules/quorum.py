"""Quorum: enough voting members in the room. Its size is a local rule without a default (LGA 1972 Schedule 12 paragraph 6
lets the body set it), so where none was entered nothing is said.
"""


def is_quorate(voting_members: int, quorum: int | None) -> bool | None:
    """Whether so many voting members in the room are enough; None where the body's quorum is not known."""
    return None if quorum is None else voting_members >= quorum
