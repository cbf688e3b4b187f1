"""Who may vote on a question, whether counts can be right, and how a vote ended.

Church and parent governor representatives vote on education only; teachers and other co-opted members not at all
(School Standards and Framework Act 1998 s499; local rules may give more). Show of hands, majority of those present and
voting, the chair's casting vote on a tie; without it a tie is lost (LGA 1972 Schedule 12 paragraph 39).
"""

EDUCATION, OTHER, MIXED = "education", "other", "mixed"


def may_vote(voting: str | None, seat: str | None, matter: str | None = None) -> bool:
    """Whether somebody with this right and seat votes on a matter: education, other, mixed, or None (never said).

    Those for education vote on whatever may be education: only a matter that is ``other`` leaves them out.
    """
    if voting == "all":
        return True
    if voting == "education":
        return matter != OTHER
    return voting is None and seat in ("councillor", "reserve")


def refusal(for_: int, against: int, abstain: int, *, casting: str | None, entitled: int) -> str | None:
    """Why these counts cannot be, in a sentence with the way to mend it; None where they can."""
    total = for_ + against + abstain
    if total > entitled:
        members = "1 voting member is" if entitled == 1 else f"{entitled} voting members are"
        return (
            f"For, against and abstentions total {total}, but {members} present. Change a count or update attendance."
        )
    if casting and for_ != against:
        return "A casting vote is given only on a tie. Change a count, or leave the casting vote out."
    return None


def result(for_: int, against: int, casting: str | None = None) -> str:
    """How it ended, "carried" or "lost"."""
    if for_ == against:
        return "carried" if casting == "for" else "lost"
    return "carried" if for_ > against else "lost"
