"""Pure rules for reported rows: the same for a file from the page, the command or the API."""
