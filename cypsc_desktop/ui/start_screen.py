"""The first screen of an empty library: three ways to begin, no wizard."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme, dress, redress


class StartScreen(QScrollArea):
    """Open the sample committee, import an agenda pack, or open an existing library. It stands in place of the frame's
    screens while the library is empty."""

    def __init__(
        self,
        theme: Theme,
        *,
        open_sample: Callable[[], None],
        import_pack: Callable[[], None],
        open_library: Callable[[], None],
        where: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._choices = (open_sample, import_pack, open_library)
        self._where = where
        self._is_built = False

    def build(self) -> None:
        """Make the widgets, once: who has papers already never sees them."""
        if self._is_built:
            return
        self._is_built = True
        open_sample, import_pack, open_library = self._choices
        body = QWidget(self)
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(64, 48, 64, 24)
        column.setSpacing(8)
        title = _label(column, "Start with your committee's papers", "type", "title")
        title.setAccessibleName(title.text())
        self._words = _label(
            column,
            "Everything stays on this computer. Nothing is sent anywhere, and nothing you write is lost: "
            "each change is saved as you make it and can be undone.",
            "tone",
            "second",
        )
        column.addSpacing(16)
        self.import_button = self._choice(
            column, "Import an agenda pack", "A PDF, Word, web page or text file. You can also drop it on this window.",
            "file-import", import_pack, primary=True,
        )  # fmt: skip
        self.sample_button = self._choice(
            column, "Open the sample committee", "Invented people with realistic papers, to try things out.",
            "users", open_sample,
        )  # fmt: skip
        self.library_button = self._choice(
            column, "Open an existing library", "A folder that CYPSC Desktop made before.", "folder-open", open_library,
        )  # fmt: skip
        column.addStretch(1)
        _label(column, f"Your library is in {self._where}", "tone", "quiet")
        self.setWidget(body)
        redress(self, self._theme)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if not self._is_built:
            return
        self._words.setMaximumWidth(theme.px(640))
        for button in (self.import_button, self.sample_button, self.library_button):
            button.setMaximumWidth(theme.px(360))

    def _choice(
        self,
        column: QVBoxLayout,
        text: str,
        words: str,
        icon: str,
        do: Callable[[], None],
        *,
        primary: bool = False,
    ) -> QPushButton:
        button = QPushButton(text)
        dress(button, icon, "on_accent" if primary else "accent")
        button.setProperty("primary", primary)
        button.setProperty("choice", True)
        button.setAccessibleDescription(words)
        button.clicked.connect(do)
        column.addWidget(button)
        _label(column, words, "tone", "quiet")
        column.addSpacing(12)
        return button


def _label(column: QVBoxLayout, text: str, name: str, value: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty(name, value)
    column.addWidget(label)
    return label
