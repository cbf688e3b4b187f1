"""Dates, times, names, bodies and councils in the forms that papers print them."""

import pytest

from cypsc_desktop.intake.recognise.bodies import body_alone, body_in_sentence
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.dates import find_date, find_dates, find_time
from cypsc_desktop.intake.recognise.names import Person, read_people, voting_right


@pytest.mark.parametrize(
    "printed",
    [
        "Tuesday, 14 September 2021",
        "14th September, 2021",
        "Tuesday 14th of September 2021",
        "14 Sept 2021",
        "14-Sep-21",
        "14.09.2021",
        "14/09/2021",
        "14/9/21",
        "2021-09-14",
        "September 14, 2021",
        "14TH SEPTEMBER 2021",
        "the 14th day of September 2021",
        "14September 2021",
        "14\nSeptember\n2021",
    ],
)
def test_one_date_in_many_forms(printed: str) -> None:
    assert find_date(f"on {printed} at") == "2021-09-14"


@pytest.mark.parametrize(
    "printed",
    [
        "31 February 2021",
        "September 2021",
        "June - July 2021",
        "11/2020",
        "section 1.2.2021.4",
        "2019/20",
        "£14.09.2021x",
    ],
)
def test_what_is_no_date_stays_text(printed: str) -> None:
    assert find_date(printed) is None


def test_all_dates_of_a_text_with_their_places() -> None:
    text = "from 1 May 2024 to 3 June 2024"
    assert [(d.iso, text[d.start : d.end]) for d in find_dates(text)] == [
        ("2024-05-01", "1 May 2024"),
        ("2024-06-03", "3 June 2024"),
    ]


@pytest.mark.parametrize(
    ("printed", "time"),
    [
        ("6.30 pm", "18:30"),
        ("6.30pm", "18:30"),
        ("6:30 p.m.", "18:30"),
        ("2pm", "14:00"),
        ("10.00 am", "10:00"),
        ("10.00 a.m.", "10:00"),
        ("12 noon", "12:00"),
        ("12.00 noon", "12:00"),
        ("noon", "12:00"),
        ("midday", "12:00"),
        ("12.15 am", "00:15"),
        ("12.15 pm", "12:15"),
        ("18:30", "18:30"),
        ("1830 hours", "18:30"),
        ("18.30 hrs", "18:30"),
        ("6.30 - 8.30 pm", "18:30"),
        ("10.30 - 12.30 pm", "10:30"),
        ("9 to 11am", "09:00"),
        ("at 7 P.M.", "19:00"),
        ("midnight", "00:00"),
    ],
)
def test_times_on_the_24_hour_clock(printed: str, time: str) -> None:
    assert find_time(printed) == time


@pytest.mark.parametrize("printed", ["£18.30", "paragraph 3.45", "25:10", "a rise of 6.30 per cent", "ratio 1:30:20"])
def test_figures_are_no_times(printed: str) -> None:
    assert find_time(printed) is None


def test_a_bare_time_only_when_asked() -> None:
    assert find_time("starts 6.30", bare=True) == "06:30"


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        (
            "Councillors Ada Birch (Chair), Cy Dunn (Vice-Chair) and Edie Fell",
            [("Ada Birch", "Chair"), ("Cy Dunn", "Vice-Chair"), ("Edie Fell", None)],
        ),
        (
            "Mr R W Gale (Chairman), Mrs S Chalk, OBE, Mr D Moor and Dr L Wye",
            [("R W Gale", "Chairman"), ("S Chalk", None), ("D Moor", None), ("L Wye", None)],
        ),
        (
            "Chair: Councillor Ann Bee\nVice-Chair: Cllr Cy Dee\nVacancy",
            [("Ann Bee", "Chair"), ("Cy Dee", "Vice-Chair")],
        ),
        (
            "Cllr A. Sims – Chair; Cllr B. Tarn, Vice-Chairman; 1 vacancy",
            [("A. Sims", "Chair"), ("B. Tarn", "Vice-Chairman")],
        ),
        (
            "Councillor Zoë O’Hara-Lindqvist MBE, Councillor Jean-Luc van der Berg",
            [("Zoë O’Hara-Lindqvist", None), ("Jean-Luc van der Berg", None)],
        ),
        (
            "Conservative Group\nCouncillor Tim Roe\nLabour Group\nCouncillor Sam Poe",
            [("Tim Roe", None), ("Sam Poe", None)],
        ),
    ],
)
def test_lists_of_people(printed: str, people: list[tuple[str, str | None]]) -> None:
    assert [(p.name, p.office) for p in read_people(printed)] == people


def test_words_with_a_name_are_kept_whole() -> None:
    printed = (
        "Jo Cope (Non-voting Teacher representative) and Ms El Joy (Voting Diocesan Representative (Catholic Diocese))"
    )
    assert read_people(printed) == [
        Person("Jo Cope", None, "Non-voting Teacher representative"),
        Person("El Joy", None, "Voting Diocesan Representative (Catholic Diocese)"),
    ]


@pytest.mark.parametrize(
    ("kind", "words", "right"),
    [
        ("councillor", "", "all"),
        ("reserve", "Substitute", None),
        ("co-opted", "Non-voting Teacher representative", "none"),
        ("co-opted", "Church of England Diocese", "education"),
        ("co-opted", "Parent Governor (secondary)", "education"),
        ("co-opted", "Healthwatch", None),
        ("co-opted", "Diocesan representative, non-voting", "none"),
    ],
)
def test_voting_rights(kind: str, words: str, right: str | None) -> None:
    assert voting_right(kind, words) == right


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("CHILDREN'S SCRUTINY PANEL", "CHILDREN'S SCRUTINY PANEL"),
        ("Young People and Schools Scrutiny Panel", "Young People and Schools Scrutiny Panel"),
        ("Agenda for the Cabinet", "Cabinet"),
        ("CABINET - THURSDAY, 30 JANUARY 2025", "CABINET"),
        ("Committee: Health and Care", "Health and Care"),
        ("Meeting of the Select Committee on Housing", "Select Committee on Housing"),
        ("The committee met twice.", None),
        ("Committee Room 2", None),
        ("Contact: the panel's officer", None),
    ],
)
def test_a_line_that_is_a_body(line: str, body: str | None) -> None:
    assert body_alone(line) == body


def test_a_body_within_a_sentence() -> None:
    assert (
        body_in_sentence(
            "A meeting of the Families and Learning Board, to which you are called, will be held on Monday"
        )
        == "Families and Learning Board"
    )


def test_the_council_that_agrees_with_the_web_address_wins_over_one_named_more_often() -> None:
    front = ["Ask for: Ann Bee", "ann.bee@fallowshire.gov.uk"]
    rest = [
        "Grimsay Council agreed",
        "Grimsay Council wrote",
        "a service of Fallowshire County Council",
        "Grimsay Council paid",
    ]
    assert find_council(front, rest) == "Fallowshire County Council"


@pytest.mark.parametrize(
    "line",
    [
        "the Full Council met",
        "Arts Council England",
        "as the Council knows",
        "Parish Councils were asked",
        "ann.bee@fallowshire.gov.uk",
    ],
)
def test_no_council_is_made_up(line: str) -> None:
    assert find_council([line], [line]) is None
