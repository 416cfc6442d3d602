"""Shelf: all handouts of a trust, built side by side, and the catalogue of them."""
