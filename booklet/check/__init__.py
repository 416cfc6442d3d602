"""Check: the promises that a finished PDF keeps, asked of its bytes. `judge.py` asks for all of them."""
