"""Markdown as CommonMark and GFM read it, and the marks of the dialect, as one extension of Python-Markdown.

Lines become an element tree whose every text knows where it was typed. What the tree means is judged in dialect/.
"""
