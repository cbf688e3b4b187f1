"""Help from the same pages as docs/: a window that shows Markdown."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QMainWindow, QTextBrowser, QWidget

from cypsc_desktop import __version__, paths

_PAGES = {"start": "tutorial/first-pack.md", "keys": "reference/keys.md", "about": "about.md"}


class HelpWindow(QMainWindow):
    """One window, kept beside the main one and ended with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help - CYPSC Desktop")
        self.resize(760, 640)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setSearchPaths([str(paths.docs())])
        self.text.setOpenExternalLinks(False)
        self.setCentralWidget(self.text)

    @staticmethod
    def show_page(parent: QWidget, page: str) -> "HelpWindow":
        """Show a page of the help in the parent's help window."""
        window = parent.findChild(HelpWindow) or HelpWindow(parent)
        file = paths.docs() / _PAGES.get(page, _PAGES["start"])
        words = file.read_text(encoding="utf-8")
        words = words.replace("{version}", __version__).replace("{log}", str(paths.log_folder()))
        window.text.document().setBaseUrl(QUrl.fromLocalFile(f"{file.parent}/"))
        window.text.setMarkdown(words)
        window.show()
        window.raise_()
        window.activateWindow()
        return window
