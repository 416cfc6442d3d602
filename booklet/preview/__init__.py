"""Preview: the pages of an edition while it is written. Nothing is written into the manuscript, and nothing is delivered."""
