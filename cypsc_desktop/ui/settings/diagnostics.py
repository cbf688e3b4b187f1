"""The diagnostics report: shown whole before it is saved, so that a person sees that it says nothing of the committee."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands import diagnosing, keeping
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.theme import Theme

_NEVER_QUOTED = (Settings.name, Settings.minutes_copy, Settings.shorthand)  # what a person types may name people


class DiagnosticsDialog(QDialog):
    """``text`` holds the report. With ``jobs`` the library is checked meanwhile and the answer added."""

    def __init__(
        self,
        *,
        session: Session,
        settings: Settings,
        ask: Ask,
        theme: Theme,
        parent: QWidget,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Diagnostics report")
        self._session, self._settings, self._ask, self._theme = session, settings, ask, theme
        title = QLabel("Diagnostics report", self)
        title.setProperty("type", "title")
        about = QLabel(
            "Send this to the person who supports you. It is all below: no papers, no words of them, no names of people or "
            "files. Nothing is sent by the program itself.",
            self,
        )
        about.setWordWrap(True)
        about.setProperty("tone", "second")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The report")
        self.text.setTabChangesFocus(True)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.save = QPushButton("Save report…", self)
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self._on_save)
        copy = QPushButton("Copy", self)
        copy.clicked.connect(self._on_copy)
        done = QPushButton("Close", self)
        done.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.save, copy):
            row.addWidget(button)
        row.addWidget(self.said, 1)
        row.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        for widget in (title, about):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        window = parent.window()
        self.resize(min(theme.px(720), window.width() - 48), min(theme.px(600), window.height() - 48))
        self._show(None)
        if jobs is not None:
            self._check(jobs)

    def _check(self, jobs: Jobs) -> None:
        folder = self._session.store.folder
        self.said.setText("The library is being checked.")

        def done(checked: Mapping[str, object]) -> None:
            self.said.clear()
            self._show(checked)

        def failed(error: BaseException) -> None:
            self.said.setText(str(error) if isinstance(error, UserError) else "The library could not be checked.")

        jobs.run(lambda _: keeping.check(folder), owner=self, on_done=done, on_failed=failed, key="diagnostics")

    def _show(self, checked: Mapping[str, object] | None) -> None:
        store = self._session.store
        window = window_facts(self._settings, self._theme)
        self.text.setPlainText(diagnosing.report(store.folder, reader=store.read, window=window, checked=checked))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.setText("Copied.")

    def _on_save(self) -> None:
        to = self._ask.save_as(self, "Save the diagnostics report", "cypsc-diagnostics.txt", "Text (*.txt)")
        if to is None:
            return
        try:
            diagnosing.save(self.text.toPlainText(), to)
        except UserError as error:
            self.said.setText(str(error))
            return
        self.said.setText(f"Saved as {to.name}.")


def window_facts(settings: Settings, theme: Theme) -> dict[str, dict[str, object]]:
    """What only the window knows: Qt, screens, fonts, and the settings but for those that a person types."""
    app = QApplication.instance()
    font = QFontInfo(QApplication.font())
    window: dict[str, object] = {
        "Qt": qVersion(),
        "window system": QGuiApplication.platformName(),
        "style": QApplication.style().name() if app else "none",
        "theme": f"{theme.scheme}, text {theme.scale:.0%}",
        "font": f"{font.family()} {font.pixelSize()} px{'' if font.exactMatch() else ', in place of another'}",
    }
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        window[f"screen {number}"] = (
            f"{size.width()} x {size.height()} at {screen.devicePixelRatio():g}, {screen.logicalDotsPerInch():.0f} dots an inch"
        )
    chosen: dict[str, object] = {
        one.name: ("given" if settings.get(one) else "empty") if one in _NEVER_QUOTED else settings.get(one)
        for one in Settings.all()
    }
    chosen["keys of one's own"] = sum(not one.is_default for one in settings.keys.commands())
    return {"Window": window, "Settings": chosen}
