"""Markdown of GitHub, Obsidian and Pandoc: copied as it is, apart from what leads to other files or is written otherwise."""
