"""The screen on which a meeting is prepared."""
