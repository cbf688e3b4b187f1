"""British English without Hunspell's program: what is known, what is not, what it may have been."""

import pytest

from cypsc_desktop import paths
from cypsc_desktop.minutes.spelling import Speller, read_speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return read_speller(paths.resources() / "dictionaries")


KNOWN = (
    "committee recommendations children's realised organise colour unhappily reorganised overspent safeguarding scrutinised"
    " minuted dismissed unhelpfulness sub-committee well-being Tuesday Kent's o'clock non-voting pre-school misreported"
)


def test_british_words_with_their_endings_and_beginnings(speller: Speller) -> None:
    assert speller.misspelt(f"{KNOWN} .") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("recieve", "receive"), ("accomodation", "accommodation"), ("teh", "the"), ("recomendation", "recommendation"),
     ("color", "colour"), ("goverment", "government")],
)  # fmt: skip
def test_slips_are_found_and_mended(speller: Speller, wrong: str, right: str) -> None:
    text = f"they {wrong} it"
    assert speller.misspelt(text) == [(5, len(wrong))]
    assert right in speller.suggestions(wrong)


def test_names_of_the_committee_are_known_once_told(speller: Speller) -> None:
    text = "Bramblewick and Oystergate's head agree"
    assert [text[at : at + length] for at, length in speller.misspelt(text)] == ["Bramblewick", "Oystergate's"]
    speller.know(["Bramblewick School", "Oystergate"])
    assert speller.misspelt(text) == []


def test_codes_figures_addresses_and_the_word_being_typed_are_left_alone(speller: Speller) -> None:
    assert speller.misspelt("q.zz DSG 14m 3rd clerk@qwzzk.example qwzzk") == []
