"""Tests of `make figures`: every printed figure beside ours."""
