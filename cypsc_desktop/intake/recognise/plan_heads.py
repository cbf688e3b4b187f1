"""The headings that tell a plan's table of actions from its table of priorities, and which column means what."""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.layout import Cell
from cypsc_desktop.intake.recognise.grids import Columns, Wordings, heads_of

_ACTIONS: Wordings = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("ref", (r"^(?:ref(?:erence)?\.?(?:\s*(?:no\.?|number))?|no\.?|number|#|id|action\s+(?:no\.?|ref\.?"
                 r"|number))$")),
        ("progress", r"\bprogress\b|\bstatus\b|\brag\b|\bupdate\b|position"),
        ("due", (r"by\s+when|\bdue\b|deadline|target\s+date|time\s?(?:scale|line|frame)|^when\??$"
                 r"|^(?:completion\s+|end\s+)?date$|complete\s+by")),
        ("owner", r"\bowner|\blead|responsible|^who\??$|by\s+whom|officer|accountable"),
        ("theme", (r"^(?:themes?|priorit(?:y|ies)(?:\s+area)?|workstreams?|objectives?|outcomes?|strands?"
                   r"|areas?(?:\s+(?:for|of)\s+\w+)?)$")),
        ("text", (r"^(?:key\s+|agreed\s+|planned\s+|priority\s+)*(?:actions?|activit(?:y|ies)|tasks?|milestones?"
                  r"|what)\b(?!.*\bpriorit)")),
    )
)  # fmt: skip
_PRIORITIES: Wordings = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("ref", r"^(?:ref(?:erence)?\.?(?:\s*(?:no\.?|number))?|no\.?|number|#|id)$"),
        ("text", r"priorit"),
        ("through", r"delivered?\s*(?:through|by|via)|through|vehicle|plan\b|how\b"),
        ("due", r"by\s+when|\bdue\b|deadline|target\s+date|time\s?(?:scale|line|frame)|^when\??$|^date$"),
        ("leads", r"\bleads?\b|owner|responsible|^who\??$"),
        ("measures", r"success|measure|impact|outcome|difference"),
    )
)  # fmt: skip


def action_heads(row: Sequence[Cell]) -> Columns | None:
    """The columns of a table of actions, if the row is its headings."""
    columns = heads_of(row, _ACTIONS) if 3 <= len(row) <= 9 else None
    if columns is None:
        return None
    keys = set(columns.keys)
    return (
        columns
        if "text" in keys
        and keys & {"owner", "due"}
        and keys & {"ref", "progress"}
        and len(keys & {"owner", "due", "progress"}) > 1
        else None
    )


def priority_heads(row: Sequence[Cell]) -> Columns | None:
    """The columns of a table of priorities, if the row is its headings."""
    columns = heads_of(row, _PRIORITIES) if 3 <= len(row) <= 9 else None
    if columns is None:
        return None
    keys = set(columns.keys)
    return columns if "text" in keys and keys & {"leads", "due"} and keys & {"through", "measures"} else None
