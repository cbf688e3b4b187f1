"""The ``cypsc`` command against its contract: what it prints, its exit codes, and that a refusal leaves no trace."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc


@pytest.fixture
def cypsc(capsys: pytest.CaptureFixture[str], sample_folder: Path) -> Cypsc:
    """On a copy of the sample library."""
    return Cypsc(capsys, sample_folder)


@pytest.fixture
def fresh(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cypsc:
    """Where there is no library yet."""
    return Cypsc(capsys, tmp_path / "fresh")


def dumps(cypsc: Cypsc) -> dict[str, Any]:
    words = ("meetings", "agenda", "people", "conclusions", "recommendations", "requests", "actions", "responses",
             "plan", "work-programme", "findings")  # fmt: skip
    return {word: cypsc.json("show", word) for word in words}


def test_import_prints_the_report(fresh: Cypsc, sample_papers: list[Path]) -> None:
    report = fresh.json("import", sample_papers[0])
    assert report["kind"] == "agenda pack"
    assert report["meeting"]["body"]
    assert report["items"]
    assert report["responses"]
    assert "supplement" not in report


def test_several_files_print_a_list_and_one_failure_is_exit_1(
    fresh: Cypsc, sample_papers: list[Path], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    fresh("import", *sample_papers, empty, "--json", code=1)
    reports = json.loads(fresh.out)
    assert [sorted(r) == ["error", "file"] for r in reports] == [False, False, True]
    assert len(fresh.json("show", "meetings")) >= 1


def test_import_twice_and_in_either_order_gives_the_same_dumps(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, sample_papers: list[Path]
) -> None:
    one, other = Cypsc(capsys, tmp_path / "one"), Cypsc(capsys, tmp_path / "other")
    pack, supplement = sample_papers
    one("import", pack, supplement)
    first = dumps(one)
    digest = one.json("check")["digest"]
    one("import", pack, supplement)
    assert dumps(one) == first
    assert one.json("check")["digest"] == digest
    other("import", supplement)
    other("import", pack)
    assert dumps(other) == first


def test_supplement_fills_the_item_to_follow(fresh: Cypsc, sample_papers: list[Path]) -> None:
    fresh("import", sample_papers[0])
    before = {item["number"]: item for item in fresh.json("show", "agenda")}
    follows = next(number for number, item in before.items() if item["to_follow"])
    fresh("import", sample_papers[1])
    after = {item["number"]: item for item in fresh.json("show", "agenda")}
    assert list(after) == list(before)
    assert not after[follows]["to_follow"]
    assert after[follows]["papers"]


def test_refused_file_leaves_no_trace(cypsc: Cypsc, tmp_path: Path) -> None:
    before = cypsc.json("check")
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"%PDF-1.7\nnothing of the kind")
    cypsc("import", junk, code=1)
    assert cypsc.err.count("\n") == 1
    cypsc("import", tmp_path / "absent.pdf", code=1)
    cypsc("import", tmp_path, code=1)
    assert cypsc.json("check") == before


def test_dry_run_writes_nothing(fresh: Cypsc, sample_papers: list[Path]) -> None:
    fresh("import", "--dry-run", sample_papers[0])
    assert not fresh.library.exists()


def test_check_of_no_library_is_that_of_an_empty_one(fresh: Cypsc) -> None:
    found = fresh.json("check")
    assert found["ok"]
    assert not fresh.library.exists()


def test_show_without_a_library_says_how_to_make_one(fresh: Cypsc) -> None:
    fresh("show", "meetings", code=1)
    assert "no library" in fresh.err


def test_wrong_usage_is_exit_2(cypsc: Cypsc) -> None:
    cypsc("show", "nonsense", code=2)
    cypsc("search", "x", "--limit", "0", code=2)
    cypsc("frobnicate", code=2)


def test_rows_carry_id_and_meeting(cypsc: Cypsc) -> None:
    for word in ("agenda", "recommendations", "responses", "findings"):
        for row in cypsc.json("show", word):
            assert row["id"]
            assert "meeting" in row


def test_meeting_is_named_by_date_body_or_id(cypsc: Cypsc) -> None:
    meeting = next(m for m in cypsc.json("show", "meetings") if m["documents"])
    for name in (meeting["date"], f"{meeting['date']}/{meeting['body']}", meeting["id"]):
        assert cypsc.json("show", "agenda", "--meeting", name)
    cypsc("show", "agenda", "--meeting", "1999-01-01", code=1)
    assert meeting["date"] in cypsc.err


def test_minutes_are_one_object(cypsc: Cypsc) -> None:
    held = next(r for r in cypsc.json("show", "recommendations"))["meeting"]
    minutes = cypsc.json("show", "minutes", "--meeting", held)
    assert minutes["meeting"] == held
    assert minutes["attendance"]
    assert minutes["outcomes"]["recommendations"]
    assert all({"number", "title", "part", "text"} <= set(p) for p in minutes["paragraphs"])


def test_set_undo_redo_and_history(cypsc: Cypsc) -> None:
    row = cypsc.json("show", "recommendations")[0]
    cypsc("set", row["id"], "text", "Another wording.", "--actor", "Bo")
    assert cypsc.json("show", "recommendations")[0]["text"] == "Another wording."
    cypsc("undo", "--actor", "Bo")
    assert cypsc.json("show", "recommendations")[0]["text"] == row["text"]
    cypsc("redo", "--actor", "Bo")
    assert cypsc.json("show", "recommendations")[0]["text"] == "Another wording."
    rows = cypsc.json("history", row["id"])
    assert rows[0]["after"] == "Another wording."
    assert rows[0]["actor"] == "Bo"
    cypsc("undo", "--actor", "Somebody else", code=1)


def test_set_refuses_what_does_not_fit(cypsc: Cypsc) -> None:
    item = cypsc.json("show", "agenda")[0]
    cypsc("set", item["id"], "to_follow", "perhaps", code=1)
    assert "yes or no" in cypsc.err
    cypsc("set", item["id"], "colour", "blue", code=1)
    assert "title" in cypsc.err
    cypsc("set", "item-nowhere", "title", "x", code=1)


def test_set_takes_what_the_window_takes(cypsc: Cypsc) -> None:
    reply = cypsc.json("show", "responses")[0]["id"]
    cypsc("set", reply, "decision", "banana", code=1)
    assert "partly" in cypsc.err
    assert cypsc.json("set", reply, "decision", "Rejected")["after"] == "rejected"
    assert cypsc.json("set", reply, "report_back", "3 November 2021")["after"] == "2021-11-03"
    cypsc("set", reply, "report_back", "2021-13-40", code=1)
    assert cypsc.json("set", reply, "report_back", "after the summer")["after"] == "after the summer"
    assert cypsc.json("set", reply, "officer", "")["after"] is None


def test_set_knows_a_field_by_the_name_that_show_prints(cypsc: Cypsc) -> None:
    row = cypsc.json("show", "recommendations")[0]["id"]
    assert cypsc.json("set", row, "to", "Cabinet")["field"] == "to"
    assert cypsc.json("show", "recommendations")[0]["to"] == "Cabinet"
    member = next(m for m in cypsc.json("show", "meetings") if m["members"])["members"][0]
    cypsc("set", member["id"], "kind", "reserve")
    shown = [m for held in cypsc.json("show", "meetings") for m in held["members"] if m["id"] == member["id"]]
    assert shown[0]["kind"] == "reserve"
    cypsc("set", member["id"], "kind", "guest speaker", code=1)


def test_set_takes_a_list_as_show_prints_it(cypsc: Cypsc) -> None:
    row = cypsc.json("show", "work-programme")[0]["id"]
    assert cypsc.json("set", row, "items", '["First", "Second"]')["after"] == ["First", "Second"]
    assert cypsc.json("set", row, "items", "[" * 5000)["after"] == ["[" * 5000]
    item = cypsc.json("show", "agenda")[0]["id"]
    assert cypsc.json("set", item, "printed_pages", "[5, 14]")["after"] == [5, 14]
    assert cypsc.json("set", item, "printed_pages", "6-7")["after"] == [6, 7]


def test_history_says_what_undo_put_back(cypsc: Cypsc) -> None:
    row = cypsc.json("show", "responses")[0]
    cypsc("set", row["id"], "officer", "Somebody else")
    for verb, before, after in (
        ("undo", "Somebody else", row["officer"]),
        ("redo", row["officer"], "Somebody else"),
        ("undo", "Somebody else", row["officer"]),
    ):
        cypsc(verb)
        last = cypsc.json("history", row["id"], "--limit", "1")[0]
        assert (last["before"], last["after"]) == (before, after)


def test_dry_run_of_an_edit_changes_nothing(cypsc: Cypsc) -> None:
    before = cypsc.json("check")["digest"]
    item = cypsc.json("show", "agenda")[0]
    cypsc("set", item["id"], "title", "Other", "--dry-run")
    cypsc("--dry-run", "delete", item["id"])
    cypsc("undo", "--dry-run")
    assert cypsc.json("check")["digest"] == before


def test_delete_and_bring_back(cypsc: Cypsc) -> None:
    rows = cypsc.json("show", "responses")
    cypsc("delete", rows[0]["id"], "--actor", "Bo")
    assert len(cypsc.json("show", "responses")) == len(rows) - 1
    cypsc("undo", "--actor", "Bo")
    assert cypsc.json("show", "responses") == rows


def test_search_finds_words_and_phrases_with_their_page(cypsc: Cypsc) -> None:
    hits = cypsc.json("search", "recommended")
    assert hits
    assert all({"paper", "printed_page", "sheet", "snippet"} <= set(hit) for hit in hits)
    assert len(cypsc.json("search", "the", "--limit", "2")) == 2
    assert cypsc.json("search", "zyxwvut") == []
    for typed in ('"', "AND", "a*b", "NEAR(", "(", "-x", "col:umn"):
        cypsc("search", "--", typed)


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "html", "ods", "pdf"])
def test_export_of_responses_and_recommendations(cypsc: Cypsc, tmp_path: Path, ending: str) -> None:
    for what in ("responses", "recommendations"):
        to = tmp_path / f"{what}.{ending}"
        cypsc("export", what, "--to", to)
        assert to.stat().st_size > 100
    assert sorted(path.name for path in tmp_path.glob("re*")) == [f"recommendations.{ending}", f"responses.{ending}"]


def test_export_of_everything_else(cypsc: Cypsc, tmp_path: Path) -> None:
    held = cypsc.json("show", "recommendations")[0]["meeting"]
    agenda = next(m for m in cypsc.json("show", "meetings") if m["documents"])["date"]
    for what in ("conclusions", "requests", "plan", "work-programme", "people", "findings"):
        cypsc("export", what, "--to", tmp_path / f"{what}.html")
    cypsc("export", "minutes", "--meeting", held, "--to", tmp_path / "minutes.docx")
    cypsc("export", "agenda", "--meeting", agenda, "--to", tmp_path / "agenda.odt")


def test_export_refuses_an_ending_and_an_empty_table(cypsc: Cypsc, tmp_path: Path) -> None:
    cypsc("export", "responses", "--to", tmp_path / "table.doc", code=1)
    assert ".docx" in cypsc.err
    held = cypsc.json("show", "recommendations")[0]["meeting"]
    cypsc("export", "responses", "--to", tmp_path / "none.docx", "--meeting", held, code=1)
    assert not list(tmp_path.glob("none*"))


def test_a_name_that_fits_nothing_is_never_passed_over(cypsc: Cypsc, tmp_path: Path) -> None:
    to = tmp_path / "table.csv"
    for words in (
        ("history", "response-nowhere"),
        ("show", "agenda", "--meeting", ""),
        ("export", "responses", "--id", "response-nowhere", "--to", to),
        ("export", "responses", "--id", cypsc.json("show", "agenda")[0]["id"], "--to", to),
        ("restore", tmp_path / "nowhere", "--dry-run"),
    ):
        cypsc(*words, code=1)
        assert "Import" not in cypsc.err
    assert not to.exists()


def test_history_of_a_deleted_record_can_be_read(cypsc: Cypsc) -> None:
    reply = cypsc.json("show", "responses")[0]["id"]
    cypsc("delete", reply)
    assert cypsc.json("history", reply)[0]["label"] == "Delete response"


def test_an_import_for_a_meeting_that_is_not_there_makes_no_library(fresh: Cypsc, sample_papers: list[Path]) -> None:
    fresh("import", sample_papers[0], "--meeting", "2021-01-01", code=1)
    assert not fresh.library.exists()


def test_rows_of_the_plan_say_their_meeting(cypsc: Cypsc) -> None:
    project = cypsc.json("show", "plan")["projects"][0]
    assert project["actions"]
    assert {action["meeting"] for action in project["actions"]} == {project["meeting"]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_finds_no_room_is_told_in_a_sentence(cypsc: Cypsc) -> None:
    words = [sys.executable, "-m", "cypsc_desktop.cli", "--library", str(cypsc.library), "show", "agenda", "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "There is no room left for what is written. Free some space, then do it again.\n"


def test_a_limit_beyond_any_number_is_no_limit(cypsc: Cypsc) -> None:
    assert cypsc.json("search", "children", "--limit", "9" * 30)
    assert cypsc.json("history", "--limit", "9" * 30)


def test_words_that_are_no_text_do_no_harm(fresh: Cypsc, sample_papers: list[Path], tmp_path: Path) -> None:
    odd = tmp_path / "pack-\udcff.pdf"
    odd.write_bytes(sample_papers[1].read_bytes())
    fresh("import", odd, "--actor", "Bj\udcf8rn")
    assert fresh.json("history", "--limit", "1")[0]["actor"] == "Bj\ufffdrn"
    assert fresh.json("search", "\udcff") == []
    fresh("set", fresh.json("show", "agenda")[0]["id"], "title", "a\udcffb", "--actor", "Bj\udcf8rn")
    assert fresh.json("undo", "--actor", "Bj\udcf8rn")
    assert fresh.json("check")["ok"]


def test_json_is_printed_of_every_step(cypsc: Cypsc, tmp_path: Path) -> None:
    reply = cypsc.json("show", "responses")[0]["id"]
    assert cypsc.json("delete", reply, "--dry-run") == {"id": reply, "deleted": False}
    assert cypsc.json("delete", reply) == {"id": reply, "deleted": True}
    assert cypsc.json("undo", "--dry-run") == {"undo": "Delete response"}
    assert cypsc.json("undo") == {"undo": "Delete response"}
    assert cypsc.json("undo", "--dry-run") != {"undo": "Delete response"}
    assert cypsc.json("backup", "--dry-run", "--to", tmp_path) == {"backup": None}


def test_backup_and_restore(cypsc: Cypsc, tmp_path: Path) -> None:
    before = cypsc.json("check")["digest"]
    place = cypsc.json("backup", "--to", tmp_path / "copies")["backup"]
    item = cypsc.json("show", "agenda")[0]
    cypsc("set", item["id"], "title", "Changed since")
    cypsc("restore", place)
    assert cypsc.json("check")["digest"] == before


def test_a_window_keeps_writers_out_and_lets_readers_in(cypsc: Cypsc, sample: Store) -> None:
    assert sample.folder == cypsc.library
    item = cypsc.json("show", "agenda")[0]
    cypsc("set", item["id"], "title", "x", code=1)
    assert cypsc.err == "This library is open in CYPSC Desktop. Close it, or do this there.\n"
    assert cypsc.json("set", item["id"], "title", "x", "--dry-run")["after"] == "x"
    assert cypsc.json("show", "agenda")[0] == item
    assert cypsc.json("backup")["backup"]
    assert cypsc.json("search", "the")
    assert cypsc.json("check")["ok"]


def test_people_read_text_where_json_is_not_asked_for(cypsc: Cypsc) -> None:
    for what in ("meetings", "agenda", "people", "responses", "plan", "work-programme", "findings", "history"):
        assert cypsc("show", what).strip()
    assert "whole" in cypsc("check")


def test_sample_papers_can_be_had(fresh: Cypsc, tmp_path: Path) -> None:
    files = fresh.json("sample", "--to", tmp_path / "papers")
    assert all(Path(name).stat().st_size for name in files)


def test_files_and_folders_that_cannot_be_are_told_in_a_sentence(cypsc: Cypsc, tmp_path: Path) -> None:
    file, long = tmp_path / "file", "e" * 5000
    file.write_text("", encoding="utf-8")
    for words in (
        ("restore", long),
        ("sample", "--to", file),
        ("backup", "--to", file / "x"),
        ("library", "move", long),
    ):
        cypsc(*words, code=1)
        assert len(cypsc.err.splitlines()) == 1
        assert "Traceback" not in cypsc.err
    assert cypsc.json("check")["ok"]


def test_minutes_without_any_standard_input_have_no_lines(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = cypsc.json("show", "meetings")[0]["id"]
    monkeypatch.setattr(sys, "stdin", None)
    assert cypsc.run("minutes", "take", "--meeting", meeting) in (0, 1)


def test_a_library_of_an_older_version_is_brought_up_to_date_by_what_writes(cypsc: Cypsc, tmp_path: Path) -> None:
    cypsc.library = tmp_path / "old"
    cypsc.library.mkdir()
    oldest = Path(__file__).parents[1] / "db" / "fixtures" / "release-1.db.gz"
    (cypsc.library / "library.db").write_bytes(gzip.decompress(oldest.read_bytes()))
    cypsc("show", "history", code=1)
    assert "older version" in cypsc.err
    cypsc("set", "item-nothing", "title", "x", code=1)
    assert "There is no record" in cypsc.err
    assert cypsc.json("check")["findings"] is not None
    cypsc("show", "history")
