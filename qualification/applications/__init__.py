"""Applications for a place in the register: one for each person, language and type (rules A1–A6)."""
