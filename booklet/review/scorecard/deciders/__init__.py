"""Deciders: each looks at one thing and gives evidence; it answers only where a program can know."""
