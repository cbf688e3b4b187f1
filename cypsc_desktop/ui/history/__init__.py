"""What was changed, by whom and when, in words; taking it back; and the bin."""
