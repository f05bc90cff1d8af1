"""The officers' pages about recognition of qualifications from the EEA and Switzerland."""
