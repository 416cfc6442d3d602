"""Commands: what a person types. Each file holds the commands of one purpose; main.py gathers them."""
