"""Tests as a user: the whole service in a real browser."""
