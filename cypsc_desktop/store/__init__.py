"""The only SQL: an append-only log of changes, the tables folded from it, and the files beside it."""
