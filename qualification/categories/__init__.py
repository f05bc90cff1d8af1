"""Categories A–E: derived from evidence by rules, never typed in (Q1)."""
