"""Improvement plan, savings and work programme."""
