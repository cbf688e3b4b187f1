"""Checking what was read from a paper, line by line beside its page."""
