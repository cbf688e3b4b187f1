"""Ctrl+C while a paper is being written: it is in the library whole, or not at all."""

import _thread
import time
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.store import store as stores
from cypsc_desktop.store.store import Store


def test_ctrl_c_during_the_commit_parts_no_record_from_its_file(
    tmp_path: Path, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = stores.write

    def interrupted(*what: Any) -> Any:
        _thread.interrupt_main()
        time.sleep(0.1)  # long enough for the thread that waits to be interrupted
        return write(*what)

    monkeypatch.setattr(stores, "write", interrupted)
    with Store.open(tmp_path / "library", state=tmp_path / "state") as store:
        import_paper(store, sample_papers[1], actor="Bo")
        assert store.check().findings == []
        assert len(store.files.all()) == len(store.read.records("document")) == 1
