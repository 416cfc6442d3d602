"""Plate: an edition laid out once, of which copies for many people are struck."""
