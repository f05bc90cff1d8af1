"""Reads HTML forms into typed values and says in plain words what must be mended."""
