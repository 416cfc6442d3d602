"""A drawing of any program: read safely, cleaned by an allow-list, mended, its cost bounded, and written anew.

reading -> selectors, styles -> cleaning (words, embedded, lost) -> mending -> cost -> letters -> writing. What a drawing may
hold is data: allowed.toml. Nothing of the file is copied: what leaves this room was written from the tree, with names of
elements, attributes and values that are on the list.
"""
