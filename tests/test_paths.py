"""Folders in a checkout and in a wheel, and the variables that move them."""

from pathlib import Path

import pytest

from cypsc_desktop import paths


def test_in_a_checkout_resources_stand_beside_the_package() -> None:
    package = Path(paths.__file__).parent
    assert paths.resources() == package.parent / "resources"
    assert paths.migrations() == package.parent / "db" / "migrations"


def test_in_a_wheel_they_stand_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_resources").mkdir()
    (tmp_path / "_db" / "migrations").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resources() == tmp_path / "_resources"
    assert paths.migrations() == tmp_path / "_db" / "migrations"


def test_without_variables_the_folders_are_the_persons_own(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CYPSC_LIBRARY")
    monkeypatch.delenv("CYPSC_STATE")
    folders = {paths.data_folder(), paths.state_folder(), paths.log_folder()}
    assert len(folders) == 3
    assert all("cypsc-desktop" in folder.parts for folder in folders)
    assert paths.data_folder().name == "library"
