"""What the wording of a draft leaves open."""

import pytest

from cypsc_desktop.commands.prompting import of_wording


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("That the Executive Director report each quarter by 2 November 2021", []),
        ("That Cabinet publish the table at its next meeting", []),
        ("That the report be noted by March", ["It does not say who is to do it."]),
        ("That Cabinet send the list by Friday", []),
        ("That Cabinet reply to all within two months", []),
        ("Publish the table", ["It does not say who is to do it.", "It does not say by when."]),
    ],
)
def test_who_does_it_may_stand_in_the_words(words: str, asked: list[str]) -> None:
    assert of_wording(words, who="", due="") == asked


def test_fields_beside_the_words_count() -> None:
    assert of_wording("Publish the table", who="Cabinet", due="2 Nov") == []
    assert of_wording("Look at it monthly", who="Cabinet", due="") == [
        "“Monthly” has no first date.",
        "“Look at” leaves open what is to be done.",
    ]
