"""Counts: whether the numbers of a text can be understood, compared and traced to their source."""
