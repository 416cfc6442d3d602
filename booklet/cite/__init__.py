"""Cite: works, figures and terms get their numbers, in the order in which a reader meets them."""
