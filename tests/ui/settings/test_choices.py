"""Settings: what was chosen is kept, told once, and never more than what can be chosen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.settings.wearing import LOOKS, theme_of

Open = Callable[[], Settings]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Settings over one file; each call as after a new start."""
    made: list[Settings] = []

    def open_settings() -> Settings:
        for one in made:
            one.kept.sync()
        made.append(Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)))
        return made[-1]

    yield open_settings
    for one in made:
        one.deleteLater()


def test_a_choice_is_kept_and_told_once(opened: Open) -> None:
    settings = opened()
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.theme = "dark"
    settings.theme = "dark"
    settings.text_size = 150
    settings.single_letters = False
    assert told == ["theme", "text_size", "single_letters"]
    again = opened()
    assert (again.theme, again.text_size, again.single_letters) == ("dark", 150, False)
    again.reset(Settings.theme)
    assert opened().theme == "system"


def test_every_choice_has_words_and_a_default_that_can_be_chosen(opened: Open) -> None:
    settings = opened()
    for choice in Settings.all():
        assert getattr(Settings, choice.name) is choice
        assert choice.title
        assert choice.words
        assert settings.get(choice) == choice.default
        assert choice.read(choice.default) == choice.default
        assert settings.is_default(choice)


@pytest.mark.parametrize(
    ("name", "stored", "read"),
    [("theme", "purple", "system"), ("text_size", "large", 100), ("text_size", "900", 200), ("text_size", "1", 100),
     ("single_letters", "maybe", True), ("single_letters", "false", False), ("role", "", "other"), ("name", "Ada", "Ada")],
)  # fmt: skip
def test_a_file_that_somebody_edited_gives_only_what_can_be(opened: Open, name: str, stored: str, read: object) -> None:
    settings = opened()
    settings.kept.setValue(name, stored)
    assert getattr(opened(), name) == read


def test_for_this_run_alone(opened: Open) -> None:
    settings = opened()
    settings.put_for_now(Settings.theme, "contrast")
    assert settings.theme == "contrast"
    assert opened().theme == "system"
    settings.theme = "light"
    assert settings.theme == "light"


@pytest.mark.parametrize(
    ("role", "screen"), [("chair", "home"), ("minutes", "meeting"), ("officer", "recommendations"), ("other", None)]
)
def test_the_role_chooses_the_first_screen(opened: Open, role: str, screen: str | None) -> None:
    settings = opened()
    settings.role = role
    assert settings.first_screen == screen


def test_the_theme_that_was_chosen(opened: Open) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = opened()
    assert theme_of(app, settings).motion() == 120
    settings.theme, settings.text_size, settings.motion = "dark", 175, "reduced"
    theme = theme_of(app, settings)
    assert (theme.scheme, theme.scale, theme.motion()) == ("dark", 1.75, 0)
    assert {choice.name for choice in Settings.all()} >= LOOKS
    settings.theme = "system"
    assert theme_of(app, settings).scheme in ("light", "dark")
