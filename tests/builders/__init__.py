"""Test data, one readable call each. Every builder has defaults for all that the test is not about."""
