"""The sample committee: typesets its papers from ``resources/sample`` into a folder of the person's.

People and council are invented; the figures and the irregularities are those of real papers. This module
only typesets; importing what it makes is the caller's.
"""

from pathlib import Path

import typst

from cypsc_desktop import paths

_PAPERS = {"larkmere-agenda-pack.pdf": "pack.typ", "larkmere-supplement.pdf": "supplement.typ"}


def build_sample(folder: Path, *, edition: int = 1) -> list[Path]:
    """Writes the agenda pack and its supplement to ``folder`` (made if missing) and returns them in that order.

    ``edition`` 2 is the pack as issued a second time, with a paragraph more. Takes about a second.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = paths.resources() / "sample"
    fonts = paths.resources() / "fonts"
    made = []
    for name, template in _PAPERS.items():
        made.append(folder / name)
        typst.compile(
            source / template,
            output=made[-1],
            root=source,
            font_paths=[fonts] if fonts.is_dir() else [],
            ignore_system_fonts=True,
            sys_inputs={"edition": str(edition)},
        )
    return made
