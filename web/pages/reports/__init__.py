"""Pages for those who report assignments that were not booked here."""
