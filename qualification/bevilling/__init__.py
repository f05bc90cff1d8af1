"""The register of bevilling, independent of entries: exam passed, bevilling and listing are three events (rule Q9)."""
