"""Tests of published statistics: the numbers, what is hidden, and the files."""
