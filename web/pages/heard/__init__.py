"""The case as the interpreter it is about sees it, and as their representative does."""
