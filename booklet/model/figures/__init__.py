"""The kinds of data figures: each with its values, what must hold among them, and what it says in words."""
