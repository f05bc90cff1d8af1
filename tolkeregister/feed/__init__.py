"""For other systems: every change of the register in order, checks of many numbers, and messages about changes."""
