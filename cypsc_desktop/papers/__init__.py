"""Marks on pages: what kinds there are, where they are anchored, how they follow a paper that is issued again, and how
they are exchanged with other programs. Pure values; nothing here writes a library or draws."""
