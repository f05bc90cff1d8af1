"""Tests of the messages the service sends."""
