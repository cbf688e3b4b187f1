"""The folder of real papers beside the checkout, which not every machine has."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """`../shared` as seen from the checkout; skips the test that asks, or its whole module, where it is missing."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "packs").is_dir():
        pytest.skip(f"the real papers are not in {folder.parent.name}/{folder.name}", allow_module_level=True)
    return folder
