"""The interpreter a complaint is about, and their representative: what they may read, say and ask for."""
