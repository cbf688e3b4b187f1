"""Recommendations and actions that were typed as orders, "publish the figures": whose they are comes first, so that a sentence
stands there. A rule over words; where it is not sure of them they stay as they are. Pure values."""

import re

# Words that begin an order whatever follows, but for what makes nouns of some: "support be given", "the supply of places".
_VERBS = re.compile(
    r"accept|add|adopt|advise|agree|allocate|allow|amend|answer|appoint|apply|approve|arrange|ask|assess|begin|bring|"
    r"build|carry|chase|circulate|clarify|collect|come|commission|compare|complete|conduct|confirm|consider|consult|"
    r"continue|convene|create|decide|define|deliver|develop|discuss|double|draft|employ|encourage|ensure|establish|"
    r"evaluate|examine|expand|explain|explore|extend|find|finish|follow|get|give|go|have|hold|identify|implement|"
    r"improve|include|inform|introduce|investigate|invite|keep|lay|let|lobby|look|maintain|make|meet|monitor|move|"
    r"obtain|open|pay|prepare|present|press|produce|promote|protect|prove|provide|publish|put|raise|reconsider|"
    r"recruit|reduce|refer|remind|remove|repair|replace|reply|resolve|restore|retain|revise|secure|see|seek|send|set|"
    r"settle|share|show|simplify|speak|stop|strengthen|submit|supply|take|tell|test|undertake|update|urge|visit|widen|"
    r"withdraw|write"
)
# Words that are names of things as often as orders: those only before what an order is about.
_EITHER = re.compile(
    r"address|check|cost|design|focus|fund|increase|lead|list|measure|name|note|offer|plan|record|release|report|"
    r"request|return|review|schedule|start|support|track|train|use|work"
)
_ABOUT = re.compile(
    r"the|a|an|its|their|his|her|our|all|each|every|both|any|no|one|two|three|on|to|that|how|why|whether|what|who|"
    r"which|this|these|those|more|half"
)
_NO_ORDER = re.compile(
    r"(?:be|is|are|was|were|has|have|had|should|must|will|would|can|could|may|shall|of)\b", re.IGNORECASE
)
_OFFICE = re.compile(
    r"(?:council|executive|leader|chair|cabinet member|head of|(?:\w+ )?director|chief)\b", re.IGNORECASE
)


def whose(sort: str | None, text: str, whom: str | None) -> tuple[str, str] | None:
    """What stands in front, and the words behind it: ("Cabinet ", "publish the figures"), ("Petra Bell to ", "bring the
    dates"). None where nobody is named, or where it is not sure that the words are an order."""
    words = text.split()
    if not whom or sort not in ("recommendation", "action"):
        return None
    if words[:1] and words[0].casefold() == "to" and sort == "action":
        words = words[1:]
    if not words or not _is_order(words):
        return None
    named = whom if sort == "action" else _with_article(whom)
    if named is None:
        return None
    first = words[0] if words[0][1:2].isupper() else words[0].lower()
    return f"{named} to " if sort == "action" else f"{named} ", " ".join([first, *words[1:]])


def _is_order(words: list[str]) -> bool:
    first, second = words[0].casefold(), words[1].casefold() if len(words) > 1 else ""
    if _VERBS.fullmatch(first):
        return not _NO_ORDER.fullmatch(second)
    return bool(_EITHER.fullmatch(first) and _ABOUT.fullmatch(second.strip(",;:.")))


def _with_article(whom: str) -> str | None:
    """An addressee as it begins a sentence: Cabinet by its name, an office with its article; None for any other."""
    if whom.casefold() == "cabinet" or whom.casefold().startswith("the "):
        return whom
    return f"the {whom}" if _OFFICE.match(whom) else None
