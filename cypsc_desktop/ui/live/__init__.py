"""Taking minutes: the screen that a minute-taker types in for three hours."""
