"""The web page: the same booklet as one file for a screen."""
