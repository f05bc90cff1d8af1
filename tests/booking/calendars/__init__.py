"""Tests of what stands in calendars."""
