"""Records in a grid that works like a spreadsheet, and in a form. Every change goes through a command."""
