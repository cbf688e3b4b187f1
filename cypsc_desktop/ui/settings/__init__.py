"""What a person chooses for themselves: the choices, the keys, and the screen that shows them."""
