"""What breaks around the service, on real parts: mail servers, killed workers, a restarted database, hostile input."""
