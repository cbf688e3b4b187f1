"""What changed in a paper since the version before, as words beside its pages: gone struck through, new underlined."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from cypsc_desktop.commands.comparing import Compared
from cypsc_desktop.papers.differences import PageDifference, Part
from cypsc_desktop.ui.theme import Theme

_AROUND = 10  # unchanged words that stand beside what changed


class ChangesPane(QTextBrowser):
    """``chosen(sheet)``: to a sheet of this paper; ``before(document, sheet)``: to one of the version before."""

    chosen = Signal(int)
    before = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Compared | None = None
        self._words = ""
        self.setAccessibleName("What changed since the version before")
        self.setObjectName("words")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_link)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show()

    def say(self, words: str) -> None:
        """A sentence in place of changes."""
        self._shown, self._words = None, words
        self._show()

    def show_changes(self, found: Compared) -> None:
        self._shown, self._words = found, found.words
        self._show()

    def _show(self) -> None:
        self.document().setDocumentMargin(self._theme.px(12))
        size = self._theme.font(13).pixelSize()
        parts = [f"<p>{escape(self._words)}</p>"] if self._words else []
        for page in self._shown.pages if self._shown else ():
            parts += [self._head(page), f"<p style='line-height:150%'>{self._told(page.parts)}</p>"]
        self.setHtml(f"<div style='font-size:{size}px'>{''.join(parts)}</div>")

    def _head(self, page: PageDifference) -> str:
        link = f"new:{page.new}" if page.new is not None else f"old:{page.old}"
        accent = self._theme.colour("accent").name()
        return f"<p style='font-weight:600'><a style='color:{accent}' href='{link}'>{escape(page.place)}</a></p>"

    def _told(self, parts: Sequence[Part]) -> str:
        tint, ok, danger = (self._theme.colour(token).name() for token in ("hover", "ok", "danger"))
        looks = {
            "new": f"background:{tint};color:{ok};font-weight:600;text-decoration:underline",
            "gone": f"background:{tint};color:{danger};text-decoration:line-through",
        }
        said = []
        for n, part in enumerate(parts):
            if part.kind == "same":
                said.append(escape(_short(part.text, first=n == 0, last=n == len(parts) - 1)))
            else:
                said.append(f"<span style='{looks[part.kind]}'>{escape(part.text)}</span>")
        return " ".join(said)

    def _on_link(self, link: QUrl) -> None:
        sheet = int(link.path() or 0)
        if link.scheme() == "new":
            self.chosen.emit(sheet)
        elif self._shown is not None:
            self.before.emit(self._shown.old.id, sheet)


def _short(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words, those far from any change left out."""
    words = text.split(" ")
    before = [] if first else words[:_AROUND]
    behind = [] if last else words[-_AROUND:]
    if len(before) + len(behind) >= len(words):
        return text
    return " ".join([*before, "…", *behind])
