"""A proof: a finished PDF, and questions to ask it. Any PDF will do, also a broken or a hostile one.

Text comes from PDFium, the tree, links and fonts from pikepdf. The class is named here because all of the house asks
for it by this name.
"""
from booklet.proof.reading import Proof

__all__ = ["Proof"]
