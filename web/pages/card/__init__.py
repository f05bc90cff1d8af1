"""Pages about the tolkebevis and about systems that are told of changes."""
