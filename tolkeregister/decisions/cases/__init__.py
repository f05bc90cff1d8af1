"""Case files, their log, their journal and their archive."""
