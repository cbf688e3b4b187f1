"""The meeting screen: an agenda beside its pages and its tables."""
