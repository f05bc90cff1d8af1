"""Tests of the rules of checks."""
