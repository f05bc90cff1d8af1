"""The pages of the advisory committee: of its members, and of the directorate that asks for its advice."""
