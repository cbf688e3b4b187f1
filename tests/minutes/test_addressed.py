"""Whose a recommendation or an action is stands in front of words that are an order, and nowhere else."""

import pytest

from cypsc_desktop.minutes.addressed import whose


@pytest.mark.parametrize(
    ("sort", "text", "whom", "said"),
    [
        ("recommendation", "Publish the caseload figures each quarter", "Cabinet", "Cabinet publish the caseload figures each quarter"),
        ("recommendation", "review how visits are counted", "Cabinet", "Cabinet review how visits are counted"),
        ("recommendation", "Write to the DfE", "Cabinet Member for Children", "the Cabinet Member for Children write to the DfE"),
        ("recommendation", "Fund it", "Council", None),  # "fund" and "it": not sure
        ("recommendation", "Fund the club", "Council", "the Council fund the club"),
        ("recommendation", "Cabinet publish the figures", "Cabinet", None),
        ("recommendation", "That the figures be published", "Cabinet", None),
        ("recommendation", "Support for carers is funded", "Cabinet", None),
        ("recommendation", "Set is a word", "Cabinet", None),
        ("recommendation", "Publish the figures", "Schools-forum", None),  # nobody knows its article
        ("recommendation", "Publish the figures", None, None),
        ("conclusion", "Publish the figures", "Cabinet", None),
        ("action", "bring the dates", "Petra Bell", "Petra Bell to bring the dates"),
        ("action", "to write to the NHS", "Petra Bell", "Petra Bell to write to the NHS"),
        ("action", "the dates of all visits", "Petra Bell", None),
    ],
)  # fmt: skip
def test_whose_it_is(sort: str, text: str, whom: str | None, said: str | None) -> None:
    found = whose(sort, text, whom)
    assert (None if found is None else "".join(found)) == said
