"""What a person can do, one verb a function; the only callers of Store.change."""
