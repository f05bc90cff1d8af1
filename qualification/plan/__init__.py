"""Which languages are offered when, in versions; the years' goals; the three years after a degree."""
