"""Imports: what others have written, in Word, LibreOffice, a browser or Markdown, becomes a manuscript of the press.

A document is read into one kind of tree, which is written as Markdown; what cannot be kept is told by its place.
"""
