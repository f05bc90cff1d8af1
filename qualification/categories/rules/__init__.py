"""Pure rules about categories: which scheme is in force, what evidence gives, what is missing."""
