"""The librarian: looks references up at Crossref and PubMed, adds them, and writes down what became of them.

The only room that asks a network; only the commands `refs add` and `refs verify` call it. A floor beside the line.
"""
