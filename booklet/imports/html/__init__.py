"""HTML: pages that were saved, or that a program wrote."""
