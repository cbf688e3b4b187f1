"""How a field is typed: read and written back, and refused in plain words."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.commands.fields import Field, Sort, field_of, fields_of, read_value, write_value
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import KINDS, log_fields


@pytest.mark.parametrize(
    ("kind", "field", "typed", "value"),
    [
        ("response", "decision", " In progress ", "in-progress"),
        ("attendance", "state", "Also present", "also_present"),
        ("document", "doc_kind", "Agenda pack", "agenda pack"),
        ("meeting", "date", "14/9/2021", "2021-09-14"),
        ("meeting", "date", "14 September 2021", "2021-09-14"),
        ("response", "report_back", "Autumn 2021", "Autumn 2021"),
        ("response", "report_back", "2 Nov 2021", "2021-11-02"),
        ("meeting", "date", "Tuesday, 14th Sept 2021", "2021-09-14"),
        ("meeting", "date", "Tues 14.9.21", "2021-09-14"),
        ("meeting", "date", "Yesterday", (datetime.now().astimezone().date() - timedelta(1)).isoformat()),
        ("meeting", "time", "6.30 pm", "18:30"),
        ("saving", "amount", "£1,065", 1065),
        ("saving", "amount", "(12.5)", -12.5),
        ("item", "printed_pages", "15 – 50", [15, 50]),
        ("item", "printed_pages", "7", [7, 7]),
        ("item", "to_follow", "Yes", True),
        ("person", "aliases", "A Bee\n\n Anna  Bee \n", ["A Bee", "Anna Bee"]),
        ("item", "title", " two\nlines ", "two lines"),
        ("section", "text", "two\r\nlines", "two\nlines"),
        ("section", "text", " \n ", None),
    ],
)
def test_what_is_typed_is_read(kind: str, field: str, typed: str, value: object) -> None:
    assert read_value(field_of(kind, field), typed) == value


@pytest.mark.parametrize(
    ("kind", "field", "typed", "said"),
    [
        ("response", "decision", "maybe", "Choose from: awaiting"),
        ("meeting", "date", "30/2/2021", "is not a date. Type it as 14/9/2021"),
        ("meeting", "date", "2021-02-30", "The calendar has no 2021-02-30"),
        ("response", "report_back", "2021-02-30", "The calendar has no 2021-02-30"),
        ("meeting", "time", "starts 18:30 or so", "is not a time of day"),
        ("meeting", "time", "25:10", "is not a time of day"),
        ("saving", "amount", "lots", "is not a number"),
        ("saving", "amount", "nan", "is not a number"),
        ("saving", "amount", "1e999", "is not a number"),
        ("finding", "page", "1.5", "is not a whole number"),
        ("item", "planned", "-5", "below nothing"),
        ("committee", "quorum", "(3)", "below nothing"),
        ("item", "printed_pages", "50-15", "run backwards"),
        ("item", "printed_pages", "0", "is not a range of pages"),
        ("item", "to_follow", "perhaps", "Type yes or no"),
        ("item", "meeting", " ", "belongs to a meeting"),
        ("person", "name", " ", "A person needs a name"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(kind: str, field: str, typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_value(field_of(kind, field), typed)


@pytest.mark.parametrize(
    ("value", "shown"), [("2021-09-04", "4 Sep 2021"), ("Autumn 2021", "Autumn 2021"), ("0214-09-04", "0214-09-04")]
)
def test_a_date_is_shown_as_people_here_write_it_and_read_back(value: str, shown: str) -> None:
    field = field_of("response", "report_back")
    assert write_value(field, value) == shown
    assert read_value(field, shown) == value


def test_every_field_has_one_way_of_typing() -> None:
    for kind in KINDS:
        names = [field.name for field in fields_of(kind)]
        assert names == [name for name in log_fields(kind) if name in names]
        assert not {"at", "sha256", "labels", "position"} & set(names)


CASES = st.sampled_from([field for kind in KINDS for field in fields_of(kind) if field.sort != Sort.RECORD])


@given(CASES, st.text(max_size=40))
def test_reading_anything_gives_a_value_or_a_sentence(field: Field, typed: str) -> None:
    try:
        value = read_value(field, typed)
    except UserError as error:
        said = str(error)
    else:
        assert read_value(field, write_value(field, value)) == value
        said = "Read."
    assert said.endswith(".")
