"""HTTP, templates, command line, worker process and migrations: the only place where everything is assembled."""
