"""What minutes and reports of unseen councils taught, a structure a test, on invented papers."""

import pytest

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.attendance import label_kind
from cypsc_desktop.intake.recognise.lists import outcome_kind
from cypsc_desktop.intake.recognise.names import looks_like_name
from cypsc_desktop.intake.report import MinutesFound
from tests.helpers.make_source import make_source

HEAD = "! FENBOROUGH COUNCIL\n\nMINUTES of a meeting of the Schools Panel held on Tuesday 6 February 2024\n\n"
BODY = "! 1    Apologies\n\nThere were none.\n\n! 2    Minutes\n\nAgreed.\n\n! 3    School meals\n\nHeard.\n"


def minuted(words: str, body: str = BODY) -> MinutesFound:
    (one,) = recognise(make_source(f"{HEAD}{words}\n\n{body}")).minutes
    return one


def names(words: str) -> tuple[list[str], list[str], list[str]]:
    one = minuted(words)
    present, also, sorry = ([n.name for n in found] for found in (one.present, one.also_present, one.apologies))
    return present, also, sorry


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Councillors (In Person): A Ash and B Beech", "present"),
        ("Also Present (Virtually):", "also"),
        ("The following officers were present to support the meeting:", "also"),
        ("In attendance were:", "also"),
        ("Panel members present:", "present"),
        ("Other members present:", "also"),
        ("Officer Contact: C Cole, 01234 567890", "nobody"),
    ],
)
def test_labels_that_are_sentences_or_say_how_people_attended(line: str, kind: str) -> None:
    assert label_kind(line) == kind


def test_the_chair_and_surnames_under_councillors() -> None:
    table = (
        "| In the Chair: | Councillor Ann Ash |\n| Present:- | Councillors: Beech, Cole and Dunn |\n"
        "| Apologies:- | Councillors: Elm and Fir |\n| Officer contact: | Gus Hale |"
    )
    assert names(table) == (["Ann Ash", "Beech", "Cole", "Dunn"], [], ["Elm", "Fir"])


def test_councillors_beside_apologies_sent_them() -> None:
    table = "| Present: | Councillors: | Ash and Beech |\n| Apologies: | Councillors: | Elm and Fir |"
    assert names(table) == (["Ash", "Beech"], [], ["Elm", "Fir"])


def test_a_star_in_a_column_of_its_own_belongs_to_the_name_beside_it() -> None:
    table = "Elected Members:\n\n| * | Ann Ash |\n| | Bo Beech |\n| * | Cy Cole |\n\n(* = present at the meeting)"
    assert names(table)[0] == ["Ann Ash", "Cy Cole"]


def test_who_was_also_present_may_be_told_without_a_title() -> None:
    words = "Present: Councillors Ann Ash and Bo Beech\n\nCy Cole, Diocesan Representative, was also present."
    assert names(words)[:2] == (["Ann Ash", "Bo Beech"], ["Cy Cole"])


def test_from_when_to_when_may_follow_the_place() -> None:
    assert minuted("PRESENT: Councillors Ann Ash and Bo Beech\n\nOld Hall, Fen - 10.00 am - 12.25 pm").closed == "12:25"


def test_numbers_that_open_the_text_below_their_titles() -> None:
    told = "".join(f"! {title}\n\n(Agenda No. {n})\n\nSP/{30 + n}    It was noted.\n\n" for n, title in enumerate(
        ("Declarations of Interest", "Public Questions", "School Meals", "Work Programme"), 1))  # fmt: skip
    found = minuted("PRESENT: Councillors Ann Ash and Bo Beech", told).sections
    assert [(s.number, s.title) for s in found][::3] == [
        ("SP/31", "Declarations of Interest"), ("SP/34", "Work Programme"),
    ]  # fmt: skip


def test_minutes_spoken_of_head_no_minutes_and_none_is_later_than_its_agenda() -> None:
    body = BODY.replace("Agreed.", "The minutes of the meeting held on 9 January 2024 were approved.")
    assert minuted("PRESENT: Councillors Ann Ash and Bo Beech", body).of == "2024-02-06"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The Chair thanked all who came. The following actions were agreed:", "actions"),
        ("RESOLVED: The Panel recommends:", "recommendations"),
        ("RESOLVED: That the report be noted.", "other"),
    ],
)
def test_a_list_is_opened_by_its_last_sentence(line: str, kind: str) -> None:
    assert outcome_kind(line) == kind


