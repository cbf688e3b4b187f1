"""The window's frame: sidebar, tabs, back and forward, inspector; what is in the centre is each screen's own."""
