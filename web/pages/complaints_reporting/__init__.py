"""Reporting an interpreter and following the case: no sign-in, no cookie, no trace."""
