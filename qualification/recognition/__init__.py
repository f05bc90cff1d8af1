"""Recognition of qualifications from the EEA and Switzerland: a decision of its own, with or without a listing (A7, A8)."""