def test_present_and_absent_side_by_side_are_two_lists() -> None:
    lists = (["Ann Ash", "Bo Beech"], ["Cy Cole"], ["Di Dunn"])
    guests = "Colleagues, partners and others in attendance:\n\nCy Cole"
    ruled = "| Present | Absent |\n| Councillor Ann Ash | Councillor Di Dunn |\n| Councillor Bo Beech | |"
    open_columns = (
        "Present                        Absent\nCouncillor Ann Ash             Councillor Di Dunn\nCouncillor Bo Beech"
    )
    assert names(f"{ruled}\n\n{guests}") == lists
    assert names(f"{open_columns}\n\n{guests}") == lists


def test_a_county_councillor_and_a_co_opted_member_are_one_name_each() -> None:
    words = "Present: Ann Ash\n\nCounty Councillor Bo Beech, Cabinet Member for Skills, was also in attendance."
    body = BODY.replace(
        "There were none.", "Apologies were received from Councillor Cy Cole and co-opted member Dr Di Dunn."
    )
    one = minuted(words, body)
    assert [n.name for n in one.also_present] == ["Bo Beech"]
    assert [n.name for n in one.apologies] == ["Cy Cole", "Di Dunn"]


def test_a_title_in_capitals_ends_at_the_item_it_names() -> None:
    body = "! 1    APOLOGIES (Agenda Item 1)\nThere were none.\n\n! 2    MINUTES\n\nAgreed.\n\n! 3    MEALS\n\nHeard.\n"
    titles = [s.title for s in minuted("PRESENT: Councillors Ann Ash and Bo Beech", body).sections]
    assert titles == ["APOLOGIES", "MINUTES", "MEALS"]


def test_a_county_councillors_letters_are_no_part_of_a_titled_name() -> None:
    assert names("PRESENT\n\nMrs. H. J. Ash CC (in the Chair)\n\nMr. B. Beech CC\n\nMr. C. Cole")[0] == [
        "H. J. Ash", "B. Beech", "C. Cole",
    ]  # fmt: skip
    assert not looks_like_name("Fen CC")


def test_usual_titles_that_end_with_a_full_stop_are_headings() -> None:
    titled = (
        "Minutes of the previous meeting.",
        "Question time.",
        "Urgent items.",
        "Declarations of interest.",
        "Meals.",
    )
    body = "".join(f"{n}.    {title}\n\nThe Panel was told of it.\n\n" for n, title in enumerate(titled, 31))
    found = minuted("PRESENT: Councillors Ann Ash and Bo Beech", body).sections
    assert [(s.number, s.title) for s in found][::4] == [("31", "Minutes of the previous meeting"), ("35", "Meals")]


def test_from_when_to_when_may_be_said_last() -> None:
    assert (
        minuted("PRESENT: Councillors Ann Ash and Bo Beech", f"{BODY}\n2.00 - 3.52 pm\n\n7 February 2024").closed
        == "15:52"
    )


@pytest.mark.parametrize("name", ["Pat Green", "Ann Green-Hill", "Bo Church-Lane", "Cy Hall", "A Green"])
def test_surnames_that_are_also_parties_and_places_are_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize("words", ["Bethnal Green", "Green Party", "County Hall", "Topsham Road", "Free Church"])
def test_parties_and_places_are_no_names(words: str) -> None:
    assert not looks_like_name(words)


def test_councillors_with_the_plural_in_brackets() -> None:
    words = "PRESENT: Councillor A Ash (Chair)\n\nCouncillor(s): B Beech and C Cole\n\nAPOLOGIES: Councillor(s): D Dunn and E Elm"
    assert names(words) == (["A Ash", "B Beech", "C Cole"], [], ["D Dunn", "E Elm"])


def test_apologies_for_lateness_are_no_apologies() -> None:
    told = "Apologies were received from Councillor Cy Cole. Apologies for lateness were received from Councillor Bo Beech."
    one = minuted("PRESENT: Councillors Ann Ash and Bo Beech", BODY.replace("There were none.", told))
    assert [n.name for n in one.apologies] == ["Cy Cole"]


def test_when_a_meeting_closed_may_be_said_above_its_minutes() -> None:
    one = minuted(
        "PRESENT: Councillors Ann Ash and Bo Beech\n\nThe meeting commenced at 7.00 pm and closed at 9.18 pm."
    )
    assert (one.closed, len(one.sections)) == ("21:18", 3)


def test_a_label_may_be_parted_from_its_names_by_a_dash() -> None:
    words = "Present: Councillors Ann Ash and Bo Beech\n\nAlso in attendance – Councillor Cy Cole, Executive Member"
    assert names(words)[:2] == (["Ann Ash", "Bo Beech"], ["Cy Cole"])
