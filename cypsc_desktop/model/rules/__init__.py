"""The committee's rules of procedure, a small module each; pure functions of plain values."""
