"""Runs the ``cypsc`` command in this process and keeps what it printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.cli import main


class Cypsc:
    """``cypsc("show", "agenda")`` returns what was printed; ``out``, ``err`` and ``code`` are those of the last run."""

    def __init__(self, capsys: pytest.CaptureFixture[str], library: Path) -> None:
        self._capsys = capsys
        self.library = library
        self.out = self.err = ""
        self.code = 0

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        """Run it and hold it to the exit code."""
        self.run(*words)
        assert self.code == code, self.err
        return self.out

    def run(self, *words: str | Path) -> int:
        """Run it, whatever the exit code."""
        self._capsys.readouterr()
        try:
            self.code = main(["--library", str(self.library), *map(str, words)])
        except SystemExit as stop:
            self.code = int(str(stop.code or 0))
        self.out, self.err = self._capsys.readouterr()
        return self.code

    def json(self, *words: str | Path) -> Any:
        return json.loads(self(*words, "--json"))
