"""Which languages there are, and what a word may mean."""
