"""Tests of the public body's pages."""
