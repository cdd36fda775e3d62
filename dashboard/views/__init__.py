"""One page a file, read top to bottom like a table of contents."""
