"""Sentences about the real PDF, and about the house that makes it."""
import os
import sys

# Where nothing that is compiled may be kept, each of the hundred processes that tests start would compile the whole house anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
