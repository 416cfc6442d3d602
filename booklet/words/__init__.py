"""Words: what can be said of the text before any page is laid out, and who has answered for it.

`text.py` reads the sections as sentences; every other room asks those sentences one kind of question. A room above
the line, which knows nothing of it.
"""
