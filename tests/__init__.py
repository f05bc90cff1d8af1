"""One test per promise, named as a sentence, on the real database built by the real migrations."""
