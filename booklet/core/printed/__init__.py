"""What the press itself prints: its words, and the kinds of boxes. Both are tables in styles/."""
