"""What is live: the sockets of the screen room, the database's word that something is new, and the relay's keys."""
