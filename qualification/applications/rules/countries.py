"""Where a qualification must be from to be recognised under directive 2005/36/EC: the EEA and Switzerland."""

RECOGNISED_FROM = (
    "BE", "BG", "CY", "DK", "EE", "FI", "FR", "GR", "IE", "IS", "IT", "HR", "LV", "LI", "LT", "LU", "MT", "NL", "PL",
    "PT", "RO", "SK", "SI", "ES", "CH", "SE", "CZ", "DE", "HU", "AT",
)  # fmt: skip
"""ISO 3166-1 alpha-2, by Norwegian name. Not Norway, whose own qualifications need no recognition."""
