"""PDF files, read and drawn in processes of their own so that a hostile file cannot harm the window."""

FLAG = "--pdf-worker"
"""What a frozen program is started with to be a worker."""
