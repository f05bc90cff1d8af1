"""Pure rules about campaigns: the days they can have, and what becomes of each person asked."""
