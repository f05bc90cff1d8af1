"""What the committee may do, without a database."""
