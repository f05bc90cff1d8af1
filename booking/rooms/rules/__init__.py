"""Rules of the room: when it is open, who may sit in it, what the line is good for, and what the events propose."""
