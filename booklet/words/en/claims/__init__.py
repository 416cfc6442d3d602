"""Evidence: whether each claim is cited, and no surer than the works that it cites."""
