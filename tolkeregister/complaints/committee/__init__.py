"""The advisory committee: who sits in it, its meetings, the papers they read, their votes and their advice."""
