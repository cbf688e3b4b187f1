"""What tells whether the words of a mark still are those that were handed out with a copy of its paper."""

import hashlib

KEY = "/CypscSaid"
"""Stands in each annotation that is written: the digest of its words then. Other programs leave it where it is."""


def digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
