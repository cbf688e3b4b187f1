"""Preparing a meeting: what is planned, who sits, what comes forward."""
