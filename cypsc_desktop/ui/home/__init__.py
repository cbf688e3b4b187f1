"""The home screen: what comes next and what is late."""
