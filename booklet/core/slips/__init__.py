"""Slips: what a parser stumbled over, in the words of whoever typed it, with a line that would do instead."""
