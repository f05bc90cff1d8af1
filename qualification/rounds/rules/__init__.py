"""Who may take part, what a result gives, and the criteria of a round, dated."""
