"""One line of notes: every kind and mark, what is no line, and that nothing a person types is lost or raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.minutes.grammar import Line, parse

KINDS = [
    (">start", "start"), (">end", "end"), (">7", "item"), (">>", "next"), ("||", "break"), ("|>", "resume"),
    ("@18:31", "clock"), ("+rw", "arrival"), ("-rw", "departure"), ("~ej", "apologies"), ("=jf hr", "substitute"),
    ("+ Petra Bell, Head of Service", "guest"), ("q.rw why", "question"), ("q. why", "question"), ("a.dj so", "answer"),
    ("p.sb so", "point"), ("i.kc so", "introduction"), ("c. so", "conclusion"), ("r. so", "recommendation"),
    ("r.cabinet so", "recommendation"), ("f. so", "request"), ("t.kc so", "action"), ("s. so", "resolution"),
    ("k.rw so", "undertaking"), ("d.sb so", "interest"), ("m.rw/sf so", "motion"), ("n.rw/sf so", "amendment"),
    ("v 6-1-1", "vote"), ("v 4-4-0 for", "vote"), ("v.", "vote"), ("w.sb against", "recorded-vote"), ("x.3 so", "exclusion"),
    ("x.1,3 so", "exclusion"), ("x/", "readmission"), ("b.q.rw so", "question"), ("b^", "to-part-b"), ("u. so", "urgent"),
    (">Start", "start"), (">END", "end"), ("V.", "vote"), ("V 6-1-1", "vote"), ("X.3 so", "exclusion"), ("X/", "readmission"),
    ("B^", "to-part-b"), ("B.Q.RW so", "question"), ("+ Ada van der Poe", "guest"),
    ("^a.dj so", "correction"), ("  so", "continuation"), ("# so", "comment"), ("so", "note"), ("", "blank"), ("  ", "blank"),
]  # fmt: skip
NOTES = [
    "- words", "a member asked why", "r and d of pumps", "v good point", "#1 of the list", "e.g. this", "A. Smith spoke",
 "> quoted", "~ about", "+ more is needed", "--- then", "= equal", "x.com was closed", "!", "C. Jones",
    "B. Jones spoke", "B.A. degrees", "V good",
]  # fmt: skip
UNFINISHED = [
    "q.rw",
    "q.",
    "c.",
    "v 6-1",
    "v. all agreed",
    "w.sb perhaps",
    "n.rw",
    "=jf",
    "^",
    "^>7",
    "+rw sf",
    "c.rw words",
    "b.",
    "+",
    "~",
    "v",
    "q.rw: why",
]


@pytest.mark.parametrize(("line", "sort"), KINDS)
def test_every_kind_of_line(line: str, sort: str) -> None:
    found = parse(line)
    assert (found.sort, found.problem) == (sort, None)


def test_a_capital_b_leaves_nothing_public() -> None:
    assert parse("B.q.rw so").private
    assert parse("B.^a.dj so").private
    assert not parse("B. Jones spoke").private


@pytest.mark.parametrize("line", NOTES)
def test_what_is_no_line_is_a_plain_note(line: str) -> None:
    found = parse(line)
    assert (found.sort, found.text, found.problem) == ("note", line, None)


@pytest.mark.parametrize("line", UNFINISHED)
def test_what_is_unfinished_is_a_note_with_a_reason(line: str) -> None:
    found = parse(line)
    assert (found.sort, found.text) == ("note", line)
    assert found.problem


@pytest.mark.parametrize("line", ["x.3", "x. the contract", "x.8 the contract", "x.12 the contract"])
def test_an_exclusion_that_is_not_complete_closes_all_the_same(line: str) -> None:
    found = parse(line)
    assert (found.sort, found.closes) == ("note", True)


def test_marks_before_and_after() -> None:
    found = parse("@9:05 b.m.rw/so That it be done !")
    assert found == Line(
        "motion", text="That it be done", codes=("rw", "so"), stamp="09:05", private=True, starred=True,
        body="m.rw/so That it be done", spans=found.spans,
    )  # fmt: skip
    assert [(s.role, "@9:05 b.m.rw/so That it be done !"[s.start : s.end]) for s in found.spans] == [
        ("time", "@9:05"), ("part", "b."), ("kind", "m"), ("code", "rw/so"), ("text", "That it be done"), ("star", "!"),
    ]  # fmt: skip
    assert parse("b.@19:00 c. so").stamp == "19:00"
    assert (parse("b.so").text, parse("b.so").private) == ("so", True)
    assert parse("@24:00 so") == parse("@24:00 so")
    assert parse("@24:00 so").text == "@24:00 so"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("@7pm", "a time is written @19:05"), ("@19.05 >start", "a time is written"), ("@25:00 late", "a time is written"),
        ("@18:40|>", "a time is written"), ("q.rw/so both?", "one name stands after q."), ("t.rw,so ring", "one name"),
        ("m.rw/so/el That it be", "one name"), ("a.m. was meant", None), ("i.e. that", None), ("@home again", None),
        ("Q.rw/so both?", None),
    ],
)  # fmt: skip
def test_a_time_or_names_in_other_ways_are_a_note_and_told(line: str, why: str | None) -> None:
    found = parse(line)
    assert (found.sort, found.text) == ("note", line)
    assert (found.problem or "").startswith(why or "")
    assert bool(found.problem) == bool(why)
    assert parse("  and more !").starred
    assert parse("q.rw why!").text == "why!"
    assert parse("x.1, 3 the bid").paragraphs == ("1", "3")
    assert parse("v 4-4-0 FOR").word == "for"
    inner = parse("^r.nhs Ask again !").inner
    assert inner
    assert (inner.sort, inner.word, inner.starred) == ("recommendation", "nhs", False)
    assert parse("^r.nhs Ask again !").starred


_TYPED = st.text(st.sampled_from("qapicrftskdmnvwxubBQ.^@+-~=|>/#! 0123456789:,rwsfö'’\t"), max_size=24) | st.text(
    max_size=40
)


@given(_TYPED)
def test_no_line_raises_and_none_is_lost(raw: str) -> None:
    found = parse(raw)
    if found.sort == "note":
        assert found.text
        assert found.text in raw
    assert all(0 <= span.start <= span.end <= len(raw) for span in found.spans)
    for span in found.spans:
        if span.role == "text" and found.text and found.sort != "correction":
            assert raw[span.start : span.end] == found.text


@given(st.sampled_from([line for line, sort in KINDS if sort not in ("blank", "clock", "comment", "continuation")]))
def test_stamp_and_part_change_nothing_else(line: str) -> None:
    plain, stamped = parse(line), parse(f"@18:40 b.{line}")
    assert (plain.sort, plain.text, plain.codes, plain.counts) == (
        stamped.sort,
        stamped.text,
        stamped.codes,
        stamped.counts,
    )
    assert (stamped.stamp, stamped.private) == ("18:40", True)
