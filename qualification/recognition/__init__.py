"""Recognition of qualifications from the EEA and Switzerland: a decision of its own, listed or not (rules A7, A8)."""
