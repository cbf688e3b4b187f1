"""The diagnostics report helps, and tells nothing of the committee."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from cypsc_desktop import paths
from cypsc_desktop.commands import diagnosing
from cypsc_desktop.commands.keeping import check
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.helpers.shared import CHECKOUT


def told(words: str) -> list[str]:
    """A report without its figures, sizes and digests."""
    words = re.sub(r"digest: \w+", "digest", words)
    return re.sub(r"[\d.]+( bytes| MB| GB)?", "n", words).splitlines()


def test_a_full_library_tells_no_other_words_than_an_empty_one(sample: Store, library: Path) -> None:
    full = diagnosing.report(sample.folder, reader=sample.read, checked=check(sample.folder))
    empty = diagnosing.report(library, checked=check(library))
    assert [line for line in told(full) if line not in told(empty)] == ["  where: another folder"]
    assert "person records: 0" not in full
    assert "person records: 0" in empty


def test_no_value_of_any_record_and_no_file_is_named(sample: Store, sample_papers: list[Path]) -> None:
    report = diagnosing.report(sample.folder, reader=sample.read, checked=check(sample.folder)).casefold()
    values = {
        str(getattr(record, field.name)).strip().casefold()
        for kind in KINDS
        for record in sample.read.records(kind)
        for field in fields(record)
        if isinstance(getattr(record, field.name), str) and field.name != "space"
    }
    said = {value for value in values if len(value) > 3 and re.search(rf"\b{re.escape(value)}\b", report)}
    assert len(values) > 200
    assert said <= set(KINDS) | {"library", "papers", "people", "files", "pages", "committee", "meeting"}, said
    assert not [path for path in sample_papers if path.name.casefold() in report]
    assert str(sample.folder).casefold() not in report
    assert str(Path.home()).casefold() not in report


def test_every_package_that_the_program_needs_is_listed() -> None:
    needs = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert set(diagnosing._PARTS) == {re.split(r"[<>=~!;\s\[]", one)[0] for one in needs}


LOG = """2026-11-22 09:00:54,123 ERROR cypsc_desktop.ui.importing: Ofsted letter about Jane Marlowe.pdf could not be read
Traceback (most recent call last):
  File "/data/jane.marlowe/cypsc/cypsc_desktop/ui/importing.py", line 77, in _on_imported
    raise ValueError("the child J. and the Marlowe family")
  File "/data/jane.marlowe/Papers/exempt/script.py", line 3, in secret_name
  File "C:\\Users\\Jane Marlowe\\cypsc_desktop\\ui\\jobs.py", line 9, in run
ValueError: the child J. and the Marlowe family
Marlowe: said so herself
sqlite3.OperationalError: no such column Marlowe
2026-11-22 09:00:55,001 WARNING qt: cannot open /data/jane.marlowe/x
2026-11-22 09:00:56,001 WARNING qt: cannot open /data/jane.marlowe/x
2026-11-22 09:00:56,001 WARNING marlowe.plugin: hello
""".splitlines()


def test_a_log_keeps_when_and_where_and_loses_its_words() -> None:
    left = list(diagnosing.log_without_words(LOG))
    assert left == [
        "2026-11-22 09:00:54 ERROR cypsc_desktop.ui.importing",
        "  at cypsc_desktop/ui/importing.py, line 77, in _on_imported",
        "  at another part",
        "  at cypsc_desktop\\ui\\jobs.py, line 9, in run",
        "  ValueError",
        "  sqlite3.OperationalError",
        "2026-11-22 09:00:55 WARNING qt",
        "2026-11-22 09:00:56 WARNING qt",
        "2026-11-22 09:00:56 WARNING another part",
    ]


def test_the_log_of_this_person_is_in_the_report(library: Path) -> None:
    paths.log_folder().mkdir(parents=True)
    (paths.log_folder() / "cypsc-desktop.log").write_text("\n".join(LOG), encoding="utf-8")
    report = diagnosing.report(library)
    assert "ValueError" in report
    assert "marlowe" not in report.casefold()


def test_from_the_command_line(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cypsc = Cypsc(capsys, library)
    to = tmp_path / "report.txt"
    assert cypsc("diagnose", "--to", to) == ""
    assert to.read_text(encoding="utf-8").startswith("Diagnostics of CYPSC Desktop")
    assert "the library is: whole" in cypsc("diagnose")
    assert "pages: 0" in cypsc.json("diagnose")["report"]


def test_without_a_library(own_home: Path) -> None:
    assert "library: none yet" in diagnosing.report()


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        diagnosing.save("words", tmp_path / "nowhere" / "report.txt")
