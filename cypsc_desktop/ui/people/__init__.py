"""The people of the committee."""
