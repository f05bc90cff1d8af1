"""The directorate's pages about the list of languages."""
