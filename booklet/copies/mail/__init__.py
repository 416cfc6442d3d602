"""Mail: a built handout as a message that nobody has sent yet."""
