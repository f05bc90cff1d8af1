"""Pure rules; see the modules."""
