"""What a card may say, for how long, and which keys say it."""
