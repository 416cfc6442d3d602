"""What a worker has at hand before its first edition. What is missing or broken is told by who asks for it."""
import gc
from contextlib import suppress

gc.disable()  # what is loaded stays, in each copy too: it is never looked through for garbage
with suppress(Exception):
    import booklet.pipeline  # noqa: F401
    from booklet.core.letters.chain import chain
    from booklet.core.letters.declared import unfolded

    look = chain()[0]
    for file in filter(None, map(look.file, look.files)):
        unfolded(file)
gc.freeze()
gc.enable()
