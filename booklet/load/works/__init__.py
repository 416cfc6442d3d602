"""Works, as programs describe them in CSL-JSON: which fields there are, and how each is written here."""
