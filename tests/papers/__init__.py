"""Marks: where they are anchored, how they follow a paper, what other programs see of them."""
