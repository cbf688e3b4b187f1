"""Names of sheets that Excel and LibreOffice both accept."""

import re
from collections.abc import Iterable


def sheet_names(captions: Iterable[str]) -> list[str]:
    """A name for each caption: at most 31 characters, none of ``[]:*?/\\``, each unlike the others."""
    names: list[str] = []
    used = {"history"}  # Excel keeps this one for itself
    for caption in captions:
        plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", caption).split())[:31].strip(" '") or "Table"
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[: 30 - len(str(number))].rstrip()} {number}"
        used.add(name.casefold())
        names.append(name)
    return names
