"""What the register said about a booked interpreter, asked again until it answers, and told when it changes."""
