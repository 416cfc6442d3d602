#!/usr/bin/env python3
"""Build the handout: `python build.py`. All commands: `python build.py --help`."""
import sys

from booklet.cli import main

if __name__ == "__main__":
    sys.exit(main())
