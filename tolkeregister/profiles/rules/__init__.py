"""Pure rules about profiles: what must be approved, and when somebody is asked whether all is still right."""
