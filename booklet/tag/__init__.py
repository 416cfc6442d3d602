"""Tag: laid-out pages become a PDF with a tag tree of our own making.

WeasyPrint's own tags pass a validator and read badly: tables split by a page, link targets spoken in place of words,
running heads read aloud. Here both the HTML element and its painted fragments are known, so each element becomes one
structure element wherever its lines fell.
"""
