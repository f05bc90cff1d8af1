"""The road into the register: evidence, and the category that follows from it."""
