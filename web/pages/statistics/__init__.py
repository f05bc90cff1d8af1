"""Pages and parts of pages about the share of assignments with a qualified interpreter."""
