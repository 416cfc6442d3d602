"""Garbage: what lies in circles, which Python looks for whenever it has made 700 things more than it has let go of."""
import gc


def collect_rarely() -> None:
    """Look for it after 100,000 things.

    A command keeps nearly all that it loads, and a layout nearly all of the millions of things that it makes, so looking
    through them again and again finds nothing: this takes a tenth off the start of a command, and a fifth off a build,
    for a tenth more memory.
    """
    gc.set_threshold(100_000, 50, 100)


def collect_if_much() -> None:
    """Look for it now, before something large is made: a layout leaves as much again as the next one makes.

    A leaflet leaves less than is looked for by itself, and is set faster than all else would be looked through.
    """
    if any(gc.get_count()[1:]):
        gc.collect()
