"""A session over the sample."""

from tests.ui.grid.conftest import session

__all__ = ["session"]
