"""Pages about exceptions from the requirement of a qualified interpreter, and the evidence of search."""
