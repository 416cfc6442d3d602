"""Sentences as they are checked and as they are signed."""
