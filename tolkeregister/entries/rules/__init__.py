"""Pure rules about entries in the register."""
