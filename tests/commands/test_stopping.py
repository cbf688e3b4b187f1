"""Ctrl+C while a paper is being written: it is in the library whole, or not at all."""

import _thread
import contextlib
import time
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.importing import finish_indexing, import_paper
from cypsc_desktop.model.records import Document
from cypsc_desktop.store import change as changes
from cypsc_desktop.store.store import Store


def test_ctrl_c_during_the_commit_parts_no_record_from_its_file(
    tmp_path: Path, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = changes.write

    def interrupted(*what: Any) -> Any:
        _thread.interrupt_main()
        time.sleep(0.1)  # long enough for the main thread to be interrupted
        return write(*what)

    monkeypatch.setattr(changes, "write", interrupted)
    with Store.open(tmp_path / "library", state=tmp_path / "state") as store:
        with contextlib.suppress(
            KeyboardInterrupt
        ):  # the edit runs on this thread, or on the writer's while this one waits
            import_paper(store, sample_papers[1], actor="Bo")
        assert store.check().findings == []
        assert len(store.files.all()) == len(store.read.records("document"))
        monkeypatch.setattr(changes, "write", write)
        import_paper(store, sample_papers[1], actor="Bo")
        assert len(store.files.all()) == len(store.read.records("document")) == 1


def test_text_that_was_not_indexed_to_the_end_is_indexed_later(sample: Store) -> None:
    papers = [d for d in sample.read.records("document") if isinstance(d, Document)]
    found = [(hit.document, hit.sheet) for hit in sample.read.search("children")]
    for paper in papers:
        sample.pages.forget(paper.sha256 or "")
    assert not sample.read.search("children")
    assert finish_indexing(sample) == len(papers)
    assert sorted((hit.document, hit.sheet) for hit in sample.read.search("children")) == sorted(found)
    assert finish_indexing(sample) == 0
