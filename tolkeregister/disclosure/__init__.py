"""Handing out a case on request: what is given, what is hidden or held back and by which law, and that it was done."""
