"""Lines of enquiry: what the chair will ask, in which order, with the page that gave rise to it."""
