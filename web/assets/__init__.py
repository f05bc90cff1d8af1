"""Builds what the browser loads from npm packages and our own files; nothing third-party is committed."""
