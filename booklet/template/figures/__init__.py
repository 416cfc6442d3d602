"""What draws the data figures: one file a kind, on a canvas that knows how wide words are."""
