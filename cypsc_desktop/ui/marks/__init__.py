"""Marks on pages in the window: how they look, making them, the pane that lists them."""
