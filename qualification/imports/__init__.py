"""Results as institutions send them: read row by row, people matched with a stated certainty, the rest asked about."""
