"""Putting the synthetic nation into the database by COPY: the register once, then the days that are missing."""
