"""The first screen of an empty library: three ways to begin, no wizard."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.ui.theme import Theme


class StartScreen(QWidget):
    """Open the sample committee, import an agenda pack, or open an existing library."""

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
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 56, 64, 32)
        column.setSpacing(8)
        title = QLabel("Start with your committee's papers")
        title.setFont(theme.font(22, 600))
        words = QLabel(
            "Everything stays on this computer. Nothing is sent anywhere, and nothing you write is lost: "
            "each change is saved as you make it and can be undone."
        )
        words.setWordWrap(True)
        words.setFont(theme.font(14))
        words.setProperty("tone", "second")
        words.setMaximumWidth(theme.px(640))
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(24)
        self.import_button = self._choice(
            column, theme, "Import an agenda pack", "A PDF, Word, web page or text file. You can also drop it on this window.",
            "file-import", import_pack, primary=True,
        )  # fmt: skip
        self.sample_button = self._choice(
            column, theme, "Open the sample committee", "Invented people with realistic papers, to try things out.",
            "users", open_sample,
        )  # fmt: skip
        self.library_button = self._choice(
            column, theme, "Open an existing library", "A folder that CYPSC Desktop made before.", "folder-open", open_library,
        )  # fmt: skip
        column.addStretch(1)
        place = QLabel(f"Your library is in {where}")
        place.setProperty("tone", "quiet")
        place.setWordWrap(True)
        column.addWidget(place)

    def _choice(
        self,
        column: QVBoxLayout,
        theme: Theme,
        text: str,
        words: str,
        icon: str,
        do: Callable[[], None],
        *,
        primary: bool = False,
    ) -> QPushButton:
        button = QPushButton(theme.icon(icon, "on_accent" if primary else "accent"), text)
        button.setProperty("primary", primary)
        button.setFont(theme.font(14, 500))
        button.setMinimumHeight(theme.px(40))
        button.setMaximumWidth(theme.px(360))
        button.setAccessibleDescription(words)
        button.clicked.connect(do)
        label = QLabel(words)
        label.setProperty("tone", "quiet")
        label.setWordWrap(True)
        column.addWidget(button)
        column.addWidget(label)
        column.addSpacing(16)
        return button
