"""What travels along the line: frozen values, and nothing that reads a file."""
