"""Where a reader of changes stands, where messages may be sent, and when they are sent again."""
