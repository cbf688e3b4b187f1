"""The same reading tasks in this program, Okular and Evince: see peers.py. The figures are printed; nothing passes or fails
on time."""

import shutil
import subprocess
import sys

import pytest

from tests.bench.peers import Figures, table
from tests.helpers.shared import CHECKOUT

_HERE = all(map(shutil.which, ("Xvfb", "xdotool"))) and any(map(shutil.which, ("okular", "evince")))


@pytest.mark.long
@pytest.mark.skipif(not _HERE, reason="neither Okular nor Evince is on this machine, or no virtual screen")
@pytest.mark.timeout(1800)
def test_beside_other_readers() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.peers", "5"], cwd=CHECKOUT, capture_output=True, text=True, timeout=1700
    )
    assert said.returncode == 0, said.stderr
    print(said.stdout)
    assert "| CYPSC Desktop |" in said.stdout


def test_medians_as_a_table() -> None:
    one = Figures()
    for task, seconds in one.seconds.items():
        seconds += [] if task == "paper" else [0.5, 0.1, 0.2]
    assert table({"Reader": one}).splitlines()[-1] == "| Reader | 200 ms |  | 200 ms | 200 ms | 200 ms |"
