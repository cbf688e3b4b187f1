"""The library itself: its committees, where it is and what it keeps, its backups, and other libraries."""
