"""How anything is written: whole, together, and by one at a time."""
