"""Packs that the suite typesets for itself, each with the answer key that its own template leaves."""
