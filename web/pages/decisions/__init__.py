"""Pages about cases: the directorate's `/sak/{number}`, and the person's own decisions at `/min-side/vedtak`."""
