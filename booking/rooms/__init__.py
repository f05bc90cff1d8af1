"""The room for screen interpreting: one per assignment, with seats, a waiting room, signals and a log of events."""
