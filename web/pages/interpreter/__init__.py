"""The interpreter's own pages, made for a phone."""
