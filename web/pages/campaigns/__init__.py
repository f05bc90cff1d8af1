"""The directorate's pages about campaigns of re-registration."""
