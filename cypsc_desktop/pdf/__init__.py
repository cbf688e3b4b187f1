"""PDF files, read and drawn in processes of their own so that a hostile file cannot harm the window."""
