"""Documents out: what they say (one module a kind of document) apart from how they are written (``writers``).

Inputs are records, outputs are values or files; nothing here knows the store, the window or a clock.
"""
