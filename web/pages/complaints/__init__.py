"""The directorate's pages about complaints, and the page where a public body answers."""
