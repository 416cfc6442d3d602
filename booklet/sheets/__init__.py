"""Sheets: finished pages placed on the sheets that a printer prints. Never scaled, never changed: only placed.

What a sheet is for is paper. It has no tags, no links and no bookmarks, so it must claim no accessibility; the reading
PDF is the one to read on a screen.
"""
