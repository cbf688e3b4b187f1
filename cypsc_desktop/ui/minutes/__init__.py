"""The draft minutes beside the log that they were made of: detail, edits, life, export, and drafts that come back."""
