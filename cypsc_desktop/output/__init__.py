"""Documents out: what a document says, apart from how each format writes it."""
