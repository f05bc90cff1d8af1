"""What a file of results may say, and who a row is about."""
