"""Rules of reporting: codes, what may be told of an assignment, and what a copy leaves out."""
