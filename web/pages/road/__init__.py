"""The road into the register: the public language plan, one’s own tests and interest, and the planners’ pages."""
