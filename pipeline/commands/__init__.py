"""One module a command; each returns its exit code."""
