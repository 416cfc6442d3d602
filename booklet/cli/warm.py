"""What a worker loads before its first edition. A library of the system that is missing is told by who asked for it."""
from contextlib import suppress

with suppress(OSError):
    import booklet.pipeline  # noqa: F401
