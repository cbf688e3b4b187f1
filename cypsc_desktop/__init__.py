"""CYPSC Desktop: the desk of a council scrutiny committee, offline on one laptop."""

__version__ = "0.1.0"
