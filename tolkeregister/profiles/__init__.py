"""What interpreters say about themselves: contact, consent, changes, active or not, and who has looked."""
