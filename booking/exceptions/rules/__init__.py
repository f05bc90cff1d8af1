"""Pure rules of exceptions: grounds, statements, deadlines."""
