"""The directorate's record: what was deleted, who read what, figures on complaints, and what was handed out."""
