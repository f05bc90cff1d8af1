"""What stands in people's own calendars: invitations by mail, private feeds, and reminders."""
