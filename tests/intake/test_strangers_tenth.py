"""What a tenth round of unseen councils taught, a structure a test, on invented papers."""

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.paragraphs import continued
from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.rows import all_rows
from cypsc_desktop.intake.report import ImportReport, MinutesFound
from tests.helpers.make_source import make_source

HEAD = "! FENBOROUGH COUNCIL\n\nMINUTES of a meeting of the Schools Panel held on Tuesday 6 February 2024\n\n"
BODY = "! 1    Apologies\n\nThere were none.\n\n! 2    Minutes\n\nAgreed.\n\n! 3    School meals\n\nHeard.\n"


def _minuted(words: str) -> MinutesFound:
    (one,) = recognise(make_source(f"{HEAD}{words}\n\n{BODY}")).minutes
    return one


def _members(words: str) -> list[tuple[str, str | None, str, str | None]]:
    return [(m.name, m.office, m.kind, m.voting) for m in read_members(all_rows(make_source(words).sheets))]


def test_a_member_listed_with_apologies_was_not_present() -> None:
    one = _minuted("Present:\n\nCllr Ann Ash (Chair)\n\nCllr Bo Beech - Apologies\n\nCllr Cy Cole\n")
    assert [n.name for n in one.present] == ["Ann Ash", "Cy Cole"]
    assert [n.name for n in one.apologies] == ["Bo Beech"]


def test_the_chair_plus_others_are_present_though_only_co_opted_members_have_a_label() -> None:
    one = _minuted(
        "Councillor Ann Ash in the Chair plus Councillors Bo Beech, Cy Cole and Di Dunn.\n\n"
        "Co-opted members: Eve Elder (Parent Governor).\n\nIn attendance: Councillor Gil Gorse.\n"
    )
    assert [n.name for n in one.present] == ["Ann Ash", "Bo Beech", "Cy Cole", "Di Dunn", "Eve Elder"]
    assert [n.name for n in one.also_present] == ["Gil Gorse"]


def test_numbered_reserves_non_voting_seats_and_two_beside_a_slash() -> None:
    words = (
        "! Councillors:\n\nAnn Ash (VC)\n\nBo Beech\n\n! Reserve Members:\n\n1. Cy Cole\n\n2. Di Dunn\n\n"
        "! Co-opted members\n\nEve Elder (Parent Governor). Non-voting: Flo Firth (Voluntary Sector)\n\n"
        "Representatives of Aided Schools: Reverend P Reeve / Mr N Rand\n"
    )
    assert _members(words) == [
        ("Ann Ash", "VC", "councillor", "all"),
        ("Bo Beech", None, "councillor", "all"),
        ("Cy Cole", None, "reserve", None),
        ("Di Dunn", None, "reserve", None),
        ("Eve Elder", None, "co-opted", "education"),
        ("Flo Firth", None, "co-opted", "none"),
        ("P Reeve", None, "co-opted", None),
        ("N Rand", None, "co-opted", None),
    ]


def test_a_building_of_the_council_is_not_the_council() -> None:
    assert find_council(["The Auditorium, Fenham Council Hub, Old Road"], []) is None


def test_a_column_of_themes_opens_the_projects_of_a_plan() -> None:
    source = make_source(
        "! Improvement Plan\n\n| Theme | Ref | Action | Lead | Deadline | Status |\n| 1. Front door | 1.1 | Answer | A Ash | May | Done |\n"
        "|  | 1.2 | Audit | A Ash | June |  |\n| 2. Care | 2.1 | Review | B Beech | May | Late |\n"
    )
    report = ImportReport(file="p.pdf", sha256="", pages=1)
    find_plan(source, report)
    assert report.plan is not None
    assert [(p.number, p.title, [a.ref for a in p.actions]) for p in report.plan.projects] == [
        ("1", "Front door", ["1.1", "1.2"]),
        ("2", "Care", ["2.1"]),
    ]


def test_a_date_that_a_narrow_cell_broke_is_joined_however_long_the_text_before_it() -> None:
    assert continued("x" * 5000 + " due 30/09/20", "24 and after") == "x" * 5000 + " due 30/09/2024 and after"
    assert continued("by 130/09/20", "24") == "by 130/09/20 24"
