"""Template: a manuscript and an edition become one HTML document."""
