"""Rounds of tests and courses, who took part, and what came of it. A result is only ever added."""
