"""Tests of the rules of calendars."""
