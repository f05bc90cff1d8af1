"""Pure rules about who is asked first, and about travel."""
