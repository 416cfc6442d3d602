"""Sentences about the real PDF, and about the house that makes it."""
