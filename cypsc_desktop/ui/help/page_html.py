"""A page of the help as the rich text that Qt can show: headings that can be linked to, tables with lines, keys with edges."""

import html
import re

from cypsc_desktop.ui.help.pages import anchor_of
from cypsc_desktop.ui.theme import Theme


def as_html(markdown: str) -> str:
    """Markdown as HTML. Raw HTML in it is shown as text, so that a page can bring nothing of its own."""
    from markdown_it import MarkdownIt  # the sheet of keys wears a page's style and reads no page

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    body = made.render(markdown)
    body = re.sub(r"<(h[1-4])>(.*?)</\1>", _with_anchor, body, flags=re.DOTALL)
    # Qt draws lines of a table only as attributes of the table say.
    body = body.replace("<table>", '<table border="0" cellspacing="0" cellpadding="6" width="100%">')
    return re.sub(r"<p>(<img [^>]*>)</p>", r'<p class="picture">\1</p>', body)


def style(theme: Theme) -> str:
    """The style of a page in this theme, for ``QTextDocument.setDefaultStyleSheet``."""
    colour = theme.tokens
    return f"""
        h1 {{ font-size: {theme.px(22)}px; font-weight: 600; margin-top: 0; margin-bottom: {theme.px(12)}px; }}
        h2 {{ font-size: {theme.px(17)}px; font-weight: 600; margin-top: {theme.px(24)}px; margin-bottom: {theme.px(8)}px; }}
        h3 {{ font-size: {theme.px(15)}px; font-weight: 600; margin-top: {theme.px(16)}px; margin-bottom: {theme.px(4)}px; }}
        p, li {{ line-height: 145%; margin-top: 0; margin-bottom: {theme.px(8)}px; }}
        strong, b {{ font-weight: 600; }}
        a {{ color: {colour["accent"]}; }}
        th {{ text-align: left; font-weight: 600; color: {colour["text2"]}; background: {colour["chrome"]};
             border-bottom: 1px solid {colour["strong"]}; }}
        td {{ border-bottom: 1px solid {colour["line"]}; }}
        code, pre {{ font-family: monospace; background: {colour["chrome"]}; }}
        pre {{ margin-top: {theme.px(4)}px; margin-bottom: {theme.px(12)}px; white-space: pre-wrap; }}
    """


def _with_anchor(heading: re.Match[str]) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", "", heading[2]))
    return f'<{heading[1]}><a name="{anchor_of(words)}"></a>{heading[2]}</{heading[1]}>'
