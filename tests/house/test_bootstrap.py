"""The set-up does what it must on a machine that lacks things, and nothing at all on one that is ready."""

import ast
import importlib.util
import json
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers.shared import CHECKOUT

SOURCE = CHECKOUT / "packaging" / "bootstrap.py"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that is not this one, so that nothing here is installed or removed."""
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "cypsc-setup.json")
    return tmp_path


def test_an_older_python_can_read_it_and_needs_nothing_installed() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert imported <= sys.stdlib_module_names


def test_the_makefile_offers_the_same_commands(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert targets
    with pytest.raises(SystemExit):
        bootstrap.main(["--help"])
    help_text = capsys.readouterr().out
    assert all(f"{target}:" in help_text for target in targets[1].split())


def test_a_library_that_does_not_load_names_its_package(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(bootstrap, "FONT_FOLDERS", ())
    assert bootstrap.missing_packages({"libnowhere.so.9": "libnowhere9"}) == ["fonts-dejavu-core", "libnowhere9"]
    monkeypatch.setattr(bootstrap, "LINUX", False)
    assert bootstrap.missing_packages({"libnowhere.so.9": "libnowhere9"}) == []


@pytest.mark.skipif(os.name == "nt", reason="apt is of Debian and Ubuntu")
def test_without_the_right_it_prints_the_one_command(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_system_packages(["libegl1", "libgl1"])
    assert stopped.value.code == 1
    assert "\n    sudo apt-get install -y libegl1 libgl1\n" in capsys.readouterr().err


def test_without_apt_it_names_the_packages(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        bootstrap.install_system_packages(["libegl1"])
    assert "libegl1" in capsys.readouterr().err


def test_a_python_that_is_too_old_is_passed_over(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.version_of([sys.executable]) == ".".join(map(str, sys.version_info[:2]))
    assert bootstrap.version_of([str(CHECKOUT / "no-such-python")]) is None
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 0))
    assert bootstrap.version_of([sys.executable]) is None


def test_nothing_is_done_where_all_is_done(
    bootstrap: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(bootstrap, "quietly", lambda words, settings=None: ran.append(" ".join(words)))
    monkeypatch.setattr(bootstrap, "is_venv", lambda folder: True)
    (elsewhere / ".venv").mkdir()
    bootstrap.set_up(dev=True, libraries={})
    assert len(ran) == 2
    assert "--require-hashes --requirement requirements-dev.lock" in ran[0]
    assert json.loads((elsewhere / ".venv" / "cypsc-setup.json").read_text(encoding="utf-8"))["dev"] is True

    bootstrap.set_up(dev=True, libraries={})
    bootstrap.set_up(dev=False, libraries={})
    assert len(ran) == 2, "an environment for developing runs the program as well"

    (elsewhere / "requirements.lock").write_text("changed", encoding="utf-8")
    bootstrap.set_up(dev=False, libraries={})
    assert len(ran) == 4
    bootstrap.set_up(dev=True, libraries={})
    assert len(ran) == 6


def test_a_failed_installation_is_not_taken_for_done(
    bootstrap: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    python = Path(sys.executable)
    monkeypatch.setattr(bootstrap, "python_of", lambda venv: python)
    (elsewhere / ".venv").mkdir()
    with pytest.raises(SystemExit):
        bootstrap.quietly([str(python), "-c", "print('no space left'); raise SystemExit(3)"])
    assert "no space left" in capfd.readouterr().err
    assert bootstrap.read_stamp() is None
