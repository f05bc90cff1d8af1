"""Assignments in people's own calendars: files, private feeds, and the page where one chooses."""
