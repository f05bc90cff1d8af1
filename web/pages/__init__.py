"""HTML pages: each module holds handlers only: read the form or path, one command or one query, redirect or render."""
