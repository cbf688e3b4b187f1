"""Live minutes as plain values: the grammar of lines, who is who, and what a meeting's lines add up to. No store, no files."""
