"""What the workers of the studio do, each at a desk of its own: words.py reads and judges, pages.py sets."""
