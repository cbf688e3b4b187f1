"""Reading papers: pages, their text, and the ways through them."""
