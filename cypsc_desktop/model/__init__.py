"""The committee's records and rules in pure Python: no SQL, no Qt, no files."""
