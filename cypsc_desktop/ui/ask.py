"""Questions to the person, behind one replaceable object: files, a password. Tests answer in its place.

Dialogs are imported when they are first asked for: the start of the window does not wait for them.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

PAPERS = "Papers and marks (*.pdf *.docx *.html *.htm *.txt *.md *.xlsx *.xfdf *.xopp *.cypsc-notes);;All files (*)"


class Ask:
    """Asks with the system's own dialogs; each file dialog begins where the last one ended."""

    def __init__(self) -> None:
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._folder = str(documents if documents.is_dir() else Path.home())  # never where the program was started

    def papers(self, parent: QWidget) -> list[Path]:
        """Files to import; empty where the person thought better of it."""
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(parent, "Import papers", self._folder, PAPERS)
        files = [Path(name) for name in names]
        if files:
            self._folder = str(files[0].parent)
        return files

    def returned(self, parent: QWidget) -> Path | None:
        """The draft that came back from Word, looked for where a file was written or opened last."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(parent, "Compare with Word", self._folder, "Word documents (*.docx)")
        if name:
            self._folder = str(Path(name).parent)
        return Path(name) if name else None

    def library(self, parent: QWidget | None) -> Path | None:
        """A folder that holds a library."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(parent, "Open a library", self._folder)
        return Path(name) if name else None

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder to put something in; one can be made there and then."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(parent, title, self._folder)
        return Path(name) if name else None

    def save_as(self, parent: QWidget, title: str, name: str, filters: str) -> Path | None:
        """Where to write a file; the ending chosen in ``filters`` is added where none was typed."""
        from PySide6.QtWidgets import QDialog, QFileDialog

        dialog = QFileDialog(parent, title, str(Path(self._folder) / name), filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")")))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        chosen = Path(dialog.selectedFiles()[0])
        self._folder = str(chosen.parent)
        return chosen

    def password(self, parent: QWidget, name: str, why: str) -> str | None:
        """The password of a locked PDF, or None."""
        from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout

        dialog = QDialog(parent)
        dialog.setWindowTitle(f"Password of {name}")
        column = QVBoxLayout(dialog)
        words = QLabel(f"{name}: {why}")  # the window's title alone is not seen everywhere, and several files may wait
        words.setWordWrap(True)
        label = QLabel("&Password")
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setAccessibleName("Password")
        label.setBuddy(edit)
        buttons = QDialogButtonBox()
        buttons.addButton("Open the PDF", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        for widget in (words, label, edit, buttons):
            column.addWidget(widget)
        dialog.setMinimumWidth(440)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return edit.text() or None if accepted else None

    def tell(self, parent: QWidget | None, title: str, words: str) -> None:
        """Something that must be known before the window can go on."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.information(parent, title, words)
