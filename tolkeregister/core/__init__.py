"""The technical floor: settings, clock, database, jobs, mail, audit. Knows nothing about interpreting."""
