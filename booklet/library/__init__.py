"""Library: references are looked up at Crossref and PubMed, added, or brought in from other programs.

A service is asked for `refs add`, for `refs verify` and by the studio, where somebody wants it, and never for a build.
"""
