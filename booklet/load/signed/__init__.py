"""The two files that a command seals, and what a signature covers."""
