"""Pictures: read safely, bounded, and written anew without what is not picture."""
