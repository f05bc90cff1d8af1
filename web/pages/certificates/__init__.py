"""Police certificates that have been seen, and who must show one (tolkeloven § 10)."""
