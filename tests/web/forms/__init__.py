"""Reading forms and saying what must be mended."""
