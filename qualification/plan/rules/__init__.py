"""The offers of the plan, the years’ goals, and the three years after a degree."""
