"""What stands at the right of the window: every field of the record that is chosen, and what it is tied to."""

from cypsc_desktop.ui.inspector.inspector import Inspector

__all__ = ["Inspector"]
