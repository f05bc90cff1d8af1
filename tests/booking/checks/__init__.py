"""Tests of repeated checks of standing."""
