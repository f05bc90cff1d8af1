"""Rules of checking and checking again."""
