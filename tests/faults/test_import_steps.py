"""An import killed at each of its steps, one after the other, leaves all of a paper or nothing of it.

The kills of `test_import_faults.py` come at random moments, which seldom fall into the few milliseconds between keeping
a paper and the commit. Here a process is forked for each step and ends itself exactly there.
"""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from cypsc_desktop.commands.importing import ReadPaper, finish_indexing, keep_paper, read_paper
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.store.store import Reader
from tests.helpers.sample import ACTOR

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

_WATCHED = tuple(str(Path("cypsc_desktop") / "store" / name) for name in ("files.py", "store.py", "writer.py"))


class _Steps:
    """Counts the calls and returns in the modules that keep and commit, and ends the process at one of them."""

    def __init__(self, end_at: int) -> None:
        self.seen: list[str] = []
        self._end_at = end_at
        self._turn = threading.Lock()

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if not frame.f_code.co_filename.endswith(_WATCHED):
            return
        with self._turn:
            called = getattr(argument, "__name__", "") if event.startswith("c_") else frame.f_code.co_name
            self.seen.append(f"{event} {called}")
            if len(self.seen) == self._end_at:
                os.kill(os.getpid(), signal.SIGKILL)


def _killed(library: Path, path: Path, paper: ReadPaper, at: int, said: Path) -> bool:
    """Keep a paper in a process of its own that ends at this step; whether it got that far. ``said`` gets the steps."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    try:
        with open_library(library) as store:
            steps = _Steps(at)
            # The writer's thread began before: it is told as it wakes.
            store._writer.run_behind(lambda _: sys.setprofile(steps))
            sys.setprofile(steps)
            keep_paper(store, path, paper, actor=ACTOR)
            sys.setprofile(None)
            said.write_text("\n".join(steps.seen))
    finally:
        os._exit(0)


def _blobs(library: Path) -> list[str]:
    return sorted(path.name for path in (library / "files").rglob("*") if path.is_file())


def test_an_import_killed_at_any_step_is_whole_or_was_never_there(
    sample_papers: list[Path], tmp_path: Path, effort: Callable[..., int]
) -> None:
    path, template, said = sample_papers[1], tmp_path / "template", tmp_path / "steps"
    paper = read_paper(path)
    with open_library(template) as store:
        empty = store.check().digest
    shutil.copytree(template, tmp_path / "counted")
    assert not _killed(tmp_path / "counted", path, paper, 0, said)
    steps = said.read_text().splitlines()
    kept = steps.index("return keep") + 1
    commit = steps.index("c_call execute", kept) + 1
    named = steps.index("c_call fsync") + 1  # the paper's name is there and not yet durable
    others = range(1, len(steps) + 1, len(steps) // effort(sample=2, whole=len(steps)))
    # Two threads take steps, so each run takes some more or fewer: several on either side of the commit.
    before = range(named, commit, max(1, (commit - named) // 6))
    beyond = range(commit + 1, len(steps), max(1, (len(steps) - commit) // 4))
    chosen = sorted({*others, *before, *beyond, kept, commit})
    strays, whole = 0, 0
    for at in chosen:
        library = tmp_path / f"killed {at}"
        shutil.copytree(template, library)
        if not _killed(library, path, paper, at, said):
            continue
        with Reader.open(library) as reader:
            after = reader.check()
            came = len(reader.records("document"))
        assert after.ok, (steps[at - 1], after.findings)
        assert (after.digest != empty) == (came == 1), steps[at - 1]
        whole += came
        strays += bool(_blobs(library)) and not came
        with open_library(library) as store:
            assert store.check() == after
            assert _blobs(library) == [paper.source.sha256] * came
            assert finish_indexing(store) in (0, came)
            assert keep_paper(store, path, paper, actor=ACTOR).new == (came == 0)
            assert store.check().ok
            assert store.pages.indexed(paper.source.sha256)
        assert _blobs(library) == [paper.source.sha256]
        shutil.rmtree(library)
    assert strays > 2  # else no kill fell between keeping the paper and the commit
    assert whole > 0
