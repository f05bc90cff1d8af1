"""Test data, one readable call each. Every builder has defaults for all that the test is not about."""

import web.all_tables  # noqa: F401  – foreign keys need every table to be known
