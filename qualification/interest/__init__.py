"""Who would like to be tested or taught in which language."""
