"""Complaints about interpreters (tolkeloven §§ 19–21): intake, clocks, hearing, and reactions."""
