"""Plain words: reading grades, and every rule about sentences and words that a tired reader can follow."""
