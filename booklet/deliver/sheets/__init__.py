"""Sheets: what becomes of a checked proof on its way to paper. Pages share sheets, or are made for a print shop.

Sheets are placed, never scaled and never changed. They have no tags, no links and no bookmarks, so they claim no
accessibility: the reading PDF is the one to read on a screen. What reaches the paper is measured here too.
"""
